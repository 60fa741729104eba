/** Two versions of an entry beside each other, in the words of its form, and what comes of the choices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { compareEntry, resolveEntry } from '../../src/office/conflict.ts';
import { fieldLabel, valueInWords } from '../../src/office/field-words.ts';
import { entryAt } from '../../src/studio/writable-paths.ts';

const person = entryAt('people/li/index.md');
const station = entryAt('stations/qing-xi.yaml');
if (person === undefined || station === undefined) throw new Error('no entries');

const file = (fields: string, story: string) => Buffer.from(`---\n${fields}---\n${story}\n`);
const base = file(
  '# 已核实\nname: 李师傅\ntrade: rider\ntown: 清溪镇\nthemes: [labour]\npublication:\n  status: draft\n',
  '第一段。\n\n第二段。',
);
const ours = file(
  'name: 李师傅\ntrade: courier\ntown: 清溪镇\nthemes: [labour, duty]\npublication:\n  status: review\n',
  '第一段。\n\n第二段改。',
);
const theirs = file(
  '# 已核实\nname: 李师傅\ntrade: truck\ntown: 清溪镇\nsince: 2019\nthemes: []\npublication:\n  status: draft\n',
  '第一段改。\n\n第二段。',
);

test('what both changed is asked, what one changed is said, in the words of the form', () => {
  const compared = compareEntry(person, { base, ours, theirs });
  assert.deepEqual(compared, {
    conflicts: [{ key: '["trade"]', label: '职业', base: '外卖骑手', ours: '快递员', theirs: '货车司机' }],
    onlyOurs: [{ key: '["publication","status"]', label: '发布 › 状态', base: '草稿', ours: '审核中', theirs: '草稿' }],
    onlyTheirs: [{ key: '["since"]', label: '从业年份', base: '（空）', ours: '（空）', theirs: '2019' }],
    merged: [
      {
        key: '["themes"]',
        label: '主题',
        base: '劳动之美',
        ours: '劳动之美、担当之美',
        theirs: '（空）',
        result: '担当之美',
      },
      {
        key: '["story"]',
        label: '事迹',
        base: '第一段。\n\n第二段。',
        ours: '第一段。\n\n第二段改。',
        theirs: '第一段改。\n\n第二段。',
        result: '第一段改。\n\n第二段改。',
      },
    ],
  });
});

test('of an item of a list that stands elsewhere on each side the values are those of that item', () => {
  const honours = (items: readonly (readonly [string, number])[]) =>
    file(`honours:\n${items.map(([title, year]) => `  - title: ${title}\n    year: ${String(year)}\n`).join('')}`, '');
  const conflicts = compareEntry(person, {
    base: honours([
      ['先进个人', 2018],
      ['劳动奖章', 2020],
    ]),
    ours: honours([
      ['先进个人', 2018],
      ['劳动奖章', 2021],
    ]),
    theirs: honours([
      ['志愿之星', 2017],
      ['先进个人', 2018],
      ['劳动奖章', 2019],
    ]),
  })?.conflicts;
  assert.deepEqual(
    conflicts?.map(({ base: from, ours: own, theirs: other }) => [from, own, other]),
    [['2020', '2021', '2019']],
  );
});

test('the resolved file has both sides’ changes, the chosen values and the comments', () => {
  const text = (choice: 'ours' | 'theirs') =>
    Buffer.from(resolveEntry(person, { base, ours, theirs }, new Map([['["trade"]', choice]])) ?? []).toString();
  const [, front = '', story = ''] = /^---\n([^]*?)---\n([^]*)$/.exec(text('ours')) ?? [];
  assert.deepEqual(parse(front), {
    name: '李师傅',
    trade: 'courier',
    town: '清溪镇',
    since: 2019,
    themes: ['duty'],
    publication: { status: 'review' },
  });
  assert.match(front, /^# 已核实/);
  assert.equal(story, '第一段改。\n\n第二段改。\n');
  assert.match(text('theirs'), /trade: truck/);
});

test('a file that cannot be read is not compared', () => {
  assert.equal(compareEntry(person, { base, ours, theirs: Buffer.from('---\nname: [\n---\n') }), undefined);
  assert.equal(resolveEntry(person, { base, ours, theirs: Buffer.from('no fields') }, new Map()), undefined);
});

test('places and values are in the words of the form', () => {
  assert.equal(fieldLabel('people', ['honours', 1, 'year']), '荣誉 › 第 2 项 › 获得年份');
  assert.equal(fieldLabel('people', ['portraitFocus', 'x']).startsWith('照片的重点 › '), true);
  assert.equal(fieldLabel('people', ['story']), '事迹');
  assert.equal(fieldLabel('people', ['nothing']), 'nothing');
  assert.equal(valueInWords('people', ['themes'], ['labour', 'duty']), '劳动之美、担当之美');
  assert.equal(valueInWords('people', ['publication', 'sample'], true), '是');
  assert.equal(valueInWords('people', ['quote'], ''), '（空）');
  assert.equal(valueInWords('people', ['honours'], [{ title: '奖章', year: 2020 }]), '荣誉名称：奖章，获得年份：2020');
  assert.equal(valueInWords('stations', ['facilities', 'water'], 'yes'), '有');
});
