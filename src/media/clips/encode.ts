/** The two passes of ffmpeg over an original: its loudness, then all outputs. */
import { basename, join } from 'node:path';
import { MediaFailure, MediaRefusal } from '../errors.ts';
import { runFfmpeg, type Program } from '../transcoding/ffmpeg.ts';
import { inputOf, type Probe } from '../transcoding/probe.ts';
import {
  filterGraph,
  loudnorm,
  outputOf,
  silence,
  type Loudness,
  type PlannedRendition,
  type TranscodePlan,
} from '../transcoding/transcode-plan.ts';
import type { PosterFrameSelector } from './poster-frames.ts';

/** Measures the loudness of the sound; `undefined` when there is none to be heard. */
export async function measureLoudness(
  file: string,
  found: Probe,
  program: Program,
  { signal, isBackground }: { signal?: AbortSignal | undefined; isBackground?: boolean | undefined } = {},
): Promise<Loudness | undefined> {
  if (found.channels === 0) return undefined;
  const { code, messages } = await runFfmpeg(
    program.path,
    [
      '-loglevel',
      'info',
      '-nostats',
      ...inputOf(file, found.demuxer),
      '-map',
      '0:a:0',
      '-vn',
      '-af',
      loudnorm(),
      '-f',
      'null',
      '-',
    ],
    { signal, isBackground },
  );
  const text = /\{[^{}]*"input_i"[^{}]*\}/.exec(messages)?.[0];
  if (code !== 0 || text === undefined) {
    throw new MediaRefusal(file, '声音读不出来，文件损坏', '能正常播放的短片，请让对方重新发');
  }
  const measured = JSON.parse(text) as Loudness;
  // "-inf" for a track of zeros.
  return Number(measured.input_i) > silence ? measured : undefined;
}

/** Encodes everything in one pass over the original: it is decoded once. */
export async function encode(
  options: {
    file: string;
    folder: string;
    program: Program;
    threads?: number | undefined;
    isBackground?: boolean | undefined;
    signal?: AbortSignal | undefined;
  },
  found: Probe,
  plan: TranscodePlan,
  renditions: readonly PlannedRendition[],
  loudness: Loudness | undefined,
  choice: PosterFrameSelector | undefined,
  onSeconds: (seconds: number) => void,
): Promise<void> {
  const { file, folder, program, threads, isBackground, signal } = options;
  const settings = { framesPerSecond: plan.framesPerSecond, loudness, program, threads };
  let reached = 0;
  const { code, messages } = await runFfmpeg(
    program.path,
    [
      '-loglevel', 'error', '-progress', 'pipe:2', '-nostats', '-xerror', ...inputOf(file, found.demuxer),
      '-filter_complex', filterGraph(found, plan, renditions, choice !== undefined),
      ...renditions.flatMap((rendition, index) => outputOf(rendition, `v${String(index)}`, join(folder, rendition.file), settings)),
      ...(choice === undefined ? [] : ['-map', '[look]', '-an', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1']),
    ], // prettier-ignore
    {
      signal,
      isBackground,
      onSeconds: (seconds) => {
        reached = Math.max(reached, seconds);
        onSeconds(seconds);
      },
      ...(choice !== undefined && {
        read: (output) => choice.read(output, plan.framesLookedAt, found.durationSeconds),
      }),
    },
  );
  if (code === 0) return;
  if (messages.includes('No space left')) throw new MediaFailure(`${basename(file)} · 磁盘满了，请腾出地方再来`);
  if (code === null)
    throw new MediaFailure(`${basename(file)} · ffmpeg 被系统中止了，多半是内存不够。请关掉别的程序再来。`);
  if (/Unrecognized option|No such filter|Unknown encoder|Error setting option|Option not found/.test(messages)) {
    throw new MediaFailure(`${program.path}（${program.version}）不听使唤：${messages.trim()}`);
  }
  throw new MediaRefusal(
    file,
    `约第 ${String(Math.round(reached))} 秒有读不出来的画面或声音，文件损坏`,
    '能从头到尾正常播放的短片，请让对方重新发',
  );
}
