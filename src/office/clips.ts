/** The clips that this office makes: what is told of them, and how their records get into the content. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ClipFrame, ClipView } from '../domain/clips/clip-job.ts';
import { clipFrameAddress, thumbnailAddress } from '../domain/entries/addresses.ts';
import { environment } from '../environment.ts';
import { ClipJobs } from '../media/clips/clip-jobs.ts';
import { hasSound } from '../media/clips/add-clip.ts';
import { readPosterFrame } from '../media/clips/choose-poster-frame.ts';
import {
  clipPosterFile,
  clipRecordFile,
  filesOfRecord,
  manifestSchema,
  type Manifest,
} from '../media/clips/manifest.ts';
import { storeOf } from '../media/stores/open-store.ts';
import { findProgram } from '../media/transcoding/ffmpeg.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** An office that makes clips. */
export interface OpenedClips extends OpenedEntries {
  clips: ClipJobs;
}

/** The manifest that the content has of a clip; `undefined` where it has none that can be read. */
async function recordedManifest({ store }: OpenedEntries, clip: string): Promise<Manifest | undefined> {
  const file = clipRecordFile(clip);
  const id = store.index.idOf(file);
  const bytes = id === undefined ? undefined : await store.read(file, id);
  if (bytes === undefined) return undefined;
  try {
    return manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}

/**
 * Records a clip that was made, where the content speaks of it already: an entry was saved that shows it, or its files were
 * made once more.
 */
async function recordIfNamed(opened: OpenedClips, clip: string): Promise<void> {
  const { store, entries, author, clips } = opened;
  await store.tree();
  await entries.refresh(store.index);
  const name = { kind: 'media', slug: clip } as const;
  const showing = entries.referringTo(name);
  const record = await clips.recordOf(clip);
  if (record === undefined || (showing.length === 0 && store.index.idOf(clipRecordFile(clip)) === undefined)) return;
  const writes = filesOfRecord(clip, record);
  const base = new Map([...writes.keys()].map((path) => [path, store.index.idOf(path) ?? null] as const));
  const title = showing[0]?.title ?? clip;
  await store.save({ writes, deletions: [], base, author, message: `收入短片：${title}` });
}

/** Lets an office make clips, and goes on with those that were being made when it was closed. */
export function withClips<Opened extends OpenedEntries>(opened: Opened): Opened & OpenedClips {
  const content = createHash('sha256').update(environment.contentDirectory).digest('hex').slice(0, 16);
  const clips = new ClipJobs({
    folder: join(environment.cacheDirectory, 'clip-jobs', content),
    contentDirectory: environment.contentDirectory,
    openStore: () => storeOf(environment),
    findProgram: () => findProgram(environment.ffmpeg),
    // What could not be saved now is saved with its entry, the next time that is.
    onReady: (clip) => void recordIfNamed(office, clip).catch(() => undefined),
  });
  const office = Object.assign(opened, { clips });
  // Encoders do not outlive the office that waits for them.
  process.once('exit', () => {
    clips.stop();
  });
  void clips.resume().catch(() => undefined);
  return office;
}

/** The frames that can be chosen on this machine. */
async function framesOf({ posterCandidates = [] }: Manifest): Promise<ClipFrame[]> {
  try {
    const store = storeOf(environment);
    const found = posterCandidates.map(async ({ atSeconds, jpeg }, index) =>
      (await store.has(jpeg)) === undefined ? [] : [{ number: index + 1, atSeconds }],
    );
    return (await Promise.all(found)).flat();
  } catch {
    // A bucket that does not answer, or whose keys are not here: the clip is as good without a choice.
    return [];
  }
}

async function readyView(opened: OpenedClips, clip: string, name: string, manifest: Manifest): Promise<ClipView> {
  const frames = await framesOf(manifest);
  const [frame] = frames;
  const poster = clipPosterFile(clip);
  const posterId = opened.store.index.idOf(poster);
  const picture = frame === undefined ? '' : clipFrameAddress(clip, frame.number);
  return {
    clip,
    name,
    picture: posterId === undefined ? picture : thumbnailAddress(poster, posterId),
    state: {
      is: 'ready',
      isRecorded: opened.store.index.idOf(clipRecordFile(clip)) !== undefined,
      durationSeconds: manifest.durationSeconds,
      hasSound: hasSound(manifest),
      bytes: manifest.renditions.reduce((most, { bytes }) => Math.max(most, bytes), 0),
      frames,
    },
  };
}

/** How far a clip is, by its id. */
export async function clipView(opened: OpenedClips, clip: string): Promise<ClipView> {
  const job = opened.clips.find(clip);
  const name = job?.name ?? '';
  if (job?.state.is === 'ready') return readyView(opened, clip, name, job.state.manifest);
  if (job !== undefined) return { clip, name, picture: '', state: job.state };
  const manifest = await recordedManifest(opened, clip);
  if (manifest === undefined) return { clip, name, picture: '', state: { is: 'missing' } };
  return readyView(opened, clip, name, manifest);
}

/** The clips that were handed in here, and that no entry shows. */
export async function unusedClips(opened: OpenedClips): Promise<ClipView[]> {
  await opened.entries.refresh(opened.store.index);
  const isUsed = (clip: string) => opened.entries.referringTo({ kind: 'media', slug: clip }).length > 0;
  const unused = opened.clips.all().filter(({ clip }) => !isUsed(clip));
  return Promise.all(unused.map(({ clip }) => clipView(opened, clip)));
}

/**
 * A frame of a clip as JPEG, by its number from 1.
 * @throws {MediaFailure} where there is none
 */
export async function clipFrame(opened: OpenedClips, clip: string, number: string): Promise<Uint8Array | undefined> {
  const state = opened.clips.find(clip)?.state;
  const manifest = state?.is === 'ready' ? state.manifest : await recordedManifest(opened, clip);
  if (manifest === undefined) return undefined;
  return (await readPosterFrame(storeOf(environment), clip, manifest, number)).picture;
}
