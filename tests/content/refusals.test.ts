/**
 * Invalid content is refused with the exact file, field, finding and expectation: one small tree for each kind of
 * mistake.
 */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import sharp from 'sharp';
import { checkContent } from '../../src/content-check/check.ts';
import { lineOf, problemKinds, formatReport } from '../../src/content-check/problem.ts';

const fixtures = join(import.meta.dirname, '../fixtures/refused');
const names = readdirSync(fixtures);

suite('a content tree with a mistake', () => {
  for (const name of names) {
    test(`is refused in the expected words: ${name}`, async () => {
      const { problems } = await checkContent(join(fixtures, name, 'content'));
      const expected = readFileSync(join(fixtures, name, 'expected.txt'), 'utf8')
        .trimEnd()
        .split('\n');
      assert.deepEqual(problems.map(lineOf), expected);
      assert.equal(expected.length, name === 'ten-mistakes' ? 10 : 1);
    });
  }
});

test('numbers that only look private, public hotlines, drafts and withdrawn entries pass', async () => {
  const { problems, entries } = await checkContent(join(import.meta.dirname, '../fixtures/privacy-passes/content'));
  assert.deepEqual(problems.map(lineOf), []);
  assert.equal(entries, 6);
});

test('the names of files that are served as they are may tell nothing either', async () => {
  const files = mkdtempSync(join(tmpdir(), 'hongxin-public-'));
  try {
    writeFileSync(join(files, 'zhang-13812345678.pdf'), '');
    const { problems } = await checkContent(join(import.meta.dirname, '../fixtures/privacy-passes/content'), files);
    assert.deepEqual(problems.map(lineOf), [
      'public/zhang-13812345678.pdf · （整个文件） · 现在：文件名里有手机号“138******78” · 应为：换一个不带个人信息的文件名',
    ]);
  } finally {
    rmSync(files, { recursive: true });
  }
});

test('there are at least thirty trees, and every kind of problem has one', async () => {
  assert.ok(names.length >= 30);
  const found = await Promise.all(names.map((name) => checkContent(join(fixtures, name, 'content'))));
  const kinds = new Set(found.flatMap(({ problems }) => problems.map(({ kind }) => kind)));
  // A link cannot be checked out everywhere: the test below makes its own.
  assert.deepEqual([...kinds, 'link'].sort(), Object.keys(problemKinds).sort());
});

test('a symbolic link is refused wherever it is and whatever it leads to, and nothing behind it is read', async () => {
  const place = mkdtempSync(join(tmpdir(), 'hongxin-links-'));
  try {
    const content = join(place, 'content');
    const served = join(place, 'public');
    const outside = join(place, 'outside');
    for (const folder of [join(content, 'site'), join(content, 'people/yi'), served, outside]) {
      mkdirSync(folder, { recursive: true });
    }
    copyFileSync(join(fixtures, 'unknown-key/content/site/settings.yaml'), join(content, 'site/settings.yaml'));
    writeFileSync(join(outside, 'index.md'), '13812345678');
    writeFileSync(join(outside, 'mao.jpg'), '13812345678');
    symlinkSync(outside, join(content, 'people/jia'));
    symlinkSync(join(outside, 'index.md'), join(content, 'people/yi/index.md'));
    symlinkSync(join(place, 'nowhere'), join(content, '.hidden'));
    symlinkSync(outside, join(served, 'files'));
    const { problems, entries } = await checkContent(content, served);
    assert.deepEqual(
      problems.map(({ kind, file }) => [kind, file]),
      [
        ['link', '.hidden'],
        ['link', 'people/jia'],
        ['link', 'people/yi/index.md'],
        ['link', 'public/files'],
      ],
    );
    assert.match(
      problems.map(lineOf).join('\n'),
      /^\.hidden · （整个文件） · 现在：这是快捷方式（符号链接），不是文件本身/,
    );
    assert.equal(entries, 1);
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('a picture with the place where it was taken is no mistake, and is named with the command that cleans it', async () => {
  const place = mkdtempSync(join(tmpdir(), 'hongxin-notices-'));
  try {
    cpSync(join(fixtures, 'unknown-key/content/site'), join(place, 'site'), { recursive: true });
    mkdirSync(join(place, 'people/jia'), { recursive: true });
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'green' } });
    const withPlace = picture.withExif({ IFD0: { Make: 'Mobile' }, IFD3: { GPSLatitudeRef: 'N' } });
    // No entry names it: it is in the folder, which may be copied, all the same.
    writeFileSync(join(place, 'people/jia/jia.jpg'), await withPlace.jpeg().toBuffer());
    const { problems, notices } = await checkContent(place);
    assert.deepEqual(problems, []);
    assert.deepEqual(notices.map(lineOf), [
      'people/jia/jia.jpg · （整个文件） · 现在：图片里存着拍摄地点、拍摄设备 · 应为：用 npm run media -- clean 去掉（网站上的图片里没有这些）',
    ]);
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('the mistakes of drafts and of withdrawn entries are remarks, and stop nothing', async () => {
  const place = mkdtempSync(join(tmpdir(), 'hongxin-remarks-'));
  try {
    cpSync(join(fixtures, 'unknown-key/content/site'), join(place, 'site'), { recursive: true });
    for (const status of ['draft', 'withdrawn', 'review', 'published']) {
      mkdirSync(join(place, 'people', status), { recursive: true });
      const fields = `name: 甲\ntown: 玉津镇\nheadline: 一句话\nvideos: [mei-you]\npublication: { status: ${status}, sample: true }`;
      writeFileSync(join(place, 'people', status, 'index.md'), `---\n${fields}\n---\n\n<Unknown />\n`);
    }
    const { problems, remarks } = await checkContent(place);
    const places = (found: typeof problems) => found.map(({ file, field }) => `${file} ${field}`);
    const wrong = (status: string) =>
      ['trade', 'videos[0]', '（正文）'].map((field) => `people/${status}/index.md ${field}`);
    assert.deepEqual(places(remarks), [...wrong('draft'), ...wrong('withdrawn')]);
    assert.deepEqual(places(problems), [...wrong('published'), ...wrong('review')]);
  } finally {
    rmSync(place, { recursive: true });
  }
});

test('the report ends with the number of mistakes and of files', async () => {
  const { problems } = await checkContent(join(fixtures, 'ten-mistakes', 'content'));
  assert.match(formatReport(problems), /\n内容有 10 处错误，涉及 5 个文件。$/);
});

test('a directory that does not exist is an error that names it', async () => {
  await assert.rejects(checkContent('/no/such/content'), /内容目录 \/no\/such\/content 打不开/);
});
