import assert from 'node:assert/strict';
import test from 'node:test';
import { mixedWordsOf } from '../../src/domain/search/mixed-words.ts';
import {
  blockBoundary,
  containsAll,
  excerptOf,
  folded,
  isSure,
  markedOf,
  pairsOf,
  partsOf,
  shown,
  termsOf,
  withoutExcluded,
} from '../../src/domain/search/text.ts';

const asked = (query: string) => termsOf(partsOf(query));

test('a run of Chinese characters is asked for as overlapping pairs', () => {
  assert.deepEqual(asked('犍为县'), ['犍为', '为县']);
  assert.deepEqual(asked('路灯'), ['路灯']);
  assert.deepEqual(asked('灯'), ['灯']);
});

test('a character outside the first plane is one character, and its halves make no pair', () => {
  assert.deepEqual(pairsOf('𠮷野家'), ['𠮷野', '野家']);
});

test('of a long run every second pair is asked for, and the last', () => {
  const terms = asked('送货接单跑车的路上他们还顺手办好了街坊的事');
  assert.equal(terms[0], '送货');
  assert.equal(terms.at(-1), '的事');
  assert.ok(terms.length <= 11, terms.join(' '));
});

/** The texts of a list that the index finds for a query: those with a word that begins with each term of it. */
function found(texts: readonly string[], query: string): string[] {
  return texts.filter((text) => {
    const words = [...mixedWordsOf(text), ...(text.match(/\p{Script=Han}+/gu) ?? []).flatMap(pairsOf)];
    return asked(query).every((term) => words.some((word) => word.startsWith(term)) || text.includes(term));
  });
}

test('figures and letters beside Chinese are found from the character on, however long the word is', () => {
  const texts = [
    '滨江路263号',
    '滨江路63号',
    '滨江路638号',
    '263路',
    'excel中',
    '第4天',
    '14天',
    '2026年5月',
    '2025年5月',
  ];
  assert.deepEqual(found(texts, '263号'), ['滨江路263号']);
  assert.deepEqual(found(texts, '63号'), ['滨江路263号', '滨江路63号']);
  assert.deepEqual(found(texts, '路63'), ['滨江路63号', '滨江路638号']);
  assert.deepEqual(found(texts, '路63号'), ['滨江路63号']);
  assert.deepEqual(found(texts, 'cel中'), ['excel中']);
  assert.deepEqual(found(texts, '4天'), ['第4天', '14天']);
  assert.deepEqual(found(texts, '第4天'), ['第4天']);
  assert.deepEqual(found(texts, '年5月'), ['2026年5月', '2025年5月']);
  assert.deepEqual(found(texts, '2026年5月'), ['2026年5月']);
});

test('a character beside letters or figures is asked for with them, and a word with signs as well', () => {
  assert.equal(asked('3天').length, 1);
  assert.deepEqual(asked('顺丰 e代驾').slice(0, 1), ['顺丰']);
  assert.equal(asked('顺丰 e代驾').length, 3);
  const [first, second, third, fourth, ...more] = asked('货车9.6米');
  assert.deepEqual([first, third, more], ['货车', '9.6', []]);
  assert.deepEqual(found(['货车9.6米'], '货车9.6米'), ['货车9.6米']);
  for (const word of [second, fourth]) assert.match(word ?? '', /^[а-я]+$/);
});

test('a Latin word is asked for as it stands', () => {
  assert.deepEqual(asked('WiFi'), ['wifi']);
});

test('full-width letters and capitals are folded', () => {
  assert.deepEqual(partsOf('ＡＢＣ　Wifi'), ['abc', 'wifi']);
});

test('punctuation parts a query, signs within a word do not', () => {
  assert.deepEqual(partsOf('“派单制”，路灯？'), ['派单制', '路灯']);
  assert.deepEqual(partsOf('1+N 9.6米 e-mail'), ['1+n', '9.6米', 'e-mail']);
  assert.deepEqual(partsOf('阿依·古丽'), ['阿依·古丽']);
  assert.deepEqual(partsOf('，。 ！'), []);
});

test('spaces part a query even between Chinese characters', () => {
  assert.deepEqual(partsOf('货车 淋浴'), ['货车', '淋浴']);
});

test('traditional characters of a query become simplified ones', () => {
  assert.deepEqual(partsOf('貨車 路燈', new Map(Object.entries({ 貨: '货', 車: '车', 燈: '灯' }))), ['货车', '路灯']);
});

test('texts are compared without spaces beside Chinese characters', () => {
  assert.equal(folded('犍为 县 WiFi 6 号'), '犍为县wifi 6号');
});

test('the end of one block and the beginning of the next make no word', () => {
  const text = folded(`换了路灯 ${blockBoundary} 坏了再报`);
  assert.ok(containsAll(text, ['路灯', '坏了']));
  assert.ok(!containsAll(text, ['灯坏']));
});

