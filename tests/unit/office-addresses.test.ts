/** The way from an entry to its form and back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deletedAddress,
  fileOfForm,
  formAddress,
  refusedAddress,
  versionsAddress,
} from '../../src/domain/entries/addresses.ts';
import { entryAt } from '../../src/studio/writable-paths.ts';

test('every entry has a form, whose address leads back to its file', () => {
  for (const [file, address] of [
    ['people/li-mei/index.md', '/keystatic/collection/people/item/li-mei'],
    ['stations/qing-xi.yaml', '/keystatic/collection/stations/item/qing-xi'],
    ['orders/2026/lu-deng.yaml', '/keystatic/collection/orders/item/2026%2Flu-deng'],
    ['pages/about.md', '/keystatic/collection/pages/item/about'],
    ['media/qing-xi.json', '/keystatic/collection/media/item/qing-xi'],
    ['site/holidays/2027.yaml', '/keystatic/collection/holidays/item/2027'],
    ['site/settings.yaml', '/keystatic/singleton/settings'],
  ] as const) {
    const entry = entryAt(file);
    assert.ok(entry, file);
    assert.equal(formAddress(entry), address);
    assert.equal(fileOfForm(address), file);
  }
});

test('lists, new entries and pages that are none have no file', () => {
  for (const address of [
    '/keystatic',
    '/keystatic/collection/people',
    '/keystatic/collection/people/create',
    '/keystatic/collection/none/item/x',
    '/keystatic/singleton/people',
    '/help/keystatic/collection/people/item/li-mei',
    '/keystatic/collection/people/item/%',
    '/',
  ])
    assert.equal(fileOfForm(address), undefined, address);
});

test('what stands in an address is a name, whatever it means to a replacement', () => {
  assert.equal(fileOfForm('/keystatic/collection/stations/item/%24%26'), 'stations/$&.yaml');
});

test('the page with what was deleted needs no words about which', () => {
  assert.equal(deletedAddress, '/office/deleted/');
});

test('the pages of versions and of a refused save are told in their address which one is meant', () => {
  const versions = new URL(versionsAddress('orders/2026/lu-deng.yaml'), 'http://localhost');
  assert.equal(versions.pathname, '/office/versions/');
  assert.deepEqual([...versions.searchParams], [['file', 'orders/2026/lu-deng.yaml']]);
  const refused = new URL(refusedAddress('a1b2c3'), 'http://localhost');
  assert.equal(refused.pathname, '/office/refused/');
  assert.deepEqual([...refused.searchParams], [['id', 'a1b2c3']]);
});

test('whatever stands in a name stays in the address of the versions', () => {
  const file = 'people/a&b=c#d/index.md';
  assert.equal(new URL(versionsAddress(file), 'http://localhost').searchParams.get('file'), file);
});
