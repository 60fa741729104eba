/**
 * Clips that are made while somebody goes on working: their originals wait in a folder, one after the other is made, and what
 * was made waits there until it is saved with the entry that shows it. A process that is killed leaves every original that
 * had arrived; the next one goes on with it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, statfs } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ClipState } from '../../domain/clips/clip-job.ts';
import { formatBytes } from '../../domain/clips/format.ts';
import { dayLength } from '../../domain/time/units.ts';
import { acquireLock } from '../../storage/process-lock.ts';
import { discard, flush, replaceFile } from '../../storage/replace-file.ts';
import { MediaFailure, MediaRefusal } from '../errors.ts';
import type { Store } from '../stores/store.ts';
import type { Program } from '../transcoding/ffmpeg.ts';
import { largestBytes, probe, tooLarge } from '../transcoding/probe.ts';
import { addClip, clipIdOf } from './add-clip.ts';
import type { ReportProgress } from './make-files.ts';
import { manifestSchema, type ClipRecord, type Manifest } from './manifest.ts';

/** What is stored of a job. */
const storedSchema = z.strictObject({
  clip: z.string(),
  /** The original's name where it came from. */
  name: z.string(),
  bytes: z.number(),
  receivedAt: z.iso.datetime(),
  /** Once its files are in the store; `isNew` where the content had no record of it. */
  made: z.strictObject({ manifest: manifestSchema, isNew: z.boolean() }).optional(),
  failed: z.strictObject({ reason: z.string(), canRetry: z.boolean() }).optional(),
});

type StoredJob = z.infer<typeof storedSchema>;

/** A clip that was handed in. */
export interface ClipJob {
  clip: string;
  /** The original's name where it came from. */
  name: string;
  state: Exclude<ClipState, { is: 'ready' | 'missing' }> | { is: 'ready'; manifest: Manifest; isNew: boolean };
}

/** A job of this process. */
interface OpenJob {
  stored: StoredJob;
  /** Set while it is being made. */
  working: { progress: Parameters<ReportProgress>[0] } | undefined;
  readonly stop: AbortController;
}

/** What jobs work with. */
export interface ClipJobsOptions {
  /** Their folder: of one content tree alone. */
  folder: string;
  contentDirectory: string;
  openStore: () => Store;
  findProgram: () => Promise<Program>;
  /** Called when the files of a clip are in the store. */
  onReady: (clip: string) => void;
}

/** Age at which a job that nobody came back to is removed, milliseconds. */
const forgottenAfter = 30 * dayLength;
/** Age at which what arrived of a file whose sender went away is removed, milliseconds. */
const abandonedAfter = dayLength;
/** Bytes of the disk that stay free beside an original: what is made of it needs about as much as a fifth of it. */
const spareBytes = 300_000_000;

const uploadPrefix = '.arriving-';

/** A name to show: without folders, which some browsers send, and not endless. */
const shownName = (name: string) => basename(name.replaceAll('\\', '/')).slice(-120);

/** Jobs of clips. */
export class ClipJobs {
  private readonly options: ClipJobsOptions;
  private readonly jobs = new Map<string, OpenJob>();
  /** The clips that wait, in their order. */
  private readonly waiting: string[] = [];
  private running: Promise<void> | undefined;

  constructor(options: ClipJobsOptions) {
    this.options = options;
  }

