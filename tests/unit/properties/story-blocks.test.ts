/** The blocks of a story, with any attributes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  cutAtMarkers,
  isBlockName,
  markerOf,
  meantBlock,
  readBlock,
  readBlocks,
  storyBlockNames,
  type StoryBlockName,
  type WrittenBlock,
} from '../../../src/domain/text/story-blocks.ts';

const names = Object.keys(storyBlockNames) as StoryBlockName[];
/** Text without line ends, with what has a meaning in HTML among it. */
const value = fc
  .array(
    fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", '&amp;', '&#60;', '</story-block>', ' ', '\\', '路'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join('').replace(/[\r\n\0]/g, ''));
const block: fc.Arbitrary<WrittenBlock> = fc.record(
  {
    name: fc.constantFrom(...names),
    attributes: fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z][A-Za-z]{0,7}$/), value), {
        selector: ([key]) => key,
        maxLength: 4,
      })
      .map((pairs) => Object.fromEntries(pairs)),
  },
  { noNullPrototype: true },
);

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** The ways in which a character may be escaped. */
const escapes: readonly ((character: string) => string)[] = [
  (character) => named[character] ?? character,
  (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`,
  (character) => `&#X${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`,
  (character) => `&#${String(character.codePointAt(0) ?? 0)};`,
];

function written({ name, attributes }: WrittenBlock, escape: (character: string) => string, space = ' '): string {
  const pairs = Object.entries(attributes).map(([key, text]) => `${space}${key}="${text.replace(/[&<>"']/g, escape)}"`);
  return `<${name}${pairs.join('')} />`;
}

test('a block reads as it was meant, however its characters are escaped and its attributes spaced', () => {
  fc.assert(
    fc.property(
      block,
      fc.constantFrom(...escapes),
      fc.constantFrom(' ', '  ', '\t'),
      fc.constantFrom('', ' '),
      (meant, escape, space, indent) => {
        assert.deepEqual(readBlock(indent + written(meant, escape, space)), meant);
      },
    ),
    { numRuns: 300 },
  );
});

test('an attribute that is given twice makes a line no block', () => {
  fc.assert(
    fc.property(block, fc.nat(3), (meant, at) => {
      const keys = Object.keys(meant.attributes);
      const key = keys[at % Math.max(1, keys.length)];
      if (key === undefined) return;
      assert.equal(readBlock(written(meant, escapes[0] ?? String).replace(' />', ` ${key}="x" />`)), undefined);
    }),
  );
});

test('a marker comes out of a story as the block that went in, between the text around it', () => {
  const piece = fc.constantFrom('<p>前</p>', '<h2>题</h2>', '');
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, block), { maxLength: 4 }), piece, (pairs, end) => {
      const html = pairs.map(([before, each]) => `${before}\n${markerOf(each)}\n`).join('') + end;
      const expected = [...pairs.flat(), end].filter((each) => each !== '');
      assert.deepEqual(
        cutAtMarkers(html).map((part) => (typeof part === 'string' ? part.trim() : part)),
        expected,
      );
    }),
    { numRuns: 200 },
  );
});

test('a marker has no character by which its attribute could end', () => {
  fc.assert(
    fc.property(block, (each) => {
      assert.match(markerOf(each), /^<story-block data-block="[^"<>]*"><\/story-block>$/);
    }),
  );
});

test('blocks on lines of their own are all read, and one line of something else makes them none', () => {
  fc.assert(
    fc.property(
      fc.array(block, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      (blocks, end) => {
        const lines = blocks.map((each) => written(each, escapes[0] ?? String));
        assert.deepEqual(readBlocks(lines.join(end) + end), blocks);
        for (const other of ['<b>x</b>', '路', '<Clip slug="a">', '<Clips />']) {
          assert.equal(readBlocks([...lines, other].join(end)), undefined);
          assert.equal(readBlocks([other, ...lines].join(end)), undefined);
        }
      },
    ),
  );
  assert.equal(readBlocks(' \n\n'), undefined);
});

test('a line that is a block was meant as one, and names that are no block are not taken for one', () => {
  fc.assert(
    fc.property(block, fc.stringMatching(/^[A-Z][a-z]{1,8}$/), (each, name) => {
      assert.equal(meantBlock(written(each, escapes[0] ?? String)), each.name);
      assert.equal(isBlockName(name), (names as string[]).includes(name));
      assert.equal(readBlock(`<${name} />`)?.name, (names as string[]).includes(name) ? name : undefined);
      assert.equal(meantBlock(`<${name}>`), name);
      assert.equal(meantBlock(`</${name}>`), name);
      assert.equal(meantBlock(`<${name.toLowerCase()}>`), undefined);
    }),
  );
});

test('a number that stands for no character is left as it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0x11_0000, max: 9_999_999 }), (code) => {
      for (const text of [`&#${String(code)};`, `&#x${code.toString(16)};`, '&#0;', '&copy;', '&amp']) {
        assert.equal(readBlock(`<Quote text="${text}" />`)?.attributes['text'], text);
      }
    }),
  );
});
