/**
 * Says how far long work has come: a bar on a terminal; elsewhere a line for each stage, and at least one every ten
 * seconds. After a minute without progress it names the stage that the work stands at.
 */
import { basename } from 'node:path';

const cells = 16;

/** Milliseconds after which a line is written where there is no terminal. */
const lineInterval = 10_000;
/** Milliseconds without progress after which the stage is named. */
const stallInterval = 60_000;

/** How many columns a text takes: Chinese characters take two. */
function columns(text: string): number {
  const wide = text.match(/[\u2e80-\uffef]/g)?.length ?? 0;
  return text.length + wide;
}

/** How far the work on one item has come. */
export interface ItemProgress<Stage extends string> {
  stage: Stage;
  /** 0 to 1 over the whole of the work on the item. */
  fraction: number;
  /** What has been done in this stage so far, in words, e.g. `1200 页`. */
  detail?: string;
}

/** Where lines go and what time it is; tests bring their own. */
export interface ProgressOptions {
  /** Where warnings go. */
  warnings?: NodeJS.WritableStream;
  /** Milliseconds since some moment. */
  now?: () => number;
}

/** The progress of one or several items, such as files, through the stages of some work. */
export class Progress<Stage extends string> {
  readonly #output: NodeJS.WriteStream;
  readonly #labels: Readonly<Record<Stage, string>>;
  readonly #warnings: NodeJS.WritableStream;
  readonly #now: () => number;
  readonly #running = new Map<string, ItemProgress<Stage>>();
  readonly #timer: NodeJS.Timeout;
  #lastLine: number;
  #lastProgress: number;
  #lastWarning: number;

  /** @param labels what each stage is called on the screen */
  constructor(
    output: NodeJS.WriteStream,
    labels: Readonly<Record<Stage, string>>,
    { warnings = process.stderr, now = () => performance.now() }: ProgressOptions = {},
  ) {
    this.#output = output;
    this.#labels = labels;
    this.#warnings = warnings;
    this.#now = now;
    this.#lastLine = this.#lastProgress = this.#lastWarning = now();
    // The work keeps the process alive, not its progress.
    this.#timer = setInterval(() => {
      this.tick();
    }, 1000).unref();
  }

  /** Sets how far an item has come. */
  set(item: string, progress: ItemProgress<Stage>): void {
    const before = this.#running.get(item);
    if (
      before?.stage !== progress.stage ||
      before.fraction !== progress.fraction ||
      before.detail !== progress.detail
    ) {
      this.#lastProgress = this.#now();
    }
    this.#running.set(item, progress);
    if (this.#output.isTTY) this.#draw();
    else if (before?.stage !== progress.stage) this.#writeLine(`${basename(item)} · ${this.#labels[progress.stage]}`);
  }

  /** Writes what is due by the clock. Called every second. */
  tick(): void {
    const now = this.#now();
    if (this.#running.size === 0) return;
    if (!this.#output.isTTY && now - this.#lastLine >= lineInterval) {
      this.#writeLine([...this.#running].map((entry) => this.#describe(...entry)).join('；'));
    }
    if (now - Math.max(this.#lastProgress, this.#lastWarning) < stallInterval) return;
    this.#lastWarning = now;
    this.#clear();
    const seconds = Math.round((now - this.#lastProgress) / 1000);
    for (const [item, { stage, detail }] of this.#running) {
      const reached = detail === undefined ? '' : `（${detail}）`;
      this.#warnings.write(
        `${basename(item)} · ${String(seconds)} 秒没有进展，停在“${this.#labels[stage]}”${reached}\n`,
      );
    }
  }

  /** Ends an item; `line` says how it ended. */
  end(item: string, line: string, to: NodeJS.WriteStream = this.#output): void {
    this.#running.delete(item);
    this.#lastProgress = this.#now();
    this.#clear();
    to.write(`${line}\n`);
    if (this.#output.isTTY && this.#running.size > 0) this.#draw();
  }

  /** Removes the bar and stops the clock. */
  stop(): void {
    clearInterval(this.#timer);
    this.#running.clear();
    this.#clear();
  }

  #describe(item: string, { stage, fraction, detail }: ItemProgress<Stage>): string {
    const percent = `${String(Math.round(fraction * 100))}%`;
    return [basename(item), percent, this.#labels[stage], ...(detail === undefined ? [] : [detail])].join(' · ');
  }

  #writeLine(line: string): void {
    this.#lastLine = this.#now();
    this.#output.write(`${line}\n`);
  }

  #clear(): void {
    if (this.#output.isTTY) this.#output.write('\r\x1b[K');
  }

  #draw(): void {
    let line = '';
    for (const [item, { stage, fraction, detail }] of this.#running) {
      const full = Math.round(fraction * cells);
      const bar = '█'.repeat(full) + '░'.repeat(cells - full);
      const percent = `${String(Math.round(fraction * 100)).padStart(3)}%`;
      const part = `${basename(item)} ${bar} ${percent} ${this.#labels[stage]}${detail === undefined ? '' : ` ${detail}`}`;
      if (line !== '' && columns(line) + columns(part) + 3 > this.#output.columns) break;
      line += line === '' ? part : `   ${part}`;
    }
    this.#output.write(`\r\x1b[K${line}`);
  }
}
