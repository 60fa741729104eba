/** Where the words of a check go: at once to the terminal, or kept while another check runs beside it. */

export interface Output {
  /** Whether words appear at once. */
  readonly isLive: boolean;
  write(text: string): void;
}

/** Writes to the terminal. */
export const terminal: Output = {
  isLive: true,
  write(text) {
    process.stdout.write(text);
  },
};

/** Keeps what is written, so that two checks that run at once do not speak in between each other. */
export class KeptOutput implements Output {
  readonly isLive = false;
  #text = '';

  write(text: string): void {
    this.#text += text;
  }

  /** All that was written. */
  get text(): string {
    return this.#text;
  }

  /** The last line that was written. */
  get lastLine(): string {
    return this.#text.trimEnd().split('\n').at(-1)?.trim() ?? '';
  }
}

/** What has been written, where it is kept. */
export const keptText = (output: Output): string => (output instanceof KeptOutput ? output.text : '');
