/**
 * Adds a clip: from a phone's file to the files that the site serves, the manifest and the poster frame.
 *
 * Files are made in a work folder, checked there, flushed to the disk, and only then put under their names; manifest and
 * poster frame come last, as one save of the content store. So a killed run leaves no partial file under a name that is
 * read, and the next run continues from the whole files.
 */
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { environment } from '../../environment.ts';
import { slugPattern } from '../../schemas/field.ts';
import type { Media, Rendition } from '../../schemas/media.ts';
import { sha256OfFile } from '../../storage/hash.ts';
import { discard } from '../../storage/replace-file.ts';
import { isRecorded } from '../content/save-files.ts';
import { MediaFailure, MediaRefusal } from '../errors.ts';
import { findMetadata } from '../metadata/find-metadata.ts';
import { storeOf } from '../stores/open-store.ts';
import type { Store } from '../stores/store.ts';
import { findProgram, type Program } from '../transcoding/ffmpeg.ts';
import { probe, type Probe } from '../transcoding/probe.ts';
import { planClip, type PlannedRendition, type TranscodePlan } from '../transcoding/transcode-plan.ts';
import { readPosterFrame } from './choose-poster-frame.ts';
import { inspect, makeFiles, type MadeFiles, type ReportProgress } from './make-files.ts';
import type { Base } from '../../content-store/content-change.ts';
import {
  clipRecordAt,
  hasPoster,
  readManifest,
  readManifests,
  saveClipRecord,
  type ClipRecord,
  type Manifest,
} from './manifest.ts';
import { discardAllBut, discardIfEmpty, lock, sweep } from './work-folder.ts';

/**
 * Records a clip in the content once its files are stored: the last step of adding it.
 * @param base what stood in the place of the record when the work began
 */
type RecordClip = (id: string, record: ClipRecord, base: Base) => Promise<void>;

/** Where and how a clip is added. Everything except the file has a default from the environment. */
export interface AddClipOptions {
  /** Path of the original. It is only read. */
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
  /** Whether the encoder leaves the processor to other programs that need it. */
  isBackground?: boolean | undefined;
  onProgress?: ReportProgress | undefined;
  signal?: AbortSignal | undefined;
  /** By default it is saved as a version of its own. */
  record?: RecordClip | undefined;
}

/** A clip that was added. */
export interface AddedClip {
  id: string;
  manifest: Manifest;
  /** Whether the same original had been added before, so that nothing was made. */
  already: boolean;
  /** Whether the renditions have sound: not when the original has none, or only silence. */
  sound: boolean;
}

/** The options with their defaults. */
interface Settings extends AddClipOptions {
  contentDirectory: string;
  store: Store;
  program: Program;
  record: RecordClip;
}

/** An original and its clip, existing or new. */
interface IdentifiedClip {
  id: string;
  /** SHA-256 of the original. */
  original: string;
  /** The manifest of an earlier run over the same original. */
  known: Manifest | undefined;
  /** What stood in the place of its record when that was read. */
  base: Base;
}

/** The files of a manifest that the store lacks or has with other content. */
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

/** The id of the clip that was made of an original; `undefined` where none was. @param original its SHA-256 */
async function knownClip(original: string, contentDirectory: string): Promise<string | undefined> {
  const manifests = [...(await readManifests(contentDirectory))];
  return manifests.find(([, manifest]) => manifest.original.sha256 === original)?.[0];
}

const newClipId = (original: string) => `clip-${original.slice(0, 10)}`;

/** The id that an original's clip has, or will have where none is asked for. @param original its SHA-256 */
export const clipIdOf = async (original: string, contentDirectory: string): Promise<string> =>
  (await knownClip(original, contentDirectory)) ?? newClipId(original);

