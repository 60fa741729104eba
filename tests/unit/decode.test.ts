/** The encoding of a text file, as programs in China write it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeAs, decodeText, type Encoding } from '../../src/domain/text/decode.ts';

const bytes = (...list: number[]) => Uint8Array.from(list);
/** 师傅, in each encoding. */
const utf8 = new TextEncoder().encode('师傅');
const gb18030 = bytes(0xca, 0xa6, 0xb8, 0xb5);
const utf16 = bytes(0xff, 0xfe, 0x08, 0x5e, 0x85, 0x50);
const all: readonly Encoding[] = ['UTF-16LE', 'UTF-8', 'GB18030'];

test('a text is read in the encoding that it is in, the mark of UTF-16 being none of it', () => {
  for (const accepted of [all, all.toReversed()]) {
    assert.deepEqual(decodeText(utf16, accepted), { text: '师傅', encoding: 'UTF-16LE' });
    assert.deepEqual(decodeText(gb18030, accepted), { text: '师傅', encoding: 'GB18030' });
  }
  assert.deepEqual(decodeText(utf8, all), { text: '师傅', encoding: 'UTF-8' });
});

test('without being told, UTF-8 and GB18030 are accepted, UTF-16 is not', () => {
  assert.deepEqual(decodeText(utf8), { text: '师傅', encoding: 'UTF-8' });
  assert.deepEqual(decodeText(gb18030), { text: '师傅', encoding: 'GB18030' });
  assert.equal(decodeText(utf16), undefined);
});

test('half of the mark makes no text UTF-16', () => {
  assert.equal(decodeText(bytes(0xff, 0x41), all), undefined);
  assert.deepEqual(decodeText(bytes(0xca, 0xfe), all)?.encoding, 'GB18030');
});

test('what is valid in no encoding that is accepted is no text, and neither is what has a null character', () => {
  assert.equal(decodeText(gb18030, ['UTF-8']), undefined);
  assert.equal(decodeText(bytes(0x41, 0xff), all), undefined);
  assert.equal(decodeText(bytes(0x41, 0, 0x42), all), undefined);
  assert.equal(decodeText(bytes(0xff, 0xfe, 0x41, 0, 0, 0), all), undefined);
  assert.equal(decodeAs(gb18030, 'UTF-8'), undefined);
});
