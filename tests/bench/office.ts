/** The office with ten thousand entries and two gigabytes of pictures, beside Decap with its local server on as many. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { restedFor } from '../../src/content-store/file-index.ts';
import { ensureBrowser } from '../browser.ts';
import { freePort } from '../places.ts';
import { random } from '../random.ts';
import { startStudio } from '../studio/running-studio.ts';
import { writeMixedContent } from './mixed-content.ts';
import type { Row } from './run.ts';

const entries = 10_000;
/** Photos as phones make them, 3 MB each: two gigabytes. */
const photos = 780;
const decapVersion = '3.16.3';
const runs = 5;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const milliseconds = (values: readonly number[]): string =>
  `${median(values) < 100 ? median(values).toFixed(0) : String(Math.round(median(values) / 10) * 10)} ms`;

/** Milliseconds that something takes. */
async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Several times the milliseconds of something. */
async function timedOften(action: (run: number) => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await action(run));
  return all;
}

/** Milliseconds from a click until the page, or what a part of it keeps to itself, shows a text that it did not show before. */
async function timedFromClick(page: Page, text: string, click: () => Promise<void>): Promise<number> {
  const shown = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let start = 0;
        addEventListener('click', () => (start = performance.now()), { capture: true, once: true });
        const look = () => {
          const bar = document.querySelector('office-bar')?.shadowRoot?.textContent ?? '';
          if (start > 0 && `${document.body.innerText}${bar}`.toLowerCase().includes(wanted.toLowerCase()))
            resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        look();
      }),
    text,
  );
  await click();
  return shown;
}

/** A photo of about 3 MB: noise, which no encoder makes smaller. */
async function makePhoto(): Promise<Buffer> {
  const next = random(1);
  const [width, height] = [2400, 1800];
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, () => Math.floor(next() * 256)));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** The content: ten thousand entries, and portraits of the people among them. */
async function writeContent(target: string): Promise<number> {
  await writeMixedContent('content', target, entries);
  const photo = await makePhoto();
  let bytes = 0;
  for (let number = 0, made = 0; made < photos; number += 9) {
    const file = join(target, `people/peo-${String(number)}/index.md`);
    if (!existsSync(file)) throw new Error(`${file} is missing.`);
    const text = readFileSync(file, 'utf8').replace(/^portrait.*\n(?: +.*\n)*/gm, '');
    writeFileSync(file, text.replace('---\n', '---\nportrait: ./portrait.jpg\nportraitAlt: 一张照片\n'));
    // Each another file: what differs stands behind the end of the picture.
    writeFileSync(
      join(target, `people/peo-${String(number)}/portrait.jpg`),
      Buffer.concat([photo, Buffer.from(String(number))]),
    );
    bytes += photo.length;
    made += 1;
  }
  return bytes;
}

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function measureOffice(content: string, browser: Browser): Promise<Record<string, string>> {
  // Records everything that is there.
  const first = await startStudio(content);
  await fetch(`${first.origin}/keystatic`);
  await first.stop();
  const page = await browser.newPage();
  const shown = (address: string, text: string) =>
    timed(async () => {
      await page.goto(address);
      await page.getByRole('link', { name: text }).first().waitFor();
    });
  const start = async () => {
    const begin = performance.now();
    const studio = await startStudio(content);
    await shown(`${studio.origin}/keystatic`, '人物');
    const took = performance.now() - begin;
    // Until what it knows of the files is stored.
    await fetch(`${studio.origin}/api/office/state`);
    await wait(1000);
    await studio.stop();
    return took;
  };
  const afterChange = await start();
  // The next one believes what is known of files that have rested, as on the next morning.
  await wait(restedFor);
  await start();
  const starts = await timedOften(start);
  const studio = await startStudio(content);
  const open = (path: string) => `${studio.origin}/keystatic${path}`;
  await shown(open(''), '人物');
  const lists = await timedOften(() =>
    timed(async () => {
      await page.goto(open('/collection/orders'));
      await page.getByRole('region', { name: '结果' }).getByRole('listitem').nth(49).waitFor();
    }),
  );
  const words = ['井盖', 'lsf', '玉津 路灯', '没有的词', 'jinggai'];
  const searches = await timedOften((run) =>
    timed(async () => {
      const question = new URLSearchParams({ kind: 'orders', q: words[run] ?? '' });
      await (await fetch(`${studio.origin}/api/office/entries?${question.toString()}`)).json();
    }),
  );
  const typed = await timedOften(async (run) => {
    await page.goto(open('/collection/orders'));
    const box = page.getByRole('searchbox');
    return timed(async () => {
      await box.fill(`第${String(run)}个没有的词`);
      await page.getByText('里找到 0 条').waitFor();
    });
  });
  const name = page.getByLabel('姓名').first();
  const forms = await timedOften((run) =>
    timed(async () => {
      await page.goto(open(`/collection/people/item/peo-${String(9 * run)}`));
      await name.waitFor();
    }),
  );
  const saves = await timedOften(async (run) => {
    await name.fill(`改过的名字${String(run)}`);
    const took = await timedFromClick(page, '已保存 · 已记录', () =>
      page.getByRole('button', { name: '保存', exact: true }).click(),
    );
    await page.reload();
    await name.waitFor();
    return took;
  });
  const memory = memoryOf(studio.pid);
  await studio.stop();
  await page.close();
  return {
    'start, until the first page is shown': milliseconds(starts),
    'start after two gigabytes were put there': milliseconds([afterChange]),
    'list, until its rows are shown': milliseconds(lists),
    'search, the answer of the server': milliseconds(searches),
    'search, from the key to the results': milliseconds(typed),
    'form, until its fields are shown': milliseconds(forms),
    'save, flushed and recorded as a version': milliseconds(saves),
    'memory of the server': `${String(Math.round(memory))} MB`,
  };
}

