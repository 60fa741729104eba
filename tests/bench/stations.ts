/**
 * The nearest of 200,000 stations on a weak network, by ours and by the ways others go, in one run; and how soon the finder
 * of the project's own content answers on a slow phone.
 */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import KDBush from 'kdbush';
import { distance } from '../../src/domain/places/distance.ts';
import { leafName } from '../../src/domain/places/quadtree.ts';
import { bitOf, packStations, type StationRecord } from '../../src/domain/stations/record.ts';
import { shardsOf } from '../../src/domain/stations/shards.ts';
import { scriptText } from '../../src/integrations/script-text.ts';
import type { Facility } from '../../src/schemas/vocabulary.ts';
import { browserArguments, ensureBrowser } from '../browser.ts';
import { country, province, somewhere } from '../province.ts';
import { oneOf, random } from '../random.ts';
import { rootSite } from '../sites.ts';
import { flatGeobufOf } from './nearest/flatgeobuf-file.ts';
import { wanted } from './nearest/question.ts';
import type { Row } from './run.ts';

const count = 200_000;
/** A weak network: milliseconds until the first byte, bytes a second. */
const weak = { latency: 300, downloadThroughput: 100_000, uploadThroughput: 50_000, offline: false };

interface Place {
  lng: number;
  lat: number;
  facility: number;
}

interface Way {
  name: string;
  script: string;
  /** What stands in the page before the script. */
  data?: string;
  /** From how many places it is asked; the slow ways from few, or the run would take hours. */
  places: number;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const most = (values: readonly number[]) => Math.max(...values);

function brotli(bytes: Uint8Array | string, quality: number): Buffer {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

/** A file as the server keeps it: compressed where that helps, plain where ranges are asked for. */
interface File {
  bytes: Uint8Array;
  type: string;
  isCompressed: boolean;
}

function serve(files: ReadonlyMap<string, File>): Promise<Server> {
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname.slice(1));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const headers = {
      'content-type': file.type,
      'cache-control': 'no-store',
      'accept-ranges': 'bytes',
      ...(file.isCompressed && { 'content-encoding': 'br' }),
    };
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (range === null || file.isCompressed) {
      response.writeHead(200, { ...headers, 'content-length': file.bytes.length }).end(file.bytes);
      return;
    }
    const first = Number(range[1]);
    const last = Math.min(range[2] === '' ? Infinity : Number(range[2]), file.bytes.length - 1);
    const part = file.bytes.subarray(first, last + 1);
    response
      .writeHead(206, {
        ...headers,
        'content-length': part.length,
        'content-range': `bytes ${first}-${last}/${file.bytes.length}`,
      })
      .end(part);
  });
  return new Promise((resolve) =>
    server.listen(0, () => {
      resolve(server);
    }),
  );
}

interface Visit {
  bytes: number;
  requests: number;
  milliseconds: number;
  slugs: string[];
}

/** Opens a page with an empty cache on the weak network and waits for its answer. */
async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', weak);
    let bytes = 0;
    let requests = 0;
    session.on('Network.requestWillBeSent', () => {
      requests += 1;
    });
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(address, { waitUntil: 'commit', timeout: 0 });
    const answered = await page.waitForFunction(
      () => (globalThis as unknown as { answered?: { slugs: string[]; milliseconds: number } }).answered,
      undefined,
      { timeout: 300_000 },
    );
    const { slugs, milliseconds } = (await answered.jsonValue()) ?? { slugs: [], milliseconds: NaN };
    return { bytes, requests, milliseconds, slugs };
  } finally {
    await context.close();
  }
}

/** The truth: every station is looked at. */
function bruteForce(stations: readonly StationRecord[], place: Place): string[] {
  return stations
    .filter(({ has }) => (has & place.facility) !== 0)
    .map((station) => ({ slug: station.slug, metres: distance(place, station) }))
    .sort((a, b) => a.metres - b.metres || (a.slug < b.slug ? -1 : 1))
    .slice(0, wanted)
    .map(({ slug }) => slug);
}

