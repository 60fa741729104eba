/** Why a whole file cannot be imported, or a command cannot run. The message is shown to the user. */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure';
}

/** The failure of a file: its name, what was found, what is expected. */
export function fileFailure(file: string, found: string, expected: string, cause?: unknown): ImportFailure {
  return new ImportFailure(`${file} · 现在：${found} · 应为：${expected}`, { cause });
}
