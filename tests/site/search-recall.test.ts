/**
 * That everything on the site is found, so that another Pagefind cannot break it unseen: the pairs of characters that it
 * keeps, and how its browser side is kept from cutting queries, are documented nowhere. `npm run bench` measures the same on
 * larger texts and in a browser.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { SearchHit, SiteSearch } from '../../src/search/site-search.client.ts';
import { searchedPage } from '../../src/search/page-text.ts';
import { openSearch } from '../search-engine.ts';
import { plain, questions, type Page } from '../search-questions.ts';
import { facilities, type Facility } from '../../src/schemas/vocabulary.ts';
import { rootSite } from '../sites.ts';

const pages: Page[] = globSync('**/index.html', { cwd: rootSite.directory }).flatMap((file) => {
  const read = searchedPage(readFileSync(join(rootSite.directory, file), 'utf8'));
  const path = `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`;
  return read === undefined
    ? []
    : [{ path, title: read.title, text: plain(`${read.title}\n${read.text.replaceAll('\u2063', '\n')}`) }];
});
const { search } = openSearch(rootSite.directory);

/** Every page of results, to the end. */
async function all(query: string, of: SiteSearch = search): Promise<SearchHit[]> {
  const answer = await of.ask({ query, filters: {}, isNewestFirst: false });
  const found = await answer.more();
  while (answer.hasMore) found.push(...(await answer.more()));
  assert.equal(answer.count.pages, found.length, `${query}: the count after the last page`);
  return found;
}

test('there is something to be found', () => {
  assert.ok(pages.length > 200, `${String(pages.length)} pages`);
});

for (const sort of [
  'title, words',
  'title, any piece',
  'text, words',
  'text, any piece',
  'two words',
  'Latin word',
  'letters beside Chinese',
  'figures beside Chinese',
  'one character',
]) {
  test(`all pages that contain it are found, and no other: ${sort}`, async () => {
    const asked = questions(pages, 40).filter((question) => question.sort === sort);
    // The site's own texts have hardly any letters; the benchmark's have thousands.
    assert.ok(asked.length >= (/Latin|letters/.test(sort) ? 1 : 30), `${String(asked.length)} questions`);
    for (const { query, truth } of asked) {
      const found = (await all(query)).map(({ href }) => href);
      assert.deepEqual(found.toSorted(), [...truth].sort(), query);
    }
  });
}

test('a name that occurs nowhere finds nothing', async () => {
  const nowhere = questions(pages, 40).filter(({ sort }) => sort === 'name that is nowhere');
  assert.ok(nowhere.length >= 30);
  for (const { query } of nowhere) assert.deepEqual(await all(query), [], query);
});

test('the name of every person and every station finds its own page first', async () => {
  const named = pages.filter(({ path }) => /^\/(people|stations)\//.test(path));
  assert.ok(named.length > 40);
  for (const { title, path } of named) {
    const answer = await search.ask({ query: title, filters: {}, isNewestFirst: false });
    assert.equal((await answer.more())[0]?.href, path, title);
  }
});

test('the word of a facility lists stations that have it, and none that lacks it or of which it is not known', async () => {
  const stations = JSON.parse(readFileSync(join(rootSite.directory, 'data/stations.json'), 'utf8')) as {
    slug: string;
    facilities: Record<Facility, string>;
  }[];
  for (const [facility, word] of Object.entries(facilities) as [Facility, string][]) {
    const having = stations.filter((station) => station.facilities[facility] === 'yes').map(({ slug }) => slug);
    const listed = (await all(word)).flatMap(({ href }) => /^\/stations\/([^/]+)\/$/.exec(href)?.[1] ?? []);
    for (const id of having) assert.ok(listed.includes(id), `${word}: ${id} has it`);
    for (const id of listed.filter((each) => !having.includes(each))) {
      // The word is in its name, its address or the way in.
      const { facilities: table, ...words } = stations.find((station) => station.slug === id) ?? { facilities: {} };
      assert.ok(JSON.stringify(words).includes(word), `${word}: ${id} has ${JSON.stringify(table)}`);
    }
  }
});

test('what a page shows only where a clip cannot be played is no text of it', () => {
  for (const { path, text } of pages) assert.ok(!text.includes('放不了'), path);
});

test('a filter leaves just the pages that the count behind it promised', async () => {
  const answer = await search.ask({ query: '货车', filters: {}, isNewestFirst: false });
  await answer.more();
  const kinds = Object.entries(answer.facets.kind);
  assert.ok(kinds.length > 2);
  for (const [kind, count] of kinds) {
    const narrowed = await search.ask({ query: '货车', filters: { kind }, isNewestFirst: false });
    const found = await narrowed.more();
    while (narrowed.hasMore) found.push(...(await narrowed.more()));
    assert.equal(found.length, count, kind);
    assert.ok(found.every((page) => page.kind === kind));
    // What one would find by choosing another kind is still told.
    assert.deepEqual(narrowed.facets.kind, answer.facets.kind);
  }
});

test('no excerpt shows pinyin, a boundary of blocks or what was written for the index alone', async () => {
  for (const query of ['犍为', '货车', '路灯']) {
    for (const { excerpt } of await all(query)) {
      assert.doesNotMatch(excerpt.join(''), /\u2063|\u200B|[a-z]{12,}/, query);
    }
  }
});

test('the names hold every page that can be found, with its own address', async () => {
  const names = new Set((await search.names()).map(({ path }) => path));
  assert.deepEqual(
    pages.map(({ path }) => path).filter((path) => !names.has(path)),
    [],
  );
});
