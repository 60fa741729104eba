/** `npm run media -- poster`: chooses another of the three frames as a clip's poster. */
import { environment } from '../../environment.ts';
import { choosePosterFrame } from '../clips/choose-poster-frame.ts';
import { storeOf } from '../stores/open-store.ts';
import { MediaFailure } from '../errors.ts';

/** Writes the candidate beside the manifest, replacing the poster. */
export async function poster(words: readonly string[]): Promise<number> {
  const [id = '', number = ''] = words;
  if (id === '') throw new MediaFailure('没有写编号：npm run media -- poster <编号> <1|2|3>');
  const { atSeconds } = await choosePosterFrame(environment.contentDirectory, storeOf(environment), id, number);
  console.log(`${id} · 封面换成第 ${number} 张（第 ${String(atSeconds)} 秒）`);
  return 0;
}
