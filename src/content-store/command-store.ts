/** The store for commands: where nobody has a window with a form in it. */
import { ContentRefused, reasonOf, StoreFailure } from './content-store.ts';
import { HistoryFailure } from './git-repository.ts';
import { openContentStore, type OpenedStore } from './open-content-store.ts';

/**
 * Opens the store of a content tree for a command that saves some files and ends.
 * @throws as `openContentStore` does; that an earlier save cannot be finished says nothing about this one, which did not begin
 */
export async function openForCommand(
  contentDirectory: string,
  mayWrite: (path: string) => boolean,
): Promise<OpenedStore> {
  try {
    return await openContentStore(contentDirectory, mayWrite, { readsTree: false });
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
    const reason = `前一次保存还没有做完（${error.reason ?? error.message}）`;
    throw new StoreFailure(error.message, { isNoted: false, reason, cause: error });
  }
}

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
