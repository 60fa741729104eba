/**
 * Sends and brings versions in the background: after each save, and every minute. A save never waits for it. What needs a person
 * is tried again seldom: a server that is asked with a wrong token every minute locks the account.
 */
import { StoreFailure } from '../../content-store/content-store.ts';
import { HistoryFailure } from '../../content-store/git-repository.ts';
import { SharingFailure, type SharingProblem } from '../../sharing/shared-repository.ts';
import type { Synchronized } from './synchronize.ts';

/** How it stands. */
export interface SharingStatus {
  /** Saves that are here and not in the shared repository. */
  unsent: number;
  isRunning: boolean;
  /** When everything was sent and brought last. */
  doneAt: Date | undefined;
  /** What to do, as a sentence, where it did not work. */
  problem: string | undefined;
  /** What could not be taken in, as sentences. */
  notes: readonly string[];
}

/** What the job works with. Tests bring their own clock. */
export interface SharingJobParts {
  synchronize: () => Promise<Synchronized>;
  countUnsent: () => Promise<number>;
  now: () => Date;
  /** Keeps what could not be taken in, as sentences, until an editor has read it. */
  notes: { read: () => Promise<readonly string[]>; write: (notes: readonly string[]) => Promise<void> };
}

/** Milliseconds between two attempts. */
const usualPause = 60_000;
/** And after a failure that only a person can mend. */
const longPause = 15 * 60_000;

const passesByItself: ReadonlySet<SharingProblem> = new Set(['offline', 'server']);

/** The job of one content. */
export class SharingJob {
  private readonly parts: SharingJobParts;
  private running: Promise<void> | undefined;
  /** How often somebody asked: whoever asks while it runs is served once more. */
  private requests = 0;
  private notBefore = 0;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;
  private doneAt: Date | undefined;
  private problem: string | undefined;

  constructor(parts: SharingJobParts) {
    this.parts = parts;
  }

  /** Begins. Until `stop` the process is not kept alive by it. */
  start(): void {
    this.timer ??= setInterval(() => void this.run(), usualPause);
    this.timer.unref();
    void this.run();
  }

  /** Ends when what runs now has ended. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.isStopped = true;
    this.requests = 0;
    await this.running;
  }

  async status(): Promise<SharingStatus> {
    const { doneAt, problem } = this;
    const [unsent, notes] = [await this.parts.countUnsent(), await this.parts.notes.read()];
    return { unsent, isRunning: this.running !== undefined, doneAt, problem, notes };
  }

  /** An editor has read what could not be taken in. @param notes what was read: more may have come since */
  async forgetNotes(notes: readonly string[]): Promise<void> {
    const kept = (await this.parts.notes.read()).filter((note) => !notes.includes(note));
    await this.parts.notes.write(kept);
  }

  /**
   * Somebody saved, or asks for it: once what runs has ended, it runs again.
   * @param isAsked whether a person asks, who has perhaps mended what was wrong
   */
  async run({ isAsked = false }: { isAsked?: boolean } = {}): Promise<void> {
    if (this.isStopped) return;
    if (!isAsked && this.parts.now().getTime() < this.notBefore) return;
    this.requests += 1;
    this.running ??= this.work();
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      for (let served = 0; served < this.requests;) {
        served = this.requests;
        // After a failure it would fail again at once.
        if (!(await this.once())) return;
      }
    } finally {
      this.running = undefined;
      this.requests = 0;
    }
  }

  /** Resolves to whether it worked. */
  private async once(): Promise<boolean> {
    try {
      const { notes } = await this.parts.synchronize();
      this.problem = undefined;
      const known = notes.length === 0 ? [] : await this.parts.notes.read();
      if (notes.some((note) => !known.includes(note))) await this.parts.notes.write([...new Set([...known, ...notes])]);
      this.doneAt = this.parts.now();
      this.notBefore = 0;
      return true;
    } catch (error) {
      const isSaid =
        error instanceof SharingFailure || error instanceof StoreFailure || error instanceof HistoryFailure;
      if (!isSaid) console.error(error);
      this.problem = isSaid ? error.message : '共享出了意外的错误，内容没有受影响。请把编辑台窗口里的文字给技术人员看';
      const passes = error instanceof SharingFailure && passesByItself.has(error.problem);
      this.notBefore = passes ? 0 : this.parts.now().getTime() + longPause;
      return false;
    }
  }
}
