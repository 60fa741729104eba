/** What is found among the names and in which order; what is guessed when nothing is found. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { packNames, unpackNames, type PageKind } from '../../src/domain/search/names-file.ts';
import { findNames, nameSearch } from '../../src/domain/search/names.ts';
import { surnameReadingOf, syllablesOf } from '../../src/domain/text/pinyin.ts';

/** Titles with their kinds. The kinds of good hits are those that are shown late, so that their order decides nothing. */
const namesOf = (...pages: readonly (readonly [kind: PageKind, title: string])[]) =>
  unpackNames(
    packNames(
      pages.map(([kind, title], index) => ({ kind, title, path: `/x/${String(index)}/`, isSample: false })),
      ({ title }) => syllablesOf(title, 'words'),
    ),
  );
const orders = (...titles: string[]) => namesOf(...titles.map((title) => ['order', title] as const));
const found = (names: ReturnType<typeof namesOf>, query: string, most?: number) => {
  const { names: hits, isGuess } = findNames(names, query, most);
  assert.ok(!isGuess, `${query} is only guessed`);
  return hits.map(({ title }) => title);
};
const guessed = (names: ReturnType<typeof namesOf>, query: string, most?: number) => {
  const { names: near, isGuess } = findNames(names, query, most);
  assert.ok(isGuess, `${query} is said to fit`);
  return near.map(({ title }) => title);
};

test('characters: the whole title, its beginning, within it, and last its words apart', () => {
  const names = namesOf(
    ['page', '职工之家'],
    ['indicator', '职工之家数'],
    ['order', '建职工之家'],
    ['person', '之家的职工'],
  );
  assert.deepEqual(found(names, '职工 之家'), ['职工之家', '职工之家数', '建职工之家', '之家的职工']);
});

test('letters: whole pinyin or initials, then begun, then later in the title', () => {
  const names = namesOf(
    ['page', '歌'],
    ['page', '广恩'],
    ['indicator', '歌声'],
    ['order', '广恩桥'],
    ['team', '大歌'],
    ['person', '小广恩'],
  );
  assert.deepEqual(found(names, 'ge'), ['歌', '广恩', '歌声', '广恩桥', '大歌', '小广恩']);
  assert.deepEqual(found(namesOf(['page', '歌声'], ['person', '歌声队']), 'gesheng'), ['歌声', '歌声队']);
});

test('at equal rank the kind decides, then the shorter title, then the order of the site', () => {
  const names = namesOf(
    ['page', '路灯'],
    ['person', '路灯下的李师傅'],
    ['order', '路灯乙'],
    ['order', '路灯甲'],
    ['order', '路灯不亮'],
  );
  assert.deepEqual(found(names, '路'), ['路灯下的李师傅', '路灯乙', '路灯甲', '路灯不亮', '路灯']);
});

test('a mixture of syllables and initials is found only when no title is read out so', () => {
  assert.deepEqual(found(orders('李师傅', '李四海'), 'lish'), ['李师傅']);
  assert.deepEqual(found(orders('李师', '李师傅'), 'lishifu'), ['李师傅']);
  assert.deepEqual(found(orders('李四海', '王二'), 'lish'), ['李四海']);
});

test('mixtures at the beginning of a title come before those within, and these by kind', () => {
  const names = namesOf(['page', '李师傅'], ['order', '小李师傅'], ['person', '老小李师傅']);
  assert.deepEqual(found(names, 'lishf'), ['李师傅', '老小李师傅', '小李师傅']);
  assert.deepEqual(found(names, 'lishf', 1), ['李师傅']);
});

test('beside figures, initials and syllables may be mixed at once', () => {
  assert.deepEqual(found(orders('3楼书画', '3楼书店'), '3lsh'), ['3楼书画', '3楼书店']);
  assert.deepEqual(found(orders('楼书画3', '楼书3'), 'lsh3'), ['楼书3', '楼书画3']);
});

