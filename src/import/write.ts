/** Saves the entries of a plan: all or none, as one version of the content. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Document, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { fieldsAt } from '../content-check/schema-walk.ts';
import { schemas } from '../content-check/schemas.ts';
import type { Base } from '../content-store/content-change.ts';
import { blobIdOf } from '../content-store/git-objects.ts';
import type { ContentStore } from '../content-store/content-store.ts';
import { failureSentence, openForCommand } from '../content-store/command-store.ts';
import { kinds, slugOfFile } from '../kinds.ts';
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

type PlannedEntry = Extract<Outcome, { kind: 'add' | 'change' }>;

/** The names of the contents of all entries of a collection, to be taken before they are compared with a table. */
export function contentsOf(contentDirectory: string, collection: ImportSchema['collection']): Base {
  const found = globSync(kinds[collection].files.pattern, { cwd: contentDirectory, withFileTypes: true });
  const files = found.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return new Map(
    files.map((file) => [relative(contentDirectory, file).split(sep).join('/'), blobIdOf(readFileSync(file))]),
  );
}

/** The files of some entries, and what stood there when they were compared. */
async function filesOf(
  store: ContentStore,
  planned: readonly PlannedEntry[],
  compared: Base,
  order: readonly string[],
  onEach: (done: number) => void,
): Promise<{ writes: Map<string, Uint8Array>; base: Base }> {
  const writes = new Map<string, Uint8Array>();
  const base = new Map<string, string>();
  await store.index.refreshPaths(planned.map(({ file }) => file));
  for (const [index, outcome] of planned.entries()) {
    const { file } = outcome;
    if (outcome.kind === 'add') writes.set(file, Buffer.from(newEntry(outcome.fields)));
    else {
      const id = compared.get(file) ?? '';
      const before = await store.read(file, id);
      if (before === undefined) throw changedMeanwhile(file);
      base.set(file, id);
      writes.set(file, Buffer.from(changedEntry(Buffer.from(before).toString('utf8'), outcome.changes, order)));
    }
    onEach(index + 1);
  }
  return { writes, base };
}

const changedMeanwhile = (file: string) =>
  new ImportFailure(`${file} · 现在：刚刚被别人改了 · 应为：与读取时一样，请再导入一次`);

/** The line of the version: 导入办件：新增 12，更改 3. */
function messageOf({ noun }: ImportSchema, planned: readonly PlannedEntry[]): string {
  const added = planned.filter(({ kind }) => kind === 'add').length;
  const counts = [
    added > 0 && `新增 ${String(added)}`,
    planned.length > added && `更改 ${String(planned.length - added)}`,
  ];
  return `导入${noun}：${counts.filter((count) => count !== false).join('，')}`;
}

/**
 * Saves the entries that are added and changed. Before the store begins to write an interruption leaves everything as it was;
 * from then on all of it is done, after a kill by whoever opens the content next.
 * @param compared what `contentsOf` the collection was before the outcomes were found
 * @returns how many files were written
 * @throws {ImportFailure} when nothing was written, or the store says that the rest follows
 */
export async function writePlan(
  contentDirectory: string,
  schema: ImportSchema,
  outcomes: readonly Outcome[],
  compared: Base,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<number> {
  const order = fieldsAt(schemas[schema.collection], []);
  const planned = outcomes.filter(
    (outcome): outcome is PlannedEntry => outcome.kind === 'add' || (outcome.kind === 'change' && !outcome.isHeld),
  );
  if (planned.length === 0) return 0;
  try {
    const { store, author } = await openForCommand(
      contentDirectory,
      (path) => slugOfFile(schema.collection, path) !== undefined,
    );
    const { writes, base } = await filesOf(store, planned, compared, order, (done) => {
      signal.throwIfAborted();
      onProgress((done / planned.length) * 0.2);
    });
    const message = messageOf(schema, planned);
    const result = await store.save({ writes, deletions: [], base, author, message }, (fraction) => {
      onProgress(0.2 + fraction * 0.8);
    });
    if (result.kind === 'conflict') throw changedMeanwhile(result.paths[0] ?? '');
  } catch (error) {
    const sentence = failureSentence(error, '再导入一次');
    throw sentence === undefined ? error : new ImportFailure(sentence, { cause: error });
  }
  return planned.length;
}
