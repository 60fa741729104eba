/** Writes one of the poster candidates, stored when a clip was added, beside its manifest as the poster. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PosterCandidate } from '../../schemas/media.ts';
import { clipRecordAt, readManifest, saveClipRecord } from './manifest.ts';
import { MediaFailure } from '../errors.ts';
import { discard } from '../../storage/replace-file.ts';
import type { Store } from '../stores/store.ts';

/**
 * Chooses the candidate with a number from 1. Throws `MediaFailure` when the clip, the candidate or its file does not
 * exist.
 */
export async function choosePosterFrame(
  contentDirectory: string,
  store: Store,
  id: string,
  number: string,
): Promise<PosterCandidate> {
  const base = await clipRecordAt(contentDirectory, id);
  const manifest = await readManifest(contentDirectory, id);
  if (manifest === undefined) throw new MediaFailure(`没有编号是“${id}”的短片：media/${id}.json 不存在`);
  const candidates = manifest.posterCandidates ?? [];
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
    const picture = join(work, 'poster.jpg');
    await store.get(candidate.jpeg, picture);
    await saveClipRecord(contentDirectory, id, { poster: picture }, base, `换短片封面：${id}`);
  } finally {
    await discard(work);
  }
  return candidate;
}
