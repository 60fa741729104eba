/** The words of the studio about a save: the line that its version gets, and why it was refused. */
import { readSource } from '../content-check/source-file.ts';
import { kindRow, kinds, type KindName } from '../kinds.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { entryAt, entryOf, labelOf } from './writable-paths.ts';

/** What a save does to files. */
export interface SavedFiles {
  writes: ReadonlyMap<string, Uint8Array>;
  deletions: readonly string[];
}

/** The title of an entry by the content of its file; its slug where the file has none. */
export function titleOf(entry: EntryFile, bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return entry.slug;
  const source = readSource(entry.file, bytes, kinds[entry.kind].files.hasBody);
  return Array.isArray(source) ? entry.slug : titleIn(entry, source.fields);
}

/** The title of an entry by its fields; its slug where they have none. */
export function titleIn(entry: EntryFile, fields: unknown): string {
  const title = (fields as Partial<Record<string, unknown>> | null)?.[kinds[entry.kind].title];
  return typeof title === 'string' || typeof title === 'number' ? String(title) : entry.slug;
}

/** What an entry is called in a sentence: 人物“李师傅”; what there is one of by its name alone. */
export const entryInWords = (kind: KindName, title: string): string =>
  kindRow(kind).studio.isSingle === true ? kinds[kind].label : `${kinds[kind].label}“${title}”`;

/** An entry as messages name it: 人物：李师傅; what there is one of by its name alone. */
const named = (entry: EntryFile, bytes: Uint8Array | undefined) =>
  kindRow(entry.kind).studio.isSingle === true ? labelOf(entry) : `${labelOf(entry)}：${titleOf(entry, bytes)}`;

/**
 * The line for the version of a save: “修改人物：李师傅”.
 * @param before the content that a file had; `undefined` where there was none
 */
export function versionMessage(
  { writes, deletions }: SavedFiles,
  before: (path: string) => Uint8Array | undefined,
): string {
  const [written] = [...writes.keys()].map(entryAt).filter((entry) => entry !== undefined);
  const [gone] = deletions.map(entryAt).filter((entry) => entry !== undefined);
  if (written !== undefined) {
    const bytes = writes.get(written.file);
    const isRenamed = gone !== undefined && gone.slug !== written.slug;
    if (isRenamed) return `改网址名：${titleOf(written, bytes)}（${gone.slug} → ${written.slug}）`;
    const isNew = before(written.file) === undefined && gone === undefined;
    return `${isNew ? '新建' : '修改'}${named(written, bytes)}`;
  }
  if (gone !== undefined) return `删除${named(gone, before(gone.file))}`;
  const [beside] = [...writes.keys(), ...deletions].map(entryOf).filter((entry) => entry !== undefined);
  return beside === undefined ? '修改内容' : `修改${named(beside, before(beside.file))}`;
}

/**
 * Why a save was refused whose files are not as its writer saw them.
 * @param paths those files
 * @param seen whether the writer saw a file at a path
 * @param present the content that a file has now; `undefined` where there is none
 */
export function conflictMessage(
  { writes }: SavedFiles,
  paths: readonly string[],
  seen: (path: string) => boolean,
  present: (path: string) => Uint8Array | undefined,
): string {
  const entry = paths.map(entryOf).find((each) => each !== undefined);
  if (entry === undefined) return '没有保存：要写的文件刚刚被改过。你写的还在这个窗口里';
  const bytes = present(entry.file);
  const label = labelOf(entry);
  if (!seen(entry.file)) {
    return `没有保存：网址名“${entry.slug}”已经有一条${label}“${titleOf(entry, bytes)}”。请换一个网址名，再保存一次`;
  }
  const what = writes.size === 0 ? '没有删除' : '没有保存';
  if (bytes === undefined) {
    return `${what}：这条${label}在你打开以后被别人删除了。你写的还在这个窗口里，可以先复制出来`;
  }
  return `${what}：${entryInWords(entry.kind, titleOf(entry, bytes))}在你打开以后被改过。你写的一个字也没有丢：点右下角的“对照两边，决定怎么存”`;
}
