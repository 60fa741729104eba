/** The history of the content: every version that the store ever wrote, and who wrote it. */

/** The name of a content: the SHA-1 that Git gives it, hexadecimal. */
export type BlobId = string;

/** Somebody who writes content. */
export interface Author {
  name: string;
  /** The address that Git asks for; it need not exist. */
  email: string;
}

/** Whoever changed something in another office, where no version says who. */
export const otherOffice: Author = { name: '另一处办公室', email: '' };

/** A file that gets another path. Both are relative to the content tree. */
export interface Move {
  from: string;
  to: string;
}

/** What stands at a path in a version and not in the folder: a link, or a file with a name that this machine cannot have. */
export interface TreeItem {
  /** As Git writes it: `120000` for a link. */
  mode: string;
  id: BlobId;
  type: 'blob' | 'commit';
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
  /** The version of the shared repository that the change takes in. */
  merges?: string | undefined;
  /** Files that were at another path until now. */
  moves?: readonly Move[] | undefined;
  /** What changes in the version alone; `null` where something goes. */
  unplaced?: ReadonlyMap<string, TreeItem | null> | undefined;
}

/** A version of the content. */
export interface Version {
  version: string;
  author: Author;
  at: Date;
  message: string;
  /** Whether it joins what two sides did, and is nobody's save. */
  isMerge: boolean;
  /** The office that recorded it; none where another program did, or an office before there were several. */
  office: string | undefined;
  /** The files that got another path with it. */
  moves: readonly Move[];
}

/** A version in which a file, or what belongs to it, changed. */
export interface FileVersion extends Version {
  /** The content of the file before it; `null` where there was none. */
  before: BlobId | null;
  /** The content of the file after it; `null` where there was none. */
  id: BlobId | null;
}

/** What a version changed of a file. */
export interface VersionChange {
  path: string;
  before: BlobId | null;
  after: BlobId | null;
}

/** Keeps versions. What it has resolved is on the disk. */
export interface History {
  /** The name of the office that records; none while there is only one. */
  readonly office: string | undefined;
  /** Removes what a killed process left. Nobody else of the office records meanwhile. */
  recover(): Promise<void>;
  /** Keeps contents, to be read by their names later. Resolves to the names, in the same order. */
  keep(contents: readonly Uint8Array[]): Promise<BlobId[]>;
  /** A content that was kept; `undefined` for a name that is not known. */
  read(id: BlobId): Promise<Uint8Array | undefined>;
  /**
   * Records a change. Does nothing when the newest version is like that already. One that takes in a version of others and
   * makes nothing else of it becomes that version; otherwise both are behind the new one. Resolves to the version.
   */
  record(change: RecordedChange): Promise<string>;
  /**
   * The versions in which one of some paths changed, the newest first.
   * @param paths a file first, then files and folders that belong to it
   * @param most looks at so many versions of the whole content at most
   */
  versionsOf(paths: readonly [string, ...string[]], most: number): Promise<FileVersion[]>;
  /**
   * The newest versions of the whole content, the newest first.
   * @param most so many at most
   */
  newestVersions(most: number): Promise<Version[]>;
  /** The newest version; `undefined` before the first. */
  latest(): Promise<Version | undefined>;
  /** The files that a version changed, relative to the content; `null` where there are many. Quicker than what it changed in them. */
  pathsOf(version: string): Promise<readonly string[] | null>;
  /** What a version changed of the content; `undefined` for a name that is no version. */
  changesOf(version: string): Promise<VersionChange[] | undefined>;
  /** The files in a folder of the content in a version, with those in its folders. */
  filesAt(version: string, folder: string): Promise<Map<string, BlobId>>;
  /** The contents of some files in the newest version, in the order of the paths; `undefined` where there is none. */
  newest(paths: readonly string[]): Promise<(BlobId | undefined)[]>;
}
