/** The paths of the content tree that the forms write, and no others: their entries, and the files of their fields. */
import { extname } from 'node:path';
import type { ComponentSchema } from '@keystatic/core';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { kindNames, kinds, slugOfFile } from '../kinds.ts';
import { slugPattern } from '../schemas/field.ts';
import { forms } from './forms/index.ts';

/** Endings of the files that fields hold, as the studio writes them. */
const endings = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.vtt']);
/** A name that the studio gives to a file of a field. */
const safeName = /^[\w-]+(?:\.[\w-]+)+$/;

/** The entry whose own file is at a path. */
export function entryAt(path: string): EntryFile | undefined {
  for (const kind of kindNames) {
    const slug = slugOfFile(kind, path);
    if (slug !== undefined && slugPattern.test(slug)) return { kind, slug, file: path };
  }
  return undefined;
}

/** The entry that a file belongs to: its own file, or one beside it. */
export function entryOf(path: string): EntryFile | undefined {
  const own = entryAt(path);
  if (own !== undefined) return own;
  const names = path.split('/');
  for (let count = names.length - 1; count > 0; count -= 1) {
    const head = names.slice(0, count).join('/');
    const found = ['/index.md', '.yaml', '.md', '.json'].map((end) => entryAt(head + end)).find((each) => each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The paths of a form's files relative to the folder of an entry, without their endings, as patterns. */
function filePatterns(field: ComponentSchema, path: string): string[] {
  if (field.kind === 'object') {
    return Object.entries<ComponentSchema>(field.fields).flatMap(([key, inner]) =>
      filePatterns(inner, path === '' ? key : `${path}/${key}`),
    );
  }
  if (field.kind === 'array') return filePatterns(field.element, `${path}/[\\w-]+`);
  if (field.kind !== 'form') return [];
  if (field.formKind === 'asset') return [path];
  return field.formKind === 'content' || field.formKind === 'assets' ? [`${path}/[\\w-]+`] : [];
}

const patternsOf = new Map(
  kindNames.map((kind) => {
    const fields: Record<string, ComponentSchema> = forms[kind].schema;
    const patterns = Object.entries(fields).flatMap(([key, field]) => filePatterns(field, key));
    return [kind, patterns.length === 0 ? undefined : new RegExp(`^(?:${patterns.join('|')})$`)] as const;
  }),
);

/** Whether a path is that of a clip's poster, which lies beside its record. */
const isPosterOfClip = (path: string) =>
  path.endsWith('.jpg') && entryAt(`${path.slice(0, -4)}.json`)?.kind === 'media';

/** Whether a form may write at a path, relative to the content tree. */
export function isWritable(path: string): boolean {
  if (isPosterOfClip(path)) return true;
  const entry = entryOf(path);
  if (entry === undefined) return false;
  if (entry.file === path) return true;
  const folder = entry.file.replace(/(?:\/index)?\.\w+$/, '/');
  const ending = extname(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!path.startsWith(folder) || !endings.has(ending) || !safeName.test(name)) return false;
  return patternsOf.get(entry.kind)?.test(path.slice(folder.length, -ending.length)) ?? false;
}

/** What an entry is called in messages: 人物, 站点. */
export const labelOf = ({ kind }: EntryFile): string => kinds[kind].label;
