/** Reads and changes single fields of a clip's entry, `videos/<slug>/index.md`, and leaves the rest as it was written. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, type Document } from 'yaml';
import { MediaFailure } from './refusal.ts';
import { flush } from './store.ts';

const frontMatter = /^(---[ \t]*\r?\n)([\s\S]*?)(\r?\n?---[ \t]*(?:\r?\n|$))/;

/** The slug in `videos/<slug>`, as it is given to the commands. Throws `MediaFailure` for anything else. */
export function slugOfTarget(target: string): string {
  const slug = /^(?:content\/)?videos\/([a-z0-9]+(?:-[a-z0-9]+)*)\/?$/.exec(target)?.[1];
  if (slug === undefined) throw new MediaFailure(`--to ${target} · 应为 videos/<网址名>，例如 videos/yuzhong-songyao`);
  return slug;
}

/** Where the entry of a clip lies. */
export function folderOfEntry(contentDirectory: string, slug: string): string {
  return join(contentDirectory, 'videos', slug);
}

interface OpenEntry {
  path: string;
  text: string;
  fields: Document;
}

async function openEntry(contentDirectory: string, slug: string): Promise<OpenEntry> {
  const path = join(folderOfEntry(contentDirectory, slug), 'index.md');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new MediaFailure(`videos/${slug} · 没有这个短片条目。请先在编辑台的“短片”里添加，或看看网址名是否写对。`);
  }
  const fields = parseDocument(frontMatter.exec(text)?.[2] ?? '', { customTags: ['timestamp'] });
  if (!frontMatter.test(text) || fields.errors.length > 0) {
    throw new MediaFailure(`videos/${slug}/index.md · 字段读不懂。运行 npm run check:content 看哪里不对。`);
  }
  return { path, text, fields };
}

/** One field of a clip's entry; undefined when it is not a text. Throws `MediaFailure` when there is no such entry. */
export async function readEntryField(
  contentDirectory: string,
  slug: string,
  field: 'clip' | 'captions',
): Promise<string | undefined> {
  const value: unknown = (await openEntry(contentDirectory, slug)).fields.get(field);
  return typeof value === 'string' ? value : undefined;
}

/** Sets one field of a clip's entry. Throws `MediaFailure` when there is no such entry; the file changes whole or not at all. */
export async function setEntryField(
  contentDirectory: string,
  slug: string,
  field: 'clip' | 'captions',
  value: string,
): Promise<void> {
  const { path, text, fields } = await openEntry(contentDirectory, slug);
  if (fields.get(field) === value) return;
  fields.set(field, value);
  const written = fields.toString({ lineWidth: 0 }).replace(/\n$/, '');
  const changed = text.replace(frontMatter, (_, head: string, __: string, tail: string) => `${head}${written}${tail}`);
  const part = join(path, '..', '.index.md.part');
  await writeFile(part, changed);
  await flush(part);
  await rename(part, path);
}
