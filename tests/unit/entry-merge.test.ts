/** Two changes of one entry: what becomes one by itself, and what a person has to decide. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedFields } from '../../src/domain/entries/changes.ts';
import { isSameValue, mergeValues, withValueAt, type FieldValue } from '../../src/domain/entries/merge.ts';

const base = {
  name: '李师傅',
  headline: '跑遍清溪的骑手',
  themes: ['labour', 'duty'],
  honours: [
    { title: '劳动奖章', year: 2020 },
    { title: '先进个人', year: 2022 },
  ],
  publication: { status: 'draft' },
  story: '第一段。\n\n第二段。\n\n第三段。',
};

test('different fields, list entries and paragraphs that two people changed are all there', () => {
  const ours = {
    ...base,
    headline: '八年跑遍清溪的骑手',
    themes: ['labour', 'duty', 'dedication'],
    honours: [{ title: '劳动奖章', year: 2021 }, base.honours[1] ?? null],
    story: '第一段。\n\n第二段改过。\n\n第三段。',
  };
  const theirs = {
    ...base,
    employer: '安途快递',
    themes: ['duty'],
    honours: [...base.honours, { title: '最美骑手', year: 2025 }],
    publication: { status: 'review' },
    story: '第一段。\n\n第二段。\n\n第三段。\n\n第四段。',
  };
  assert.deepEqual(mergeValues(base, ours, theirs), {
    value: {
      name: '李师傅',
      headline: '八年跑遍清溪的骑手',
      employer: '安途快递',
      themes: ['duty', 'dedication'],
      honours: [
        { title: '劳动奖章', year: 2021 },
        { title: '先进个人', year: 2022 },
        { title: '最美骑手', year: 2025 },
      ],
      publication: { status: 'review' },
      story: '第一段。\n\n第二段改过。\n\n第三段。\n\n第四段。',
    },
    conflicts: [],
  });
});

test('one field that both changed is a conflict with all three values, and the rest is merged', () => {
  const { value, conflicts } = mergeValues(
    base,
    { ...base, headline: '甲写的', name: '李师傅（骑手）' },
    { ...base, headline: '乙写的' },
  );
  assert.deepEqual(conflicts, [{ path: ['headline'], base: '跑遍清溪的骑手', ours: '甲写的', theirs: '乙写的' }]);
  assert.deepEqual(value, { ...base, name: '李师傅（骑手）', headline: '乙写的' });
});

test('what one took away and the other changed is a conflict', () => {
  const { headline: _gone, ...without } = base;
  assert.deepEqual(mergeValues(base, without, { ...base, headline: '乙写的' }).conflicts, [
    { path: ['headline'], base: '跑遍清溪的骑手', ours: undefined, theirs: '乙写的' },
  ]);
});

test('of one item of a list both may change different fields, and not the same one', () => {
  const honours = (first: object) => ({
    ...base,
    honours: [{ title: '劳动奖章', year: 2020, ...first }, base.honours[1] ?? null],
  });
  assert.deepEqual(
    mergeValues(base, honours({ year: 2021 }), honours({ by: '县总工会' })).value,
    honours({ year: 2021, by: '县总工会' }),
  );
  assert.deepEqual(mergeValues(base, honours({ year: 2021 }), honours({ year: 2019 })).conflicts, [
    { path: ['honours', 0, 'year'], base: 2020, ours: 2021, theirs: 2019 },
  ]);
});

test('items that both put at one place are both kept where nobody can be asked, one that is alike once', () => {
  const [one, two, three] = [{ title: '一' }, { title: '二' }, { title: '三' }];
  const merged = (base: FieldValue, ours: FieldValue, theirs: FieldValue) =>
    mergeValues(base, ours, theirs, [], { keepsBothItems: true });
  assert.deepEqual(merged([one], [one, two], [one, three]), { value: [one, three, two], conflicts: [] });
  assert.deepEqual(merged(undefined, [one, two], [one, three]), { value: [one, three, two], conflicts: [] });
  assert.deepEqual(merged({ list: [] }, { list: [two, one] }, { list: [three, two] }).conflicts, []);
});

test('items that both put at one place are a conflict of the whole list', () => {
  const plus = (title: string) => ({ ...base, honours: [...base.honours, { title, year: 2026 }] });
  assert.deepEqual(
    mergeValues(base, plus('甲'), plus('乙')).conflicts.map(({ path }) => path),
    [['honours']],
  );
});

test('paragraphs that stand beside each other may be changed by two people, one paragraph by one alone', () => {
  const merged = (ours: string, theirs: string) => mergeValues('一\n\n二', ours, theirs);
  assert.deepEqual(merged('一甲\n\n二', '一\n\n二乙'), { value: '一甲\n\n二乙', conflicts: [] });
  assert.equal(merged('一甲\n\n二', '一乙\n\n二').conflicts.length, 1);
  assert.equal(merged('一甲', '一\n\n二乙').conflicts.length, 1);
});

test('a choice is put at its place, and the order of the fields stays', () => {
  const chosen = withValueAt(base, ['publication', 'status'], 'published');
  assert.deepEqual(chosen, { ...base, publication: { status: 'published' } });
  assert.deepEqual(Object.keys(chosen as object), Object.keys(base));
  assert.deepEqual(withValueAt(base, ['honours', 0, 'year'], 2019), {
    ...base,
    honours: [{ title: '劳动奖章', year: 2019 }, base.honours[1]],
  });
  assert.deepEqual(withValueAt({ a: 1, b: 2 }, ['a'], undefined), { b: 2 });
});

test('changes are named field by field, groups are entered and lists are one', () => {
  const after = {
    ...base,
    headline: '新',
    publication: { status: 'published', publishOn: '2026-05-01' },
    themes: ['duty'],
  };
  assert.deepEqual(changedFields(base, after), [
    { path: ['headline'], before: '跑遍清溪的骑手', after: '新' },
    { path: ['themes'], before: ['labour', 'duty'], after: ['duty'] },
    { path: ['publication', 'status'], before: 'draft', after: 'published' },
    { path: ['publication', 'publishOn'], before: undefined, after: '2026-05-01' },
  ]);
  assert.deepEqual(changedFields({ a: { x: 1 } }, {}), [{ path: ['a', 'x'], before: 1, after: undefined }]);
});

test('of lists of codes what one took out is out, and what one put in stands behind its neighbour', () => {
  assert.deepEqual(mergeValues(['a', 'b'], ['b'], ['a', 'b', 'c']).value, ['b', 'c']);
  assert.deepEqual(mergeValues(['b'], ['a', 'b'], ['b', 'c']).value, ['a', 'b', 'c']);
  assert.deepEqual(mergeValues(['a', 'b'], ['a', 'x', 'b'], ['a', 'b', 'y']).value, ['a', 'x', 'b', 'y']);
  assert.deepEqual(mergeValues([1, 2], [1, 2, 3], [2]).value, [2, 3]);
  assert.deepEqual(mergeValues(undefined, ['a'], ['b']).value, ['a', 'b'], 'both began a list');
});

test('of lists of codes the order stays that one side gave them, and another order by both is decided', () => {
  assert.deepEqual(mergeValues(['a', 'b'], ['b', 'a'], ['a', 'b', 'c']), { value: ['b', 'c', 'a'], conflicts: [] });
  assert.deepEqual(mergeValues(['a', 'b'], ['a', 'b', 'c'], ['b', 'a']), { value: ['b', 'c', 'a'], conflicts: [] });
  assert.deepEqual(mergeValues(['a', 'b'], ['b'], ['b', 'a']), { value: ['b'], conflicts: [] }, 'one is out');
  const [from, ours, theirs] = [
    ['a', 'b', 'c'],
    ['b', 'a', 'c'],
    ['c', 'a', 'b'],
  ];
  assert.deepEqual(mergeValues(from, ours, theirs), {
    value: theirs,
    conflicts: [{ path: [], base: from, ours, theirs }],
  });
});

test('a list with the same value twice is one of items, not of codes', () => {
  assert.deepEqual(mergeValues(['甲', '甲'], ['甲', '甲', '乙'], ['丙', '甲', '甲']), {
    value: ['丙', '甲', '甲', '乙'],
    conflicts: [],
  });
  assert.equal(mergeValues(['甲', '甲'], ['甲', '甲', '乙'], ['甲', '甲', '丙']).conflicts.length, 1);
});

test('items are the same whatever the order of their fields, and fields without a value are none', () => {
  assert.deepEqual(
    mergeValues(
      [{ a: 1, b: [2, { c: null }] }],
      [{ b: [2, { c: null }], a: 1 }, { a: 5 }],
      [{ a: 0 }, { a: 1, b: [2, { c: null }] }],
    ).value,
    [{ a: 0 }, { a: 1, b: [2, { c: null }] }, { a: 5 }],
  );
  assert.deepEqual(mergeValues({ a: 1, b: undefined }, { a: 1 }, { a: 2 }), { value: { a: 2 }, conflicts: [] });
});

test('what both put where nothing was is merged field by field, and what both made of something else is decided', () => {
  assert.deepEqual(mergeValues(undefined, { a: 1 }, { b: 2 }), { value: { b: 2, a: 1 }, conflicts: [] });
  assert.equal(mergeValues('text', { a: 1 }, { b: 2 }).conflicts.length, 1);
  assert.equal(mergeValues(null, 1, 2).conflicts.length, 1);
  assert.equal(mergeValues('一', '二', 3).conflicts.length, 1);
});

test('the same change by both is no conflict, in lists and texts either', () => {
  assert.deepEqual(mergeValues([{ a: 1 }, { b: 1 }], [{ a: 2 }, { b: 1 }], [{ a: 2 }, { b: 2 }]), {
    value: [{ a: 2 }, { b: 2 }],
    conflicts: [],
  });
  assert.deepEqual(mergeValues('一\n\n二', '一改\n\n二', '一改\n\n二改'), { value: '一改\n\n二改', conflicts: [] });
  assert.equal(mergeValues('一\n\n二', '一\n\n三\n\n二甲', '一\n\n二乙').conflicts.length, 1);
});

test('an item without a value leaves the list, and a place that is not there is made', () => {
  assert.deepEqual(withValueAt({ list: [1, 2, 3] }, ['list', 1], undefined), { list: [1, 3] });
  assert.deepEqual(withValueAt({}, ['group', 'field'], 'x'), { group: { field: 'x' } });
  assert.deepEqual(withValueAt('text', ['field'], 'x'), { field: 'x' });
});

test('a value that became a group or none is one change', () => {
  assert.deepEqual(changedFields({ a: null }, { a: { b: 1 } }), [{ path: ['a'], before: null, after: { b: 1 } }]);
  assert.deepEqual(changedFields({ a: 1 }, { a: undefined }), [{ path: ['a'], before: 1, after: undefined }]);
  assert.deepEqual(changedFields({}, { a: { b: 1, c: undefined } }), [
    { path: ['a', 'b'], before: undefined, after: 1 },
  ]);
});

test('values are the same when what is in them is, in any order of fields and in one order of items', () => {
  assert.equal(isSameValue({ a: { b: 1, c: [1, { d: 2 }] } }, { a: { c: [1, { d: 2 }], b: 1 } }), true);
  assert.equal(isSameValue({ a: { b: 1 } }, { a: { b: 2 } }), false);
  assert.equal(isSameValue({ a: 1, b: undefined }, { a: 1 }), true, 'a field without a value is none');
  assert.equal(isSameValue({ a: 1, b: null }, { a: 1 }), false, 'an empty value is one');
  assert.equal(isSameValue([1, 2], [2, 1]), false);
  assert.equal(isSameValue([1], [1, 2]), false);
  assert.equal(isSameValue({}, []), false);
});

test('a list or a group with the same in it is no change', () => {
  const written = () => ({ themes: ['labour', 'duty'], publication: { status: 'draft' } });
  assert.deepEqual(changedFields(written(), { ...written(), name: '李师傅' }), [
    { path: ['name'], before: undefined, after: '李师傅' },
  ]);
});

test('items are known by the lists in them, whatever the order of the fields there', () => {
  const item = (...days: string[]) => ({ days });
  assert.deepEqual(
    mergeValues([item('mon'), item('tue')], [item('mon'), item('tue', 'wed')], [item('sun'), item('mon'), item('tue')]),
    { value: [item('sun'), item('mon'), item('tue', 'wed')], conflicts: [] },
  );
  assert.deepEqual(
    mergeValues(
      [{ spans: [{ from: 8, to: 12 }] }],
      [{ spans: [{ to: 12, from: 8 }] }, { spans: [] }],
      [{ title: '新' }, { spans: [{ from: 8, to: 12 }] }],
    ),
    { value: [{ title: '新' }, { spans: [{ from: 8, to: 12 }] }, { spans: [] }], conflicts: [] },
  );
});

test('an item with a field without a value is the item without that field', () => {
  assert.deepEqual(mergeValues([{ a: 1, b: undefined }], [{ a: 1 }, { a: 5 }], [{ a: 0 }, { a: 1 }]), {
    value: [{ a: 0 }, { a: 1 }, { a: 5 }],
    conflicts: [],
  });
});

test('lists of numbers are lists of codes: what both put at one place is all there', () => {
  assert.deepEqual(mergeValues([2021], [2021, 2022], [2021, 2023]), { value: [2021, 2022, 2023], conflicts: [] });
});

test('lists of items that both began, or one of them with an item twice, are decided as a whole', () => {
  const places = (from: FieldValue, ours: FieldValue, theirs: FieldValue) =>
    mergeValues({ list: from }, { list: ours }, { list: theirs }).conflicts.map(({ path }) => path);
  assert.deepEqual(places(undefined, [{ a: 1 }], [{ b: 1 }]), [['list']]);
  assert.deepEqual(places(['甲'], ['甲', '乙'], ['甲', '丙', '丙']), [['list']]);
  assert.equal(mergeValues(undefined, [{ a: 1 }], [{ b: 1 }]).conflicts[0]?.base, undefined, 'there was no list');
});

test('an item that one made two of and the other changed is a conflict of the whole list, from either side', () => {
  const [item, changed, two] = [[{ a: 1 }], [{ a: 2 }], [{ a: 3 }, { b: 1 }]];
  for (const [ours, theirs] of [
    [two, changed],
    [changed, two],
  ] as const) {
    assert.deepEqual(mergeValues(item, ours, theirs), {
      value: theirs,
      conflicts: [{ path: [], base: item, ours, theirs }],
    });
  }
});

test('the same item or paragraph put in by both is there once, beside what one alone changed', () => {
  assert.deepEqual(mergeValues([{ a: 1 }, { b: 1 }], [{ x: 1 }, { a: 1 }, { b: 2 }], [{ x: 1 }, { a: 1 }, { b: 1 }]), {
    value: [{ x: 1 }, { a: 1 }, { b: 2 }],
    conflicts: [],
  });
  assert.deepEqual(mergeValues('一\n\n二', '零\n\n一\n\n二改', '零\n\n一\n\n二'), {
    value: '零\n\n一\n\n二改',
    conflicts: [],
  });
});

test('a paragraph that one took away beside one that the other changed is decided, from either side', () => {
  const [from, shorter, changed] = ['一\n\n二\n\n三', '一甲\n\n二', '一\n\n二乙\n\n三'];
  for (const [ours, theirs] of [
    [shorter, changed],
    [changed, shorter],
  ] as const) {
    assert.deepEqual(mergeValues(from, ours, theirs), {
      value: theirs,
      conflicts: [{ path: [], base: from, ours, theirs }],
    });
  }
});

test('one paragraph that both changed differently is enough for a text to be decided', () => {
  assert.equal(mergeValues('一\n\n二', '一甲\n\n二甲', '一乙\n\n二').conflicts.length, 1);
});

test('a field that one took away and the other left is gone, not there without a value', () => {
  assert.deepEqual(mergeValues({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 2 }), { value: { b: 2 }, conflicts: [] });
});
