/** Errors about a file that cannot be added, with messages for the user. */
import { basename } from 'node:path';

/**
 * A file that is refused. The message states the file, what was found and what is expected. No files are left behind.
 */
export class MediaRefusal extends Error {
  override readonly name = 'MediaRefusal';
  /** What was found, without the file's name. */
  readonly found: string;
  /** What would have been accepted. */
  readonly expected: string;

  constructor(file: string, found: string, expected: string) {
    super(`${basename(file)} · 现在：${found} · 应为：${expected}`);
    this.found = found;
    this.expected = expected;
  }
}

/** A picture that the build would publish and that was not encoded by it, or that still has metadata. Stops the build. */
export class UnsafePictureError extends Error {
  override readonly name = 'UnsafePictureError';
}

/** A setting, a program or a store failed: not the fault of the file. The message is shown to the user. */
export class MediaFailure extends Error {
  override readonly name = 'MediaFailure';
}
