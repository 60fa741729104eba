/** Why a file cannot be taken in, in words for the person who brought it. */
import { basename } from 'node:path';

/** A file that is refused. The message names the file, what was found and what is expected. Nothing was left behind. */
export class MediaRefusal extends Error {
  override readonly name = 'MediaRefusal';
  /** What was found, without the file's name. */
  readonly found: string;
  /** What would have been taken. */
  readonly expected: string;

  constructor(file: string, found: string, expected: string) {
    super(`${basename(file)} · 现在：${found} · 应为：${expected}`);
    this.found = found;
    this.expected = expected;
  }
}

/** A setting, a program or a store that does not do its part: not the fault of the file. The message is for the screen. */
export class MediaFailure extends Error {
  override readonly name = 'MediaFailure';
}