test('signs in a query and in a title make no difference, figures do', () => {
  const names = orders('1+N 工作法', '9.6米货车', '13米货车');
  assert.deepEqual(found(names, '1+n'), ['1+N 工作法']);
  assert.deepEqual(found(names, '1n'), ['1+N 工作法']);
  assert.deepEqual(found(names, '9.6米'), ['9.6米货车']);
  assert.deepEqual(guessed(names, '米 1+n'), []);
});

test('ü may be typed, and is v', () => {
  assert.deepEqual(found(orders('女律师', '男理事'), 'nülüshi'), ['女律师']);
});

test('of letters that sound alike to many, all may be confused in one word', () => {
  assert.deepEqual(guessed(orders('冷清'), 'lenqin'), ['冷清']);
  assert.deepEqual(guessed(orders('李磊'), 'ninei'), ['李磊']);
  assert.deepEqual(guessed(orders('夫妇'), 'huhu'), ['夫妇']);
  assert.deepEqual(guessed(orders('女律师'), 'nulusi'), ['女律师']);
  assert.deepEqual(guessed(orders('人人'), 'nenen'), ['人人']);
});

test('a long name is guessed when every one of its syllables is typed as it sounds', () => {
  assert.deepEqual(guessed(orders('长征双城'), 'canzensuancen'), ['长征双城']);
});

test('one letter may be wrong, missing, too many or in the wrong place, in words of at least four', () => {
  for (const query of ['dapao', 'dabai', 'dabo', 'daboao', 'dabaox', 'daboa', 'adbao']) {
    assert.deepEqual(guessed(orders('打包'), query), ['打包'], query);
  }
  for (const query of ['dapio', 'daboaox', 'dxx', 'dax', 'baoda', 'dabaoxx']) {
    assert.deepEqual(guessed(orders('打包'), query), [], query);
  }
  assert.deepEqual(guessed(orders('天鹅'), 'tine'), ['天鹅']);
});

test('two letters are too few for a guess, three are enough for what sounds alike', () => {
  assert.deepEqual(guessed(orders('女律师'), 'lu'), []);
  assert.deepEqual(guessed(orders('安宁'), 'ang'), ['安宁']);
});

test('a slip in letters beside a figure is not guessed', () => {
  assert.deepEqual(guessed(orders('3楼书店'), '3loshudian'), []);
  assert.deepEqual(guessed(orders('书店3楼'), 'shudan3'), []);
});

test('what sounds alike comes before what is one letter off, and the beginning of a title before the rest', () => {
  const names = namesOf(['page', '张三'], ['order', '小张三'], ['station', '汤三'], ['person', '小汤三']);
  assert.deepEqual(guessed(names, 'zangsan'), ['张三', '小张三', '汤三', '小汤三']);
});

test('the best place in a title counts, wherever it stands', () => {
  const names = namesOf(['page', '汤三和张三'], ['order', '张三和汤三'], ['person', '汤三']);
  assert.deepEqual(guessed(names, 'zangsan'), ['张三和汤三', '汤三和张三', '汤三']);
});

test('among characters, those of the same sound stand for each other beside a right one, or where there are three', () => {
  // The sounds are known from the site's own titles: 历 and 力 are read as 李, 史 as 师, 府 as 傅.
  const names = orders('李师傅', '历年', '史册', '政府');
  assert.deepEqual(guessed(names, '历师'), ['李师傅']);
  assert.deepEqual(guessed(names, '历史'), []);
  assert.deepEqual(guessed(names, '历史府'), ['李师傅']);
  assert.deepEqual(guessed(names, '历史傅'), ['李师傅']);
});

test('of three characters or more one may be wrong, when at least half are right', () => {
  const names = orders('李师傅', '李师傅家', '历年', '政府', '车');
  assert.deepEqual(guessed(names, '李车'), []);
  assert.deepEqual(guessed(names, '李师车'), ['李师傅', '李师傅家']);
  assert.deepEqual(guessed(names, '历师车'), []);
  assert.deepEqual(guessed(names, '历师傅车'), ['李师傅家']);
  assert.deepEqual(guessed(orders('李师傅', '车'), '李师傅车'), []);
  assert.deepEqual(guessed(orders('老李师傅', '车'), '李师傅车'), []);
});

