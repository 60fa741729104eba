/** Writes one of the poster candidates, stored when a clip was added, beside its manifest as the poster. */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PosterCandidate } from '../../schemas/media.ts';
import { clipRecordAt, readManifest, saveClipRecord, type Manifest } from './manifest.ts';
import { MediaFailure } from '../errors.ts';
import { discard } from '../../storage/replace-file.ts';
import type { Store } from '../stores/store.ts';

/** One of the frames that may be the poster. */
export interface PosterFrame extends PosterCandidate {
  /** The JPEG. */
  picture: Uint8Array;
}

/**
 * Reads the candidate with a number from 1 out of the store. Throws `MediaFailure` when the candidate or its file does not
 * exist.
 */
export async function readPosterFrame(
  store: Store,
  id: string,
  { posterCandidates: candidates = [] }: Manifest,
  number: string,
): Promise<PosterFrame> {
  if (candidates.length === 0) throw new MediaFailure(`${id} · 这段短片没有候选封面。用原片再收一次就会有。`);
  const candidate = /^[1-9]$/.test(number) ? candidates[Number(number) - 1] : undefined;
  if (candidate === undefined) {
    throw new MediaFailure(`${id} · 封面 · 现在：“${number}” · 应为：1 到 ${String(candidates.length)}`);
  }
  if ((await store.has(candidate.jpeg)) === undefined) {
    throw new MediaFailure(`${candidate.jpeg} 不在 ${store.name}。用原片再收一次就会补上。`);
  }
  const work = await mkdtemp(join(tmpdir(), 'hongxin-poster-'));
  try {
    const file = join(work, 'poster.jpg');
    await store.get(candidate.jpeg, file);
    return { ...candidate, picture: await readFile(file) };
  } finally {
    await discard(work);
  }
}

/**
 * Chooses the candidate with a number from 1. Throws `MediaFailure` when the clip, the candidate or its file does not
 * exist.
 */
export async function choosePosterFrame(
  contentDirectory: string,
  store: Store,
  id: string,
  number: string,
): Promise<PosterFrame> {
  const base = await clipRecordAt(contentDirectory, id);
  const manifest = await readManifest(contentDirectory, id);
  if (manifest === undefined) throw new MediaFailure(`没有编号是“${id}”的短片：media/${id}.json 不存在`);
  const frame = await readPosterFrame(store, id, manifest, number);
  await saveClipRecord(contentDirectory, id, { poster: frame.picture }, base, `换短片封面：${id}`);
  return frame;
}
