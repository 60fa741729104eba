/** Makes every file of a clip in its work folder, and refuses each with metadata on where or by whom it was made. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Stage } from '../../domain/clips/clip-job.ts';
import type { Rendition } from '../../schemas/media.ts';
import { sha256OfFile } from '../../storage/hash.ts';
import { flush } from '../../storage/replace-file.ts';
import { MediaFailure, MediaRefusal } from '../errors.ts';
import { findMetadata } from '../metadata/find-metadata.ts';
import { readMovie } from '../metadata/mp4-boxes.ts';
import type { Program } from '../transcoding/ffmpeg.ts';
import type { Probe } from '../transcoding/probe.ts';
import type { PlannedRendition, TranscodePlan } from '../transcoding/transcode-plan.ts';
import { encode, measureLoudness } from './encode.ts';
import { PosterFrameSelector } from './poster-frames.ts';
import { discardAllBut } from './work-folder.ts';

/** Called repeatedly; `fraction` runs from 0 to 1 over the whole of the work. */
export type ReportProgress = (progress: { stage: Stage; fraction: number }) => void;

/** The input and the tools of the files. */
export interface MakeOptions {
  /** Path of the original. */
  file: string;
  program: Program;
  /** Threads of each encoder; by default ffmpeg takes every core. */
  threads?: number | undefined;
  /** Whether the encoder leaves the processor to other programs that need it. */
  isBackground?: boolean | undefined;
  onProgress?: ReportProgress | undefined;
  signal?: AbortSignal | undefined;
}

/** The content of a finished work folder. */
export interface MadeFiles {
  durationSeconds: number;
  framesPerSecond: number;
  posterMoments: number[];
  files: string[];
}

/** Reads the properties of a rendition, and refuses one that differs from the plan. */
export async function inspect(
  path: string,
  planned: { file: string },
): Promise<Rendition & { durationSeconds: number }> {
  const data = await readFile(path);
  const movie = readMovie(data);
  if (!movie.startsFast) throw new MediaFailure(`${planned.file} · 索引不在文件开头，不能边下边播`);
  return {
    file: planned.file,
    codec: movie.codec,
    width: movie.width,
    height: movie.height,
    bytes: data.length,
    sha256: await sha256OfFile(path),
    durationSeconds: movie.durationSeconds,
  };
}

/** The last check: a file with metadata on where, with what or by whom it was made is refused. */
async function assertNoMetadata(path: string): Promise<void> {
  const [finding] = findMetadata(await readFile(path));
  if (finding === undefined) return;
  throw new MediaFailure(
    `${basename(path)} · 成品里还留有拍摄信息（${finding.where}），没有收下。请把这一行发给维护网站的人。`,
  );
}

/** Makes every file of a plan in the work folder, reusing the files that an earlier run finished. */
export async function makeFiles(
  options: MakeOptions,
  work: string,
  found: Probe,
  plan: TranscodePlan,
  requested: { renditions: readonly PlannedRendition[]; posters: boolean },
): Promise<{ folder: string; made: MadeFiles }> {
  const { file, program, threads, isBackground, onProgress, signal } = options;
  const finished = join(work, 'made');
  const record = await readFile(join(finished, 'record.json'), 'utf8').catch(() => undefined);
  if (record !== undefined) {
    const made = JSON.parse(record) as MadeFiles;
    // Files from a version with other settings cannot be used.
    if (requested.renditions.every((rendition) => made.files.includes(rendition.file)))
      return { folder: finished, made };
  }

  await discardAllBut(work, ['lock']);
  const folder = join(work, randomUUID());
  await mkdir(folder);

  onProgress?.({ stage: 'sound', fraction: 0.02 });
  const loudness = await measureLoudness(file, found, program, { signal, isBackground });
  const largest = requested.renditions.reduce((a, b) => (b.width > a.width ? b : a));
  const choice = requested.posters ? new PosterFrameSelector(largest) : undefined;
  await encode(
    { file, folder, program, threads, isBackground, signal },
    found,
    plan,
    requested.renditions,
    loudness,
    choice,
    (seconds) => {
      onProgress?.({ stage: 'encode', fraction: 0.05 + 0.85 * Math.min(1, seconds / found.durationSeconds) });
    },
  );
  await choice?.write(folder, plan.posters);
  const posters = choice === undefined ? [] : plan.posters.slice(0, choice.moments.length);
  const files = [
    ...requested.renditions.map((rendition) => rendition.file),
    ...posters.flatMap(({ jpeg, avif }) => [jpeg, avif]),
  ];
  const first = requested.renditions[0];
  const { durationSeconds } = await inspect(join(folder, first?.file ?? ''), { file: first?.file ?? '' });
  if (durationSeconds < found.durationSeconds - Math.max(0.5, found.durationSeconds * 0.02)) {
    throw new MediaRefusal(
      file,
      `文件说有 ${found.durationSeconds.toFixed(1)} 秒，只读得出 ${durationSeconds.toFixed(1)} 秒`,
      '传完整的文件，请让对方重新发',
    );
  }
  for (const name of files) {
    await assertNoMetadata(join(folder, name));
    await flush(join(folder, name));
  }
  const [over = 30, under = 1] = plan.framesPerSecond.split('/').map(Number);
  const made: MadeFiles = {
    durationSeconds: Math.round(durationSeconds * 1000) / 1000,
    framesPerSecond: Math.round((over / under) * 1000) / 1000,
    posterMoments: choice?.moments ?? [],
    files,
  };
  await writeFile(join(folder, 'record.json'), JSON.stringify(made));
  await flush(join(folder, 'record.json'));
  await rename(folder, finished);
  return { folder: finished, made };
}