test('the boundary between blocks shows as a space', () => {
  assert.equal(shown(`换了路灯 ${blockBoundary} 坏了再报`), '换了路灯 坏了再报');
});

test('one or two Chinese characters, a Latin word, and one beside a character need no check', () => {
  assert.deepEqual(['灯', '路灯', 'wifi', '3天', '路63号', '路灯坏', '9.6米', 'e代驾'].map(isSure), [
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('an excerpt has the hit in its odd parts and loses no character', () => {
  const parts = excerptOf('江边的路灯坏了，路灯修好了。', ['路灯']);
  assert.deepEqual(
    parts.filter((_, index) => index % 2 === 1),
    ['路灯', '路灯'],
  );
  assert.equal(parts.join(''), '江边的路灯坏了，路灯修好了。');
});

test('an excerpt shows the place where most parts of the query stand together', () => {
  const text = `货车停在路边。${'填'.repeat(200)}货车司机可以淋浴。`;
  assert.match(excerptOf(text, ['货车', '淋浴']).join(''), /货车司机可以淋浴/);
});

test('a character with a meaning in patterns is only itself', () => {
  assert.deepEqual(excerptOf('货车头 1+N 帮带', ['1+n']), ['货车头 ', '1+N', ' 帮带']);
});

test('an excerpt is cut where the text is long, and says so', () => {
  const parts = excerptOf(`${'前'.repeat(100)}路灯${'后'.repeat(200)}`, ['路灯']);
  assert.equal(parts.length, 3);
  assert.match(parts[0] ?? '', /^…前{36}$/);
  assert.equal(parts[1], '路灯');
  assert.match(parts[2] ?? '', /^后+…$/);
});

test('a title is marked whole', () => {
  assert.deepEqual(markedOf('步道三盏路灯不亮', ['路灯']), ['步道三盏', '路灯', '不亮']);
});

test('what is typed twice is asked for once', () => {
  assert.deepEqual(partsOf('路灯 货车 路灯'), ['路灯', '货车']);
});

test('of two parts the longer is marked where both could be, and hits do not overlap', () => {
  assert.deepEqual(markedOf('路灯坏了', ['路灯', '路灯坏']), ['', '路灯坏', '了']);
  assert.deepEqual(markedOf('人人人', ['人人']), ['', '人人', '人']);
  assert.deepEqual(markedOf('路灯', []), ['路灯']);
});

test('white space beside a hit stays in the text around it', () => {
  assert.deepEqual(markedOf('接 单 员', ['单']), ['接 ', '单', ' 员']);
  assert.deepEqual(markedOf('Blue  sky', ['blue']), ['', 'Blue', '  sky']);
});

test('a hit at either end of a text needs no dots there', () => {
  assert.deepEqual(excerptOf('路灯坏了', ['路灯']), ['', '路灯', '坏了']);
  assert.deepEqual(excerptOf('修好路灯', ['路灯']), ['修好', '路灯', '']);
  assert.deepEqual(excerptOf('没有的', ['路灯']), ['没有的']);
});

test('traditional characters of a text are found by simplified ones, and shown as they were written', () => {
  const simplified = new Map(Object.entries({ 燈: '灯' }));
  assert.deepEqual(markedOf('步道路燈亮', ['路灯'], simplified), ['步道', '路燈', '亮']);
  assert.deepEqual(excerptOf('步道路燈亮', ['路灯'], simplified), ['步道', '路燈', '亮']);
});

test('a long run is asked for by every second pair from nine characters on', () => {
  const run = '一二三四五六七八九';
  assert.deepEqual(termsOf([run.slice(0, 8)]), ['一二', '二三', '三四', '四五', '五六', '六七', '七八']);
  assert.deepEqual(termsOf([run]), ['一二', '三四', '五六', '七八', '八九']);
});

test('the dot of a name and spaces at the ends of a term are not asked for', () => {
  assert.deepEqual(termsOf(['阿依·古丽']), ['阿依', '古丽']);
  assert.deepEqual(termsOf(['货车·wifi']), ['货车', 'wifi']);
});

test('white space at the beginning of a text and beside a boundary of blocks is not compared', () => {
  assert.equal(folded('  wifi'), 'wifi');
  assert.equal(folded(`wifi ${blockBoundary} usb`), `wifi${blockBoundary}usb`);
});

test('one character that stands for several letters is compared as these, and shown as it was written', () => {
  assert.equal(folded('60㎡'), '60m2');
  assert.deepEqual(markedOf('共60㎡，两层', ['60m2']), ['共', '60㎡', '，两层']);
});

test('every boundary between blocks shows as a space, beside a hit too', () => {
  const text = `换了 ${blockBoundary} 路灯${blockBoundary}坏了${blockBoundary}再报`;
  assert.equal(shown(text), '换了 路灯 坏了 再报');
  assert.deepEqual(markedOf(text, ['路灯']), ['换了 ', '路灯', ' 坏了 再报']);
});

test('a dot between names alone asks for nothing', () => {
  assert.deepEqual(partsOf('·'), []);
  assert.deepEqual(partsOf('路灯 · 货车'), ['路灯', '货车']);
});

test('dots at the ends of a term are not asked for, a dot within a Latin word is', () => {
  assert.deepEqual(termsOf(['路灯··wifi']), ['路灯', 'wifi']);
  assert.deepEqual(termsOf(['wifi··']), ['wifi']);
  assert.deepEqual(termsOf(['a·b']), ['a·b']);
});

const fill = (length: number) => '填'.repeat(length);

test('an excerpt begins 36 characters before its first hit and ends 72 after it', () => {
  assert.deepEqual(excerptOf(`${fill(200)}路灯${fill(200)}`, ['路灯']), [`…${fill(36)}`, '路灯', `${fill(70)}…`]);
});

test('in an excerpt only the hits are marked that are wholly in it', () => {
  const far = `路灯${fill(100)}`;
  assert.deepEqual(excerptOf(`${far}货车路灯${fill(100)}路灯`, ['货车', '路灯']), [
    `…${fill(36)}`,
    '货车',
    '',
    '路灯',
    `${fill(68)}…`,
  ]);
  assert.deepEqual(excerptOf(`路灯${fill(69)}路灯`, ['路灯']), ['', '路灯', `${fill(69)}路…`]);
  assert.deepEqual(excerptOf(`路灯${fill(68)}路灯${fill(9)}`, ['路灯']), ['', '路灯', fill(68), '路灯', '…']);
  // Of a hit that the beginning cuts in two, the rest is text.
  const cutInTwo = `灯路灯${fill(35)}货车${fill(48)}淋浴灯路灯${fill(99)}`;
  assert.deepEqual(excerptOf(cutInTwo, ['货车', '淋浴', '灯路灯']), [
    `…灯${fill(35)}`,
    '货车',
    fill(48),
    '淋浴',
    '',
    '灯路灯',
    `${fill(17)}…`,
  ]);
});

test('the first of equally good places is shown', () => {
  const places = `货车${fill(48)}路灯${fill(200)}货车路灯${fill(200)}路灯`;
  assert.equal(excerptOf(places, ['货车', '路灯'])[1], '货车');
  assert.equal(excerptOf(places, ['货车', '路灯'])[2], fill(48));
  const circle = `货车淋浴${fill(200)}淋浴货车淋浴`;
  assert.deepEqual(excerptOf(circle, ['货车', '淋浴']).slice(0, 3), ['', '货车', '']);
});

test('a place is better when more parts of the query begin within 72 characters of it, and what came before does not count', () => {
  const late = `货车${fill(70)}路灯${fill(200)}货车路灯`;
  assert.deepEqual(excerptOf(late, ['货车', '路灯']), [`…${fill(36)}`, '货车', '', '路灯', '']);
  const early = `货车淋浴${fill(200)}路灯${fill(90)}`;
  assert.deepEqual(excerptOf(early, ['货车', '淋浴', '路灯']).slice(0, 4), ['', '货车', '', '淋浴']);
});

test('what stands behind a minus is excluded, unless it is all that was typed; a minus alone or within a word excludes nothing', () => {
  assert.deepEqual(withoutExcluded('路灯 -井盖'), { wanted: '路灯 ', excluded: ['井盖'] });
  assert.deepEqual(withoutExcluded('路灯 －井盖 −斑马线'), { wanted: '路灯  ', excluded: ['井盖', '斑马线'] });
  assert.deepEqual(withoutExcluded('-井盖 路灯'), { wanted: ' 路灯', excluded: ['井盖'] });
  assert.deepEqual(withoutExcluded('e-mail 1-2'), { wanted: 'e-mail 1-2', excluded: [] });
  assert.deepEqual(withoutExcluded('路灯 - 井盖'), { wanted: '路灯 - 井盖', excluded: [] });
  assert.deepEqual(withoutExcluded('-井盖'), { wanted: '-井盖', excluded: [] });
  assert.deepEqual(withoutExcluded('-井盖 -路灯'), { wanted: '-井盖 -路灯', excluded: [] });
});

test('a sign between a letter and a character parts a query, at either end of it too', () => {
  assert.deepEqual(partsOf('wifi，路灯'), ['wifi', '路灯']);
  assert.deepEqual(partsOf('路灯，wifi'), ['路灯', 'wifi']);
  assert.deepEqual(partsOf('+wifi+'), ['wifi']);
});

test('a character beside a sign alone is asked for by itself', () => {
  assert.deepEqual(termsOf(['李·阿依']), ['李', '阿依']);
});

test('of a character with figures on both sides, and of figures between words, nothing is asked for twice', () => {
  assert.equal(termsOf(['路灯3号']).length, 2);
  assert.equal(termsOf(['3号5']).length, 2);
});

test('a Latin word of any length needs no check', () => {
  assert.ok(isSure('weishengjian'));
});
