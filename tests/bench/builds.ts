/** How long a build takes, cold and warm, and how long the check of the content takes. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent } from '../../src/content-check/check.ts';
import { runBuild } from '../build-command.ts';
import type { Row } from './run.ts';

const root = join(import.meta.dirname, '../..');
const seconds = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

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
    const rows: Row[] = [];
    for (const build of ['cold', 'warm', 'warm again']) {
      const started = performance.now();
      const { status, output } = await runBuild(environment);
      if (status !== 0) throw new Error(output);
      rows.push({ build, time: seconds(started) });
    }
    return rows;
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** Checks the project's content, and a tree of 10,000 people. */
export async function benchmarkContentCheck(): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (directory: string) => {
    const started = performance.now();
    const { problems, entries } = await checkContent(directory);
    if (problems.length > 0) throw new Error('The content to be measured has mistakes.');
    rows.push({ entries: String(entries), time: seconds(started) });
  };
  await measure(join(root, 'content'));

  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-bench-'));
  try {
    cpSync(join(root, 'content/site'), join(workplace, 'site'), { recursive: true });
    for (let number = 0; number < 10_000; number++) {
      const folder = join(workplace, `people/person-${number}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, 'index.md'),
        `---\nname: 第${number}人\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\npublication: { status: published, sample: true }\n---\n\n正文。\n`,
      );
    }
    await measure(workplace);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  return rows;
}
