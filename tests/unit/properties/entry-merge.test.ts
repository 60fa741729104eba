/** Rules that every merging keeps, whatever the entries. */
import { test } from 'node:test';
import fc from 'fast-check';
import { isSameValue, mergeValues, withValueAt, type FieldValue } from '../../../src/domain/entries/merge.ts';

const text = fc.constantFrom('甲', '乙', '丙', '一段。\n\n二段。', '一段。\n\n三段。');
const item = fc.record({ title: text, year: fc.integer({ min: 2020, max: 2023 }) }, { requiredKeys: [] });
const entry: fc.Arbitrary<Record<string, FieldValue>> = fc.record(
  {
    name: text,
    codes: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
    items: fc.array(item, { maxLength: 3 }),
    group: fc.record({ status: text, on: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

test('whoever changed nothing takes what the other wrote', () => {
  fc.assert(
    fc.property(entry, entry, (base, changed) => {
      const [first, second] = [mergeValues(base, base, changed), mergeValues(base, changed, base)];
      return [first, second].every(({ value, conflicts }) => conflicts.length === 0 && isSameValue(value, changed));
    }),
  );
});

test('two who wrote the same agree', () => {
  fc.assert(
    fc.property(entry, entry, (base, changed) => {
      const { value, conflicts } = mergeValues(base, changed, changed);
      return conflicts.length === 0 && isSameValue(value, changed);
    }),
  );
});

test('the places of conflicts are the same from either side', () => {
  const places = (base: FieldValue, ours: FieldValue, theirs: FieldValue) =>
    mergeValues(base, ours, theirs)
      .conflicts.map(({ path }) => path.join('.'))
      .sort()
      .join();
  fc.assert(fc.property(entry, entry, entry, (base, a, b) => places(base, a, b) === places(base, b, a)));
});

test('a field that one side alone changed has what that side wrote', () => {
  fc.assert(
    fc.property(entry, entry, entry, (base, ours, theirs) => {
      const { value } = mergeValues(base, ours, theirs);
      const merged = value as Record<string, FieldValue>;
      return ['name', 'codes', 'items', 'group'].every((key) => {
        if (isSameValue(base[key], ours[key])) return isSameValue(merged[key], theirs[key]);
        return !isSameValue(base[key], theirs[key]) || isSameValue(merged[key], ours[key]);
      });
    }),
  );
});

test('with our choice at every conflict nothing of ours is missing in texts, numbers and groups', () => {
  fc.assert(
    fc.property(entry, entry, entry, (base, ours, theirs) => {
      const { value, conflicts } = mergeValues(base, ours, theirs);
      const chosen = conflicts.reduce<FieldValue>((whole, { path, ours: own }) => withValueAt(whole, path, own), value);
      const merged = chosen as Record<string, FieldValue>;
      const isKept = (key: string) => isSameValue(base[key], ours[key]) || isSameValue(merged[key], ours[key]);
      const isMulti = [base, ours, theirs].some(({ name }) => typeof name === 'string' && name.includes('\n'));
      return isMulti || isKept('name');
    }),
  );
});
