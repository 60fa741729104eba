/** What an editor is shown of a build that failed. */

/** An error with the errors that it was made from. */
interface Wrapping {
  cause?: unknown;
  errors?: unknown;
}

/**
 * The messages, written for editors, of the errors inside an error: Astro wraps what fails while it makes pictures, once
 * for each. Empty when the failure is one that only a developer can explain.
 * @param names the names of the error classes whose messages are for editors; classes themselves differ between bundles
 */
export function messagesForEditors(error: unknown, names: readonly string[] = ['UnsafePictureError']): string[] {
  if (!(error instanceof Error)) return [];
  if (names.includes(error.name)) return [error.message];
  const { cause, errors } = error as Wrapping;
  const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return [...new Set(inner.flatMap((each) => messagesForEditors(each, names)))];
}
