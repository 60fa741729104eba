/** Questions about stations: what is filtered, what the finder is asked, how it is said, and which questions are none. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { wantedBy } from '../../src/domain/search/question.ts';
import { stationQuestionOf } from '../../src/domain/search/station-question.ts';
import { Synonyms } from '../../src/domain/search/synonyms.ts';
import { bitOf } from '../../src/domain/stations/record.ts';

const groups = [
  ['卫生间', '厕所'],
  ['淋浴', '洗澡', '一身臭汗'],
  ['微波炉', '加热饭菜'],
  ['无线网络', '上网'],
  ['货车停车', '停货车'],
  ['小哥驿站', '修车驿站'],
  ['货车司机之家', '司机之家'],
  ['外卖骑手', '外卖小哥'],
  ['路灯', '街灯'],
];
const synonyms = new Synonyms({ groups, readings: groups.map((words) => (words[1] === '厕所' ? ['cesuo'] : [])) });
const towns = ['清溪镇', '玉津镇', '响水镇'];
const known = new Set([...towns, ...towns.map((town) => town.slice(0, -1)), '安途']);
const stations = (query: string) =>
  stationQuestionOf(
    query,
    (text) => wantedBy(text, synonyms, known),
    towns,
    (word) => word === '安途',
  );
const filterOf = (query: string) => stations(query)?.filter;
const descriptionOf = (query: string) => stations(query)?.description;
const parameters = (...given: [name: string, value: string][]) => new URLSearchParams(given).toString();

test('a facility and a town are filtered by, asked of the finder, and said', () => {
  assert.deepEqual(stations('清溪有没有微波炉'), {
    filter: { facilities: bitOf('microwave'), town: '清溪镇' },
    parameters: parameters(['facility', 'microwave'], ['town', '清溪镇'], ['open', 'all']),
    description: '清溪镇有微波炉的',
    isCount: false,
  });
  assert.deepEqual(filterOf('清溪'), { facilities: 0, town: '清溪镇' });
  assert.equal(descriptionOf('清溪镇'), '清溪镇');
  assert.deepEqual(filterOf('cesuo'), { facilities: bitOf('toilet') });
  assert.deepEqual(filterOf('清溪驿站'), { facilities: 0, town: '清溪镇' });
});

test('several facilities are asked for together', () => {
  assert.deepEqual(stations('哪里可以洗澡上网'), {
    filter: { facilities: bitOf('shower') + bitOf('wifi') },
    parameters: parameters(['facility', 'shower'], ['facility', 'wifi'], ['open', 'all']),
    description: '有淋浴、有无线网络的',
    isCount: false,
  });
});

test('a kind of station is filtered by, asked of the finder, and said last', () => {
  assert.deepEqual(stations('清溪的司机之家'), {
    filter: { facilities: 0, kind: 'truckers-home', town: '清溪镇' },
    parameters: parameters(['kind', 'truckers-home'], ['town', '清溪镇'], ['open', 'all']),
    description: '清溪镇货车司机之家',
    isCount: false,
  });
  assert.equal(descriptionOf('有厕所的小哥驿站'), '有卫生间的小哥驿站');
});

test('the hours in which most stations are closed ask for those that are always open', () => {
  assert.deepEqual(stations('通宵开门的站'), {
    filter: { facilities: 0, isAlwaysOpen: true },
    parameters: parameters(['always', 'always'], ['open', 'all']),
    description: '全天开放的',
    isCount: false,
  });
  for (const query of ['夜里还开的驿站', '24h', '24 h', '24h厕所', '24小时', '凌晨三点开门吗']) {
    assert.equal(filterOf(query)?.isAlwaysOpen, true, query);
  }
  assert.equal(filterOf('厕所')?.isAlwaysOpen, undefined);
});

test('words on both sides of an hour make no word together', () => {
  assert.deepEqual(filterOf('路上夜里网络'), { facilities: 0, isAlwaysOpen: true });
});

test('what is said of now asks for those that are open now', () => {
  assert.deepEqual(stations('现在开着'), {
    filter: { facilities: 0, isOpenNow: true },
    parameters: 'open=now',
    description: '现在开着的',
    isCount: false,
  });
  for (const query of [
    '现在开着的厕所',
    '现在有厕所',
    '这会有厕所',
    '这会儿开门的厕所',
    '此刻还开着的厕所',
    '还开着的厕所',
  ]) {
    assert.deepEqual(filterOf(query), { facilities: bitOf('toilet'), isOpenNow: true }, query);
  }
  assert.equal(descriptionOf('晚上现在有厕所'), '有卫生间、全天开放、现在开着的');
});

test('a truck asks for a bay that takes its length, in figures or as it is spoken', () => {
  assert.deepEqual(stations('9.6米货车停哪里'), {
    filter: { facilities: bitOf('truck-parking'), truck: { length: 9.6, height: 0 } },
    parameters: parameters(['facility', 'truck-parking'], ['truck', 'for-trucks'], ['length', '9.6'], ['open', 'all']),
    description: '有货车停车、停得下 9.6 米货车的',
    isCount: false,
  });
  assert.deepEqual(filterOf('17米5的板车停哪点')?.truck, { length: 17.5, height: 0 });
  assert.deepEqual(filterOf('9.6米货车'), { facilities: 0, truck: { length: 9.6, height: 0 } });
  assert.deepEqual(filterOf('13米货车')?.truck, { length: 13, height: 0 });
});

test('a truck that is parked asks for a bay of any size, once', () => {
  assert.deepEqual(stations('停货车'), {
    filter: { facilities: bitOf('truck-parking'), truck: { length: 0, height: 0 } },
    parameters: parameters(['facility', 'truck-parking'], ['truck', 'for-trucks'], ['open', 'all']),
    description: '有货车停车的',
    isCount: false,
  });
  for (const query of [
    '哪里停大车',
    '停下大车',
    '停得下货车吗',
    '能停一下卡车吗',
    '停得下挂车',
    '停半挂',
    '半挂哪里停',
    '货车可以停的站点',
    '半挂停三天',
  ]) {
    assert.equal(filterOf(query)?.facilities, bitOf('truck-parking'), query);
  }
});

test('nearness alone asks for the nearest, and says nothing of them', () => {
  assert.deepEqual(stations('附近'), {
    filter: { facilities: 0 },
    parameters: 'open=all',
    description: '',
    isCount: false,
  });
});

test('how many stations there are is a question about them, how many of anything else is none', () => {
  assert.equal(stations('有多少个站点')?.isCount, true);
  assert.equal(stations('站点一共有多少')?.isCount, true);
  assert.equal(stations('一共几个驿站')?.isCount, true);
  assert.equal(stations('附近的厕所')?.isCount, false);
  assert.equal(stations('多少人'), undefined);
  assert.equal(stations('网站有多少人看'), undefined);
});

test('a question that asks for anything else is none about stations', () => {
  for (const query of [
    '',
    '安途电话',
    '安途洗澡',
    '清溪的路灯',
    '清溪充气泵',
    '厕所路灯',
    '外卖小哥',
    '路上好走吗',
    '广场上的厕所什么时候能建好',
  ]) {
    assert.equal(stations(query), undefined, query);
  }
});

test('three characters that say nothing are passed over beside what is asked for, four are not', () => {
  const toilet = { facilities: bitOf('toilet') };
  assert.deepEqual(filterOf('厕所 充气泵'), toilet);
  assert.equal(stations('厕所 电充气泵'), undefined);
  assert.deepEqual(filterOf('厕所 充气泵能用'), toilet, 'words at its end do not count');
  assert.deepEqual(filterOf('厕所 大站充气泵'), toilet, 'nor at its beginning');
  assert.equal(stations('厕所 车站广场'), undefined, 'within a word they do');
});

test('who complains of something does not look for a station', () => {
  for (const query of ['路灯坏了', '厕所脏', '厕所堵了', '路边厕所脏', '小哥驿站没人', '清溪投诉']) {
    assert.equal(stations(query), undefined, query);
  }
});

test('the name of a facility, a kind or a town is no complaint, whatever it has in it', () => {
  assert.deepEqual(filterOf('一身臭汗'), { facilities: bitOf('shower') });
  assert.deepEqual(filterOf('修车驿站'), { facilities: 0, kind: 'courier-post' });
  assert.deepEqual(filterOf('响水'), { facilities: 0, town: '响水镇' });
});
