/** Reading many small files: one after the other with and without promises, and in batches. */
import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from './run.ts';

const count = 10_000;
const rounds = 5;
const batch = 16;
const project = join(import.meta.dirname, '../..');

/** The median of the milliseconds that `work` takes. */
async function milliseconds(work: () => void | Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

/** Reads the project's own sources again and again, from the system's cache. */
export async function benchmarkReads(): Promise<Row[]> {
  const sources = globSync('src/**/*.{ts,astro,css}', { cwd: project }).map((file) => join(project, file));
  const files = Array.from({ length: count }, (_, index) => sources[index % sources.length] ?? '');
  const measured: [way: string, milliseconds: number][] = [
    [
      'readFileSync',
      await milliseconds(() => {
        for (const file of files) readFileSync(file);
      }),
    ],
    [
      'await readFile, one after the other',
      await milliseconds(async () => {
        for (const file of files) await readFile(file);
      }),
    ],
    [
      `await readFile, ${String(batch)} at a time`,
      await milliseconds(async () => {
        for (let at = 0; at < count; at += batch)
          await Promise.all(files.slice(at, at + batch).map((file) => readFile(file)));
      }),
    ],
  ];
  return measured.map(([way, taken]) => ({ way, 'ten thousand files': `${String(Math.round(taken))} ms` }));
}
