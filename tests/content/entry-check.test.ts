/**
 * The check in the office's process says of an entry what the whole check would say, before and after a save, through a thousand
 * random edits of the project's own content: one seed gives one story.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { suite } from 'node:test';
import { stringify } from 'yaml';
import { checkContent, locate, readContent } from '../../src/content-check/check.ts';
import { lineOf, type Problem } from '../../src/content-check/problem.ts';
import { readSource } from '../../src/content-check/source-file.ts';
import { openContentStore } from '../../src/content-store/open-content-store.ts';
import { withEntries, type OpenedEntries } from '../../src/office/opened-entries.ts';
import { entryAt, entryOf, isWritable } from '../../src/studio/writable-paths.ts';
import { kinds } from '../../src/kinds.ts';
import { projectDirectory } from '../places.ts';
import { oneOf, random } from '../random.ts';

const project = join(projectDirectory, 'content');

/** A part of the project's content that stands on its own: whole checks of it take milliseconds. */
async function writeSmallContent(target: string): Promise<void> {
  const { entries } = await readContent(project);
  const wanted = new Set<string>();
  const add = (kind: string, slug: string) => {
    const entry = entries.find((each) => each.collection === kind && each.slug === slug);
    if (entry === undefined || wanted.has(entry.source.file)) return;
    wanted.add(entry.source.file);
    const text = JSON.stringify(entry.source.fields) + (entry.source.body?.text ?? '');
    // Whatever looks like the name of another entry brings it along.
    for (const other of entries) if (text.includes(other.slug)) add(other.collection, other.slug);
  };
  for (const kind of ['people', 'videos', 'orders', 'stations', 'features', 'teams'] as const)
    for (const { slug } of entries.filter(({ collection }) => collection === kind).slice(0, 3)) add(kind, slug);
  for (const { collection, slug } of entries)
    if (['settings', 'synonyms', 'holidays', 'pages'].includes(collection)) add(collection, slug);
  for (const file of wanted) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    if (file.endsWith('/index.md'))
      cpSync(dirname(join(project, file)), dirname(join(target, file)), { recursive: true });
    else cpSync(join(project, file), join(target, file));
  }
  for (const folder of ['media', 'orders/2026'])
    for (const name of readdirSync(join(project, folder)).filter((each) => /\.(jpe?g|png|webp)$/.test(each)))
      if (existsSync(join(target, folder))) cpSync(join(project, folder, name), join(target, folder, name));
}

/** A save: what it writes, and what goes. */
interface Edit {
  writes: Map<string, Uint8Array>;
  deletions: string[];
}

type Fields = Record<string, unknown>;

/** Values that are wrong somewhere, and right elsewhere. */
const values: readonly unknown[] = [
  ...['', '玉津镇', '没有的镇', '2026-02-30', '2026-05-01', '2099-01-01', 'rider', 'draft', 'published', 'withdrawn'],
  ...[
    '13812345678',
    '3 栋 2 单元 401 室',
    'mei-you-zhe-ge',
    './mei-you.jpg',
    '\u200b',
    'x'.repeat(500),
    'speech',
    'silent',
  ],
  ...[0, 7, -1, 29.2, 103.9, true, null, [], {}, ['li'], [{ title: 'x' }], { lng: 29.2, lat: 103.9, datum: 'gcj02' }],
  ...[{ status: 'published' }, { status: 'draft' }, { status: 'withdrawn' }, { status: 'review' }],
];

function mutated(fields: Fields, next: () => number): Fields {
  const copy = structuredClone(fields);
  const keys = Object.keys(copy);
  const key = oneOf([...keys, 'zz'], next);
  const inner = copy[key];
  if (next() < 0.2) Reflect.deleteProperty(copy, key);
  else if (Array.isArray(inner) && inner.length > 0 && next() < 0.6) {
    if (next() < 0.5) inner.push(oneOf(values, next));
    else inner.splice(Math.floor(next() * inner.length), 1);
  } else if (inner !== null && typeof inner === 'object' && !Array.isArray(inner) && next() < 0.6) {
    copy[key] = mutated(inner as Fields, next);
  } else copy[key] = oneOf(values, next);
  return copy;
}

const written = (file: string, fields: unknown, body: string | undefined): Uint8Array => {
  const text = file.endsWith('.json') ? JSON.stringify(fields) : stringify(fields, { aliasDuplicateObjects: false });
  return Buffer.from(body === undefined ? text : `---\n${text}---\n${body}`);
};

