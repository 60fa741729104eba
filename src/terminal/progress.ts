/** Tells how far the work on several files is: a line that moves on a terminal, a line for each step elsewhere. */
import { basename } from 'node:path';

const cells = 16;

/** How many columns a text takes: Chinese characters take two. */
function columns(text: string): number {
  const wide = text.match(/[\u2e80-\uffef]/g)?.length ?? 0;
  return text.length + wide;
}

/** The progress of several files through the stages of some work. */
export class Progress<Stage extends string> {
  readonly #output: NodeJS.WriteStream;
  readonly #words: Readonly<Record<Stage, string>>;
  readonly #running = new Map<string, { stage: Stage; fraction: number }>();

  /** @param words what each stage is called on the screen */
  constructor(output: NodeJS.WriteStream, words: Readonly<Record<Stage, string>>) {
    this.#output = output;
    this.#words = words;
  }

  /** A file has come so far. */
  set(file: string, progress: { stage: Stage; fraction: number }): void {
    const before = this.#running.get(file)?.stage;
    this.#running.set(file, progress);
    if (this.#output.isTTY) this.#draw();
    else if (before !== progress.stage) this.#output.write(`${basename(file)} · ${this.#words[progress.stage]}\n`);
  }

  /** A file is done with; `line` says how it ended. */
  end(file: string, line: string, to: NodeJS.WriteStream = this.#output): void {
    this.#running.delete(file);
    this.#clear();
    to.write(`${line}\n`);
    if (this.#output.isTTY && this.#running.size > 0) this.#draw();
  }

  /** Takes the moving line away. */
  stop(): void {
    this.#running.clear();
    this.#clear();
  }

  #clear(): void {
    if (this.#output.isTTY) this.#output.write('\r\x1b[K');
  }

  #draw(): void {
    let line = '';
    for (const [file, { stage, fraction }] of this.#running) {
      const full = Math.round(fraction * cells);
      const bar = '█'.repeat(full) + '░'.repeat(cells - full);
      const part = `${basename(file)} ${bar} ${String(Math.round(fraction * 100)).padStart(3)}% ${this.#words[stage]}`;
      if (line !== '' && columns(line) + columns(part) + 3 > this.#output.columns) break;
      line += line === '' ? part : `   ${part}`;
    }
    this.#output.write(`\r\x1b[K${line}`);
  }
}