  /** Reads what earlier processes left, and goes on with it. */
  async resume(): Promise<void> {
    const { folder } = this.options;
    const found: StoredJob[] = [];
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
      const stored = name.startsWith('.') ? undefined : await this.readStored(name);
      if (stored !== undefined && Date.now() - Date.parse(stored.receivedAt) < forgottenAfter) found.push(stored);
      else if (stored !== undefined || age > abandonedAfter) await discard(path);
    }
    for (const stored of found.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))) {
      if (this.jobs.has(stored.clip)) continue;
      this.open(stored);
      if (stored.made === undefined && stored.failed === undefined) this.enqueue(stored.clip);
    }
  }

  /** All jobs, in the order in which they came. */
  all(): ClipJob[] {
    return [...this.jobs.values()].map((job) => this.view(job));
  }

  /** The job of a clip, if there is one. */
  find(clip: string): ClipJob | undefined {
    const job = this.jobs.get(clip);
    return job === undefined ? undefined : this.view(job);
  }

  /**
   * Takes an original in, and has its clip made. The same original again is the job that there is.
   * @param bytes how many there are said to be, where that is known
   * @throws {MediaRefusal} where it cannot become a clip {@link MediaFailure} where this machine cannot take it
   */
  async receive(name: string, content: AsyncIterable<Uint8Array>, bytes?: number): Promise<ClipJob> {
    const shown = shownName(name);
    if (bytes !== undefined && bytes > largestBytes) throw tooLarge(shown, bytes);
    const { folder, contentDirectory } = this.options;
    await mkdir(folder, { recursive: true });
    await this.requireSpace(shown, bytes ?? 0);
    const arriving = join(folder, `${uploadPrefix}${randomUUID()}`);
    await mkdir(arriving);
    try {
      const original = join(
        arriving,
        `original${extname(shown)
          .toLowerCase()
          .replace(/[^.\w]/g, '')}`,
      );
      const { sha256, size } = await writeOriginal(original, shown, content);
      // Refused now and not when its turn comes: whoever handed it in is still there.
      await probe(original, await this.options.findProgram()).catch((error: unknown) => {
        throw error instanceof MediaRefusal ? new MediaRefusal(shown, error.found, error.expected) : error;
      });
      const clip = await clipIdOf(sha256, contentDirectory);
      const known = this.jobs.get(clip);
      if (known !== undefined && known.stored.failed === undefined) return this.view(known);
      const stored = { clip, name: shown, bytes: size, receivedAt: new Date().toISOString() };
      await replaceFile(join(arriving, 'job.json'), JSON.stringify(stored));
      if (known !== undefined) await this.discard(clip);
      await rename(arriving, this.folderOf(clip));
      await flush(folder);
      const job = this.open(stored);
      this.enqueue(clip);
      return this.view(job);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
        throw new MediaFailure(`${shown} · 磁盘满了，没有收下。请腾出地方再来`, { cause: error });
      throw error;
    } finally {
      await discard(arriving);
    }
  }

  /** What is to be recorded of a clip whose files are made; `undefined` where there is none, or the content has it. */
  async recordOf(clip: string): Promise<ClipRecord | undefined> {
    const made = this.jobs.get(clip)?.stored.made;
    if (made?.isNew !== true) return undefined;
    const poster = await readFile(join(this.folderOf(clip), 'poster.jpg')).catch(() => undefined);
    return { manifest: made.manifest, poster };
  }

  /** Whether a clip waits or is being made. */
  isUnderWay(clip: string): boolean {
    const state = this.find(clip)?.state.is;
    return state === 'waiting' || state === 'working';
  }

  /** Tries a clip again that failed for a reason that may be gone. */
  async retry(clip: string): Promise<void> {
    const job = this.jobs.get(clip);
    if (job?.stored.failed?.canRetry !== true) return;
    const { failed: _, ...stored } = job.stored;
    await this.store(job, stored);
    this.enqueue(clip);
  }

  /** Gives a clip up: what is being made of it is stopped, and its original goes. Files in the store stay. */
  async discard(clip: string): Promise<void> {
    const job = this.jobs.get(clip);
    if (job === undefined) return;
    this.jobs.delete(clip);
    const at = this.waiting.indexOf(clip);
    if (at >= 0) this.waiting.splice(at, 1);
    job.stop.abort();
    // It ends before its folder goes.
    if (job.working !== undefined) await this.running;
    await discard(this.folderOf(clip));
  }

  /** Stops what is being made, at once: nobody is left to wait for it. The next process begins it anew. */
  stop(): void {
    this.waiting.length = 0;
    for (const { stop } of this.jobs.values()) stop.abort();
  }

  /** Resolves when no clip waits. */
  async idle(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  private folderOf(clip: string): string {
    return join(this.options.folder, clip);
  }

  private async originalOf(clip: string): Promise<string | undefined> {
    const folder = this.folderOf(clip);
    const name = (await readdir(folder).catch(() => [])).find((each) => each.startsWith('original'));
    return name === undefined ? undefined : join(folder, name);
  }

  private async discardOriginal(clip: string): Promise<void> {
    const original = await this.originalOf(clip);
    if (original !== undefined) await discard(original);
  }

  private async readStored(clip: string): Promise<StoredJob | undefined> {
    const text = await readFile(join(this.folderOf(clip), 'job.json'), 'utf8').catch(() => '');
    try {
      const stored = storedSchema.parse(JSON.parse(text));
      return stored.clip === clip ? stored : undefined;
    } catch {
      return undefined;
    }
  }

  private async requireSpace(name: string, bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.options.folder);
    const free = bavail * bsize;
    if (free > bytes * 1.2 + spareBytes) return;
    throw new MediaFailure(`${name} · 磁盘只剩 ${formatBytes(free)}，放不下。请腾出地方再来`);
  }

  private open(stored: StoredJob): OpenJob {
    const job = { stored, working: undefined, stop: new AbortController() };
    this.jobs.set(stored.clip, job);
    return job;
  }

  private async store(job: OpenJob, stored: StoredJob): Promise<void> {
    job.stored = stored;
    await replaceFile(join(this.folderOf(stored.clip), 'job.json'), JSON.stringify(stored));
  }

  private view({ stored, working }: OpenJob): ClipJob {
    const { clip, name, made, failed } = stored;
    const ahead = this.waiting.indexOf(clip);
    if (made !== undefined) return { clip, name, state: { is: 'ready', ...made } };
    if (failed !== undefined) return { clip, name, state: { is: 'failed', ...failed } };
    if (working !== undefined) return { clip, name, state: { is: 'working', ...working.progress } };
    return { clip, name, state: { is: 'waiting', ahead: Math.max(0, ahead) + (this.running === undefined ? 0 : 1) } };
  }

  private enqueue(clip: string): void {
    this.waiting.push(clip);
    this.running ??= this.makeEach().finally(() => {
      this.running = undefined;
    });
  }

  /** Makes one after the other: an encoder keeps the cores busy by itself, and the editor works beside it. */
  private async makeEach(): Promise<void> {
    for (let clip = this.waiting.shift(); clip !== undefined; clip = this.waiting.shift()) {
      const job = this.jobs.get(clip);
      if (job === undefined) continue;
      job.working = { progress: { stage: 'look', fraction: 0 } };
      try {
        await this.make(job, job.working);
      } catch (error) {
        if (job.stop.signal.aborted) continue;
        await this.fail(job, error).catch(() => undefined);
      } finally {
        job.working = undefined;
      }
      if (job.stored.made !== undefined) this.options.onReady(clip);
    }
  }

  private async make(job: OpenJob, working: NonNullable<OpenJob['working']>): Promise<void> {
    const { contentDirectory, openStore, findProgram } = this.options;
    const { clip } = job.stored;
    const folder = this.folderOf(clip);
    // Another process that shows the same content may be at it, and finish it.
    const lock = await acquireLock(join(folder, 'lock'), { what: '收短片', interval: 2000 });
    try {
      const stored = await this.readStored(clip);
      if (lock.hasWaited && stored !== undefined && (stored.made ?? stored.failed) !== undefined) {
        job.stored = stored;
        return;
      }
      const original = await this.originalOf(clip);
      if (original === undefined) throw new MediaFailure('原片不见了，请再选一次');
      let isNew = false;
      const { manifest } = await addClip({
        file: original,
        id: clip,
        contentDirectory,
        store: openStore(),
        program: await findProgram(),
        isBackground: true,
        signal: job.stop.signal,
        onProgress: (progress) => {
          working.progress = progress;
        },
        record: async (_id, { poster }) => {
          isNew = true;
          if (poster !== undefined) await replaceFile(join(folder, 'poster.jpg'), poster);
        },
      });
      await this.store(job, { ...job.stored, made: { manifest, isNew } });
      await this.discardOriginal(clip);
    } finally {
      lock.release();
    }
  }

  private async fail(job: OpenJob, error: unknown): Promise<void> {
    const isRefused = error instanceof MediaRefusal;
    const reason = isRefused
      ? `现在：${error.found}。应为：${error.expected}`
      : error instanceof MediaFailure
        ? error.message.replace(/^original[\w.]* · /, '')
        : `没有做完：${error instanceof Error ? error.message : String(error)}`;
    await this.store(job, { ...job.stored, failed: { reason, canRetry: !isRefused } });
    if (isRefused) await this.discardOriginal(job.stored.clip);
  }
}

/** Writes an original as it arrives. Resolves to its digest and its size. */
async function writeOriginal(
  path: string,
  name: string,
  content: AsyncIterable<Uint8Array>,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length;
      hash.update(part);
      if (size > largestBytes) done(tooLarge(name, size));
      else done(null, part);
    },
  });
  await pipeline(content, measure, createWriteStream(path));
  await flush(path);
  return { sha256: hash.digest('hex'), size };
}
