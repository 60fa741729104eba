/** Builds beside each other, and beside the preview, in one checkout. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { projectDirectory, testPort } from '../places.ts';
import { digestOf, leftInProject, RunningBuild, writeCounty } from './small-site.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-concurrent-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const counties = ['甲县', '乙县'] as const;
const contents = counties.map((county) => writeCounty(join(workplace, county), county));
const site = (name: string) => join(workplace, name);
const start = (county: 0 | 1, out: string, more: Record<string, string> = {}) =>
  new RunningBuild({ CONTENT_DIR: contents[county] ?? '', OUT_DIR: site(out), ...more });
const homeOf = (out: string) => readFileSync(join(site(out), 'index.html'), 'utf8');

test('of two builds at once the second says for whom it waits, and both make their own site', async () => {
  const first = start(0, 'first');
  await first.reached('生成页面');
  const second = start(1, 'second', { BASE_PATH: '/ztzl/xjy/' });
  assert.deepEqual([await first.ended, await second.ended], [0, 0], first.output + second.output);
  const sentence = /另一次生成正在进行（进程 (\d+)，\d\d:\d\d:\d\d 开始，生成到 (\S+)），等它结束后自动开始。/;
  const [, pid, out] = sentence.exec(second.output) ?? [];
  assert.deepEqual([Number(pid), out], [first.process.pid, site('first')], second.output);
  assert.doesNotMatch(first.output, sentence);
  assert.match(homeOf('first'), /甲县/);
  assert.match(homeOf('first'), /href="\/people\//);
  assert.match(homeOf('second'), /乙县/);
  assert.match(homeOf('second'), /href="\/ztzl\/xjy\/people\//);
  assert.deepEqual(leftInProject(), []);
});

test('when the build that is waited for is killed, the next one starts at once', async () => {
  const before = digestOf(site('first'));
  const first = start(1, 'first');
  await first.reached('生成页面');
  const second = start(0, 'second');
  await second.reached('等它结束后自动开始');
  first.kill();
  const killed = performance.now();
  await second.reached('生成页面');
  const waited = performance.now() - killed;
  assert.equal(await first.ended, null);
  assert.equal(await second.ended, 0, second.output);
  assert.ok(waited < 5000, `it began ${String(Math.round(waited))} ms later`);
  assert.equal(digestOf(site('first')), before);
  assert.match(homeOf('second'), /甲县/);
  assert.deepEqual(leftInProject(), []);
});

test('builds of other content beside a running preview wait for nothing, and the preview keeps its pictures', async () => {
  const port = testPort('pages');
  const preview = spawn(process.execPath, ['src/commands/develop.ts'], {
    cwd: projectDirectory,
    env: { ...process.env, PORT: String(port), BASE_PATH: '', SITE_DATE: '2026-10-02' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => preview.on('close', resolve));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      preview.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [found] = /http:\/\/localhost:\d+\//.exec(said) ?? [];
        if (found !== undefined && said.includes('预览已打开')) resolve(found);
      });
      preview.on('close', () => {
        reject(new Error(said));
      });
    });
    const pictures = async () => {
      const response = await fetch(`${address}people/an-tu/`);
      const html = await response.text();
      assert.equal(response.status, 200, html.slice(0, 400));
      // Addresses that the preview makes of the files; `t` is when it made them.
      return [...html.matchAll(/<img[^>]* src="([^"&?]+)/g)].map(([, source]) => source);
    };
    const before = await pictures();
    assert.ok(before.length > 0);
    const types = readdirSync(join(projectDirectory, '.astro'));
    const build = start(0, 'beside');
    const during = await pictures();
    assert.equal(await build.ended, 0, build.output);
    assert.doesNotMatch(build.output, /等它结束/);
    // The preview looks at files again a moment after they change.
    await wait(500);
    assert.deepEqual([during, await pictures()], [before, before]);
    assert.deepEqual(readdirSync(join(projectDirectory, '.astro')), types);
    assert.match(homeOf('beside'), /甲县/);
  } finally {
    preview.kill();
    await ended;
  }
});
