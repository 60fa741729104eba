/** `npm run dev`: whoever works on the site sees what is not public yet, marked as such. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { load } from 'cheerio';
import { testPort } from '../places.ts';

const port = testPort('preview');
let server: ChildProcess;

async function page(path: string) {
  const response = await fetch(`http://localhost:${port}${path}`);
  return { status: response.status, $: load(await response.text()) };
}

before(async () => {
  server = spawn(process.execPath, ['src/commands/develop.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      CONTENT_DIR: join(import.meta.dirname, '../fixtures/preview/content'),
      PORT: String(port),
      SITE_DATE: '2026-05-01',
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (data: Buffer) => {
      if (data.toString().includes('预览已打开')) resolve();
    });
    server.on('exit', (code) => {
      reject(new Error(`the preview ended with ${code ?? 'a signal'}`));
    });
  });
});

after(() => {
  server.removeAllListeners('exit');
  server.kill();
});

for (const [slug, name, mark] of [
  ['cao-gao', '草稿人', '草稿'],
  ['shen-he', '审核人', '审核中'],
  ['wei-dao', '未到人', '未到公开日期'],
] as const) {
  test(`an entry that is not public yet is shown with the mark ${mark}, on its page and in the list`, async () => {
    const own = await page(`/people/${slug}/`);
    assert.equal(own.status, 200);
    assert.equal(own.$('h1').text(), name);
    assert.equal(own.$('.mark').first().text(), mark);
    const list = await page('/people/');
    const card = list.$('article').filter((_, element) => list.$(element).find('h2').text() === name);
    assert.equal(card.find('.mark').text(), mark);
  });
}

test('a public entry has no mark', async () => {
  const { $ } = await page('/people/gong-kai/');
  assert.equal($('h1').text(), '公开人');
  assert.equal($('article header .mark').length, 0);
});

test('a withdrawn entry stays withdrawn in a preview too', async () => {
  const { $ } = await page('/people/che-hui/');
  assert.equal($('h1').text(), '内容已撤回');
});
