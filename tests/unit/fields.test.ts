/** The kinds of field that schemas share, each with what it accepts, what it refuses, and in which words. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import {
  choice,
  day,
  entry,
  focus,
  isRealDay,
  line,
  list,
  notBefore,
  period,
  prose,
  referenceTo,
  slugPattern,
  webAddress,
  withoutBlanks,
  year,
} from '../../src/schemas/field.ts';

/** What a schema says of a value: the messages, or none. */
const messages = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

test('a day has a year, a month and a day, and exists', () => {
  for (const text of ['2026-05-01', '2024-02-29']) assert.ok(isRealDay(text), text);
  for (const text of ['2026', '2026-05', '2026-02-29', '2026-05-01T00', '2026-05-011', '12026-05-01', '']) {
    assert.ok(!isRealDay(text), text);
  }
  assert.deepEqual(messages(day('生日'), '2026-02-30'), ['写成 2026-05-01 这样的日期，而且这一天要存在']);
});

test('a period is a year, a month or a day and nothing around it', () => {
  for (const value of ['2022', 2022, '2022-10', '2022-10-16', new Date('2022-10-16T00:00:00Z')]) {
    assert.ok(accepts(period('何时'), value), String(value));
  }
  for (const value of ['x2022', '2022x', 'x2022-10', '2022-10x', '2022-13', '2022-02-30']) {
    assert.deepEqual(messages(period('何时'), value), ['写成 2022、2022-10 或 2022-10-16 这样的年、月或日'], value);
  }
});

test('a line is trimmed, has something in it, and neither breaks nor is longer than it may be', () => {
  assert.equal(line('一句话', 3).parse('  三个字 '), '三个字');
  for (const value of ['', '   ', '四个字啊']) assert.ok(!accepts(line('一句话', 3), value), value);
  for (const value of ['一\n二', '一\r二'])
    assert.deepEqual(messages(line('一句话', 3), value), ['写成一行，不要换行']);
  assert.equal(line('一句话').description, '一句话');
});

test('prose is trimmed and may break, and is no longer than it may be', () => {
  assert.equal(prose('经过', 3).parse(' 一\n二 '), '一\n二');
  for (const value of ['', '  ', '一二三四']) assert.ok(!accepts(prose('经过', 3), value), value);
});

test('a focal point lies within the picture, and has both distances', () => {
  for (const value of [
    { x: 0, y: 100 },
    { x: 100, y: 0 },
  ])
    assert.deepEqual(focus('中心').parse(value), value);
  for (const value of [{ x: -1, y: 0 }, { x: 0, y: 101 }, { x: 50 }, {}]) assert.ok(!accepts(focus('中心'), value));
  assert.equal(focus('中心').shape.x.description, '离左边多远，占宽度的百分之几');
  assert.equal(focus('中心').shape.y.description, '离上边多远，占高度的百分之几');
});

test('a year is whole, from the founding of the republic to the end of the century', () => {
  for (const value of [1949, 2026, 2100]) assert.ok(accepts(year('哪年'), value), String(value));
  for (const value of [1948, 2101, 2026.5, '2026']) assert.ok(!accepts(year('哪年'), value), String(value));
});

test('a web address begins with http or https', () => {
  for (const value of ['https://www.qianwei.gov.cn/', 'http://example.com/a'])
    assert.ok(accepts(webAddress('网址'), value));
  for (const value of [
    'ftp://example.com/',
    'shttp://example.com/',
    'httpx://example.com/',
    'javascript:alert(1)',
    'example.com',
  ]) {
    assert.ok(!accepts(webAddress('网址'), value), value);
  }
});

test('a choice is one of the codes, and knows their labels', () => {
  const colours = { red: '红', green: '绿' };
  assert.ok(accepts(choice(colours, '颜色'), 'red'));
  assert.ok(!accepts(choice(colours, '颜色'), '红'));
  assert.deepEqual(choice(colours, '颜色').meta(), { description: '颜色', labels: colours });
});

test('a list that is left out is empty', () => {
  assert.deepEqual(list(z.string(), '清单').parse(undefined), []);
  assert.deepEqual(list(z.string(), '清单').parse(['一']), ['一']);
});

test('a slug is of small letters and figures, its parts joined by single hyphens', () => {
  for (const slug of ['a', 'ab', 'ab-cd', 'a-b-cd2', '2026-03-21']) assert.match(slug, slugPattern);
  for (const slug of ['', '-ab', 'ab-', 'a--b', 'Ab', 'a_b', 'a/b', '安', 'a 安', 'ab-C'])
    assert.doesNotMatch(slug, slugPattern);
});

test('a reference is a slug, without the folder that the studio writes before it, and says to what kind', () => {
  assert.equal(referenceTo('people', '谁').parse(' zhou-zhizhong '), 'zhou-zhizhong');
  assert.deepEqual(messages(referenceTo('people', '谁'), '周志忠'), ['写条目的网址名：小写字母、数字和连字符']);
  assert.deepEqual(messages(referenceTo('people', '谁'), '2026/zhou'), ['写条目的网址名：小写字母、数字和连字符']);
  assert.equal(referenceTo('orders', '哪件').parse('2026/2026-03-21-jinggai'), '2026-03-21-jinggai');
  assert.deepEqual(referenceTo('people', '谁').meta(), { description: '谁', refersTo: 'people' });
});

test('what is on the same day is not before', () => {
  const [holds] = notBefore('doneOn', 'acceptedOn', 'raisedOn');
  assert.ok(holds({ raisedOn: '2026-05-01', doneOn: '2026-05-01' }));
  assert.ok(!holds({ raisedOn: '2026-05-02', doneOn: '2026-05-01' }));
  assert.ok(holds({ doneOn: '2026-05-01' }));
});

test('an entry is held against its schema without what was left blank, in lists and groups too', () => {
  const schema = entry(z.strictObject({ title: z.string(), notes: z.array(z.unknown()).optional() }));
  assert.deepEqual(schema.parse({ title: '一', subtitle: '', group: { inner: null }, notes: [{ a: '' }, '二'] }), {
    title: '一',
    notes: [{}, '二'],
  });
  assert.deepEqual(withoutBlanks([{ a: '', b: 1 }]), [{ b: 1 }]);
});
