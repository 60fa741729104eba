/** How well questions are answered: some of those that the benchmark asks. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { openSearch } from '../search-engine.ts';
import { rootSite } from '../sites.ts';
import { evaluate, shownFor } from '../questions/evaluate.ts';
import { tuned } from '../questions/tuned.ts';
import { setAside } from '../questions/set-aside.ts';

test('of forty questions of visitors, drivers and editors few are answered badly, and none by nothing', async () => {
  const asked = [...tuned.filter((_, index) => index % 20 === 0), ...setAside.filter((_, index) => index % 5 === 0)];
  assert.equal(asked.length, 40);
  const { search } = openSearch(rootSite.directory);
  const found = await evaluate(rootSite.directory, asked, (query) => shownFor(search, query));
  const worst = found.worst.map(({ query, ndcg }) => `${query} ${ndcg.toFixed(2)}`).join(', ');
  assert.ok(found.ndcg >= 0.85, `nDCG@5 ${found.ndcg.toFixed(3)}: ${worst}`);
  assert.ok(found.firstIsRight >= 0.8, `first right ${String(found.firstIsRight)}: ${worst}`);
  assert.equal(found.withoutAnswer, 0, worst);
});
