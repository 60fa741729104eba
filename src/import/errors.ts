/** Why a file as a whole cannot be taken in, or a command not be done. The message is for the screen. */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure';
}

/** The failure of a file: its name, what was found, what is expected. */
export function fileFailure(file: string, found: string, expected: string, cause?: unknown): ImportFailure {
  return new ImportFailure(`${file} · 现在：${found} · 应为：${expected}`, { cause });
}