/** Stage 1: finds the clip that an original belongs to. Throws `MediaRefusal` when the id is another clip's. */
async function identify({ file, id: requestedId, contentDirectory, signal }: Settings): Promise<IdentifiedClip> {
  const original = await sha256OfFile(file, signal);
  const found = await knownClip(original, contentDirectory);
  const id = found ?? requestedId ?? newClipId(original);
  if (found !== undefined && requestedId !== undefined && requestedId !== found) {
    throw new MediaRefusal(file, `这段短片已经收过，编号是 ${found}`, `用编号 ${found}，或不写 --id`);
  }
  const base = await clipRecordAt(contentDirectory, id);
  const other = await readManifest(contentDirectory, id);
  if (other !== undefined && other.original.sha256 !== original) {
    throw new MediaRefusal(file, `编号 ${id} 已经是另一段短片`, '另一个编号');
  }
  return { id, original, known: found === undefined ? undefined : other, base };
}

/** Stage 2: throws `MediaFailure` when the ffmpeg found lacks an encoder or filter that this clip needs. */
function requireAbilities({ file, av1, program }: Settings, { hdr }: Probe): void {
  const name = `${program.path}（${program.version}）`;
  if (av1 === true && !program.encoders.has('libsvtav1')) {
    throw new MediaFailure(`${name}不会做 AV1。请安装 ffmpeg 5 以上，或去掉 --av1。`);
  }
  if (hdr !== undefined && !(program.filters.has('zscale') && program.filters.has('tonemap'))) {
    throw new MediaFailure(
      `${basename(file)} · 这是 HDR 画面，${name}不会转成普通画面（缺少 zscale 或 tonemap）。请换一个 ffmpeg，或在手机的相机设置里关掉 HDR 再拍。`,
    );
  }
}

/** Whether a clip is heard. */
export const hasSound = (manifest: Manifest): boolean =>
  manifest.renditions.some(({ codec }) => codec.includes('mp4a'));

/** The planned renditions that a manifest does not have yet. */
function lackingRenditions(plan: TranscodePlan, kept: Manifest | undefined): PlannedRendition[] {
  return plan.renditions.filter(
    ({ codec }) =>
      kept?.renditions.some((rendition) => rendition.codec.startsWith(codec === 'av1' ? 'av01' : 'avc1')) !== true,
  );
}

/**
 * Whether the store has a whole file under that name, from an earlier run. That one is used, so it is copied over the
 * one just made: the manifest has to describe the stored file.
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

/** Stage 4: stores the files that were made. */
async function storeFiles(
  { store, signal }: Settings,
  known: Manifest | undefined,
  folder: string,
  files: readonly string[],
): Promise<void> {
  for (const name of files) {
    signal?.throwIfAborted();
    const recorded = known?.renditions.find((rendition) => rendition.file === name)?.sha256;
    if (!(await isWhole(name, store, folder, recorded))) await store.put(name, join(folder, name));
  }
}

const smallestFirst = (renditions: readonly Rendition[]) => renditions.toSorted((a, b) => a.bytes - b.bytes);

/** Stage 5: the manifest of what is in the store now. @param kept the manifest that is completed, where there is one */
async function describe(
  { id, original }: IdentifiedClip,
  kept: Manifest | undefined,
  found: Probe,
  plan: TranscodePlan,
  lacking: readonly PlannedRendition[],
  folder: string,
  made: MadeFiles,
): Promise<Manifest> {
  const renditions: Rendition[] = [];
  for (const planned of lacking) {
    const { durationSeconds: _, ...rendition } = await inspect(join(folder, planned.file), planned);
    renditions.push(rendition);
  }
  if (kept !== undefined) return { ...kept, renditions: smallestFirst([...kept.renditions, ...renditions]) };
  const posterCandidates = made.posterMoments.map((atSeconds, index) => ({
    atSeconds,
    jpeg: '',
    avif: '',
    ...plan.posters[index],
  }));
  return {
    original: { sha256: original, bytes: found.bytes },
    durationSeconds: made.durationSeconds,
    width: found.width,
    height: found.height,
    framesPerSecond: made.framesPerSecond,
    renditions: smallestFirst(renditions),
    ...(posterCandidates.length > 0 && { posterCandidates }),
    poster: `./${id}.jpg`,
  };
}

const workFolder = (nearby: string, { id, original }: IdentifiedClip, suffix: '' | '-av1') =>
  join(nearby, `${id}-${original.slice(0, 12)}${suffix}`);