/** The ten nearest of 200,000 with a facility, on the weak network. */
export async function benchmarkNearest(): Promise<Row[]> {
  const stations = province(count);
  const { tree, shards } = shardsOf(stations, country, (text) => createHash('sha256').update(text).digest('base64url'));
  const index = new KDBush(stations.length);
  for (const { lng, lat } of stations) index.add(lng, lat);
  index.finish();

  const script = async (name: string) =>
    (await scriptText(join(import.meta.dirname, `nearest/${name}.client.ts`))).text;
  const ways: Way[] = [
    {
      name: 'quadtree leaves, tree in the page (ours)',
      script: await script('tree'),
      data: `const tree=${JSON.stringify(tree)};`,
      places: 100,
    },
    { name: 'FlatGeobuf, ranges', script: await script('flatgeobuf'), places: 12 },
    { name: 'kdbush + geokdbush, whole, without names', script: await script('kdbush'), places: 3 },
    { name: 'one JSON file', script: await script('json'), places: 2 },
  ];
  const files = new Map<string, File>();
  const keep = (name: string, bytes: Uint8Array | string, type: string, quality: number) =>
    files.set(name, { bytes: brotli(bytes, quality), type, isCompressed: true });
  ways.forEach(({ script: text, data = '' }, at) => {
    keep(
      `${at}.html`,
      `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script type="module">${data}${text}</script>`,
      'text/html; charset=utf-8',
      11,
    );
  });
  for (const shard of shards)
    keep(`leaves/${leafName(shard)}.json`, JSON.stringify(shard.stations), 'application/json', 11);
  keep('stations.json', JSON.stringify(packStations(stations)), 'application/json', 9);
  keep('kdbush.bin', new Uint8Array(index.data), 'application/octet-stream', 9);
  keep(
    'facilities.bin',
    new Uint8Array(Int32Array.from(stations, ({ has }) => has).buffer),
    'application/octet-stream',
    9,
  );
  // Ranges are cut out of the plain file.
  files.set('stations.fgb', { bytes: flatGeobufOf(stations), type: 'application/octet-stream', isCompressed: false });

  const next = random(100);
  const asked = ['toilet', 'microwave', 'charging', 'hot-meal', 'shower'] as const satisfies Facility[];
  const places = Array.from({ length: 100 }, (): Place => ({
    ...somewhere(next),
    facility: bitOf(oneOf(asked, next)),
  }));
  const server = await serve(files);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
  try {
    const rows: Row[] = [];
    for (const [at, way] of ways.entries()) {
      const visits: Visit[] = [];
      let exact = 0;
      for (const place of places.slice(0, way.places)) {
        const { port } = server.address() as AddressInfo;
        const query = new URLSearchParams(Object.entries(place).map(([name, value]) => [name, String(value)]));
        const found = await visit(browser, `http://localhost:${port}/${at}.html?${query.toString()}`);
        visits.push(found);
        // kdbush knows numbers, not names.
        const names = way.script.includes('kdbush.bin')
          ? found.slugs.map((id) => stations[Number(id)]?.slug)
          : found.slugs;
        if (names.join() === bruteForce(stations, place).join()) exact += 1;
      }
      const of = (field: 'bytes' | 'requests' | 'milliseconds') => visits.map((each) => each[field]);
      rows.push({
        way: way.name,
        places: String(way.places),
        kB: (median(of('bytes')) / 1_000).toFixed(1),
        requests: String(median(of('requests'))),
        ms: median(of('milliseconds')).toFixed(0),
        'worst kB / requests / ms': `${(most(of('bytes')) / 1_000).toFixed(1)} / ${most(of('requests'))} / ${most(of('milliseconds')).toFixed(0)}`,
        exact: `${exact} of ${visits.length}`,
      });
      console.log(rows.at(-1));
    }
    return rows;
  } finally {
    await browser.close();
    server.close();
  }
}

/** How long the finder takes from the position to its list, on a processor four times slower; each visit is a first one. */
export async function benchmarkFinder(): Promise<Row[]> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArguments });
  const times: number[] = [];
  try {
    for (let round = 0; round < 15; round++) {
      const context = await browser.newContext({
        viewport: { width: 360, height: 740 },
        geolocation: { latitude: 29.2089, longitude: 103.949 },
        permissions: ['geolocation'],
      });
      const page = await context.newPage();
      await page.addInitScript(() => {
        const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
        navigator.geolocation.getCurrentPosition = (done, failed, options) => {
          ask(
            (position) => {
              performance.mark('position');
              done(position);
            },
            failed,
            options,
          );
        };
      });
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await page.goto(`http://localhost:${rootSite.port}/stations/`);
      // At any hour there are ten to list.
      await page.locator('[name=open]').uncheck({ force: true });
      await page.evaluate(() => {
        const list = document.querySelector('[data-list]');
        list?.replaceChildren();
        if (list) {
          new MutationObserver(() => {
            performance.mark('answer');
          }).observe(list, { childList: true });
        }
      });
      await page.getByRole('button', { name: '离我最近' }).click();
      await page.waitForFunction(() => performance.getEntriesByName('answer').length > 0);
      times.push(
        await page.evaluate(() => {
          const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
          return at('answer') - at('position');
        }),
      );
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return [
    {
      finder: '39 stations in the page, from the position until the first screen of the answer is laid out',
      median: `${median(times).toFixed(0)} ms`,
      worst: `${most(times).toFixed(0)} ms`,
    },
  ];
}
