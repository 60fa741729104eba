/** The gate and the kinds of field that schemas share. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { ordersWhere, underBase } from '../../../src/addresses.ts';
import { clipPublicationState, publicationState, type PublicationState } from '../../../src/library/publication.ts';
import { day, isRealDay, notBefore, period, whenFieldsValid, withoutBlanks } from '../../../src/schemas/field.ts';
import type { Publication } from '../../../src/schemas/publication.ts';
import { calendarDay, dayOf2026 } from './arbitraries.ts';

const optional = <Key extends string, Value>(key: Key, value: fc.Arbitrary<Value>) =>
  fc.option(value).map((each) => (each === null ? {} : { [key]: each }) as Partial<Record<Key, Value>>);

const publication = fc
  .tuple(
    fc.constantFrom('draft', 'review', 'published', 'withdrawn'),
    optional('publishOn', dayOf2026),
    optional('expireOn', dayOf2026),
    optional('sample', fc.boolean()),
    optional(
      'consent',
      fc
        .tuple(optional('withdrawnOn', dayOf2026), optional('expiresOn', dayOf2026))
        .map(([withdrawnOn, expiresOn]) => ({ on: '2025-01-01', ...withdrawnOn, ...expiresOn })),
    ),
  )
  .map(([status, ...parts]) => Object.assign({ status, source: '县委社会工作部' }, ...parts) as Publication);

const gate = { samplesShown: true, draftsShown: false };

test('what the public sees is published, begun, not ended, and with the consent of whom it shows', () => {
  fc.assert(
    fc.property(publication, dayOf2026, fc.boolean(), fc.option(dayOf2026), (entry, today, samplesShown, from) => {
      const state = publicationState(entry, { ...gate, samplesShown, today }, from ?? undefined);
      const { consent } = entry;
      const isPublic =
        entry.status === 'published' &&
        (entry.sample !== true || samplesShown) &&
        (entry.publishOn ?? today) <= today &&
        (from ?? today) <= today &&
        (entry.expireOn === undefined || entry.expireOn > today) &&
        (consent?.withdrawnOn === undefined || consent.withdrawnOn > today) &&
        (consent?.expiresOn === undefined || consent.expiresOn >= today);
      assert.equal(state.is === 'public', isPublic);
      assert.notEqual(state.is, 'preview', 'in a build there is no preview');
      if (entry.sample === true && !samplesShown) assert.equal(state.is, 'hidden');
    }),
    { numRuns: 500 },
  );
});

test('what a preview shows beyond a build is marked, and a build says of it nothing at all', () => {
  fc.assert(
    fc.property(publication, dayOf2026, (entry, today) => {
      const built = publicationState(entry, { ...gate, today });
      const seen = publicationState(entry, { ...gate, draftsShown: true, today });
      if (seen.is === 'preview') assert.deepEqual(built, { is: 'hidden' });
      else assert.deepEqual(seen, built);
    }),
    { numRuns: 300 },
  );
});

test('once a published entry is withdrawn by an end that was set, it stays withdrawn', () => {
  fc.assert(
    fc.property(publication, dayOf2026, dayOf2026, (entry, one, other) => {
      const [earlier = '', later = ''] = [one, other].sort();
      const before = publicationState(entry, { ...gate, today: earlier });
      const after = publicationState(entry, { ...gate, today: later });
      if (before.is === 'withdrawn') assert.equal(after.is, 'withdrawn');
      if (before.is === 'public') assert.ok(after.is === 'public' || after.is === 'withdrawn');
    }),
    { numRuns: 300 },
  );
});

test('a clip is seen no more than it would be alone, and not without the consent of everybody in it', () => {
  const state: fc.Arbitrary<PublicationState> = fc.constantFrom<PublicationState[]>(
    { is: 'public' },
    { is: 'hidden' },
    { is: 'preview', because: 'draft' },
    { is: 'withdrawn', because: 'withdrawn' },
    { is: 'withdrawn', because: 'expired' },
    { is: 'withdrawn', because: 'consent-ended' },
  );
  fc.assert(
    fc.property(state, fc.array(state, { maxLength: 3 }), (own, people) => {
      const clip = clipPublicationState(own, people);
      const isEnded = people.some((each) => each.is === 'withdrawn' && each.because === 'consent-ended');
      if (!isEnded) assert.deepEqual(clip, own);
      else assert.ok(clip.is === 'hidden' || clip.is === 'withdrawn');
      if (isEnded && own.is === 'public') assert.deepEqual(clip, { is: 'withdrawn', because: 'consent-ended' });
      if (own.is === 'hidden' || own.is === 'withdrawn') assert.deepEqual(clip, own);
    }),
    { numRuns: 300 },
  );
});

test('a day is real when the calendar has it, written with four, two and two digits', () => {
  const parts = fc.tuple(
    fc.integer({ min: 1, max: 2_200 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  );
  fc.assert(
    fc.property(parts, ([year, month, dayOfMonth]) => {
      const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
      const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
      const isReal = month >= 1 && dayOfMonth >= 1 && dayOfMonth <= (lengths[month - 1] ?? 0);
      assert.equal(isRealDay(text), isReal, text);
      assert.equal(day('日期').safeParse(text).success, isReal);
      assert.equal(period('时间').safeParse(text).success, isReal);
      const isMonth = month >= 1 && month <= 12;
      assert.equal(period('时间').safeParse(text.slice(0, 7)).success, isMonth);
      assert.ok(period('时间').safeParse(text.slice(0, 4)).success);
      for (const wrong of [` ${text}`, `${text} `, `${text}T00:00:00Z`, text.replaceAll('-', '/'), text.slice(1)]) {
        assert.ok(!isRealDay(wrong), wrong);
        assert.ok(!period('时间').safeParse(wrong).success, wrong);
      }
    }),
    { numRuns: 500 },
  );
});

test('a day that YAML has read as a moment is the day that was written', () => {
  fc.assert(
    fc.property(calendarDay, (date) => {
      assert.equal(day('日期').parse(new Date(`${date}T00:00:00Z`)), date);
      assert.equal(period('时间').parse(new Date(`${date}T00:00:00Z`)), date);
      assert.equal(period('时间').parse(Number(date.slice(0, 4))), date.slice(0, 4));
    }),
  );
  assert.ok(!day('日期').safeParse(new Date(NaN)).success);
});

test('a field may not be before the nearest given of the fields before it', () => {
  const entry = fc
    .tuple(optional('first', dayOf2026), optional('second', dayOf2026), optional('third', dayOf2026))
    .map((parts) => Object.assign({}, ...parts) as Record<string, string>);
  fc.assert(
    fc.property(entry, (value) => {
      const [isRight, { path, error }] = notBefore('third', 'second', 'first');
      const nearest = value['second'] ?? value['first'];
      const expected = nearest === undefined || value['third'] === undefined || value['third'] >= nearest;
      assert.equal(isRight(value), expected);
      assert.deepEqual(path, ['third']);
      if (!expected) {
        assert.equal(
          error({ input: value }),
          `不早于 ${value['second'] === undefined ? 'first' : 'second'}（${nearest}）`,
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('a rule over fields runs as soon as these are sound, whatever else is wrong', () => {
  const names = ['a', 'b', 'c'];
  fc.assert(
    fc.property(fc.subarray(names), fc.subarray(names), (over, wrong) => {
      const issues = wrong.map((name) => ({
        path: [name],
        code: 'custom' as const,
        input: undefined,
        message: '',
      }));
      const runs = whenFieldsValid(...over)({ value: {}, issues });
      assert.equal(runs, !over.some((name) => wrong.includes(name)));
      for (const value of [null, undefined, 'a', 3])
        assert.equal(whenFieldsValid(...over)({ value, issues: [] }), false);
    }),
  );
});

test('blanks are taken away everywhere, and nothing else is', () => {
  const leaf = fc.oneof(fc.constantFrom('', null, undefined), fc.string(), fc.integer(), fc.boolean(), fc.date());
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  /** The filled fields of a value as paths, in order. */
  const filled = (value: unknown, path = ''): string[] => {
    if (value === null || value === undefined || value === '') return [];
    if (value instanceof Date) return [`${path}=${String(value.getTime())}`];
    if (typeof value !== 'object') return [`${path}=${JSON.stringify(value)}`];
    return Object.entries(value).flatMap(([key, inner]) => filled(inner, `${path}/${key}`));
  };
  const hasBlank = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    (Array.isArray(value)
      ? value.some(hasBlank)
      : Object.values(value).some((inner: unknown) => {
          if (inner === null || inner === undefined || inner === '') return true;
          if (
            typeof inner === 'object' &&
            !Array.isArray(inner) &&
            !(inner instanceof Date) &&
            Object.keys(inner).length === 0
          )
            return true;
          return hasBlank(inner);
        }));
  fc.assert(
    fc.property(tree, (value) => {
      const kept = withoutBlanks(value);
      assert.deepEqual(filled(kept).sort(), filled(value).sort());
      assert.ok(!hasBlank(kept));
      assert.deepEqual(withoutBlanks(kept), kept);
    }),
    { numRuns: 300 },
  );
});

test('a choice in the address of the list of orders can be read back', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.string({ unit: 'grapheme' }), { maxKeys: 4 }),
      (choice) => {
        const url = new URL(ordersWhere(choice), 'https://www.example.gov.cn');
        assert.equal(url.pathname, '/orders/');
        assert.deepEqual(Object.fromEntries(url.searchParams), { ...choice });
      },
    ),
  );
});

test('a path under a base has the base once and no doubled slash', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 3 }), (parts) => {
      const base = `/${parts.map((part) => `${part}/`).join('')}`;
      assert.equal(underBase(base, '/people/'), `${base}people/`);
      assert.equal(underBase(base.replace(/\/$/, ''), '/people/'), `${base}people/`);
    }),
  );
});