/** One of the things that an editor, another program or an import may do. */
function randomEdit(content: string, files: readonly string[], next: () => number): Edit {
  const writes = new Map<string, Uint8Array>();
  const entries = files.filter((file) => locate(file) !== undefined);
  const file = oneOf(entries, next);
  const located = locate(file);
  const bytes = readFileSync(join(content, file));
  const beside = files.filter((each) => locate(each) === undefined && entryOf(each)?.file === file);
  const chance = next();
  if (chance < 0.06) return { writes, deletions: [file, ...beside] };
  if (chance < 0.1 && beside.length > 0) return { writes, deletions: [oneOf(beside, next)] };
  if (chance < 0.16) {
    const folder = file.replace(/(?:\/index)?\.\w+$/, '');
    const name = oneOf(['portrait.jpg', 'captions.vtt', 'cover.jpg', 'notes.txt', 'tel-13812345678.jpg'], next);
    const picture = oneOf(
      files.filter((each) => each.endsWith('.jpg')),
      next,
    );
    const contents = [
      readFileSync(join(content, picture)),
      Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n打 13812345678\n'),
    ];
    writes.set(`${folder}/${name}`, oneOf([...contents, Buffer.from('no picture')], next));
    return { writes, deletions: [] };
  }
  if (chance < 0.2) {
    writes.set(file, bytes.subarray(0, Math.floor(next() * bytes.length)));
    return { writes, deletions: [] };
  }
  const source = located === undefined ? [] : readSource(file, bytes, kinds[located.collection].files.hasBody);
  if (Array.isArray(source)) return { writes, deletions: [file] };
  let body = source.body?.text;
  if (body !== undefined && next() < 0.3)
    body += oneOf(
      ['\n<Nothing />\n', '\n打 13812345678\n', '\n![](./mei-you.jpg)\n', '\n<Station slug="mei-you" />\n'],
      next,
    );
  const fields = mutated((source.fields ?? {}) as Fields, next);
  const target =
    chance < 0.26
      ? file.replace(/([^/]+)(\/index\.md|\.\w+)$/, `${oneOf(['xin-de', 'ling-yi-ge', 'Bad_Slug'], next)}$2`)
      : file;
  writes.set(target, written(target, fields, body));
  return { writes, deletions: target !== file && next() < 0.7 ? [file] : [] };
}

const ownerOf = (file: string) => (locate(file) === undefined ? entryOf(file)?.file : file);

/** Problems by the entries that they belong to. */
function byEntry(problems: readonly Problem[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const problem of problems) {
    const owner = ownerOf(problem.file);
    if (owner !== undefined) found.set(owner, [...(found.get(owner) ?? []), lineOf(problem)]);
  }
  return found;
}

const sorted = (lines: readonly string[] | undefined) => [...(lines ?? [])].sort();

suite('the check of the office', () => {
  const edits = Number(process.env['HONGXIN_EDITS'] ?? 1000);

  test(`says what the whole check says, through ${String(edits)} edits`, async () => {
    const content = mkdtempSync(join(tmpdir(), 'hongxin-edits-'));
    try {
      const seed = Number(process.env['HONGXIN_SEED'] ?? 1);
      const next = random(seed);
      const original = join(content, 'original');
      await writeSmallContent(original);
      let opened: OpenedEntries | undefined;
      let place = '';
      let before = new Map<string, string[]>();
      for (let index = 0; index < edits; index += 1) {
        const where = `edit ${String(index)} of seed ${String(seed)}`;
        // What is broken stays broken for a while: one edit may mend or hide what another did.
        if (index % 25 === 0) {
          place = join(content, String(index));
          cpSync(original, place, { recursive: true });
          opened = withEntries(await openContentStore(place, isWritable));
          await opened.store.tree();
          before = byEntry((await checkContent(place)).problems);
        }
        assert.ok(opened !== undefined);
        const { store, check } = opened;
        const files = [...store.index.files().keys()];
        const edit = randomEdit(place, files, next);
        const own = new Set([...edit.writes.keys(), ...edit.deletions]);
        const expected = await check.findingsAfter(edit, own);

        for (const path of edit.deletions) if (!edit.writes.has(path)) rmSync(join(place, path));
        for (const [path, bytes] of edit.writes) {
          mkdirSync(dirname(join(place, path)), { recursive: true });
          writeFileSync(join(place, path), bytes);
        }
        const whole = await checkContent(place);
        const [problems, remarks] = [byEntry(whole.problems), byEntry(whole.remarks)];
        await store.tree();

        for (const findings of expected) {
          const { file } = findings;
          if ([...own].some((path) => ownerOf(path) === file)) {
            assert.deepEqual(sorted(findings.problems.map(lineOf)), sorted(problems.get(file)), `${where}: ${file}`);
            assert.deepEqual(sorted(findings.remarks.map(lineOf)), sorted(remarks.get(file)), `${where}: ${file}`);
          } else {
            const now = new Set(problems.get(file));
            for (const problem of findings.problems)
              assert.ok(now.has(lineOf(problem)), `${where}: ${lineOf(problem)}`);
          }
        }
        // Whoever became wrong by it was told before; files that the office cannot list are not its entries.
        const told = new Set(expected.map(({ file }) => file));
        for (const [file, lines] of [...problems].filter(([each]) => entryAt(each) !== undefined))
          if (lines.length > (before.get(file)?.length ?? 0))
            assert.ok(told.has(file), `${where}: ${file} ${lines.join('\n')}`);
        before = problems;
        // And every result that is kept is still right, looked at now and then.
        if (index % 3 !== 0) continue;
        for (const file of store.index.files().keys()) {
          if (locate(file) === undefined) continue;
          const findings = await check.findingsOf(file);
          assert.deepEqual(sorted(findings.problems.map(lineOf)), sorted(problems.get(file)), `${where}: ${file}`);
          assert.deepEqual(sorted(findings.remarks.map(lineOf)), sorted(remarks.get(file)), `${where}: ${file}`);
        }
      }
    } finally {
      rmSync(content, { recursive: true, force: true });
    }
  });
});
