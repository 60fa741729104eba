/**
 * Takes a clip in: from the file that a phone made to what the site serves, the manifest and the poster.
 *
 * Files are made in a work folder, checked there, flushed to the disk, and only then put under their names; the manifest comes
 * last. So a run that was killed leaves nothing half done under a name that anybody reads, and the next run goes on from
 * what is whole.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { environment } from '../../environment.ts';
import { slugPattern } from '../../schemas/field.ts';
import type { Media, Rendition } from '../../schemas/media.ts';
import { readMovie } from '../metadata/mp4-boxes.ts';
import { findProgram, runFfmpeg, type Program } from '../transcoding/ffmpeg.ts';
import { choosePosterFrame } from './choose-poster-frame.ts';
import { hasPoster, readManifest, readManifests, writeManifest, writePoster, type Manifest } from './manifest.ts';
import {
  filterGraph,
  loudnorm,
  outputOf,
  planClip,
  silence,
  type Loudness,
  type TranscodePlan,
  type PlannedRendition,
} from '../transcoding/transcode-plan.ts';
import { findMetadata } from '../metadata/find-metadata.ts';
import { PosterFrameSelector } from './poster-frames.ts';
import { inputOf, probe, type Probe } from '../transcoding/probe.ts';
import { MediaFailure, MediaRefusal } from '../errors.ts';
import { sha256OfFile } from '../../storage/hash.ts';
import { discard, flush } from '../../storage/replace-file.ts';
import type { Store } from '../stores/store.ts';
import { storeOf } from '../stores/open-store.ts';

/** What is being done, for a progress bar. */
export type Stage = 'look' | 'sound' | 'encode' | 'store';