/** Removes the work of a run that was killed when the clip was complete. Another run that is at it keeps its own. */
async function discardUnneeded(nearby: string, clip: IdentifiedClip, kept: Manifest, file: string): Promise<void> {
  const hasAv1 = kept.renditions.some(({ codec }) => codec.startsWith('av01'));
  for (const work of [workFolder(nearby, clip, ''), ...(hasAv1 ? [workFolder(nearby, clip, '-av1')] : [])]) {
    if (!existsSync(work)) continue;
    const release = await lock(work, file).catch(() => undefined);
    if (release === undefined) continue;
    await discardAllBut(work, ['lock']);
    await release();
    await discardIfEmpty(work);
  }
  await discardIfEmpty(nearby);
}

/**
 * Adds a clip. The same original again returns the existing manifest. Throws `MediaRefusal` when the file cannot be
 * used, `MediaFailure` when program, disk or store fail, and the signal's reason when it is aborted; in each case
 * nothing is left behind except, after a failure of the store, finished work for the next run.
 */
export async function addClip(options: AddClipOptions): Promise<AddedClip> {
  const { file, signal, onProgress } = options;
  if (options.id !== undefined && !slugPattern.test(options.id)) {
    throw new MediaRefusal(file, `编号“${options.id}”`, '小写字母、数字和连字符组成的编号，例如 yuzhong-songyao');
  }
  const settings: Settings = {
    ...options,
    contentDirectory: options.contentDirectory ?? environment.contentDirectory,
    store: options.store ?? storeOf(environment),
    program: options.program ?? (await findProgram(environment.ffmpeg)),
    record:
      options.record ??
      ((id, record, base) =>
        saveClipRecord(
          settings.contentDirectory,
          id,
          record,
          base,
          record.manifest === undefined ? `补上短片封面：${id}` : `收入短片：${id}`,
        )),
  };
  const { contentDirectory, store, program, record } = settings;
  onProgress?.({ stage: 'look', fraction: 0 });
  const found = await probe(file, program, signal);
  const clip = await identify(settings);
  const { id, original, known } = clip;
  requireAbilities(settings, found);

  const nearby = store.nearby ?? join(environment.cacheDirectory, 'clips');
  const plan = planClip(id, original, found, options.av1 === true ? ['h264', 'av1'] : ['h264']);
  const kept = known !== undefined && (await missingFiles(known, store)).length === 0 ? known : undefined;
  const lacking = lackingRenditions(plan, kept);
  if (kept !== undefined && lacking.length === 0) {
    await discardUnneeded(nearby, clip, kept, file);
    const lost = kept.posterCandidates !== undefined && !(await hasPoster(contentDirectory, id));
    if (lost) await record(id, { poster: (await readPosterFrame(store, id, kept, '1')).picture }, clip.base);
    onProgress?.({ stage: 'store', fraction: 1 });
    return { id, manifest: kept, already: true, sound: hasSound(kept) };
  }

  // A store that does not respond, and content that cannot be saved, are better detected before a minute of encoding than after.
  await isRecorded(contentDirectory);
  await store.has(plan.renditions[0]?.file ?? '');
  const work = workFolder(nearby, clip, lacking.some(({ codec }) => codec === 'av1') ? '-av1' : '');
  await sweep(nearby);
  const release = await lock(work, file);
  try {
    // Stage 3.
    const wanted = { renditions: lacking, posters: kept === undefined };
    const { folder, made } = await makeFiles(settings, work, found, plan, wanted);
    onProgress?.({ stage: 'store', fraction: 0.92 });
    await storeFiles(settings, known, folder, made.files);
    const manifest = await describe(clip, kept, found, plan, lacking, folder, made);
    // A poster that an editor chose is preserved when files have to be made again.
    const needsPoster = kept === undefined && (known === undefined || !(await hasPoster(contentDirectory, id)));
    const poster = needsPoster ? await readFile(join(folder, plan.posters[0]?.jpeg ?? '')) : undefined;
    await record(id, { manifest, poster }, clip.base);
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
