/**
 * Writes the worker that keeps the station finder, and the names of the search, for when there is no network
 * (`stations/sw.js`). It can be written only when the pages are built, because it names what it keeps by digest.
 */
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paths, underBase } from '../addresses.ts';
import { scriptText } from '../integrations/script-text.ts';

const source = new URL('../components/stations/offline-worker.client.ts', import.meta.url).pathname;

/**
 * A worker that takes away itself and all that the finder of its site kept, and nothing of another site on the same origin: for a
 * site whose finder is gone. `docs/deploy.md` shows it too.
 */
export const removalWorker = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  const own = \`finder|\${new URL('..', self.registration.scope).pathname}|\`;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith(own)).map((name) => caches.delete(name))))
      .then(() => self.registration.unregister()),
  );
});
`;

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes the worker of a built site.
 * @param directory the built site
 * @param basePath the path under which it will lie, with a slash at both ends
 * @returns the bytes that a visitor keeps, as they lie on the disk
 */
export async function writeOfflineWorker(directory: string, basePath: string): Promise<number> {
  const page = join(directory, paths.stations, 'index.html');
  const worker = join(directory, paths.stationWorker);
  const html = await readFile(page);
  const text = html.toString();
  if (!text.includes('<station-finder')) {
    await writeFile(worker, removalWorker);
    return 0;
  }
  const styles = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((match) => match[1] ?? '');
  // What the finder needs when somebody types letters.
  const readings = /"readingsFile":"([^"]+)"/.exec(text)?.[1];
  if (readings === undefined) throw new Error('The page of the finder names no readings.');
  // The search, as far as it goes without a network: the dialog, and the names with what they need.
  const dialog = /data-search-dialog="([^"]+)"/.exec(text)?.[1];
  // A question for a station is answered from the data of the finder.
  const search = [paths.searchNames, paths.searchSynonyms, paths.traditionalCharacters, paths.finderData].map((path) =>
    underBase(basePath, path),
  );
  const [stationAnswer] = globSync('search/stations.*.js', { cwd: directory });
  if (stationAnswer !== undefined) search.push(`${basePath}${stationAnswer.replaceAll('\\', '/')}`);
  // What large print consists of: who needs it needs it without a network too.
  const largePrint = ['css', 'js'].map((ending) => `${/ data-large-print="([^"]+)"/.exec(text)?.[1] ?? ''}.${ending}`);
  const files = [
    [underBase(basePath, paths.stations), html] as const,
    ...(await Promise.all(
      [
        ...styles,
        ...largePrint,
        underBase(basePath, paths.stationLeaf(readings)),
        ...(dialog === undefined ? [] : [dialog, ...search]),
      ].map(async (address) => [address, await readFile(join(directory, address.slice(basePath.length)))] as const),
    )),
  ];
  const digests = files.map(([address, bytes]) => [address, digestOf(bytes)] as const);
  const { text: script } = await scriptText(source);
  const kept = {
    version: digestOf(Buffer.from(JSON.stringify(digests) + script)).slice(0, 12),
    base: basePath,
    page: underBase(basePath, paths.stations),
    files: digests,
    leaves: underBase(basePath, paths.stationLeaf('')).replace(/\.json$/, ''),
  };
  await writeFile(worker, `const kept=${JSON.stringify(kept)};${script}\n`);
  return files.reduce((sum, [, bytes]) => sum + bytes.length, Buffer.byteLength(script));
}
