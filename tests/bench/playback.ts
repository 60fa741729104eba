/**
 * What a visitor waits for before a clip moves, ours beside hls.js, video.js and Plyr on the same clip; what a page of
 * clips weighs before a tap; and what the feed costs while somebody swipes through 200 clips.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { environment } from '../../src/environment.ts';
import { addClip } from '../../src/media/clips/add-clip.ts';
import { findProgram } from '../../src/media/transcoding/ffmpeg.ts';
import { folderStore } from '../../src/media/stores/store.ts';
import { browserArguments, ensureBrowser } from '../browser.ts';
import { runBuild } from '../build-command.ts';
import { writeManyClips } from './many-clips.ts';
import { phoneFiles } from '../media/phone-files.ts';
import { phoneClip } from './media.ts';
import type { Row } from './run.ts';
import { testCache, testPort } from '../places.ts';

const root = join(import.meta.dirname, '../..');
const port = testPort('playback');
const origin = `http://localhost:${port}`;

/** A link as DevTools emulates it. */
interface Link {
  /** kbit/s. */
  speed: number;
  /** Milliseconds. */
  latency: number;
}
const slow: Link = { speed: 1440, latency: 562 };
const weakest: Link = { speed: 400, latency: 562 };
const usual: Link = { speed: 4000, latency: 60 };

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const milliseconds = (value: number) => `${value.toFixed(0)} ms`;

async function throttle(session: CDPSession, { speed, latency }: Link): Promise<void> {
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: (speed * 1000) / 8,
    uploadThroughput: (speed * 1000) / 8,
  });
}

