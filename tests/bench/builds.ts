/** How long a build takes, cold and warm, and how long the check of the content takes. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent } from '../../src/content-check/check.ts';
import { runBuild } from '../build-command.ts';
import { writeMixedContent } from './mixed-content.ts';
import type { Row } from './run.ts';

const root = join(import.meta.dirname, '../..');
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** Builds the same site once for each name, one build after the other. Throws when one fails. */
async function timeBuilds(builds: readonly string[], environment: Record<string, string>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const build of builds) {
    const started = performance.now();
    const { status, output } = await runBuild(environment);
    if (status !== 0) throw new Error(output);
    rows.push({ build, time: seconds(started) });
  }
  return rows;
}

/** Builds the project's content in a place of its own, so that nothing of it is in the cache yet; then again. */
export async function benchmarkBuilds(): Promise<Row[]> {
  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-bench-'));
  try {
    cpSync(join(root, 'content'), join(workplace, 'content'), { recursive: true });
    const environment = {
      CONTENT_DIR: join(workplace, 'content'),
      OUT_DIR: join(workplace, 'site'),
      CACHE_DIR: join(workplace, 'cache'),
      // Share pictures are kept for all content trees; an address of its own makes them new.
      SITE_URL: `https://bench-${Date.now()}.example`,
    };
    return await timeBuilds(['cold', 'warm', 'warm again'], environment);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** Checks the project's content, and a tree of 10,000 people, clips, orders and stations; each twice, as after a change. */
export async function benchmarkContentCheck(): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (directory: string) => {
    for (const check of ['first', 'again']) {
      const started = performance.now();
      const { problems, entries } = await checkContent(directory);
      if (problems.length > 0) throw new Error('The content to be measured has mistakes.');
      rows.push({ entries: String(entries), check, time: seconds(started) });
    }
  };
  await measure(join(root, 'content'));

  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-bench-'));
  try {
    await writeMixedContent(join(root, 'content'), join(workplace, 'content'), 10_000);
    await measure(join(workplace, 'content'));
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  return rows;
}

/** Builds a tree of 10,000 people, clips, orders and stations, and again with nothing changed. */
export async function benchmarkLargeBuild(): Promise<Row[]> {
  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-bench-'));
  try {
    await writeMixedContent(join(root, 'content'), join(workplace, 'content'), 10_000);
    const environment = { CONTENT_DIR: join(workplace, 'content'), OUT_DIR: join(workplace, 'site') };
    return await timeBuilds(['first', 'nothing changed'], environment);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}
