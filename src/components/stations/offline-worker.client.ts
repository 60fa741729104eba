/**
 * Stores the finder and the search for names for use without a network. Its path is that of the stations, so that it gets
 * the requests of those pages only.
 * Everything is stored together under the version of one build, checked against its digest, and replaced as a whole or not at
 * all. With a network, pages always come from there.
 */

/** What the build writes in front of this script. */
interface Kept {
  version: string;
  /** The path under which the site lies, with a slash at both ends. */
  base: string;
  /** The finder's address; without a network its page is the response to every address under it. */
  page: string;
  /** Addresses and SHA-256 digests (hexadecimal) of everything that belongs together. */
  files: readonly (readonly [address: string, digest: string])[];
  /** Path of the leaves of a large tree; their names contain a hash, so a stored leaf is never out of date. */
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

// Several sites may lie on one origin, each with its own finder: a portal and its columns.
const own = `finder|${kept.base}|`;
const leafCache = `${own}leaves`;
/** A leaf weighs about 5 kB: these and the page stay under 100 kB. */
const maxLeaves = 8;
/** If the network has not responded after this many milliseconds, the stored page is used. */
const networkTimeout = 4_000;

const cacheName = own + kept.version;

async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Fetches everything of this build. Rejects if anything is missing or of another build; the build before then stays. */
async function storeAll(): Promise<void> {
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

/** Whether a cache is of an earlier version of this site, whose caches were not named for where it lies. */
async function isEarlier(name: string): Promise<boolean> {
  if (!/^station(?:s-|-leaves$)/.test(name)) return false;
  const stored = await (await caches.open(name)).keys();
  return stored.some(({ url }) => {
    const { pathname } = new URL(url);
    return pathname === kept.page || pathname.startsWith(kept.leaves);
  });
}

async function deleteOtherVersions(): Promise<void> {
  for (const name of await caches.keys()) {
    const isOther = name.startsWith(own) && name !== cacheName && name !== leafCache;
    if (isOther || (await isEarlier(name))) await caches.delete(name);
  }
}

async function storedPage(): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(kept.page);
}

/** A page from the network, or the stored one if the network does not respond in time. */
async function freshPage(request: Request): Promise<Response> {
  const fresh = fetch(request);
  const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, networkTimeout));
  try {
    const answer = await Promise.race([fresh, timeout]);
    if (answer !== undefined && answer.status < 500) return answer;
    return (await storedPage()) ?? answer ?? (await fresh);
  } catch {
    return (await storedPage()) ?? Response.error();
  }
}

async function cachedFile(request: Request): Promise<Response> {
  // What is stored is the same for all visitors. Servers that send `Vary: Origin` would hide it from a module's request.
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
    await Promise.all(all.slice(0, Math.max(0, all.length - maxLeaves)).map((old) => cache.delete(old)));
  }
  return answer;
}

worker.addEventListener('install', (event) => {
  event.waitUntil(storeAll().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(deleteOtherVersions().then(() => worker.clients.claim()));
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(freshPage(request));
  else if (kept.files.some(([address]) => address === pathname)) event.respondWith(cachedFile(request));
  else if (pathname.startsWith(kept.leaves)) event.respondWith(leaf(request));
});