/** Serves a directory that was built, until it is stopped. */
async function serve(directory: string): Promise<ChildProcess> {
  const server = spawn(process.execPath, ['src/commands/serve.ts'], {
    cwd: root,
    env: { ...process.env, OUT_DIR: directory, PORT: String(port), SITE_URL: origin },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => server.stdout.once('data', resolve));
  return server;
}

/** What came over the wire, by resource, since the page was opened. */
class Traffic {
  readonly #types = new Map<string, string>();
  readonly #sizes = new Map<string, number>();

  static async of(session: CDPSession): Promise<Traffic> {
    const traffic = new Traffic();
    await session.send('Network.enable');
    session.on('Network.responseReceived', ({ requestId, type }) => traffic.#types.set(requestId, type));
    session.on('Network.dataReceived', ({ requestId, encodedDataLength, dataLength }) => {
      // Data of a request that is still under way is reported as it arrives; some of it without its encoded length.
      const size = encodedDataLength > 0 ? encodedDataLength : dataLength;
      traffic.#sizes.set(requestId, (traffic.#sizes.get(requestId) ?? 0) + size);
    });
    return traffic;
  }

  /** Bytes of films: those of the browser's own player, and what hls.js fetches. */
  ofFilm(): number {
    const isFilm = (id: string) => ['Media', 'XHR', 'Fetch'].includes(this.#types.get(id) ?? '');
    return [...this.#sizes].reduce((sum, [id, size]) => sum + (isFilm(id) ? size : 0), 0);
  }
}

interface Contender {
  name: string;
  path: string;
  /** Bytes of script that play the film, after Brotli. */
  script: number;
}

const compressed = (file: string) => brotliCompressSync(readFileSync(file)).length;

/** Writes a page for each of the other players into a built site, and cuts the film into segments for HLS. */
async function writeContenders(site: string, film: string, poster: string): Promise<Contender[]> {
  const folder = join(site, 'peers');
  mkdirSync(folder);
  const { path: ffmpeg } = await findProgram(environment.ffmpeg);
  const segments = spawnSync(
    ffmpeg,
    [
      '-loglevel', 'error', '-i', join(site, film), '-c', 'copy', '-f', 'hls', '-hls_time', '4',
      '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4', join(folder, 'film.m3u8'),
    ], // prettier-ignore
    { stdio: 'inherit' },
  );
  if (segments.status !== 0) throw new Error('The film could not be cut into segments.');
  const modules = join(import.meta.dirname, 'node_modules');
  const files = {
    'hls.js': ['hls.js/dist/hls.light.min.js'],
    'video.js': ['video.js/dist/video.min.js', 'video.js/dist/video-js.min.css'],
    plyr: ['plyr/dist/plyr.min.js', 'plyr/dist/plyr.css', 'plyr/dist/plyr.svg'],
  };
  for (const file of Object.values(files).flat()) {
    cpSync(join(modules, file), join(folder, file.replaceAll('/', '-')));
  }
  const address = (file: string) => file.replaceAll('/', '-');
  const page = (head: string, body: string, script: string) =>
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<body style="margin:0">${body}<script>${script}</script>`;
  const video = (attributes: string) =>
    `<video id="film" controls playsinline preload="none" poster="${poster}" width="360" height="640" ${attributes}>`;
  const source = `<source src="${film}" type="video/mp4"></video>`;
  writeFileSync(
    join(folder, 'hls.html'),
    page(
      `<script src="${address(files['hls.js'][0] ?? '')}"></script>`,
      `${video('')}</video>`,
      `const hls = new Hls({ autoStartLoad: false }); hls.loadSource('film.m3u8'); hls.attachMedia(film); film.addEventListener('play', () => hls.startLoad(), { once: true });`,
    ),
  );
  writeFileSync(
    join(folder, 'videojs.html'),
    page(
      `<link rel="stylesheet" href="${address(files['video.js'][1] ?? '')}"><script src="${address(files['video.js'][0] ?? '')}"></script>`,
      video('class="video-js"') + source,
      `const player = videojs('film', { techOrder: ['html5'] });`,
    ),
  );
  writeFileSync(
    join(folder, 'plyr.html'),
    page(
      `<link rel="stylesheet" href="${address(files.plyr[1] ?? '')}"><script src="${address(files.plyr[0] ?? '')}"></script>`,
      video('') + source,
      `const player = new Plyr('#film', { iconUrl: '${address(files.plyr[2] ?? '')}', blankVideo: '' });`,
    ),
  );
  const weight = (name: keyof typeof files) =>
    files[name].reduce((sum, file) => sum + (file.endsWith('.js') ? compressed(join(modules, file)) : 0), 0);
  return [
    { name: 'hls.js (light)', path: '/peers/hls.html', script: weight('hls.js') },
    { name: 'video.js', path: '/peers/videojs.html', script: weight('video.js') },
    { name: 'Plyr', path: '/peers/plyr.html', script: weight('plyr') },
  ];
}

interface Start {
  /** Milliseconds from the tap to the first frame. */
  firstFrame: number;
  /** Milliseconds from the opening of the page to the first frame, with a tap as soon as the page is ready. */
  sinceOpening: number;
  /** Bytes of film, index and playlists until the first frame. */
  bytes: number;
  filmWidth: number;
}

/** Opens a page on a link, taps when it is ready, and waits for the first frame. */
async function start(browser: Browser, path: string, link: Link): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const traffic = await Traffic.of(session);
    await throttle(session, link);
    const opened = performance.now();
    await page.goto(origin + path, { waitUntil: 'load' });
    await page.waitForTimeout(300);
    const tapped = performance.now();
    const filmWidth = await page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const film = document.querySelector('video');
          if (film === null) {
            reject(new Error('no film'));
            return;
          }
          film.muted = true;
          film.requestVideoFrameCallback((_, { width }) => {
            resolve(width);
          });
          film.play().catch(reject);
        }),
    );
    const now = performance.now();
    return { firstFrame: now - tapped, sinceOpening: now - opened - 300, bytes: traffic.ofFilm(), filmWidth };
  } finally {
    await context.close();
  }
}

/** How often and how long a film stands still after it has begun, on a link. */
async function stalls(browser: Browser, path: string, link: Link): Promise<{ times: number; seconds: number }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await page.goto(origin + path, { waitUntil: 'load' });
    await throttle(session, link);
    return await page.evaluate(
      () =>
        new Promise<{ times: number; seconds: number }>((resolve, reject) => {
          const film = document.querySelector('video');
          if (film === null) {
            reject(new Error('no film'));
            return;
          }
          let since: number | undefined;
          let hasBegun = false;
          const result = { times: 0, seconds: 0 };
          film.addEventListener('waiting', () => {
            if (!hasBegun) return;
            result.times += 1;
            since = performance.now();
          });
          film.addEventListener('playing', () => {
            hasBegun = true;
            if (since !== undefined) result.seconds += (performance.now() - since) / 1000;
            since = undefined;
          });
          film.addEventListener('ended', () => {
            resolve(result);
          });
          setTimeout(() => {
            resolve(result);
          }, 120_000);
          film.muted = true;
          film.loop = false;
          film.play().catch(reject);
        }),
    );
  } finally {
    await context.close();
  }
}

/** The first frame of a clip of 30 seconds, and how it plays on the weakest link. */
export async function benchmarkPlayback(): Promise<Row[]> {
  const found = phoneFiles();
  if ('reason' in found) return [{ player: `not measured: ${found.reason}` }];
  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-playback-'));
  const content = join(workplace, 'content');
  const media = join(workplace, 'media');
  const site = join(workplace, 'site');
  try {
    cpSync(join(root, 'content/site'), join(content, 'site'), { recursive: true });
    await addClip({
      file: await phoneClip(await findProgram(environment.ffmpeg), found.folder),
      id: 'phone',
      contentDirectory: content,
      store: folderStore(media),
    });
    mkdirSync(join(content, 'videos/phone'), { recursive: true });
    writeFileSync(
      join(content, 'videos/phone/index.md'),
      '---\ntitle: 三十秒\nrecordedOn: 2026-05-01\ntown: 玉津镇\nscene: daily\ntheme: labour\naudio: ambient\nclip: phone\npublication: { status: published, sample: true }\n---\n\n画面。\n',
    );
    const { status, output } = await runBuild({
      CONTENT_DIR: content,
      MEDIA_DIR: media,
      OUT_DIR: site,
      SITE_URL: origin,
    });
    if (status !== 0) throw new Error(output);
    const film = readdirSync(join(site, 'media')).find((file) => file.includes('480p')) ?? '';
    const poster = /poster="([^"]+)"/.exec(readFileSync(join(site, 'videos/phone/index.html'), 'utf8'))?.[1] ?? '';
    const contenders: Contender[] = [
      { name: 'this site: the browser’s own player', path: '/videos/phone/', script: 0 },
      ...(await writeContenders(site, `/media/${film}`, poster)),
    ];
    const server = await serve(site);
    const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
    try {
      const rows: Row[] = [];
      for (const { name, path, script } of contenders) {
        const starts: Start[] = [];
        for (let visit = 0; visit < 5; visit++) starts.push(await start(browser, path, slow));
        const still = await stalls(browser, path, weakest);
        rows.push({
          player: name,
          'player script': kilobytes(script),
          'first frame after the tap': milliseconds(median(starts.map(({ firstFrame }) => firstFrame))),
          'since the page was opened': milliseconds(median(starts.map(({ sinceOpening }) => sinceOpening))),
          'of the film before it': kilobytes(median(starts.map(({ bytes }) => bytes))),
          'stalls at 400 kbit/s': `${still.times}, ${still.seconds.toFixed(1)} s`,
        });
      }
      const size = statSync(join(site, 'media', film)).size;
      console.log(`The film: ${film}, ${kilobytes(size)} for 30 s, ${((size * 8) / 30_000).toFixed(0)} kbit/s.`);
      return rows;
    } finally {
      await browser.close();
      server.kill();
    }
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** Builds a site of many clips, hands it over, and takes it away. */
async function withManyClips<Result>(count: number, work: (browser: Browser, site: string) => Promise<Result>) {
  // Always the same place: a build keeps what it reads for each content tree.
  const workplace = join(testCache, 'bench', `clips-${count}`);
  rmSync(workplace, { recursive: true, force: true });
  const content = join(workplace, 'content');
  const site = join(workplace, 'site');
  await writeManyClips(content, count);
  const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: site, SITE_URL: origin });
  if (status !== 0) throw new Error(output);
  const server = await serve(site);
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    args: [...browserArguments, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    return await work(browser, site);
  } finally {
    await browser.close();
    server.kill();
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** What a page of 24 clips moves before anybody taps, scrolled to its end; text after Brotli, as a server sends it. */
export async function benchmarkClipList(): Promise<Row[]> {
  return withManyClips(24, async (browser, site) => {
    const rows: Row[] = [];
    for (const { screen, width, density } of [
      { screen: 'phone, 360 px, density 2', width: 360, density: 2 },
      { screen: 'phone, 360 px, density 3', width: 360, density: 3 },
      { screen: 'desk, 1280 px', width: 1280, density: 1 },
    ]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, deviceScaleFactor: density });
      const page = await context.newPage();
      const sizes = new Map<string, number>();
      page.on('response', (response) => {
        const { pathname } = new URL(response.url());
        const file = join(site, pathname.endsWith('/') ? `${pathname}index.html` : decodeURI(pathname));
        sizes.set(pathname, /\.(html|css|js|svg)$/.test(file) ? compressed(file) : statSync(file).size);
      });
      await page.goto(`${origin}/videos/`, { waitUntil: 'networkidle' });
      const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
      const pictures = () =>
        [...sizes].reduce((sum, [path, size]) => sum + (/\.(avif|webp|jpe?g)$/.test(path) ? size : 0), 0);
      const unscrolled = total();
      await scrollToEnd(page);
      rows.push({
        screen,
        'as it opens': kilobytes(unscrolled),
        'scrolled to the end': kilobytes(total()),
        'of it posters': kilobytes(pictures()),
      });
      await context.close();
    }
    return rows;
  });
}

async function scrollToEnd(page: Page): Promise<void> {
  for (;;) {
    const isAtEnd = await page.evaluate(() => {
      scrollBy({ top: 600, behavior: 'instant' });
      return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    });
    await page.waitForTimeout(150);
    if (isAtEnd) break;
  }
  await page.waitForLoadState('networkidle');
}

/** Swipes through the feed of 200 clips on a usual link: time to the first frame, memory, and how long script blocks. */
export async function benchmarkFeed(): Promise<Row[]> {
  const count = 200;
  return withManyClips(count, async (browser) => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 2,
      hasTouch: true,
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('HeapProfiler.enable');
    await throttle(session, usual);
    await page.addInitScript(() => {
      const blocked: number[] = [];
      Object.assign(globalThis, { blocked });
      new PerformanceObserver((list) => {
        // What scripts took within a frame that came late; the rest of it is the browser's own work.
        for (const entry of list.getEntries() as (PerformanceEntry & { scripts: PerformanceEntry[] })[]) {
          blocked.push(...entry.scripts.map(({ duration }) => duration));
        }
      }).observe({ type: 'long-animation-frame', buffered: true });
    });
    await page.goto(`${origin}/videos/feed/`, { waitUntil: 'load' });
    await page.waitForFunction(() => [...document.querySelectorAll('video')].some((film) => film.currentTime > 0));
    await page.waitForTimeout(1500);

    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const waits: number[] = [];
    const heaps = new Map<number, number>();
    for (let place = 2; place <= count; place++) {
      // From the moment in which the thumb has brought the next clip before the eye to its first frame.
      const wait = await page.evaluate(
        (index) =>
          new Promise<number>((resolve, reject) => {
            const slide = document.querySelectorAll('article')[index];
            if (slide === undefined) {
              reject(new Error('no such clip'));
              return;
            }
            const from = performance.now();
            slide.scrollIntoView({ behavior: 'instant', block: 'start' });
            const look = () => {
              const film = slide.querySelector('video');
              if (film === null) requestAnimationFrame(look);
              else if (film.readyState >= film.HAVE_CURRENT_DATA && !film.paused) resolve(performance.now() - from);
              else requestAnimationFrame(look);
            };
            look();
          }),
        place - 1,
      );
      waits.push(wait);
      if (place === 20 || place === count) heaps.set(place, await heap());
      // Somebody looks at it a little.
      await page.waitForTimeout(700);
    }
    const blocked = await page.evaluate(() => (globalThis as unknown as { blocked: number[] }).blocked);
    const [early = 0, late = 0] = heaps.values();
    const loaded = await page.evaluate(
      () => [...document.querySelectorAll('video')].filter((film) => film.hasAttribute('src')).length,
    );
    await context.close();
    return [
      { what: 'first frame after a swipe, median', value: milliseconds(median(waits)) },
      {
        what: 'first frame after a swipe, 95 of 100',
        value: milliseconds(waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.95)] ?? 0),
      },
      { what: 'script memory at the 20th clip', value: `${(early / 1e6).toFixed(2)} MB` },
      {
        what: `script memory at the ${count}th clip`,
        value: `${(late / 1e6).toFixed(2)} MB (${(((late - early) / early) * 100).toFixed(1)} %)`,
      },
      { what: 'films loaded at the end', value: String(loaded) },
      { what: 'longest run of a script', value: milliseconds(Math.max(0, ...blocked)) },
    ];
  });
}
