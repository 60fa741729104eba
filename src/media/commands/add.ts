/** `npm run media -- add`: takes clips in. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { durationInWords, sizeInWords } from '../../domain/media-words.ts';
import { environment } from '../../environment.ts';
import { addClip, clipsAtATime } from '../add-clip.ts';
import { findProgram } from '../ffmpeg.ts';
import { MediaFailure, MediaRefusal } from '../refusal.ts';

/** Takes every file named in, several at a time when there are cores for it. Files that are refused do not stop the others. */
export async function add(words: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { id: { type: 'string' }, av1: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new MediaFailure('没有写要收的文件：npm run media -- add <文件…>');
  const program = await findProgram(environment.ffmpeg);
  let refused = 0;
  const waiting = [...positionals];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      signal.throwIfAborted();
      try {
        const { id, manifest, already } = await addClip({ file, id: values.id, av1: values.av1, program, signal });
        const sizes = manifest.renditions.map(({ width, height, bytes }) => `${width}×${height} ${sizeInWords(bytes)}`);
        const head = already ? '已经收过' : '收好了';
        console.log(
          `${basename(file)} · ${head} · 编号 ${id} · ${durationInWords(manifest.durationSeconds)} · ${sizes.join('，')}`,
        );
      } catch (error) {
        if (!(error instanceof MediaRefusal)) throw error;
        console.error(error.message);
        refused += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(clipsAtATime, positionals.length) }, work));
  return refused === 0 ? 0 : 1;
}
