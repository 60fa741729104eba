/** The way from an entry to its form and back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileOfForm, formAddress } from '../../src/domain/entries/addresses.ts';
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
    '/',
  ])
    assert.equal(fileOfForm(address), undefined, address);
});
