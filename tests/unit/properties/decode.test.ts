/** The encoding of a text file, for any text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decodeText } from '../../../src/domain/text/decode.ts';

test('bytes of UTF-8 are read as the text that they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const bytes = new TextEncoder().encode(text);
      // The mark of the order of bytes is none of the text.
      const expected = text.startsWith('\ufeff') ? text.slice(1) : text;
      assert.deepEqual(decodeText(bytes), text.includes('\0') ? undefined : { text: expected, encoding: 'UTF-8' });
    }),
  );
});
