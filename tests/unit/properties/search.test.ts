/** The search: folding, parts, excerpts and names, for any texts and queries. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  packNames,
  pageKinds,
  unpackNames,
  type NamedPage,
  type PageKind,
} from '../../../src/domain/search/names-file.ts';
import { findNames } from '../../../src/domain/search/names.ts';
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
} from '../../../src/domain/search/text.ts';
import { isSureMixture, mixedWordsOf } from '../../../src/domain/search/mixed-words.ts';
import { slugOf, syllablesOf } from '../../../src/domain/text/pinyin.ts';
import { chineseText } from './arbitraries.ts';

const chinese = chineseText({ minLength: 1, maxLength: 12 });
const latin = fc.stringMatching(/^[A-Za-z0-9]{1,6}$/);
const space = fc.constantFrom(' ', '  ', '\n', '\u3000');
/** A text of Chinese and Latin words, signs, spaces and blocks. */
const text = fc
  .array(
    fc.oneof(chinese, latin, space, fc.constantFrom('，', '。', '+', '.', '𠮷', 'Ａ', 'é', ` ${blockBoundary} `)),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(text, fc.string({ unit: 'grapheme', maxLength: 30 }));

test('a text that is folded is the same when folded again', () => {
  fc.assert(
    fc.property(text, (each) => {
      assert.equal(folded(folded(each)), folded(each));
    }),
    { numRuns: 200 },
  );
});

test('folding knows neither width nor case nor how many spaces there are, and no space beside a Chinese character', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(chinese, latin), { maxLength: 8 }), space, (words, between) => {
      const spaced = words.join(between);
      const wide = spaced.replace(/[A-Za-z0-9]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
      assert.equal(folded(wide), folded(spaced));
      assert.equal(folded(spaced.toUpperCase()), folded(spaced));
      assert.equal(folded(words.join(' ')), folded(spaced));
      assert.ok(!/\p{Script=Han} | \p{Script=Han}|  /u.test(folded(spaced)));
    }),
  );
});

test('a text contains every part of any piece of itself', () => {
  const piece = fc
    .array(
      fc.oneof(
        chinese,
        latin.map((word) => ` ${word} `),
      ),
      { minLength: 1, maxLength: 8 },
    )
    .chain((words) =>
      fc.tuple(fc.constant(words), fc.nat(words.length - 1), fc.integer({ min: 1, max: words.length })),
    );
  fc.assert(
    fc.property(piece, ([words, from, count]) => {
      const query = words.slice(from, from + count).join('');
      const plain = folded(words.join(''));
      const parts = partsOf(query);
      assert.ok(containsAll(plain, parts), `${query} in ${plain}`);
      assert.ok(!containsAll(plain, [...parts, '无此']));
      // The engine is asked for nothing that the text has not.
      const mixed = mixedWordsOf(plain);
      for (const term of termsOf(parts)) {
        assert.ok(plain.includes(term) || mixed.some((word) => word.startsWith(term)), term);
      }
    }),
    { numRuns: 300 },
  );
});

test('a text has letters and figures beside Chinese just where the words of its index say so', () => {
  const characters = fc.constantFrom<string[]>('1', '2', 'a', 'b', '号', '年', '𠮷', '〇', ' ', '.', blockBoundary);
  const mixture = fc.tuple(
    fc.constantFrom('', '号', '年', '𠮷'),
    fc.stringMatching(/^[12ab]{1,9}$/),
    fc.constantFrom('', '号', '年', '〇'),
  );
  fc.assert(
    fc.property(
      fc.array(characters, { maxLength: 24 }),
      mixture.filter(([previous, , next]) => previous !== '' || next !== ''),
      fc.boolean(),
      (others, [previous, run, next], isIn) => {
        const part = `${previous}${run}${next}`;
        const plain = folded(others.toSpliced(12, 0, ...(isIn ? [part] : [])).join(''));
        const words = mixedWordsOf(plain);
        const isFound = termsOf([part]).every((term) => words.some((word) => word.startsWith(term)));
        if (plain.includes(part)) assert.ok(isFound, `${part} in ${plain}`);
        else if (isSureMixture(part)) assert.ok(!isFound, `${part} not in ${plain}`);
      },
    ),
    { numRuns: 2000 },
  );
});

