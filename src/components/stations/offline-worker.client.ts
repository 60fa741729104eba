/**
 * Keeps the finder and the search for names for when there is no network. It lies under the stations' own path and sees
 * requests of those pages only.
 * Everything is kept together under the version of one build, checked against its digest, and replaced as a whole or not at
 * all. With a network, pages always come from there.
 */

/** What the build writes in front of this script. */
interface Kept {
  version: string;
  /** The finder's address, which answers for every page under it when there is no network. */
  page: string;
  /** Addresses and SHA-256 digests (hexadecimal) of everything that belongs together. */
  files: readonly (readonly [address: string, digest: string])[];
  /** Where leaves of a large tree lie; their names hold a hash, so what was fetched once stays true. */
  leaves: string;
}
declare const kept: Kept;

/** The part of a service worker's surroundings that is used; the project's types are those of pages. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
}
const worker = self as unknown as Worker;

const prefix = 'stations-';
const leafCache = 'station-leaves';
/** A leaf weighs about 5 kB: these and the page stay under 100 kB. */
const mostLeaves = 8;
/** On a network that hardly answers, the kept page comes after this many milliseconds. */
const patience = 4_000;

const cacheName = prefix + kept.version;

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Fetches everything of this build. Fails, and the build before stays, when anything is missing or of another build. */
async function keepAll(): Promise<void> {
  const answers = await Promise.all(
    kept.files.map(async ([address, digest]) => {
      const answer = await fetch(address, { cache: 'reload' });
      if (!answer.ok || (await digestOf(await answer.clone().arrayBuffer())) !== digest) {
        throw new Error(`${address} is not of this build.`);
      }
      return [address, answer] as const;
    }),
  );
  const cache = await caches.open(cacheName);
  await Promise.all(answers.map(([address, answer]) => cache.put(address, answer)));
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  );
}

async function keptPage(): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(kept.page);
}

/** A page from the network; the kept one when there is none, or none worth waiting for. */
async function freshPage(request: Request): Promise<Response> {
  const fresh = fetch(request);
  const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
  try {
    const answer = await Promise.race([fresh, tooLate]);
    if (answer !== undefined && answer.status < 500) return answer;
    return (await keptPage()) ?? answer ?? (await fresh);
  } catch {
    return (await keptPage()) ?? Response.error();
  }
}

async function cachedFile(request: Request): Promise<Response> {
  // What is kept is the same for everybody. Servers that say `Vary: Origin` would hide it from a module's request.
  return (await (await caches.open(cacheName)).match(request, { ignoreVary: true })) ?? fetch(request);
}

async function leaf(request: Request): Promise<Response> {
  const cache = await caches.open(leafCache);
  const known = await cache.match(request);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const all = await cache.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - mostLeaves)).map((old) => cache.delete(old)));
  }
  return answer;
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(freshPage(request));
  else if (pathname.startsWith(kept.leaves)) event.respondWith(leaf(request));
  else if (kept.files.some(([address]) => address === pathname)) event.respondWith(cachedFile(request));
});
