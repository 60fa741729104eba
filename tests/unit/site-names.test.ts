/** Names that come in several files: what is fetched when, and that a search can be given up. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { packNames, type PackedNames } from '../../src/domain/search/names-file.ts';
import { SiteNames } from '../../src/search/site-names.client.ts';
import { syllablesOf } from '../../src/domain/text/pinyin.ts';

const pack = (...titles: string[]): PackedNames =>
  packNames(
    titles.map((title, index) => ({ kind: 'order', title, path: `/x/${title}-${String(index)}/`, isSample: false })),
    ({ title }) => syllablesOf(title, 'words'),
  );
async function open(first: PackedNames, further: Readonly<Record<string, PackedNames>>) {
  const fetched: string[] = [];
  const names = await SiteNames.open({ ...first, further: Object.keys(further) }, (path) => {
    fetched.push(path);
    const file = further[path];
    return file === undefined || fetched.filter((each) => each === path).length > 1
      ? Promise.reject(new Error(path))
      : Promise.resolve(file);
  });
  return { names, fetched };
}
const titles = ({ names }: { names: readonly { title: string }[] }) => names.map(({ title }) => title);

test('further files are fetched one after the other until there are enough names', async () => {
  const { names, fetched } = await open(pack('路灯不亮'), { '/2': pack('路灯坏了'), '/3': pack('路灯在闪') });
  assert.deepEqual(titles(await names.find('ludeng', 5)), ['路灯不亮']);
  assert.deepEqual(fetched, []);
  assert.deepEqual(titles(await names.findFurther('ludeng', 2)), ['路灯不亮', '路灯坏了']);
  assert.deepEqual(fetched, ['/2']);
  assert.equal((await names.findFurther('ludeng', 9)).names.length, 3);
  assert.deepEqual(fetched, ['/2', '/3'], 'what is there is not fetched again');
});

test('how a character of a further file is read is known once that file is there', async () => {
  const { names } = await open(pack('路灯不亮'), { '/2': pack('绿化带', '画眉鸟') });
  assert.deepEqual(titles(await names.find('绿画', 5)), []);
  await names.findFurther('zzqqxx', 5);
  assert.deepEqual(titles(await names.find('绿画', 5)), ['绿化带'], '画 sounds like 化');
});

test('two that wait for the same file fetch it once', async () => {
  const { names, fetched } = await open(pack('路灯不亮'), { '/2': pack('井盖响') });
  const both = await Promise.all([names.findFurther('jinggai', 1), names.findFurther('jinggai', 1)]);
  assert.deepEqual(both.map(titles), [['井盖响'], ['井盖响']]);
  assert.deepEqual(fetched, ['/2']);
});

test('a search that nobody waits for is given up after a slice', async () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `路口第${String(index)}盏路灯不亮要修`);
  const { names } = await open(pack(...many), {});
  const given = new AbortController();
  const search = names.find('zzzqqqxx', 5, { signal: given.signal });
  given.abort();
  await assert.rejects(search, { name: 'AbortError' });
});

test('titles with every word are found without signs, and none for signs alone', async () => {
  const { names } = await open(pack('9.6 米货车', '路灯·甲'), {});
  assert.deepEqual(titles({ names: (await names.titlesWith(['9.6米'])).slice(0, 1) }), ['9.6 米货车']);
  assert.deepEqual(await names.titlesWith(['·']), []);
});
