/** Which of two values stays when two offices changed one field: of what is about publication, what shows less. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lessShown } from '../../src/domain/entries/less-shown.ts';

const at = (field: string) => ['publication', ...field.split('.')];

const examples: readonly (readonly [
  field: string,
  a: string | undefined,
  b: string | undefined,
  stays: string | undefined,
])[] = [
  ['status', 'published', 'withdrawn', 'withdrawn'],
  ['status', 'published', 'review', 'review'],
  ['status', 'review', 'draft', 'draft'],
  ['status', 'draft', 'withdrawn', 'withdrawn'],
  // Public later, or no longer public earlier.
  ['publishOn', '2026-05-01', '2026-07-01', '2026-07-01'],
  ['publishOn', undefined, '2026-07-01', '2026-07-01'],
  ['expireOn', '2026-05-01', '2026-07-01', '2026-05-01'],
  ['expireOn', undefined, '2026-07-01', '2026-07-01'],
  ['consent.expiresOn', '2026-05-01', '2027-05-01', '2026-05-01'],
  ['consent.expiresOn', undefined, '2027-05-01', '2027-05-01'],
  ['consent.withdrawnOn', undefined, '2026-05-01', '2026-05-01'],
  ['consent.withdrawnOn', '2026-05-01', '2026-04-01', '2026-04-01'],
];

for (const [field, a, b, stays] of examples) {
  test(`of ${field}: ${String(a)} and ${String(b)} it is ${String(stays)}, whoever wrote which`, () => {
    assert.equal(lessShown(at(field), a, b), stays);
    assert.equal(lessShown(at(field), b, a), stays);
  });
}

test('of every other field ours stays', () => {
  for (const path of [
    ['quote'],
    ['publication', 'sample'],
    ['publication', 'reviews', 0, 'by'],
    ['status'],
    ['honours', 0],
  ])
    assert.equal(lessShown(path, 'ours', 'theirs'), 'ours');
});

test('a consent that ends stays against none, and against one that does not end', () => {
  const [ended, endless] = [{ signedOn: '2026-01-01', withdrawnOn: '2026-03-01' }, { signedOn: '2026-01-01' }];
  for (const other of [undefined, endless]) {
    assert.equal(lessShown(at('consent'), ended, other), ended);
    assert.equal(lessShown(at('consent'), other, ended), ended);
  }
});

test('two consents that were both written anew: ours stays', () => {
  assert.deepEqual(lessShown(at('consent'), { signedOn: '2026-01-01' }, { signedOn: '2026-02-01' }), {
    signedOn: '2026-01-01',
  });
});

test('whichever office merges, the same stays', () => {
  const day = fc.option(fc.constantFrom('2026-01-01', '2026-05-01', '2027-01-01'), { nil: undefined });
  fc.assert(
    fc.property(
      fc.constantFrom('publishOn', 'expireOn', 'consent.expiresOn', 'consent.withdrawnOn'),
      day,
      day,
      (field, a, b) => {
        assert.equal(lessShown(at(field), a, b), lessShown(at(field), b, a));
      },
    ),
  );
});
