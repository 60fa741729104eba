/** The errors of the store in the words of a command: where nobody has a window with a form in it. */
import { ContentRefused, reasonOf, StoreFailure } from './content-store.ts';
import { HistoryFailure } from './git-history.ts';

/**
 * What an error means to whoever runs a command, as a sentence; `undefined` for errors that are neither the store's nor the
 * system's.
 * @param again what to do once the reason is gone, such as 再导入一次
 */
export function failureSentence(error: unknown, again: string): string | undefined {
  if (error instanceof StoreFailure && error.reason !== undefined) {
    return error.isNoted
      ? `写到一半停住了：${error.reason}。要写的已经记下，处理以后${again}，或打开编辑台，会接着做完`
      : `什么都没有写：${error.reason}。处理以后请${again}`;
  }
  if (error instanceof ContentRefused || error instanceof HistoryFailure || error instanceof StoreFailure)
    return error.message;
  const isOfTheSystem = error instanceof Error && 'syscall' in error;
  return isOfTheSystem ? `什么都没有写：${reasonOf(error)}。处理以后请${again}` : undefined;
}
