/** Inspections of pictures, each made once for the content of a file and the version of what decodes it. */
import { readFileSync, statSync } from 'node:fs';
import sharp from 'sharp';
import { cachedFile, cacheKeyOf, contentCaches } from '../../storage/content-cache.ts';
import { tellsChangesFrom } from '../../storage/file-clock.ts';
import { digestOfModules } from '../../storage/hash.ts';
import { inspectPicture, type PictureInspection } from './inspect-picture.ts';

let decodedWith: string | undefined;

/** Inspections in this process by path, valid while the file has the same size and the same times. */
const known = new Map<string, { version: string; inspection: PictureInspection }>();

/** Inspects the picture in a file, or returns what an earlier inspection of the same bytes found. Rejects when the file cannot be read. */
export async function inspectionOf(file: string): Promise<PictureInspection> {
  const at = Date.now();
  const { size, mtimeMs, ctimeMs } = statSync(file);
  const version = [size, mtimeMs, ctimeMs].join(' ');
  const before = known.get(file);
  if (before?.version === version) return before.inspection;
  const bytes = readFileSync(file);
  decodedWith ??= cacheKeyOf(JSON.stringify(sharp.versions), digestOfModules('src/media/pictures/inspect-picture.ts'));
  const found = await cachedFile(contentCaches.pictureInspections, `${cacheKeyOf(decodedWith, bytes)}.json`, async () =>
    Buffer.from(JSON.stringify(await inspectPicture(bytes))),
  );
  const inspection = JSON.parse(Buffer.from(found).toString()) as PictureInspection;
  if (tellsChangesFrom(at, { modified: mtimeMs, changed: ctimeMs })) known.set(file, { version, inspection });
  return inspection;
}
