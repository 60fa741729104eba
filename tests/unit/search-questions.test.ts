/** Questions as people type them: synonyms, what is asked for, what of stations, and where words lead. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { destinationsOf } from '../../src/domain/search/destinations.ts';
import { wantedBy } from '../../src/domain/search/question.ts';
import { stationQuestionOf } from '../../src/domain/search/station-question.ts';
import { Sounds } from '../../src/domain/search/sounds.ts';
import { Synonyms } from '../../src/domain/search/synonyms.ts';
import { withoutExcluded } from '../../src/domain/search/text.ts';
import { bitOf } from '../../src/domain/stations/record.ts';

const synonyms = new Synonyms({
  groups: [
    ['卫生间', '厕所', '洗手间'],
    ['淋浴', '洗澡'],
    ['微波炉', '加热饭菜'],
    ['外卖骑手', '外卖小哥', '小哥'],
    ['小哥驿站'],
    ['无线网络', 'WiFi'],
  ],
  readings: [
    ['weishengjian', 'cesuo', 'xishoujian'],
    ['linyu', 'xizao'],
    ['weibolu', ''],
    [],
    [],
    ['wuxianwangluo', ''],
  ],
});
const known = new Set(['清溪', '清溪镇', '安途', '电话']);
const towns = ['清溪镇', '玉津镇'];
const wanted = (query: string) => wantedBy(query, synonyms, known);
const pieces = (query: string) => wanted(query).map(({ text }) => text);
const stations = (query: string) => stationQuestionOf(query, wanted, towns);

test('a text is cut at the words of groups, the longest at each place', () => {
  assert.deepEqual(synonyms.cut('清溪的小哥驿站有厕所'), [
    { text: '清溪的' },
    { text: '小哥驿站', group: 4 },
    { text: '有' },
    { text: '厕所', group: 0 },
  ]);
  assert.deepEqual(synonyms.cut('路灯'), [{ text: '路灯' }]);
  assert.deepEqual(synonyms.groupsIn('有wifi的洗手间'), [0, 5]);
});

test('letters stand for the word that is read like them', () => {
  assert.equal(synonyms.of('cesuo'), 0);
  assert.equal(synonyms.of('wifi'), 5);
  assert.equal(synonyms.of('ce'), undefined);
});

const sounds = new Sounds({
  bo: '波 博',
  lu: '路炉 绿',
  lv: '绿',
  wei: '微为',
  jian: '犍件 健',
  qian: '犍前',
  ren: '人 任',
  li: '理李',
  xiang: '想',
});

test('characters sound alike in any of their readings, and across sounds that are hard to tell apart', () => {
  assert.equal(sounds.isAlike('博', '波'), true);
  assert.equal(sounds.isAlike('犍', '健'), true);
  assert.equal(sounds.isAlike('犍', '前'), true);
  assert.equal(sounds.isAlike('绿', '炉'), true);
  assert.equal(sounds.isAlike('微', '波'), false);
  assert.equal(sounds.isAlike('喆', '波'), false, 'nothing is known of its sound');
  assert.equal(sounds.isAlike('喆', '喆'), true);
});

test('a slip is corrected to a known word of the same sound that keeps most characters, and to none of another sound', () => {
  const known = ['微波炉', '犍为', '快递员', '犍路为'];
  assert.equal(sounds.nearest('微博炉', known), '微波炉');
  assert.equal(sounds.nearest('微博路', known), '微波炉');
  assert.equal(sounds.nearest('健为', known), '犍为');
  assert.equal(sounds.nearest('前微', known), undefined, 'not one character is the same');
  assert.equal(sounds.nearest('快递站', known), undefined, 'it sounds otherwise');
  assert.equal(sounds.nearest('微波炉', known), undefined);
});

test('corrections replace one character of three or more by those of the texts that sound like it', () => {
  assert.deepEqual([...sounds.corrections('微博炉')], ['为博炉', '微波炉', '微博路', '微博绿']);
  assert.deepEqual([...sounds.corrections('李想')], [], 'of two characters one is too little to go by');
  assert.deepEqual([...sounds.corrections('微b炉')], []);
});

test('what only makes it a question is left out, and the rest is cut at names, towns and synonyms', () => {
  assert.deepEqual(pieces('清溪有没有微波炉'), ['清溪', '微波炉']);
  assert.deepEqual(pieces('附近的厕所'), ['厕所']);
  assert.deepEqual(pieces('哪里可以洗澡'), ['洗澡']);
  assert.deepEqual(pieces('安途电话'), ['安途', '电话']);
  assert.deepEqual(pieces('外卖小哥的故事'), ['外卖小哥']);
  assert.deepEqual(pieces('路灯 厕所 路灯'), ['路灯', '厕所']);
  assert.deepEqual(pieces('在哪里'), []);
  assert.deepEqual(wanted('洗澡')[0]?.words, ['淋浴', '洗澡']);
});

test('a facility, a town, an hour, a truck and nearness make a question about stations, and their mixtures', () => {
  assert.deepEqual(stations('清溪有没有微波炉')?.filter, { facilities: bitOf('microwave'), town: '清溪镇' });
  assert.equal(
    stations('清溪有没有微波炉')?.parameters,
    new URLSearchParams({ facility: 'microwave', town: '清溪镇', open: 'all' }).toString(),
  );
  assert.equal(stations('清溪有没有微波炉')?.description, '清溪镇有微波炉的');
  assert.equal(stations('通宵开门的站')?.filter.isAlwaysOpen, true);
  assert.equal(stations('夜里还开的驿站')?.filter.isAlwaysOpen, true);
  assert.equal(stations('现在开着的厕所')?.filter.isOpenNow, true);
  assert.deepEqual(stations('9.6米货车停哪里')?.filter.truck, { length: 9.6, height: 0 });
  assert.equal(stations('小哥驿站')?.filter.kind, 'courier-post');
  assert.equal(stations('附近')?.parameters, 'open=all');
  assert.deepEqual(stations('清溪')?.filter, { facilities: 0, town: '清溪镇' });
  assert.equal(stations('清溪镇')?.description, '清溪镇');
  assert.equal(stations('cesuo')?.filter.facilities, bitOf('toilet'));
});

test('a question that asks for anything else is none about stations', () => {
  for (const query of ['安途电话', '路灯坏了', '清溪的路灯', '路边厕所脏', '外卖小哥', ''])
    assert.equal(stations(query), undefined, query);
});

test('words lead to a list by themselves and by their synonyms, and not beside others', () => {
  const all = [
    { title: '外卖骑手的故事', path: '/people/?trade=rider', words: ['外卖骑手'] },
    { title: '怎么联系我们', path: '/about/', words: ['电话'] },
  ];
  const titles = (query: string) => destinationsOf(all, query, wanted(query)).map(({ title }) => title);
  assert.deepEqual(titles('外卖小哥'), ['外卖骑手的故事']);
  assert.deepEqual(titles('电话'), ['怎么联系我们']);
  assert.deepEqual(titles('外卖小哥 厕所'), []);
  assert.deepEqual(titles('外卖小哥路灯坏了'), []);
  assert.deepEqual(titles('电话号码'), ['怎么联系我们']);
});

test('measure words between a verb and its object are left out where that makes a known word', () => {
  assert.deepEqual(pieces('洗个澡'), ['洗澡']);
  assert.deepEqual(pieces('洗一下澡'), ['洗澡']);
  assert.deepEqual(pieces('一个站台'), ['一个站台'.replace('一个', '')], '一个 is a turn');
  assert.deepEqual(pieces('路口路灯'), ['路口路灯'], '口 is no measure word there');
});

test('letters apart are read as one word, and the beginning of a reading stands for it where it is the only one', () => {
  assert.deepEqual(wanted('wei bo lu')[0]?.group, 2);
  assert.equal(synonyms.of('xishou'), 0);
  assert.equal(synonyms.of('xish'), undefined, 'four letters may begin much');
  assert.equal(synonyms.of('cèsuǒ'), 0, 'with tones');
});

test('的 parts two things, and words of a dictionary are cut where one is given', () => {
  assert.deepEqual(pieces('2026年3月的需求'), ['2026年3月', '需求']);
  const cut = (query: string) =>
    wantedBy(query, synonyms, known, undefined, (text) => text.match(/老人|看病|接送/gu) ?? [text]);
  assert.deepEqual(
    cut('老人看病接送').map(({ text }) => text),
    ['老人', '看病', '接送'],
  );
  assert.deepEqual(
    cut('清溪9米6货车').map(({ text }) => text),
    ['清溪', '9米6货车'],
    'figures are not cut',
  );
});

test('a few characters that say nothing are passed over, a complaint and a name are not', () => {
  assert.equal(stations('凌晨三点开门吗')?.filter.isAlwaysOpen, true);
  assert.equal(stations('24h')?.filter.isAlwaysOpen, true);
  assert.deepEqual(stations('17米5的板车停哪点')?.filter.truck, { length: 17.5, height: 0 });
  assert.equal(stations('货车可以停的站点')?.filter.facilities, bitOf('truck-parking'));
  assert.equal(stations('厕所脏'), undefined);
  assert.equal(
    stationQuestionOf('安途洗澡', wanted, towns, (word) => word === '安途'),
    undefined,
  );
  assert.equal(stations('广场上的厕所什么时候能建好'), undefined, 'too much of it is about something else');
});

test('how many there are is asked with 多少, 几个 and their like', () => {
  assert.equal(stations('有多少个站点')?.isCount, true);
  assert.equal(stations('一共几个驿站')?.isCount, true);
  assert.equal(stations('附近的厕所')?.isCount, false);
  assert.equal(stations('多少人'), undefined);
  assert.equal(stations('网站有多少人看'), undefined);
});

test('a piece of a word is corrected to a known word of the same sound', () => {
  assert.equal(sounds.withKnown('微博炉间', ['微波炉']), '微波炉间');
  assert.equal(sounds.withKnown('微博', ['犍为']), undefined);
});

test('what stands behind a minus is excluded; a minus alone, within a word or before everything is not', () => {
  assert.deepEqual(withoutExcluded('路灯 -井盖'), { wanted: '路灯 ', excluded: ['井盖'] });
  assert.deepEqual(withoutExcluded('路灯 －井盖 −斑马线'), { wanted: '路灯  ', excluded: ['井盖', '斑马线'] });
  assert.deepEqual(withoutExcluded('e-mail 1-2'), { wanted: 'e-mail 1-2', excluded: [] });
  assert.deepEqual(withoutExcluded('路灯 - 井盖'), { wanted: '路灯 - 井盖', excluded: [] });
  assert.deepEqual(withoutExcluded('-井盖'), { wanted: '-井盖', excluded: [] });
});