test('the parts of a query are folded, without spaces at their ends, each once', () => {
  fc.assert(
    fc.property(anyText, (query) => {
      const parts = partsOf(query);
      assert.equal(new Set(parts).size, parts.length);
      for (const part of parts) {
        assert.ok(part !== '' && part === part.trim() && !/\s/u.test(part), JSON.stringify(part));
        assert.ok(!part.includes(blockBoundary));
      }
      for (const term of termsOf(parts)) assert.ok(term !== '' && term === term.trim());
    }),
    { numRuns: 300 },
  );
});

test('the pairs of a run overlap by a character and hold the whole of it', () => {
  fc.assert(
    fc.property(chineseText({ minLength: 2, maxLength: 12 }), (run) => {
      const pairs = pairsOf(run);
      assert.equal(pairs.length, run.length - 1);
      pairs.forEach((pair, index) => {
        assert.equal(pair, run.slice(index, index + 2));
      });
    }),
  );
});

test('the terms of a run of Chinese characters cover every character of it', () => {
  fc.assert(
    fc.property(chineseText({ minLength: 1, maxLength: 30 }), (run) => {
      const terms = termsOf([run]);
      const covered = new Set(terms.join(''));
      assert.ok(Array.from(run).every((character) => covered.has(character)));
      assert.ok(terms.every((term) => term.length <= 2));
      if (run.length <= 8) assert.deepEqual(terms, [...new Set(run.length === 1 ? [run] : pairsOf(run))]);
      else if (run.length > 9) assert.ok(terms.length <= Math.ceil(run.length / 2) + 1);
      assert.equal(isSure(run), run.length <= 2);
    }),
    { numRuns: 200 },
  );
});

test('a title that is marked loses no character, and what is marked is what was asked for', () => {
  fc.assert(
    fc.property(text, fc.array(fc.oneof(chinese, latin), { maxLength: 3 }), (title, query) => {
      const parts = partsOf(query.join(' '));
      const pieces = markedOf(title, parts);
      assert.equal(pieces.length % 2, 1);
      // What a block leaves between two pieces is one space, and spaces at the ends are not shown.
      const bare = (words: string) => words.replaceAll(blockBoundary, '').replace(/\s+/gu, '');
      assert.equal(bare(pieces.join('')), bare(title));
      pieces.forEach((piece, index) => {
        if (index % 2 === 1) assert.ok(parts.includes(folded(piece)), piece);
      });
      const marked = pieces.filter((_, index) => index % 2 === 1);
      assert.equal(
        marked.length > 0,
        parts.some((part) => folded(title).includes(part)),
      );
    }),
    { numRuns: 300 },
  );
});

test('an excerpt is a piece of its text with a hit in it, and says at which ends it is cut', () => {
  const long = fc.tuple(chineseText({ minLength: 0, maxLength: 120 }), chineseText({ minLength: 0, maxLength: 160 }));
  fc.assert(
    fc.property(long, ([before, after]) => {
      const whole = `${before}货柜${after}`;
      const pieces = excerptOf(whole, ['货柜']);
      const words = pieces.join('');
      const inner = words.replace(/^…/, '').replace(/…$/, '');
      assert.ok(whole.includes(inner));
      assert.equal(words.startsWith('…'), before.length > 36);
      assert.equal(words.endsWith('…'), after.length > 70);
      assert.deepEqual(
        pieces.filter((_, index) => index % 2 === 1),
        ['货柜'],
      );
      assert.equal(inner.length, Math.min(before.length, 36) + 2 + Math.min(after.length, 70));
    }),
  );
});

test('a text as it is shown has no trace of blocks', () => {
  fc.assert(
    fc.property(anyText, (each) => {
      assert.ok(!shown(each).includes(blockBoundary));
      assert.equal(shown(each), shown(each).trim());
      assert.equal(shown(shown(each)), shown(each));
    }),
  );
});

