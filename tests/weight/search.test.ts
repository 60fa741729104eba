/** What a search moves, on the project's own content: text after Brotli, the index as it lies there, pictures left out. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { openSearch } from '../search-engine.ts';
import { rootSite } from '../sites.ts';

/** For half of the first queries, and for each of them. */
const medianBudget = 130_000;
const firstBudget = 145_000;
const laterBudget = 45_000;

const queries = [
  '犍为',
  '货车司机之家',
  '玉津镇',
  '路灯',
  '派单制',
  '欧阳叶舟',
  '微波炉',
  '夜班',
  '灯',
  '志愿服务',
  '换电',
  '送菜上楼',
];

test('a first query with everything it needs, and later ones, keep within their budgets', async () => {
  const [dialog] = globSync('search/dialog.*.js', { cwd: rootSite.directory });
  assert.ok(dialog !== undefined);
  const dialogBytes = brotliCompressSync(readFileSync(join(rootSite.directory, dialog))).length;
  const weighed: Record<string, { first: number; later: number }> = {};
  for (const [index, query] of queries.entries()) {
    const { search, takeCount } = openSearch(rootSite.directory);
    const ask = async (text: string) => {
      await search.suggest(text, 6);
      await (await search.ask({ query: text, filters: {}, isNewestFirst: false })).more();
      return takeCount();
    };
    const first = (await ask(query)) + dialogBytes;
    const later = await ask(queries[(index + 5) % queries.length] ?? '');
    weighed[query] = { first, later };
    assert.ok(first <= firstBudget, `${query}: ${String(first)} bytes`);
    assert.ok(later <= laterBudget, `after ${query}: ${String(later)} bytes`);
  }
  console.table(weighed);
  const median = Object.values(weighed)
    .map(({ first }) => first)
    .sort((a, b) => a - b)[Math.floor(queries.length / 2)];
  assert.ok((median ?? Infinity) <= medianBudget, `median ${String(median)} bytes`);
});
