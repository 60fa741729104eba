/** Inspections of pictures, each made once for the content of a file and the version of what decodes it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { cachedFile, cacheKeyOf, contentCaches } from '../../storage/content-cache.ts';
import { tellsChangesFrom } from '../../storage/file-clock.ts';
import { digestOfModules } from '../../storage/hash.ts';
import { inspectPicture, type PictureInspection } from './inspect-picture.ts';

/** Inspections in this process by path, valid while the file has the same size and the same times. */
const known = new Map<string, { version: string; inspection: PictureInspection }>();

/** Inspects the picture in a file, or returns what an earlier inspection of the same bytes found. Rejects when the file cannot be read. */
export async function inspectionOf(file: string): Promise<PictureInspection> {
  const at = Date.now();
  const { size, mtimeMs, ctimeMs } = statSync(file);
  const version = [size, mtimeMs, ctimeMs].join(' ');
  const before = known.get(file);
  if (before?.version === version) return before.inspection;
  const inspection = await inspectionOfBytes(readFileSync(file));
  if (tellsChangesFrom(at, { modified: mtimeMs, changed: ctimeMs })) known.set(file, { version, inspection });
  return inspection;
}

const source = 'src/media/pictures/inspect-picture.ts';
/** In a packaged office there is no source: what it was built into takes its place. */
const ownCode = fileURLToPath(import.meta.url);

let decodedWith: string | undefined;

/** The name under which a finding is kept: another decoder may find something else. */
function findingName(content: Uint8Array): string {
  decodedWith ??= cacheKeyOf(JSON.stringify(sharp.versions), digestOfModules(existsSync(source) ? source : ownCode));
  return `${cacheKeyOf(decodedWith, content)}.json`;
}

async function keptInspection(content: Uint8Array, make: () => Promise<PictureInspection>): Promise<PictureInspection> {
  const found = await cachedFile(contentCaches.pictureInspections, findingName(content), async () =>
    Buffer.from(JSON.stringify(await make())),
  );
  return JSON.parse(Buffer.from(found).toString()) as PictureInspection;
}

/** Inspects a picture, or returns what an earlier inspection of the same bytes found. */
export const inspectionOfBytes = (bytes: Uint8Array): Promise<PictureInspection> =>
  keptInspection(bytes, () => inspectPicture(bytes));

/**
 * Inspects a picture that has a name by its content, which is read only when nobody has inspected it before.
 * @param id the name of the content, the same for the same bytes
 */
export const inspectionOfContent = (id: string, read: () => Promise<Uint8Array>): Promise<PictureInspection> =>
  keptInspection(Buffer.from(id), async () => inspectionOfBytes(await read()));