test('characters of the same sound come before a wrong one, and the beginning of a title before the rest', () => {
  const names = namesOf(
    ['page', '李师傅'],
    ['order', '小李师傅'],
    ['station', '王师傅'],
    ['person', '老王师傅'],
    ['page', '历年'],
  );
  assert.deepEqual(guessed(names, '历师傅'), ['李师傅', '小李师傅', '王师傅', '老王师傅']);
});

test('at most five are guessed, or as few as are wanted', () => {
  const names = orders('李一', '李二', '李三', '李四', '李五', '李六');
  assert.equal(guessed(names, 'nii').length, 0);
  const same = orders('张三甲', '张三乙', '张三丙', '张三丁', '张三戊', '张三己');
  assert.deepEqual(guessed(same, 'zangsan'), ['张三甲', '张三乙', '张三丙', '张三丁', '张三戊']);
  assert.deepEqual(guessed(same, 'zangsan', 2), ['张三甲', '张三乙']);
});

test('where two syllables meet as n and g, they sound alike with and without the g, in every place of a title', () => {
  assert.deepEqual(guessed(orders('陈工安管'), 'cengonganguan'), ['陈工安管']);
  assert.deepEqual(guessed(orders('程刚广场'), 'cenggangguangcang'), ['程刚广场']);
  assert.deepEqual(guessed(orders('李哥大哥'), 'nigedage'), ['李哥大哥'], 'behind a vowel a g is one');
});

test('one letter or character off at the beginning of a long title comes before the same within a short one', () => {
  assert.deepEqual(guessed(orders('小汤三', '汤三师傅家'), 'zangsan'), ['汤三师傅家', '小汤三']);
  assert.deepEqual(guessed(orders('老王师傅', '王师傅的队伍', '历年'), '历师傅'), ['王师傅的队伍', '老王师傅']);
});

test('a search among many names can be interrupted after every few, and reads their sounds only once', () => {
  const many = orders(...Array.from({ length: 320 }, () => '路灯'));
  const interruptions = (query: string) => {
    const search = nameSearch(many, query);
    let count = 0;
    while (search.next().done !== true) count += 1;
    return count;
  };
  const first = interruptions('鬼谷子');
  assert.ok(first >= 24 && first <= 60, String(first));
  const again = interruptions('鬼谷子');
  assert.ok(again >= 16 && again <= first - 8, String(again));
});

test('pinyin is found with its tones, with the dots of ü, and with what sounds alike where two syllables meet', () => {
  const names = namesOf(['order', '路灯不亮'], ['order', '绿化带'], ['order', '饭工']);
  assert.deepEqual(found(names, 'lùdēng'), ['路灯不亮']);
  assert.deepEqual(found(names, 'lǜhuà'), ['绿化带']);
  assert.deepEqual(found(names, 'lühua'), ['绿化带']);
  assert.deepEqual(guessed(names, 'fanggong'), ['饭工'], 'fang sounds like fan to many');
});

test('a surname of several readings is found by that of the surname inside a title too', () => {
  const names = unpackNames(
    packNames(
      ['骑手单师傅的一天', '仇家巷的路灯'].map((title, index) => ({
        kind: 'order' as const,
        title,
        path: `/x/${String(index)}/`,
        isSample: false,
      })),
      ({ title }) => syllablesOf(title, 'words'),
      surnameReadingOf,
    ),
  );
  assert.deepEqual(found(names, 'shanshifu'), ['骑手单师傅的一天']);
  assert.deepEqual(found(names, 'danshifu'), ['骑手单师傅的一天']);
  assert.deepEqual(found(names, 'qiujiaxiang'), ['仇家巷的路灯']);
});
