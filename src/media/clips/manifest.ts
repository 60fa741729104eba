/** Reads and writes the manifests of clips, `media/<id>.json` of the content tree. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { mediaSchema, type Media } from '../../schemas/media.ts';
import { MediaFailure } from '../errors.ts';
import type { Base } from '../../content-store/content-change.ts';
import { contentsAt, saveFiles } from '../content/save-files.ts';

const schema = mediaSchema(() => z.string());

/** A manifest; its poster is the name of a file beside it, `./<id>.jpg`. */
export type Manifest = Media & { poster: string };

const folder = (contentDirectory: string) => join(contentDirectory, 'media');

/** Reads the manifest of a clip; `undefined` when there is none. Throws `MediaFailure` when it cannot be parsed. */
export async function readManifest(contentDirectory: string, id: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder(contentDirectory), `${id}.json`), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
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
interface ClipRecord {
  manifest?: Manifest;
  /** Path of a finished picture, which becomes the poster beside the manifest. */
  poster?: string | undefined;
}

/** What stands where the record of a clip is written: taken before the work on it begins. */
export const clipRecordAt = (contentDirectory: string, id: string): Promise<Base> =>
  contentsAt(contentDirectory, [`media/${id}.jpg`, `media/${id}.json`]);

/**
 * Saves manifest and poster of a clip, or one of them, as one version of the content.
 * @param base `clipRecordAt` the beginning
 * @param message the line of the version
 */
export async function saveClipRecord(
  contentDirectory: string,
  id: string,
  { manifest, poster }: ClipRecord,
  base: Base,
  message: string,
): Promise<void> {
  const writes = new Map<string, Uint8Array>();
  if (poster !== undefined) writes.set(`media/${id}.jpg`, await readFile(poster));
  if (manifest !== undefined)
    writes.set(`media/${id}.json`, Buffer.from(`${JSON.stringify(schema.parse(manifest), null, 2)}\n`));
  const isWritten = ([path]: readonly [string, unknown]) => writes.has(path);
  await saveFiles(contentDirectory, { writes, base: new Map([...base].filter(isWritten)), message });
}
