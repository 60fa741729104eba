/** A save, as whoever saves hands it to the store. */
import type { Author, BlobId, Move, TreeItem } from './history.ts';

/** What a writer saw of a file: the name of its content, or `null` where there was no file. */
export type Base = ReadonlyMap<string, BlobId | null>;

/** The files of a save. */
export interface FilesOfChange {
  /** New contents by path, relative to the content tree. */
  writes: ReadonlyMap<string, Uint8Array>;
  /** Paths of files that go. */
  deletions: readonly string[];
}

/** A save. */
export interface ContentChange extends FilesOfChange {
  /** What the writer saw. What is written or deleted and not named here must not be there. */
  base: Base;
  author: Author;
  /** One line in Chinese: “修改人物：李师傅”. */
  message: string;
  /** Whether what is overwritten and in no version is not kept: it has to be gone. Otherwise nothing that was there is lost. */
  discardsOverwritten?: boolean;
  /** Entries' own files that were at another path until now: whoever merges versions follows them by this alone. */
  moves?: readonly Move[];
  /** What changes in the version alone, and not in the folder; `null` where something goes. */
  unplaced?: ReadonlyMap<string, TreeItem | null>;
}

/** How the line of a version begins that takes out where and when photos were taken. It is not offered to be taken back. */
export const removalOfPositions = '去掉照片的拍摄信息';

/** The message of a version that holds what programs other than the office wrote: nobody's save, and not taken back as one. */
export const recordingOthers = '记录别的程序改过的内容';

/** The message of the version that everything is in that was there before. Taking it back would delete the content. */
export const firstRecording = '开始记录';
