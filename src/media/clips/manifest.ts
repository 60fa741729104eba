/** Reads and writes the manifests of clips, `media/<id>.json` of the content tree. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { mediaSchema, type Media } from '../../schemas/media.ts';
import { MediaFailure } from '../errors.ts';
import type { Base } from '../../content-store/content-change.ts';
import { contentsAt, saveFiles } from '../content/save-files.ts';

/** The schema of manifests as they are stored. */
export const manifestSchema = mediaSchema(() => z.string());

/** A manifest; its poster is the name of a file beside it, `./<id>.jpg`. */
export type Manifest = Media & { poster: string };

const folder = (contentDirectory: string) => join(contentDirectory, 'media');

/** The file of a clip's manifest, relative to the content tree. */
export const clipRecordFile = (id: string): string => `media/${id}.json`;

/** The file of a clip's poster, relative to the content tree. */
export const clipPosterFile = (id: string): string => `media/${id}.jpg`;

/** Reads the manifest of a clip; `undefined` when there is none. Throws `MediaFailure` when it cannot be parsed. */
export async function readManifest(contentDirectory: string, id: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder(contentDirectory), `${id}.json`), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new MediaFailure(`media/${id}.json · 看不懂这份短片记录。运行 npm run check:content 看哪里不对。`);
  }
}

/** All manifests by id, in the order of their ids. */
export async function readManifests(contentDirectory: string): Promise<Map<string, Manifest>> {
  const names = await readdir(folder(contentDirectory)).catch(() => []);
  const manifests = new Map<string, Manifest>();
  for (const name of names.filter((file) => file.endsWith('.json') && !file.startsWith('.')).sort()) {
    const id = basename(name, '.json');
    const manifest = await readManifest(contentDirectory, id);
    if (manifest !== undefined) manifests.set(id, manifest);
  }
  return manifests;
}

/** Whether a clip has its poster beside its manifest. */
export async function hasPoster(contentDirectory: string, id: string): Promise<boolean> {
  return (await stat(join(folder(contentDirectory), `${id}.jpg`)).catch(() => undefined))?.isFile() === true;
}

/** What is written of a clip into the content tree. */
export interface ClipRecord {
  manifest?: Manifest;
  /** A finished JPEG, which becomes the poster beside the manifest. */
  poster?: Uint8Array | undefined;
}

/** The files of a record by path, relative to the content tree. */
export function filesOfRecord(id: string, { manifest, poster }: ClipRecord): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  if (poster !== undefined) files.set(clipPosterFile(id), poster);
  if (manifest !== undefined)
    files.set(clipRecordFile(id), Buffer.from(`${JSON.stringify(manifestSchema.parse(manifest), null, 2)}\n`));
  return files;
}

/** What stands where the record of a clip is written: taken before the work on it begins. */
export const clipRecordAt = (contentDirectory: string, id: string): Promise<Base> =>
  contentsAt(contentDirectory, [clipPosterFile(id), clipRecordFile(id)]);

/**
 * Saves manifest and poster of a clip, or one of them, as one version of the content.
 * @param base `clipRecordAt` the beginning
 * @param message the line of the version
 */
export async function saveClipRecord(
  contentDirectory: string,
  id: string,
  record: ClipRecord,
  base: Base,
  message: string,
): Promise<void> {
  const writes = filesOfRecord(id, record);
  const isWritten = ([path]: readonly [string, unknown]) => writes.has(path);
  await saveFiles(contentDirectory, { writes, base: new Map([...base].filter(isWritten)), message });
}
