/** The records in `docs/decisions`: numbered without a gap, each with a status, all of them in the index. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

const folder = join(import.meta.dirname, '../../docs/decisions');

interface Decision {
  number: number;
  title: string;
  status: string;
  date: string;
}

const records = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .sort();

/** Reads the first lines of a record. Fails where they do not have the form that the index describes. */
function decisionIn(file: string): Decision {
  const text = readFileSync(join(folder, file), 'utf8');
  const found =
    /^# (?<number>\d+)\. (?<title>.+)\n\n\*\*Status\.\*\* (?<status>Accepted|Superseded by \d+), (?<date>\d{4}-\d\d-\d\d)[.;]/.exec(
      text,
    )?.groups;
  assert.ok(found, `${file}: no title and status in the form that the index describes`);
  const { number = '', title = '', status = '', date = '' } = found;
  return { number: Number(number), title, status: status.toLowerCase(), date };
}

test('every decision has a number, which its file name begins with, and numbers have no gap', () => {
  assert.deepEqual(
    records.map((file) => file.slice(0, 5)),
    records.map((_, at) => `${String(at + 1).padStart(4, '0')}-`),
  );
  assert.deepEqual(
    records.map((file) => decisionIn(file).number),
    records.map((_, at) => at + 1),
  );
});

test('the index lists every decision with its title, status and date', () => {
  const rows = [
    ...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(
      /^\| \[(\d+)\]\(([^)]+)\) +\| (.+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm,
    ),
  ].map(([, number, file, title, status, date]) => ({ file, number: Number(number), title, status, date }));
  assert.deepEqual(
    rows,
    records.map((file) => ({ file, ...decisionIn(file) })),
  );
});

test('a decision is superseded by one that is there and came later', () => {
  for (const file of records) {
    const { number, status } = decisionIn(file);
    const by = /superseded by (\d+)/.exec(status)?.[1];
    if (by !== undefined) assert.ok(Number(by) > number && Number(by) <= records.length, file);
  }
});

/** Paths in code spans of a document that name a folder of the project, or a source file below `src` or `tests`. */
const pathsIn = (text: string) =>
  [...text.matchAll(/`([\w.-]+(?:\/[\w.[\]-]+)+\/?)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => /^(?:assets|content|deploy|docs|public|src|tests|tools)\/|\.(?:astro|css|mjs|tsx?)$/.test(path));

test('every source file that a document names is there', () => {
  const root = join(folder, '../..');
  const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];
  const named = documents.flatMap((document) =>
    pathsIn(readFileSync(join(root, document), 'utf8')).map((path) => ({ document, path })),
  );
  assert.ok(named.length > 100, `only ${String(named.length)} paths were recognised`);
  assert.deepEqual(
    named.filter(({ path }) => !existsSync(join(root, path))),
    [],
  );
});
