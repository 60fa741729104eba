/** One file of the content tree as input of the rules, and the context of the rules. */
import type { z } from 'zod';
import type { KindName } from '../kinds.ts';
import type { Media } from '../schemas/media.ts';
import type { Settings } from '../schemas/site.ts';
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
  contentDirectory: string;
  /** Slugs of all files of each collection, valid or not: a mistake in an entry is reported once, there. */
  slugs: ReadonlyMap<KindName, ReadonlySet<string>>;
  /** The files of entries that the search finds by their names, by those names in the form in which texts are compared. */
  names: ReadonlyMap<string, string>;
  /** The settings, when they are valid. */
  settings: Settings | undefined;
  /** The manifests of clips that are valid, by their ids. */
  media: ReadonlyMap<string, Media>;
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
