/** `npm run media -- add`: adds clips. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Stage } from '../../domain/clips/clip-job.ts';
import { formatDuration, formatBytes } from '../../domain/clips/format.ts';
import { environment } from '../../environment.ts';
import { Progress } from '../../terminal/progress.ts';
import { addClip, clipsAtATime, type AddedClip } from '../clips/add-clip.ts';
import { findProgram } from '../transcoding/ffmpeg.ts';
import { findEntry, linkEntry } from '../clips/link-clip.ts';
import { storeOf } from '../stores/open-store.ts';
import { MediaFailure, MediaRefusal } from '../errors.ts';

const stages: Readonly<Record<Stage, string>> = {
  look: '看一看是什么',
  sound: '量响度',
  encode: '转码',
  store: '存放',
};

function summary(file: string, { id, manifest, already, sound }: AddedClip, slug: string | undefined): string {
  const { renditions, durationSeconds } = manifest;
  const sizes = renditions.map(({ width, height, bytes, codec }) => {
    const name = codec.startsWith('av01') ? ' AV1' : '';
    return `${String(width)}×${String(height)}${name} ${formatBytes(bytes)}`;
  });
  return [
    basename(file),
    already ? '已经收过' : '收好了',
    `编号 ${id}`,
    formatDuration(durationSeconds),
    sound ? '有声' : '无声',
    sizes.join('，'),
    ...(slug === undefined ? [] : [`已写入 videos/${slug}`]),
  ].join(' · ');
}

/** Adds every given file, several at a time when there are cores for it. A refused file does not stop the others. */
export async function add(words: readonly string[], signal: AbortSignal): Promise<number> {
  const { values, positionals: files } = parseArgs({
    args: [...words],
    options: { to: { type: 'string' }, id: { type: 'string' }, av1: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (files.length === 0) throw new MediaFailure('没有写要收的文件：npm run media -- add <文件…>');
  if (files.length > 1 && (values.to !== undefined || values.id !== undefined)) {
    throw new MediaFailure('--to 和 --id 一次只能用于一个文件。请一个一个地收。');
  }
  const { contentDirectory } = environment;
  const entry = values.to === undefined ? undefined : await findEntry(contentDirectory, values.to);
  const store = storeOf(environment);
  const program = await findProgram(environment.ffmpeg);
  const progress = new Progress(process.stdout, stages);
  let refused = 0;
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      signal.throwIfAborted();
      const name = file;
      try {
        const added = await addClip({
          file,
          id: values.id,
          av1: values.av1,
          contentDirectory,
          store,
          program,
          signal,
          onProgress: (step) => {
            progress.set(name, step);
          },
        });
        if (entry !== undefined) await linkEntry(contentDirectory, entry, 'clip', added.id);
        progress.end(file, summary(file, added, entry?.slug));
      } catch (error) {
        if (!(error instanceof MediaRefusal)) throw error;
        progress.end(file, error.message, process.stderr);
        refused += 1;
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(clipsAtATime, files.length) }, work));
  } finally {
    progress.stop();
  }
  return refused === 0 ? 0 : 1;
}
