/** `npm run media -- poster`: chooses another of the three frames as a clip's poster. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '../../environment.ts';
import { readManifest, writePoster } from '../manifest.ts';
import { storeOf } from '../open-store.ts';
import { MediaFailure } from '../refusal.ts';
import { discard } from '../store.ts';

/** Puts the candidate beside the manifest, in place of the poster that is there. */
export async function poster(words: readonly string[]): Promise<number> {
  const [id = '', number = ''] = words;
  if (id === '') throw new MediaFailure('没有写编号：npm run media -- poster <编号> <1|2|3>');
  const { contentDirectory } = environment;
  const manifest = await readManifest(contentDirectory, id);
  if (manifest === undefined) throw new MediaFailure(`没有编号是“${id}”的短片：media/${id}.json 不存在`);
  const candidates = manifest.posterCandidates ?? [];
  if (candidates.length === 0) throw new MediaFailure(`${id} · 这段短片没有候选封面。用原片再收一次就会有。`);
  const candidate = /^[1-9]$/.test(number) ? candidates[Number(number) - 1] : undefined;
  if (candidate === undefined) {
    throw new MediaFailure(`${id} · 封面 · 现在：“${number}” · 应为：1 到 ${String(candidates.length)}`);
  }
  const store = storeOf(environment);
  if ((await store.has(candidate.jpeg)) === undefined) {
    throw new MediaFailure(`${candidate.jpeg} 不在 ${store.name}。用原片再收一次就会补上。`);
  }
  const work = await mkdtemp(join(tmpdir(), 'hongxin-poster-'));
  try {
    const picture = join(work, 'poster.jpg');
    await store.get(candidate.jpeg, picture);
    await writePoster(contentDirectory, id, picture);
  } finally {
    await discard(work);
  }
  console.log(`${id} · 封面换成第 ${number} 张（第 ${String(candidate.atSeconds)} 秒）`);
  return 0;
}
