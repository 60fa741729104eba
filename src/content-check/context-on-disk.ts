/** The context of the rules, looked up on the disk as it is asked for: for single entries of a tree that nobody has read. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kinds, slugOfFile, type KindName } from '../kinds.ts';
import type { ContentContext } from './content-entry.ts';
import { filesOnDisk } from './content-files.ts';
import { schemas } from './schemas.ts';
import { readSource } from './source-file.ts';

/** The context of a content tree on the disk. Nothing is kept: what changes is seen at the next question. */
export function contextOnDisk(contentDirectory: string): ContentContext {
  const filesOfKind = (kind: KindName): string[] =>
    globSync(kinds[kind].files.pattern, { cwd: contentDirectory })
      .map((file) => file.replaceAll('\\', '/'))
      .sort();
  const fieldsOf = (kind: KindName, file: string): unknown => {
    const path = join(contentDirectory, file);
    if (!existsSync(path)) return undefined;
    const source = readSource(file, readFileSync(path), kinds[kind].files.hasBody);
    return Array.isArray(source) ? undefined : source.fields;
  };
  return {
    files: filesOnDisk(contentDirectory),
    filesOf: (kind, slug) => filesOfKind(kind).filter((file) => slugOfFile(kind, file) === slug),
    slugsOf: (kind) => filesOfKind(kind).flatMap((file) => slugOfFile(kind, file) ?? []),
    // Words for the search ask for names, and nothing else does: they have no status.
    fileNamed: () => undefined,
    manifest: (id) => schemas.media.safeParse(fieldsOf('media', `media/${id}.json`)).data,
    get settings() {
      return schemas.settings.safeParse(fieldsOf('settings', kinds.settings.files.pattern)).data;
    },
  };
}
