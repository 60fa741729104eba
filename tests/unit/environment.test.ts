import assert from 'node:assert/strict';
import test from 'node:test';
import { dayInChina, readEnvironment } from '../../src/environment.ts';

test('without variables the site is at the root of localhost and shows its samples', () => {
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

test('clips are kept in a folder, or in a bucket when MEDIA_STORE names one', () => {
  assert.equal(readEnvironment({}).mediaBucket, undefined);
  const MEDIA_URL = 'https://media.example.gov.cn/clips/';
  assert.deepEqual(readEnvironment({ MEDIA_STORE: 's3://hongxin/clips/', MEDIA_URL }).mediaBucket, {
    bucket: 'hongxin',
    prefix: 'clips',
    endpoint: 'https://s3.us-east-1.amazonaws.com',
    region: 'us-east-1',
    style: 'host',
  });
  const office = { MEDIA_STORE: 's3://hongxin', MEDIA_URL, MEDIA_STORE_ENDPOINT: 'http://10.1.2.3:9000' };
  const keys = { AWS_REGION: 'cn-sc', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c' };
  assert.deepEqual(readEnvironment({ ...office, ...keys }).mediaBucket, {
    bucket: 'hongxin',
    prefix: '',
    endpoint: 'http://10.1.2.3:9000',
    region: 'cn-sc',
    style: 'path',
    accessKey: 'a',
    secretKey: 'b',
    sessionToken: 'c',
  });
  const cloud = { ...office, MEDIA_STORE_ENDPOINT: 'https://oss-cn-chengdu.aliyuncs.com' };
  assert.equal(readEnvironment(cloud).mediaBucket?.style, 'host');
  assert.equal(readEnvironment({ ...cloud, MEDIA_STORE_STYLE: 'path' }).mediaBucket?.style, 'path');
});

test('a bucket without a public address, or under a wrong name, is refused in words', () => {
  const MEDIA_URL = 'https://media.example.gov.cn';
  assert.throws(
    () => readEnvironment({ MEDIA_STORE: 's3://hongxin' }),
    /环境变量 MEDIA_URL · 现在是“（空）” · 应为短片的公开网址/,
  );
  for (const MEDIA_STORE of ['hongxin', 's3://', 's3://Hong Xin', 'https://x/y', 's3://hongxin/a b']) {
    assert.throws(() => readEnvironment({ MEDIA_STORE, MEDIA_URL }), /环境变量 MEDIA_STORE · 现在是.* · 应为 s3:/);
  }
  const store = { MEDIA_STORE: 's3://hongxin', MEDIA_URL };
  assert.throws(() => readEnvironment({ ...store, MEDIA_STORE_ENDPOINT: 'oss.cn' }), /环境变量 MEDIA_STORE_ENDPOINT/);
  assert.throws(() => readEnvironment({ ...store, MEDIA_STORE_STYLE: 'x' }), /环境变量 MEDIA_STORE_STYLE/);
});

test('the day in China begins at 16:00 UTC of the day before', () => {
  assert.equal(dayInChina(new Date('2026-04-30T15:59:59Z')), '2026-04-30');
  assert.equal(dayInChina(new Date('2026-04-30T16:00:00Z')), '2026-05-01');
});
