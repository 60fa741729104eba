/** Former addresses: where they lead, and what a change makes of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOfPage, pageOfEntry } from '../../src/domain/entries/public-address.ts';
import {
  circularRedirects,
  destinationsOf,
  mergeRedirects,
  redirectsAfter,
} from '../../src/domain/entries/redirects.ts';

const since = '2026-05-01';
const lead = (from: string, to?: string) => ({ from, ...(to !== undefined && { to }), since });

test('an address leads to where its page is after all its moves', () => {
  const destinations = destinationsOf([lead('/a/', '/b/'), lead('/b/', '/c/?x=1#y'), lead('/z/', '/a/#part')]);
  assert.deepEqual(
    [...destinations],
    [
      ['/a/', '/c/?x=1#y'],
      ['/b/', '/c/?x=1#y'],
      ['/z/', '/c/?x=1#y'],
    ],
  );
});

test('an address whose page moved and was deleted afterwards leads nowhere', () => {
  assert.deepEqual([...destinationsOf([lead('/a/', '/b/'), lead('/b/')]).values()], [undefined, undefined]);
});

test('a circle leads nowhere, and what is on it is named', () => {
  const circle = [
    lead('/in/', '/a/'),
    lead('/a/', '/b/'),
    lead('/b/', '/a/#x'),
    lead('/c/', '/c/'),
    lead('/d/', '/e/'),
  ];
  assert.deepEqual([...destinationsOf(circle).values()], [undefined, undefined, undefined, undefined, '/e/']);
  assert.deepEqual(circularRedirects(circle), [1, 2, 3]);
  assert.deepEqual(circularRedirects([lead('/a/'), lead('/b/', '/a/')]), []);
});

/** A change of which the public knew every path. */
const change = (
  moved: Readonly<Record<string, string>>,
  gone: readonly string[] = [],
  taken: readonly string[] = [],
) => ({
  moved: new Map(Object.entries(moved)),
  gone,
  taken,
  known: new Set([...Object.keys(moved), ...gone]),
});

test('a page that moves leaves its old path, and one that is deleted leaves a path that leads nowhere', () => {
  assert.deepEqual(redirectsAfter([], change({ '/a/': '/b/' }, ['/c/']), since), [lead('/a/', '/b/'), lead('/c/')]);
});

test('what led to a page that is deleted leads nowhere, and everything else stays as it was', () => {
  const before = [lead('/a/', '/b/#part'), lead('/x/', '/y/'), lead('/z/')];
  assert.deepEqual(redirectsAfter(before, change({}, ['/b/']), '2026-06-01'), [
    lead('/a/'),
    lead('/x/', '/y/'),
    lead('/z/'),
    { from: '/b/', since: '2026-06-01' },
  ]);
});

test('what led to a page that moves leads to where it is now, with what stands behind the path', () => {
  assert.deepEqual(redirectsAfter([lead('/a/', '/b/?x=1#part')], change({ '/b/': '/c/' }), since), [
    lead('/a/', '/c/?x=1#part'),
    lead('/b/', '/c/'),
  ]);
});

test('a page that the public did not know leaves nothing, and what led to it follows it', () => {
  const unknown = { ...change({ '/b/': '/c/' }, ['/d/']), known: new Set<string>() };
  assert.deepEqual(redirectsAfter([lead('/a/', '/b/'), lead('/x/', '/d/')], unknown, since), [
    lead('/a/', '/c/'),
    lead('/x/'),
  ]);
});

test('a path that has a page again leads nowhere else, and a move back and forth leaves one redirect', () => {
  assert.deepEqual(redirectsAfter([lead('/a/', '/b/')], change({}, [], ['/a/']), since), []);
  const there = redirectsAfter([], change({ '/a/': '/b/' }), since);
  assert.deepEqual(redirectsAfter(there, change({ '/b/': '/a/' }), since), [lead('/b/', '/a/')]);
  assert.deepEqual(redirectsAfter([lead('/a/')], change({}, ['/a/']), since), [lead('/a/')], 'once');
  assert.deepEqual(redirectsAfter([lead('/a/', '/x/')], change({ '/a/': '/b/' }), since), [lead('/a/', '/b/')]);
});

test('whoever arrives at a page that is shown goes no further', () => {
  const redirects = [lead('/a/', '/b/'), lead('/b/')];
  assert.equal(destinationsOf(redirects).get('/a/'), undefined);
  assert.equal(destinationsOf(redirects, (path) => path === '/b/').get('/a/'), '/b/');
});

test('an entry has a page of its own or none, and the page names the entry', () => {
  assert.equal(pageOfEntry({ kind: 'people', slug: 'li-mei' }), '/people/li-mei/');
  assert.equal(pageOfEntry({ kind: 'teams', slug: 'xian-feng' }), undefined, 'a place on a page');
  assert.equal(pageOfEntry({ kind: 'settings', slug: 'settings' }), undefined);
  for (const kind of ['people', 'videos', 'stations', 'orders', 'indicators', 'features', 'pages'] as const)
    assert.deepEqual(entryOfPage(pageOfEntry({ kind, slug: 'li-mei' }) ?? ''), { kind, slug: 'li-mei' });
});

test('a page of the site’s own is that of no entry', () => {
  for (const path of [
    '/',
    '/people/',
    '/videos/feed/',
    '/about/accessibility/',
    '/stations/qing-xi/poster/',
    '/people/li',
  ])
    assert.equal(entryOfPage(path), undefined, path);
  assert.deepEqual(entryOfPage('/about/'), { kind: 'pages', slug: 'about' });
});

test('of redirects that two sides changed each former address is there once, as the one that changed it has it', () => {
  const base = [lead('/a/', '/b/'), lead('/c/', '/d/')];
  assert.deepEqual(mergeRedirects(base, base, [lead('/c/'), lead('/a/', '/b/')]), [lead('/c/'), lead('/a/', '/b/')]);
  assert.deepEqual(mergeRedirects(base, [lead('/e/'), ...base], base), [lead('/e/'), ...base], 'in its order');
  assert.deepEqual(mergeRedirects(base, [...base, lead('/e/')], [...base, lead('/f/', '/g/')]), [
    ...base,
    lead('/e/'),
    lead('/f/', '/g/'),
  ]);
  assert.deepEqual(mergeRedirects(base, [lead('/a/', '/x/'), lead('/c/', '/d/')], [lead('/a/', '/b/'), lead('/c/')]), [
    lead('/a/', '/x/'),
    lead('/c/'),
  ]);
});

test('of a former address that both changed nothing leads on that one side took away', () => {
  const base = [lead('/a/', '/b/')];
  const [on, elsewhere, gone] = [[lead('/a/', '/c/')], [lead('/a/', '/d/')], [lead('/a/')]];
  assert.deepEqual(mergeRedirects(base, on, elsewhere), on, 'ours');
  assert.deepEqual(mergeRedirects(base, on, gone), gone);
  assert.deepEqual(mergeRedirects(base, gone, on), gone);
  assert.deepEqual(mergeRedirects(base, [], on), [], 'it has a page again');
  assert.deepEqual(mergeRedirects([], on, elsewhere), on);
});
