/** Former addresses: where they lead, and what a change makes of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOfPage, pageOfEntry } from '../../src/domain/entries/public-address.ts';
import { circularRedirects, destinationsOf, redirectsAfter } from '../../src/domain/entries/redirects.ts';

const since = '2026-05-01';
const lead = (from: string, to?: string) => ({ from, ...(to !== undefined && { to }), since });
const nothing = { moved: new Map<string, string>(), gone: [], taken: [] };

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

test('a page that moves leaves its old path, and one that is deleted leaves a path that leads nowhere', () => {
  const after = redirectsAfter([], { moved: new Map([['/a/', '/b/']]), gone: ['/c/'], taken: [] }, since);
  assert.deepEqual(after, [lead('/a/', '/b/'), lead('/c/')]);
});

test('what led to a page that is deleted leads nowhere, and everything else stays as it was', () => {
  const before = [lead('/a/', '/b/#part'), lead('/x/', '/y/'), lead('/z/')];
  assert.deepEqual(redirectsAfter(before, { ...nothing, gone: ['/b/'] }, '2026-06-01'), [
    lead('/a/'),
    lead('/x/', '/y/'),
    lead('/z/'),
    { from: '/b/', since: '2026-06-01' },
  ]);
});

test('a path that has a page again leads nowhere else, and a move back and forth leaves one redirect', () => {
  assert.deepEqual(redirectsAfter([lead('/a/', '/b/')], { ...nothing, taken: ['/a/'] }, since), []);
  const there = redirectsAfter([], { moved: new Map([['/a/', '/b/']]), gone: [], taken: ['/b/'] }, since);
  const back = redirectsAfter(there, { moved: new Map([['/b/', '/a/']]), gone: [], taken: ['/a/'] }, since);
  assert.deepEqual(back, [lead('/b/', '/a/')]);
  assert.deepEqual(redirectsAfter([lead('/a/')], { ...nothing, gone: ['/a/'] }, since), [lead('/a/')], 'once');
  const again = redirectsAfter([lead('/a/', '/x/')], { ...nothing, moved: new Map([['/a/', '/b/']]) }, since);
  assert.deepEqual(again, [lead('/a/', '/b/')]);
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
