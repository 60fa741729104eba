import assert from 'node:assert/strict';
import test from 'node:test';
import {
  publicationState,
  clipPublicationState,
  type GateSettings,
  type PublicationState,
} from '../../src/library/publication.ts';
import type { Publication } from '../../src/schemas/publication.ts';

const build: GateSettings = { today: '2026-05-01', samplesShown: true, draftsShown: false };
const preview: GateSettings = { ...build, draftsShown: true };
const published: Publication = { status: 'published', reviews: [] };
const consent: NonNullable<Publication['consent']> = { scope: ['name'], signedOn: '2025-01-01' };

test('a published entry is public', () => {
  assert.deepEqual(publicationState(published, build), { is: 'public' });
});

test('drafts and entries in review are hidden in a build and marked in a preview', () => {
  for (const status of ['draft', 'review'] as const) {
    assert.deepEqual(publicationState({ ...published, status }, build), { is: 'hidden' });
    assert.deepEqual(publicationState({ ...published, status }, preview), { is: 'preview', because: status });
  }
});

test('an entry is public from its first day on, and not a day earlier', () => {
  const entry = { ...published, publishOn: '2026-05-01' };
  assert.deepEqual(publicationState(entry, { ...build, today: '2026-04-30' }), { is: 'hidden' });
  assert.deepEqual(publicationState(entry, build), { is: 'public' });
  assert.deepEqual(publicationState(entry, { ...preview, today: '2026-04-30' }), { is: 'preview', because: 'not-yet' });
});

test('a feature is not public before its own first day', () => {
  assert.deepEqual(publicationState(published, build, '2026-05-02'), { is: 'hidden' });
  assert.deepEqual(publicationState(published, build, '2026-05-01'), { is: 'public' });
});

test('from its day of expiry on, the address answers that the entry is gone', () => {
  const entry = { ...published, expireOn: '2026-05-01' };
  assert.deepEqual(publicationState(entry, { ...build, today: '2026-04-30' }), { is: 'public' });
  assert.deepEqual(publicationState(entry, build), { is: 'withdrawn', because: 'expired' });
});

test('a withdrawn entry is withdrawn in a build and in a preview', () => {
  for (const gate of [build, preview]) {
    assert.deepEqual(publicationState({ ...published, status: 'withdrawn' }, gate), {
      is: 'withdrawn',
      because: 'withdrawn',
    });
  }
});

test('a consent that was taken back ends on that very day', () => {
  const entry = { ...published, consent: { ...consent, withdrawnOn: '2026-05-01' } };
  assert.deepEqual(publicationState(entry, { ...build, today: '2026-04-30' }), { is: 'public' });
  assert.deepEqual(publicationState(entry, build), { is: 'withdrawn', because: 'consent-ended' });
});

test('a consent still counts on its last day and ends on the next', () => {
  const entry = { ...published, consent: { ...consent, expiresOn: '2026-05-01' } };
  assert.deepEqual(publicationState(entry, build), { is: 'public' });
  assert.deepEqual(publicationState(entry, { ...build, today: '2026-05-02' }), {
    is: 'withdrawn',
    because: 'consent-ended',
  });
});

test('a draft whose consent has ended is not even shown in a preview', () => {
  const entry: Publication = { ...published, status: 'draft', consent: { ...consent, withdrawnOn: '2026-01-01' } };
  assert.deepEqual(publicationState(entry, preview), { is: 'hidden' });
});

test('an entry that was never public leaves no page behind when its consent ends', () => {
  const entry = { ...published, publishOn: '2026-06-01', consent: { ...consent, withdrawnOn: '2026-01-01' } };
  assert.deepEqual(publicationState(entry, build), { is: 'hidden' });
});

test('without samples a sample does not exist, whatever its status', () => {
  const gate = { ...preview, samplesShown: false };
  for (const status of ['draft', 'review', 'published', 'withdrawn'] as const) {
    assert.deepEqual(publicationState({ ...published, status, sample: true }, gate), { is: 'hidden' });
  }
});

test('a clip goes with the consent of anybody seen in it, and with nothing else', () => {
  const shown: PublicationState = { is: 'public' };
  assert.deepEqual(clipPublicationState(shown, [shown, { is: 'withdrawn', because: 'consent-ended' }]), {
    is: 'withdrawn',
    because: 'consent-ended',
  });
  assert.deepEqual(clipPublicationState(shown, [{ is: 'hidden' }, { is: 'withdrawn', because: 'withdrawn' }]), shown);
  assert.deepEqual(clipPublicationState({ is: 'hidden' }, [{ is: 'withdrawn', because: 'consent-ended' }]), {
    is: 'hidden',
  });
});
