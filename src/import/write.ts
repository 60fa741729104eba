/** Writes the files of a plan: all or none. */
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Document, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { fieldsAt } from '../content-check/schema-walk.ts';
import { schemas } from '../content-check/schemas.ts';
import type { ImportSchema } from './column.ts';
import { ImportFailure } from './errors.ts';
import type { FieldChange, Outcome } from './outcome.ts';

/** `yes` and `no` in quotes, as the studio writes them: YAML 1.1 readers parse them as true and false. */
function quoteAvailabilities(document: Document): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (node.value === 'yes' || node.value === 'no') node.type = Scalar.QUOTE_SINGLE;
    },
  });
}

/** The text of a new entry. */
function newEntry(fields: Readonly<Record<string, unknown>>): string {
  const document = new Document(fields);
  quoteAvailabilities(document);
  return document.toString({ lineWidth: 0 });
}

/**
 * The text of an entry with fields changed. Comments and the order of fields are preserved; a new field goes where the
 * schema has it.
 */
function changedEntry(text: string, changes: readonly FieldChange[], order: readonly string[]): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new Error('An entry that was read before is no longer YAML.');
  const map = document.contents;
  for (const { path, value } of changes) {
    const keys = path.split('.');
    const [top = ''] = keys;
    if (value === undefined) {
      document.deleteIn(keys);
      continue;
    }
    const wasThere = map.has(top);
    document.setIn(keys, document.createNode(value));
    if (wasThere) continue;
    const pair = map.items.pop();
    const place = order.indexOf(top);
    const before = map.items.findIndex(({ key }) => isScalar(key) && order.indexOf(String(key.value)) > place);
    if (pair !== undefined) map.items.splice(before < 0 ? map.items.length : before, 0, pair);
  }
  quoteAvailabilities(document);
  const written = document.toString({ lineWidth: 0 });
  return text.includes('\r\n') ? written.replace(/\r?\n/g, '\r\n') : written;
}

/** One file that is written: its path, its new text, and the text that it had. */
interface Written {
  path: string;
  part: string;
  text: string;
  before: string | undefined;
}

/** How many files are written at a time. */
const atATime = 64;

async function inBatches<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  after: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += atATime) {
    const results = await Promise.allSettled(items.slice(from, from + atATime).map(work));
    // A whole batch ends before its first failure is reported, so that undoing does not race with it.
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    after(Math.min(from + atATime, items.length));
  }
}

/**
 * Writes the entries that are added and changed. Each text is first written beside its file under a name that no build
 * reads; when all are written, each is renamed to its file. After a failure or an interruption everything is as before.
 * @returns how many files were written
 */
export async function writePlan(
  contentDirectory: string,
  schema: ImportSchema,
  outcomes: readonly Outcome[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<number> {
  const order = fieldsAt(schemas[schema.collection], []);
  const planned = outcomes.filter(
    (outcome): outcome is Extract<Outcome, { kind: 'add' | 'change' }> =>
      outcome.kind === 'add' || (outcome.kind === 'change' && !outcome.isHeld),
  );
  const files: Written[] = [];
  const moved: Written[] = [];
  const madeFolders = new Set<string>();
  try {
    const present = new Set<string>();
    for (const folder of new Set(planned.map(({ file }) => dirname(join(contentDirectory, file))))) {
      const made = await mkdir(folder, { recursive: true });
      if (made !== undefined) madeFolders.add(folder);
      for (const name of await readdir(folder)) present.add(join(folder, name));
    }
    await inBatches(
      planned,
      async (outcome) => {
        const path = join(contentDirectory, outcome.file);
        if ((outcome.kind === 'change') !== present.has(path)) {
          throw new ImportFailure(`${outcome.file} · 现在：刚刚被别人改了 · 应为：与读取时一样，请再导入一次`);
        }
        const before = outcome.kind === 'add' ? undefined : await readFile(path, 'utf8');
        const text =
          outcome.kind === 'add' ? newEntry(outcome.fields) : changedEntry(before ?? '', outcome.changes, order);
        const file = { path, part: join(dirname(path), `.${basename(path)}.part`), text, before };
        files.push(file);
        await writeFile(file.part, text);
      },
      (done) => {
        signal.throwIfAborted();
        onProgress((done / planned.length) * 0.7);
      },
    );
    await inBatches(
      files,
      async (file) => {
        await rename(file.part, file.path);
        moved.push(file);
      },
      (done) => {
        signal.throwIfAborted();
        onProgress(0.7 + (done / planned.length) * 0.3);
      },
    );
  } catch (error) {
    for (const { path, before } of moved)
      await (before === undefined ? rm(path, { force: true }) : writeFile(path, before));
    for (const { part } of files) await rm(part, { force: true });
    // Only empty folders: another program may have put a file there.
    for (const folder of madeFolders) await rmdir(folder).catch(() => undefined);
    throw error;
  }
  return files.length;
}
