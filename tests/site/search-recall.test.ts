/**
 * That everything on the site is found, so that another Pagefind cannot break it unseen: the pairs of characters that it
 * keeps, and how its browser side is kept from cutting queries, are documented nowhere. `npm run bench` measures the same on
 * larger texts and in a browser.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { firstAnswer } from '../../src/components/search/first-answer.client.ts';
import { pageKinds, unpackNames, type PackedNames } from '../../src/domain/search/names-file.ts';
import type { SearchHit } from '../../src/search/search-answer.client.ts';
import type { SiteSearch } from '../../src/search/site-search.client.ts';
import { searchedPage } from '../../src/search/page-text.ts';
import { openSearch } from '../search-engine.ts';
import { formsOf, plain, questions, type Page } from '../search-questions.ts';
import { facilities, type Facility } from '../../src/schemas/vocabulary.ts';
import { rootSite } from '../sites.ts';

const { groups } = JSON.parse(readFileSync(join(rootSite.directory, 'search/synonyms.json'), 'utf8')) as {
  groups: string[][];
};
const synonyms = groups.map((words) => words.map(plain));
const pages: Page[] = globSync('**/index.html', { cwd: rootSite.directory }).flatMap((file) => {
  const read = searchedPage(readFileSync(join(rootSite.directory, file), 'utf8'));
  const path = `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`;
  return read === undefined
    ? []
    : [
        {
          path,
          title: read.title,
          ...formsOf(`${read.title}\n${read.text.replaceAll('\u2063', '\n')}`),
          label: pageKinds[read.kind],
        },
      ];
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
    const asked = questions(pages, 40, synonyms).filter((question) => question.sort === sort);
    // The site's own texts have hardly any letters; the benchmark's have thousands.
    assert.ok(asked.length >= (/Latin|letters/.test(sort) ? 1 : 30), `${String(asked.length)} questions`);
    for (const { query, truth } of asked) {
      const found = (await all(query)).map(({ href }) => href);
      assert.deepEqual(found.toSorted(), [...truth].sort(), query);
    }
  });
}

test('a name that occurs nowhere finds nothing', async () => {
  const nowhere = questions(pages, 40, synonyms).filter(({ sort }) => sort === 'name that is nowhere');
  assert.ok(nowhere.length >= 30);
  for (const { query } of nowhere) {
    assert.deepEqual(await all(query), [], query);
    // Neither a word that sounds like it nor a page that is near it.
    const { hits, respelled } = await firstAnswer(search, { query, filters: {}, isNewestFirst: false });
    assert.deepEqual([hits, respelled], [[], undefined], query);
  }
});

test('a word behind a minus is left out where few pages have the others, too', async () => {
  const question = { query: '煤气 -软管', filters: {}, isNewestFirst: false };
  const { hits } = await firstAnswer(search, question);
  const truth = pages.filter(({ text }) => text.includes('煤气') && !text.includes('软管')).map(({ path }) => path);
  assert.deepEqual(hits.map(({ href }) => href).toSorted(), truth.sort());
});

test('the name of every person and every station finds its own page first', async () => {
  const named = pages.filter(({ path }) => /^\/(people|stations)\//.test(path));
  assert.ok(named.length > 40);
  for (const { title, path } of named) {
    const answer = await search.ask({ query: title, filters: {}, isNewestFirst: false });
    assert.equal((await answer.more())[0]?.href, path, title);
  }
});

test('every word of every group finds the same pages, and the very word comes first', async () => {
  for (const words of synonyms) {
    const texts = pages.filter(({ text, label }) => words.some((word) => text.includes(word) || label === word));
    for (const word of words) {
      const found = await all(word);
      assert.deepEqual(found.map(({ href }) => href).toSorted(), texts.map(({ path }) => path).sort(), word);
    }
  }
});

test('a word behind a minus leaves out the pages that have it, and the counts of filters with them', async () => {
  for (const [wanted, excluded] of [
    ['路灯', '井盖'],
    ['货车', '停车'],
    ['驿站', '充电'],
    ['快递', '快递员'],
  ] as const) {
    const any = synonyms.find((words) => words.includes(wanted)) ?? [wanted];
    const truth = pages
      .filter(({ text }) => any.some((word) => text.includes(word)) && !text.includes(excluded))
      .map(({ path }) => path);
    const found = await all(`${wanted} -${excluded}`);
    assert.deepEqual(found.map(({ href }) => href).toSorted(), truth.sort(), `${wanted} -${excluded}`);
    const answer = await search.ask({ query: `${wanted} -${excluded}`, filters: {}, isNewestFirst: false });
    while (answer.hasMore) await answer.more();
    assert.deepEqual(
      Object.values(answer.facets.kind).reduce((sum, count) => sum + count, 0),
      truth.length,
      `${wanted} -${excluded}`,
    );
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
      const group = synonyms.find((each) => each.includes(word)) ?? [word];
      const own = plain(JSON.stringify(words));
      assert.ok(
        group.some((each) => own.includes(each)),
        `${word}: ${id} has ${JSON.stringify(table)}`,
      );
    }
  }
});

test('what a page shows only where a clip cannot be played is no text of it', () => {
  for (const { path, text } of pages) assert.ok(!text.includes('放不了'), path);
});

test('what is only the date of a page or the address of its picture is no hit, and counts say so at once', async () => {
  for (const query of ['order', 'station', 'person', 'webp', '1', '05', '2026']) {
    const answer = await search.ask({ query, filters: {}, isNewestFirst: false });
    const { pages: announced, isExact } = answer.count;
    const found = await answer.more();
    while (answer.hasMore) found.push(...(await answer.more()));
    if (isExact) assert.equal(announced, found.length, query);
  }
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

test('the names hold every page that can be found, with its own address', () => {
  const packed = JSON.parse(readFileSync(join(rootSite.directory, 'search/names.json'), 'utf8')) as PackedNames;
  const names = new Set(unpackNames(packed).map(({ path }) => path));
  assert.deepEqual(
    pages.map(({ path }) => path).filter((path) => !names.has(path)),
    [],
  );
});
