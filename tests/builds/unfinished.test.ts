/** Mistakes in drafts and in withdrawn entries stop no build: a draft leaves no trace, a withdrawn entry keeps its address. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { before } from 'node:test';
import sharp from 'sharp';
import { runBuild } from '../build-command.ts';
import { testCache } from '../places.ts';
import { filesOf } from '../site/dist.ts';

/** Always the same place: Astro remembers the entries of a content tree between builds. */
const workplace = join(testCache, 'unfinished');
const content = join(workplace, 'content');
const site = join(workplace, 'site');

function write(file: string, text: string | Uint8Array): void {
  const path = join(content, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const person = (fields: string, body = '正文。') => `---\n${fields}\n---\n\n${body}\n`;

async function build(): Promise<string> {
  const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: site, SITE_DATE: '2026-05-01' });
  assert.equal(status, 0, output);
  return output;
}

before(async () => {
  rmSync(workplace, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, '../fixtures/smallest/content'), content, { recursive: true });
  const right = 'trade: rider\ntown: 玉津镇\nheadline: 一句话';
  write(
    'people/ban-jie/index.md',
    person('name: 半截\ntown: 没有的镇\npublication: { status: draft }', '<NoSuchBlock />'),
  );
  write(
    'people/que-tu/index.md',
    person(`name: 缺图\n${right}\nportrait: ./portrait.jpg\nportraitAlt: 一张照片\npublication: { status: draft }`),
  );
  write(
    'people/que-tu/portrait.jpg',
    await sharp({ create: { width: 900, height: 900, channels: 3, background: 'green' } })
      .jpeg()
      .toBuffer(),
  );
  write('people/che-hui/index.md', person('name: 撤回者\nportrait: ./no.jpg\npublication: { status: withdrawn }'));
  write('people/gong-kai/index.md', person(`name: 公开者\n${right}\npublication: { status: published, sample: true }`));
  write(
    'features/jie/index.md',
    person(
      'title: 一个专题\nfestival: wuyi\nyear: 2026\nfrom: 2026-04-20\nto: 2026-05-10\nlead: 导语\ncover: ./cover.jpg\ncoverAlt: 封面\npeople: [ban-jie, che-hui, gong-kai]\npublication: { status: published }',
    ),
  );
  cpSync(join(content, 'people/que-tu/portrait.jpg'), join(content, 'features/jie/cover.jpg'));
});

test('a build with unfinished drafts succeeds, says what they lack, and shows nothing of them', async () => {
  const output = await build();
  assert.match(output, /提醒：people\/ban-jie\/index\.md · trade · 现在：没有填写 · 应为：必填：职业/);
  assert.match(
    output,
    /提醒：people\/che-hui\/index\.md:\d · portrait · 现在：“\.\/no\.jpg” · 应为：与 .* 放在一起的图片文件/,
  );
  const all = filesOf(site).map((file) => readFileSync(join(site, file), 'latin1'));
  for (const word of ['半截', '缺图', '撤回者', 'ban-jie', 'que-tu']) {
    const bytes = Buffer.from(word).toString('latin1');
    assert.equal(all.filter((text) => text.includes(bytes)).length, 0, word);
  }
  assert.ok(all.some((text) => text.includes(Buffer.from('公开者').toString('latin1'))));
});

test('the address of a withdrawn entry with mistakes says that it was withdrawn', () => {
  assert.match(readFileSync(join(site, 'people/che-hui/index.html'), 'utf8'), /撤回|不再公开|已撤/);
  assert.ok(!existsSync(join(site, 'people/ban-jie')));
});

test('a draft that was right and has lost its picture since stops no build either', async () => {
  rmSync(join(content, 'people/que-tu/portrait.jpg'));
  assert.match(await build(), /提醒：people\/que-tu\/index\.md:\d · portrait/);
});

test('the same mistakes of an entry that is in review stop the build', async () => {
  write('people/ban-jie/index.md', person('name: 半截\ntown: 没有的镇\npublication: { status: review }'));
  const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: site, SITE_DATE: '2026-05-01' });
  assert.equal(status, 1, output);
  assert.match(output, /people\/ban-jie\/index\.md · trade · 现在：没有填写/);
});
