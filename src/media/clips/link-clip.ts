/** Sets a field in the entry of a 随手拍 clip, and leaves every other character of the file unchanged. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { slugPattern } from '../../schemas/field.ts';
import { MediaFailure } from '../errors.ts';
import { blobIdOf } from '../../content-store/git-objects.ts';
import { contentsAt, saveFiles } from '../content/save-files.ts';

const frontMatter = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)^---[ \t]*$/m;

/** An entry that a clip can be linked from. */
export interface ClipEntry {
  slug: string;
  path: string;
  text: string;
}

/** Reads the entry `videos/<slug>`. Throws `MediaFailure` when there is none or it cannot be parsed. */
export async function findEntry(contentDirectory: string, target: string): Promise<ClipEntry> {
  const slug = target.replace(/^(content\/)?videos\//, '').replace(/\/(index\.md)?$/, '');
  if (!slugPattern.test(slug)) {
    throw new MediaFailure(`--to · 现在：${target} · 应为：videos/<网址名>，例如 videos/yuzhong-songyao`);
  }
  const path = join(contentDirectory, 'videos', slug, 'index.md');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new MediaFailure(
      `--to · 现在：${target} · 应为：已经有的短片条目。没有找到 videos/${slug}/index.md，请先在编辑台里建好。`,
    );
  }
  fieldsOf(text, `videos/${slug}/index.md`);
  return { slug, path, text };
}

/** The fields that the commands write. */
type LinkedField = 'clip' | 'captions';

interface Fields {
  map: YAMLMap;
  yaml: string;
  /** Where the fields begin in the text. */
  start: number;
}

function fieldsOf(text: string, name: string): Fields {
  const [, opening, yaml] = frontMatter.exec(text) ?? [];
  if (opening === undefined || yaml === undefined) {
    throw new MediaFailure(`${name} · 现在：开头没有 --- 之间的内容 · 应为：由编辑台建好的短片条目`);
  }
  const document = parseDocument(yaml, { keepSourceTokens: true });
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw new MediaFailure(
      `${name} · 现在：开头的内容看不懂 · 应为：正确的 YAML。运行 npm run check:content 看哪里不对。`,
    );
  }
  return { map: document.contents, yaml, start: opening.length + text.indexOf(opening) };
}

/** The id of the clip that an entry links; `undefined` without one. */
export function clipOf({ text, slug }: ClipEntry): string | undefined {
  const value = fieldsOf(text, `videos/${slug}/index.md`).map.get('clip');
  return typeof value === 'string' ? value : undefined;
}

/** The text of an entry with a field set. `name` is the name of the file in an error. */
export function withField(text: string, field: LinkedField, value: string, name: string): string {
  const { map, yaml, start } = fieldsOf(text, name);
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === field);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (pair === undefined) {
    const end = start + yaml.length;
    return `${text.slice(0, end)}${field}: ${value}${newline}${text.slice(end)}`;
  }
  const range = isScalar(pair.value) ? pair.value.range : undefined;
  if (range === null || range === undefined) {
    throw new MediaFailure(`${name} · ${field} · 现在：不是一个名字 · 应为：${value} 这样的一个名字`);
  }
  const [from, to] = range;
  const space = from === to && !/\s/.test(yaml[from - 1] ?? '') ? ' ' : '';
  return `${text.slice(0, start + from)}${space}${value}${text.slice(start + to)}`;
}

/**
 * Sets a field in the entry as it is now, and saves it.
 * @param beside files that are saved with it, by path relative to the content tree
 */
export async function linkEntry(
  contentDirectory: string,
  entry: ClipEntry,
  field: LinkedField,
  value: string,
  beside: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<void> {
  const file = `videos/${entry.slug}/index.md`;
  const base = await contentsAt(contentDirectory, [...beside.keys()]);
  const text = await readFile(entry.path);
  const linked = withField(text.toString('utf8'), field, value, file);
  const what = { clip: '短片文件', captions: '字幕' }[field];
  await saveFiles(contentDirectory, {
    writes: new Map([...beside, [file, Buffer.from(linked)]]),
    base: new Map([...base, [file, blobIdOf(text)]]),
    message: `写入${what}：${entry.slug}`,
  });
}