/** Where and how a clip is taken in. Everything but the file has a default from the environment. */
export interface AddClipOptions {
  /** Path of the original. It is read and stays as it is. */
  file: string;
  /** The clip's id, a slug; by default `clip-` and the beginning of the original's hash. */
  id?: string | undefined;
  /** Make AV1 beside H.264. Off by default: it takes several times as long. */
  av1?: boolean | undefined;
  contentDirectory?: string | undefined;
  store?: Store | undefined;
  program?: Program | undefined;
  /** Threads of each encoder; by default ffmpeg takes every core. */
  threads?: number | undefined;
  /** Told again and again; `fraction` runs from 0 to 1 over the whole of the work. */
  onProgress?: ((progress: { stage: Stage; fraction: number }) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** A clip that is in. */
export interface AddedClip {
  id: string;
  manifest: Manifest;
  /** Whether the same original had been taken in before, so that nothing was made. */
  already: boolean;
  /** Whether what the site plays has sound: no when the original has none, or nothing but silence. */
  sound: boolean;
}

/** What a finished work folder holds. */
interface Made {
  durationSeconds: number;
  framesPerSecond: number;
  posterMoments: number[];
  files: string[];
}

/** Measures the loudness of the sound; undefined when there is none to be heard. */
async function measureLoudness(
  file: string,
  found: Probe,
  program: Program,
  signal?: AbortSignal,
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
    { signal },
  );
  const text = /\{[^{}]*"input_i"[^{}]*\}/.exec(messages)?.[0];
  if (code !== 0 || text === undefined) {
    throw new MediaRefusal(file, '声音读不出来，文件损坏', '能正常播放的短片，请让对方重新发');
  }
  const measured = JSON.parse(text) as Loudness;
  // "-inf" of a track that is nothing but zeros.
  return Number(measured.input_i) > silence ? measured : undefined;
}

/** Encodes everything in one pass over the original: it is decoded once. */
async function encode(
  options: {
    file: string;
    folder: string;
    program: Program;
    threads?: number | undefined;
    signal?: AbortSignal | undefined;
  },
  found: Probe,
  plan: TranscodePlan,
  renditions: readonly PlannedRendition[],
  loudness: Loudness | undefined,
  choice: PosterFrameSelector | undefined,
  onSeconds: (seconds: number) => void,
): Promise<void> {
  const { file, folder, program, threads, signal } = options;
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

/** Reads a rendition's own account of itself, and refuses one that is not what was planned. */
async function inspect(path: string, planned: { file: string }): Promise<Rendition & { durationSeconds: number }> {
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

/** The last gate: a file that tells where, with what or by whom it was made does not leave the work folder. */
async function assertNoMetadata(path: string): Promise<void> {
  const [finding] = findMetadata(await readFile(path));
  if (finding === undefined) return;
  throw new MediaFailure(
    `${basename(path)} · 成品里还留有拍摄信息（${finding.where}），没有收下。请把这一行发给维护网站的人。`,
  );
}

/** The locks of this process. A lock file with its number that is not among them was left by another of that number. */
const held = new Set<string>();

/** Holds a clip's work folder for one run. A lock whose owner has gone is taken over. */
async function lock(folder: string, file: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(path, 'wx');
      held.add(path);
      await handle.writeFile(String(process.pid));
      await handle.close();
      return async () => {
        await discard(path);
        held.delete(path);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      // A lock that is just being written has no number in it yet.
      if ((await readFile(path, 'utf8').catch(() => '')) === '') await wait(200);
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (held.has(path) || (owner > 0 && owner !== process.pid && isRunning(owner))) {
        throw new MediaFailure(`${basename(file)} · 这段短片正在另一个窗口里处理，请等它做完`);
      }
      await discard(path);
    }
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Makes every file of a plan in the work folder, or finds there what an earlier run had finished. */
async function make(
  options: AddClipOptions & { program: Program },
  work: string,
  found: Probe,
  plan: TranscodePlan,
  wanted: { renditions: readonly PlannedRendition[]; posters: boolean },
): Promise<{ folder: string; made: Made }> {
  const { file, program, threads, onProgress, signal } = options;
  const finished = join(work, 'made');
  const record = await readFile(join(finished, 'record.json'), 'utf8').catch(() => undefined);
  if (record !== undefined) {
    const made = JSON.parse(record) as Made;
    // Work that a version with other settings left is of no use.
    if (wanted.renditions.every((rendition) => made.files.includes(rendition.file))) return { folder: finished, made };
  }

  await discardAllBut(work, ['lock']);
  const folder = join(work, randomUUID());
  await mkdir(folder);

  onProgress?.({ stage: 'sound', fraction: 0.02 });
  const loudness = await measureLoudness(file, found, program, signal);
  const largest = wanted.renditions.reduce((a, b) => (b.width > a.width ? b : a));
  const choice = wanted.posters ? new PosterFrameSelector(largest) : undefined;
  await encode(
    { file, folder, program, threads, signal },
    found,
    plan,
    wanted.renditions,
    loudness,
    choice,
    (seconds) => {
      onProgress?.({ stage: 'encode', fraction: 0.05 + 0.85 * Math.min(1, seconds / found.durationSeconds) });
    },
  );
  await choice?.write(folder, plan.posters);
  const posters = choice === undefined ? [] : plan.posters.slice(0, choice.moments.length);
  const files = [
    ...wanted.renditions.map((rendition) => rendition.file),
    ...posters.flatMap(({ jpeg, avif }) => [jpeg, avif]),
  ];
  const first = wanted.renditions[0];
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
  const made: Made = {
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

/** Which of a manifest's files the store lacks or has with another content. */
export async function missingFiles(manifest: Media, store: Store): Promise<string[]> {
  const missing: string[] = [];
  for (const { file, bytes, sha256 } of manifest.renditions) {
    const same = (await store.has(file))?.bytes === bytes && (await store.fingerprint(file)) === sha256;
    if (!same) missing.push(file);
  }
  for (const { jpeg, avif } of manifest.posterCandidates ?? []) {
    for (const file of [jpeg, avif]) if ((await store.has(file)) === undefined) missing.push(file);
  }
  return missing;
}

/**
 * Whether the store has a whole file under that name, from an earlier run. Then that one counts, so it is copied over the
 * one just made: the manifest has to tell of what is really there.
 */
async function isWhole(file: string, store: Store, folder: string, sha256: string | undefined): Promise<boolean> {
  if ((await store.has(file)) === undefined) return false;
  const copy = join(folder, `there-${file}`);
  await store.get(file, copy);
  const whole =
    (sha256 === undefined || (await sha256OfFile(copy)) === sha256) && findMetadata(await readFile(copy)).length === 0;
  if (whole) await rename(copy, join(folder, file));
  else await discard(copy);
  return whole;
}

/**
 * Takes a clip in. The same original again gives the manifest that is there. Throws `MediaRefusal` when the file cannot be
 * taken, `MediaFailure` when program, disk or store fail, and the signal's reason when it is aborted; in each case nothing is
 * left behind but, after a failure of the store, finished work for the next run.
 */
export async function addClip(options: AddClipOptions): Promise<AddedClip> {
  const { file, signal, onProgress } = options;
  const contentDirectory = options.contentDirectory ?? environment.contentDirectory;
  const store = options.store ?? storeOf(environment);
  if (options.id !== undefined && !slugPattern.test(options.id)) {
    throw new MediaRefusal(file, `编号“${options.id}”`, '小写字母、数字和连字符组成的编号，例如 yuzhong-songyao');
  }
  const program = options.program ?? (await findProgram(environment.ffmpeg));
  onProgress?.({ stage: 'look', fraction: 0 });
  const found = await probe(file, program, signal);
  const original = await sha256OfFile(file, signal);

  const known = [...(await readManifests(contentDirectory))].find(
    ([, manifest]) => manifest.original.sha256 === original,
  );
  const id = known?.[0] ?? options.id ?? `clip-${original.slice(0, 10)}`;
  if (known !== undefined && options.id !== undefined && options.id !== id) {
    throw new MediaRefusal(file, `这段短片已经收过，编号是 ${id}`, `用编号 ${id}，或不写 --id`);
  }
  const other = await readManifest(contentDirectory, id);
  if (other !== undefined && other.original.sha256 !== original) {
    throw new MediaRefusal(file, `编号 ${id} 已经是另一段短片`, '另一个编号');
  }

  const codecs = options.av1 === true ? (['h264', 'av1'] as const) : (['h264'] as const);
  if (options.av1 === true && !program.encoders.has('libsvtav1')) {
    throw new MediaFailure(`${program.path}（${program.version}）不会做 AV1。请安装 ffmpeg 5 以上，或去掉 --av1。`);
  }
  if (found.hdr !== undefined && !(program.filters.has('zscale') && program.filters.has('tonemap'))) {
    throw new MediaFailure(
      `${basename(file)} · 这是 HDR 画面，${program.path}（${program.version}）不会转成普通画面（缺少 zscale 或 tonemap）。请换一个 ffmpeg，或在手机的相机设置里关掉 HDR 再拍。`,
    );
  }
  const plan = planClip(id, original, found, codecs);
  const kept = known !== undefined && (await missingFiles(known[1], store)).length === 0 ? known[1] : undefined;
  const lacking = plan.renditions.filter(
    ({ codec }) =>
      kept?.renditions.some((rendition) => rendition.codec.startsWith(codec === 'av1' ? 'av01' : 'avc1')) !== true,
  );
  const hasSound = (manifest: Manifest) => manifest.renditions.some(({ codec }) => codec.includes('mp4a'));
  if (kept !== undefined && lacking.length === 0) {
    const lost = kept.posterCandidates !== undefined && !(await hasPoster(contentDirectory, id));
    if (lost) await choosePosterFrame(contentDirectory, store, id, '1');
    onProgress?.({ stage: 'store', fraction: 1 });
    return { id, manifest: kept, already: true, sound: hasSound(kept) };
  }

  // A store that does not answer is better known before a minute of encoding than after it.
  await store.has(plan.renditions[0]?.file ?? '');
  const nearby = store.nearby ?? join(tmpdir(), 'hongxin-media');
  const work = join(
    nearby,
    `${id}-${original.slice(0, 12)}${lacking.some(({ codec }) => codec === 'av1') ? '-av1' : ''}`,
  );
  await sweep(nearby);
  const release = await lock(work, file);
  try {
    const { folder, made } = await make({ ...options, program }, work, found, plan, {
      renditions: lacking,
      posters: kept === undefined,
    });
    onProgress?.({ stage: 'store', fraction: 0.92 });
    for (const name of made.files) {
      signal?.throwIfAborted();
      const told = known?.[1].renditions.find((rendition) => rendition.file === name)?.sha256;
      if (!(await isWhole(name, store, folder, told))) await store.put(name, join(folder, name));
    }
    const renditions: Rendition[] = [];
    for (const planned of lacking) {
      const { durationSeconds: _, ...rendition } = await inspect(join(folder, planned.file), planned);
      renditions.push(rendition);
    }
    const posterCandidates = made.posterMoments.map((atSeconds, index) => ({
      atSeconds,
      jpeg: '',
      avif: '',
      ...plan.posters[index],
    }));
    const manifest: Manifest =
      kept === undefined
        ? {
            original: { sha256: original, bytes: found.bytes },
            durationSeconds: made.durationSeconds,
            width: found.width,
            height: found.height,
            framesPerSecond: made.framesPerSecond,
            renditions: renditions.sort((a, b) => a.bytes - b.bytes),
            ...(posterCandidates.length > 0 && { posterCandidates }),
            poster: `./${id}.jpg`,
          }
        : { ...kept, renditions: [...kept.renditions, ...renditions].sort((a, b) => a.bytes - b.bytes) };
    // A poster that somebody chose stays when files have to be made again.
    if (kept === undefined && (known === undefined || !(await hasPoster(contentDirectory, id)))) {
      await writePoster(contentDirectory, id, join(folder, plan.posters[0]?.jpeg ?? ''));
    }
    await writeManifest(contentDirectory, id, manifest);
    await discard(join(work, 'made'));
    onProgress?.({ stage: 'store', fraction: 1 });
    return { id, manifest, already: false, sound: hasSound(manifest) };
  } catch (error) {
    // Finished work is kept for the next run when it was only the store that failed.
    const keep = error instanceof MediaFailure && signal?.aborted !== true ? ['lock', 'made'] : ['lock'];
    await discardAllBut(work, keep);
    throw error;
  } finally {
    await release();
    await discardIfEmpty(work);
    await discardIfEmpty(nearby);
  }
}

/** How many clips are worked on at a time: an encoder keeps two cores busy by itself. */
export const clipsAtATime = Math.max(1, Math.floor(availableParallelism() / 2));

async function discardAllBut(work: string, keep: readonly string[]): Promise<void> {
  for (const name of await readdir(work).catch(() => [])) if (!keep.includes(name)) await discard(join(work, name));
}

/** After so long nobody comes back for unfinished work, milliseconds. */
const forgottenAfter = 7 * 24 * 3600 * 1000;

/** Takes away work folders of clips that were killed half-way and never taken up again. */
async function sweep(nearby: string): Promise<void> {
  for (const name of await readdir(nearby).catch(() => [])) {
    const changed = await stat(join(nearby, name)).catch(() => undefined);
    if (changed !== undefined && Date.now() - changed.mtimeMs > forgottenAfter) await discard(join(nearby, name));
  }
}

async function discardIfEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => ['?']);
  if (names.length === 0) await discard(folder);
}