const kinds = Object.keys(pageKinds) as PageKind[];
const page: fc.Arbitrary<Omit<NamedPage, 'path'>> = fc
  .tuple(
    fc.constantFrom(...kinds),
    fc.oneof(
      chineseText({ minLength: 2, maxLength: 10 }),
      fc.tuple(chinese, latin).map((parts) => parts.join(' ')),
    ),
    fc.option(fc.constantFrom('玉津镇', '清溪镇')),
    fc.boolean(),
    fc.option(fc.stringMatching(/^zh_[a-f0-9]$/)),
  )
  .map(([kind, title, town, isSample, fragment]) => ({
    kind,
    title,
    isSample,
    ...(town !== null && { town }),
    ...(fragment !== null && { fragment }),
  }));
const pages = fc.array(fc.tuple(page, fc.boolean()), { minLength: 1, maxLength: 12 }).map((list) =>
  list.map(([each, isByPinyin], index): NamedPage => ({
    ...each,
    path: `/${each.kind}/${isByPinyin ? slugOf(each.title) : `ye-${String(index)}`}/`,
  })),
);
const read = ({ kind, title }: NamedPage) => syllablesOf(title, kind === 'person' ? 'name' : 'words');

test('the file of names gives back every name, in the order of kinds, through JSON', () => {
  fc.assert(
    fc.property(pages, (list) => {
      const names = unpackNames(JSON.parse(JSON.stringify(packNames(list, read))) as ReturnType<typeof packNames>);
      assert.deepEqual(
        names.map(({ kind, title, path, town, isSample, fragment }) => ({
          kind,
          title,
          path,
          town,
          isSample,
          fragment,
        })),
        kinds.flatMap((kind) =>
          list
            .filter((each) => each.kind === kind)
            .map(({ title, path, town, isSample, fragment }) => ({ kind, title, path, town, isSample, fragment })),
        ),
      );
      for (const name of names) {
        assert.equal(name.characters.join(''), folded(name.title).replace(/[^\p{L}\p{N}]/gu, ''));
        assert.equal(name.syllables.length, name.characters.length);
        name.syllables.forEach((syllable, index) => {
          if (/\p{Script=Han}/u.test(name.characters[index] ?? '')) assert.ok(name.readings[index]?.includes(syllable));
        });
      }
    }),
    { numRuns: 200 },
  );
});

test('a name is found by any piece of its title, by its pinyin and by its initials, and a whole title comes first', () => {
  const asked = fc
    .array(page, { minLength: 1, maxLength: 8 })
    .map((list) =>
      list.map((each, index): NamedPage => ({
        ...each,
        title: each.title.replace(/ .*/, ''),
        path: `/p/${String(index)}/`,
      })),
    )
    .chain((list) => fc.tuple(fc.constant(list), fc.nat(list.length - 1), fc.nat(9), fc.integer({ min: 1, max: 10 })));
  fc.assert(
    fc.property(asked, ([list, which, from, length]) => {
      const names = unpackNames(packNames(list, read));
      const meant = list[which];
      assert.ok(meant);
      const at = from % meant.title.length;
      const syllables = read(meant).slice(at, at + length);
      for (const query of [
        meant.title.slice(at, at + length),
        syllables.join(''),
        syllables.join(' '),
        syllables.map((each) => each.charAt(0)).join(''),
        `${meant.title.charAt(at)}${syllables.slice(1).join('')}`,
      ]) {
        const found = findNames(names, query);
        assert.equal(found.isGuess, false, query);
        assert.ok(
          query.length < 2 || found.names.some(({ title }) => title === meant.title),
          `${query}: ${meant.title} in ${found.names.map(({ title }) => title).join()}`,
        );
      }
      assert.equal(findNames(names, meant.title).names[0]?.title, meant.title);
      assert.equal(findNames(names, meant.title, 1).names.length, 1);
    }),
    { numRuns: 200 },
  );
});
