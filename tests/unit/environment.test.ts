import assert from 'node:assert/strict';
import test from 'node:test';
import { dayInChina, readEnvironment } from '../../src/environment.ts';

test('without variables the site lies at the root of localhost and shows its samples', () => {
  const environment = readEnvironment({});
  assert.equal(environment.siteUrl, 'http://localhost:4321');
  assert.equal(environment.basePath, '/');
  assert.equal(environment.samplesShown, true);
  assert.equal(environment.port, 4321);
  assert.equal(environment.today, dayInChina(new Date()));
});

test('the base path gets a slash at both ends however it is written', () => {
  for (const written of ['ztzl/xjy', '/ztzl/xjy', 'ztzl/xjy/', '/ztzl/xjy/']) {
    assert.equal(readEnvironment({ BASE_PATH: written }).basePath, '/ztzl/xjy/');
  }
  assert.equal(readEnvironment({ BASE_PATH: '/' }).basePath, '/');
});

test('an empty variable counts as not given', () => {
  assert.equal(readEnvironment({ SITE_DATE: '', SAMPLES: ' ' }).samplesShown, true);
});

test('a wrong value is refused in words that name the variable, what was found and what is expected', () => {
  assert.throws(() => readEnvironment({ SAMPLES: 'no' }), /环境变量 SAMPLES · 现在是“no” · 应为 on 或 off/);
  assert.throws(() => readEnvironment({ SITE_DATE: '2026-02-30' }), /环境变量 SITE_DATE · 现在是“2026-02-30”/);
  assert.throws(() => readEnvironment({ SITE_URL: 'www.example.gov.cn' }), /环境变量 SITE_URL/);
  assert.throws(() => readEnvironment({ SITE_URL: 'https://example.gov.cn/ztzl/' }), /路径请写在 BASE_PATH/);
  assert.throws(() => readEnvironment({ BASE_PATH: '/a//b' }), /环境变量 BASE_PATH/);
  assert.throws(() => readEnvironment({ PORT: '99999' }), /环境变量 PORT/);
});

test('the day in China begins at 16:00 UTC of the day before', () => {
  assert.equal(dayInChina(new Date('2026-04-30T15:59:59Z')), '2026-04-30');
  assert.equal(dayInChina(new Date('2026-04-30T16:00:00Z')), '2026-05-01');
});