/** Decap's script, from the registry: its package would bring nine hundred others that it does not need. */
function fetchDecap(folder: string): void {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('Start this by an npm script: it says where npm is.');
  mkdirSync(folder, { recursive: true });
  const packed = spawnSync(process.execPath, [npm, 'pack', `decap-cms@${decapVersion}`, '--silent'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const file = packed.stdout.trim();
  const { status } = spawnSync('tar', ['-xzf', file, '--strip-components=2', 'package/dist'], { cwd: folder });
  if (status !== 0) throw new Error(`decap-cms ${decapVersion} could not be fetched: ${packed.stderr}`);
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Serves a folder. */
async function serveFolder(folder: string, port: number): Promise<() => void> {
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname.replace(/\/$/, '/index.html'));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/** Entries for Decap in one folder, with the texts and photos of the content. */
function writeDecapContent(content: string, target: string): void {
  mkdirSync(join(target, 'entries'), { recursive: true });
  const story = readFileSync(join(content, 'people/peo-0/index.md'), 'utf8').split('---\n').at(-1) ?? '';
  for (let number = 0; number < entries; number += 1) {
    const front = `title: 第 ${String(number)} 件事\ntown: 玉津镇\nraisedOn: 2026-04-01\n`;
    writeFileSync(
      join(target, `entries/e-${String(number)}.md`),
      `---\n${front}---\n${number % 10 === 0 ? story : '巷口的路灯坏了'}\n`,
    );
  }
  for (let number = 0, made = 0; made < photos; number += 9, made += 1)
    cpSync(join(content, `people/peo-${String(number)}/portrait.jpg`), join(target, `media/p-${String(number)}.jpg`));
}

const decapConfig = (port: number) => `backend:
  name: proxy
  proxy_url: http://localhost:${String(port)}/api/v1
  branch: main
media_folder: media
collections:
  - name: entries
    label: Entries
    folder: entries
    create: true
    slug: '{{slug}}'
    fields:
      - {label: Title, name: title, widget: string}
      - {label: Town, name: town, widget: string}
      - {label: Raised, name: raisedOn, widget: string}
      - {label: Body, name: body, widget: markdown}
`;

async function logIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const login = page.getByRole('button', { name: 'Login' });
  const isIn = page.getByRole('link', { name: 'Entries' }).first();
  await login.or(isIn).first().waitFor();
  if (await login.isVisible()) await login.click();
  await isIn.waitFor();
}

async function measureDecap(content: string, workplace: string, browser: Browser): Promise<Record<string, string>> {
  const tree = join(workplace, 'decap-tree');
  const site = join(workplace, 'decap-site');
  writeDecapContent(content, tree);
  fetchDecap(site);
  const [port, sitePort] = [await freePort(), await freePort()];
  writeFileSync(
    join(site, 'index.html'),
    '<!doctype html><html><head><meta charset="utf-8"></head><body><script src="/decap-cms.js"></script></body></html>',
  );
  writeFileSync(join(site, 'config.yml'), decapConfig(port));
  const server: ChildProcess = spawn(process.execPath, ['tests/bench/node_modules/decap-server/dist/index.js'], {
    env: { ...process.env, PORT: String(port), MODE: 'fs', GIT_REPO_DIRECTORY: tree, LOG_LEVEL: 'error' },
    stdio: 'ignore',
  });
  const stop = await serveFolder(site, sitePort);
  const origin = `http://localhost:${String(sitePort)}`;
  const page = await browser.newPage({ locale: 'en' });
  page.setDefaultTimeout(120_000);
  try {
    const fresh = (path: string) => `${origin}/?${String(performance.now())}#${path}`;
    await logIn(page, fresh('/'));
    const lists = await timedOften(() =>
      timed(async () => {
        await page.goto(fresh('/collections/entries'));
        await page
          .getByText(/第 \d+ 件事/)
          .first()
          .waitFor();
      }),
    );
    const searches = await timedOften((run) =>
      timed(async () => {
        const box = page.getByPlaceholder('Search all');
        await box.fill(`第 ${String(7000 + run)} 件事`);
        await box.press('Enter');
        await page
          .getByRole('link', { name: `第 ${String(7000 + run)} 件事` })
          .first()
          .waitFor();
      }),
    );
    const title = page.getByLabel('Title').first();
    const forms = await timedOften((run) =>
      timed(async () => {
        await page.goto(fresh(`/collections/entries/entries/e-${String(10 * run)}`));
        await title.waitFor();
      }),
    );
    const saves = await timedOften(async (run) => {
      await title.fill(`改过的 ${String(run)}`);
      await page.getByRole('button', { name: 'Publish' }).first().click();
      return timedFromClick(page, 'Changes saved', () => page.getByText('Publish now').first().click());
    });
    const memory = memoryOf(server.pid ?? 0);
    return {
      'list, until its rows are shown': milliseconds(lists),
      'search, from the key to the results': milliseconds(searches),
      'form, until its fields are shown': milliseconds(forms),
      'save, flushed and recorded as a version': `${milliseconds(saves)}, neither`,
      'memory of the server': `${String(Math.round(memory))} MB`,
    };
  } finally {
    await page.close();
    server.kill();
    stop();
  }
}

/** Measures the office, then Decap. */
export async function benchmarkOffice(): Promise<Row[]> {
  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-office-bench-'));
  const browser = await chromium.launch({ executablePath: ensureBrowser('benchmarks') });
  try {
    const content = join(workplace, 'content');
    const bytes = await writeContent(content);
    console.log(`${String(entries)} entries, ${(bytes / 1e9).toFixed(1)} GB of photos`);
    const ours = await measureOffice(content, browser);
    console.table(ours);
    const decap = await measureDecap(content, workplace, browser);
    return Object.keys(ours).map((what) => ({
      what,
      'the office': ours[what] ?? '',
      [`Decap ${decapVersion}`]: decap[what] ?? '',
    }));
  } finally {
    await browser.close();
    rmSync(workplace, { recursive: true, force: true });
  }
}
