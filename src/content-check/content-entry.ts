/** One file of the content tree as input of the rules, and the context of the rules. */
import type { z } from 'zod';
import { kindRow, type KindName } from '../kinds.ts';
import type { Media } from '../schemas/media.ts';
import type { Settings } from '../schemas/site.ts';
import type { ContentFiles } from './content-files.ts';
import { fieldName, type Problem, type ProblemKind } from './problem.ts';
import type { SourceFile } from './source-file.ts';

/** A file that has been read, with its collection and its slug. */
export interface ContentEntry {
  collection: KindName;
  slug: string;
  source: SourceFile;
  schema: z.ZodType;
}

/** The context of the rules: what references are resolved against. */
export interface ContentContext {
  files: ContentFiles;
  /**
   * The files of the entries of a kind that have a slug, valid or not: a mistake in an entry is reported once, there. More than
   * one is a mistake of its own.
   */
  filesOf: (kind: KindName, slug: string) => readonly string[];
  /** The slugs of all files of a kind, in the order of the files. */
  slugsOf: (kind: KindName) => Iterable<string>;
  /** The file of the entry that the search finds by a name, in the form in which texts are compared. */
  fileNamed: (name: string) => string | undefined;
  /** The settings, when they are valid. */
  readonly settings: Settings | undefined;
  /** The manifest of a clip by its id, when it is valid. */
  manifest: (id: string) => Media | undefined;
}

/** The status in an entry's `publication` as it was written; `undefined` where there is none. */
export function statusOf(fields: unknown): unknown {
  const { publication } = (fields ?? {}) as { publication?: unknown };
  return publication === null || typeof publication !== 'object'
    ? undefined
    : (publication as { status?: unknown }).status;
}

/**
 * Whether an entry may have mistakes without stopping a build. A draft is unfinished by its nature, and nothing may be in the
 * way of withdrawing an entry; neither is shown.
 */
export function mayHaveMistakes({ collection, source }: Pick<ContentEntry, 'collection' | 'source'>): boolean {
  const status = statusOf(source.fields);
  return kindRow(collection).gate !== undefined && (status === 'draft' || status === 'withdrawn');
}

/** A problem of one field of an entry. */
export function problemAt(
  { source }: ContentEntry,
  path: readonly PropertyKey[],
  kind: ProblemKind,
  found: string,
  expected: string,
): Problem {
  const line = source.lineOf(path);
  return { kind, file: source.file, ...(line !== undefined && { line }), field: fieldName(path), found, expected };
}
