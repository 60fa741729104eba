/** The history of the content: every version that the store ever wrote, and who wrote it. */

/** The name of a content: the SHA-1 that Git gives it, hexadecimal. */
export type BlobId = string;

/** Somebody who writes content. */
export interface Author {
  name: string;
  /** The address that Git asks for; it need not exist. */
  email: string;
}

/** Files that change together. */
export interface RecordedChange {
  /** For each path, relative to the content tree, its new content; `null` where the file is gone. */
  files: ReadonlyMap<string, BlobId | null>;
  author: Author;
  /** The moment of the change. */
  at: Date;
  /** One line in Chinese that says what was done. */
  message: string;
}

/** Keeps versions. What it has resolved is on the disk. */
export interface History {
  /** Removes what a killed process left. Nobody else of the office records meanwhile. */
  recover(): Promise<void>;
  /** Keeps a content, to be read by its name later. */
  keep(bytes: Uint8Array): Promise<BlobId>;
  /** A content that was kept; `undefined` for a name that is not known. */
  read(id: BlobId): Promise<Uint8Array | undefined>;
  /** Records a change. Does nothing when the newest version is like that already. Resolves to the version. */
  record(change: RecordedChange): Promise<string>;
  /** The content of a file in the newest version; `undefined` where there is none. */
  newest(path: string): Promise<BlobId | undefined>;
}
