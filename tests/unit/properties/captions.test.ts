/** Captions, for any texts and times. */
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import webvtt from 'webvtt-parser';
import { captionsAsVtt, isSound, readCaptions, type Cue } from '../../../src/domain/clips/captions.ts';
import { formatBytes, formatDuration, formatSpokenTimecode, formatTimecode } from '../../../src/domain/clips/format.ts';
import { chineseText } from './arbitraries.ts';

/** Text as captions may have it, markup and escapes among it, in the form in which it is read: trimmed, spaces single. */
const line = fc
  .array(
    fc.constantFrom('师', '傅', '水', '，', '。', 'A', '1', '&', '<', '>', '-', ' ', '&amp;', '-->', '{', '}', '\\'),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => `字${parts.join('')}`.replace(/ +/g, ' ').trim());

/** Captions one after the other, in whole thousandths of a second. */
const cuesOf = (text: fc.Arbitrary<string>, gap = 5_000): fc.Arbitrary<Cue[]> =>
  fc
    .array(fc.tuple(fc.nat(gap), fc.integer({ min: 500, max: 9_000 }), text), { minLength: 1, maxLength: 8 })
    .map((list) => {
      let at = 0;
      return list.map(([wait, length, words]) => {
        const start = at + wait;
        at = start + length;
        return { start: start / 1_000, end: at / 1_000, text: words };
      });
    });
/** One to three lines. */
const lines = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .map((list) => list.join('\n'))
  // What looks like markup of SubRip is taken away when it is read.
  .filter((text) => !/<[^<>]*>|\{\\[^{}]*\}/.test(text));

const subRip = (cues: readonly Cue[], lineEnd = '\n') => {
  const clock = (seconds: number) => {
    const all = Math.round(seconds * 1_000);
    const two = (value: number) => String(value).padStart(2, '0');
    const hours = Math.floor(all / 3_600_000);
    return `${two(hours)}:${two(Math.floor(all / 60_000) % 60)}:${two(Math.floor(all / 1_000) % 60)},${String(all % 1_000).padStart(3, '0')}`;
  };
  return cues
    .map(({ start, end, text }, index) => `${String(index + 1)}\n${clock(start)} --> ${clock(end)}\n${text}\n`)
    .join('\n')
    .replaceAll('\n', lineEnd);
};

test('captions that are written read back the same, whatever is in them, and without a mistake by the parser of the W3C', () => {
  fc.assert(
    fc.property(cuesOf(lines, 3_000_000), (cues) => {
      const vtt = captionsAsVtt(cues);
      const parsed = new webvtt.WebVTTParser().parse(vtt, 'captions');
      assert.deepEqual(parsed.errors, []);
      assert.equal(parsed.cues.length, cues.length);
      const { cues: read, isTimedByLength } = readCaptions(vtt);
      assert.equal(isTimedByLength, false);
      assert.deepEqual(
        read.map(({ start, end }) => [start, end]),
        cues.map(({ start, end }) => [start, end]),
      );
      for (const [index, { text }] of read.entries()) {
        const expected = cues[index]?.text ?? '';
        // One line that is too long comes back in two.
        if (expected.includes('\n') || expected.length <= 16) assert.equal(text, expected);
        else assert.equal(text.replace(/\s/g, ''), expected.replace(/\s/g, ''));
      }
    }),
    { numRuns: 300 },
  );
});

test('writing what was read from what was written changes nothing any more', () => {
  fc.assert(
    fc.property(cuesOf(lines), (cues) => {
      const once = captionsAsVtt(readCaptions(captionsAsVtt(cues)).cues);
      assert.equal(captionsAsVtt(readCaptions(once).cues), once);
    }),
  );
});

test('SubRip reads as the WebVTT of the same captions, with any line ends', () => {
  const plain = chineseText({ minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      cuesOf(plain),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom('', '\ufeff'),
      (cues, end, mark) => {
        const fromSubRip = readCaptions(mark + subRip(cues, end));
        const fromVtt = readCaptions(captionsAsVtt(cues));
        assert.deepEqual(fromSubRip.cues, fromVtt.cues);
        assert.deepEqual(
          fromSubRip.problems.map(({ kind, found }) => [kind, found]),
          fromVtt.problems.map(({ kind, found }) => [kind, found]),
        );
      },
    ),
  );
});

test('each problem is reported at the line of the caption that has it, in the order of lines', () => {
  const plain = chineseText({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(cuesOf(plain), fc.integer({ min: 1, max: 60 }), (cues, duration) => {
      const { problems, cues: read } = readCaptions(subRip(cues), duration);
      // A caption takes four lines: its number, its times, its text, and an empty one.
      const told = new Map<number, string[]>();
      for (const { line: at, kind } of problems) {
        assert.equal(at % 4, 2);
        told.set((at - 2) / 4, [...(told.get((at - 2) / 4) ?? []), kind]);
      }
      assert.deepEqual(
        problems.map((each) => each.line),
        problems.map((each) => each.line).sort((a, b) => a - b),
      );
      cues.forEach(({ start, end, text }, index) => {
        const speed = text.length / (end - start);
        const isLate = end > duration + 0.5;
        const expected = isLate || speed > 18 ? ['error'] : [];
        if (expected.length === 0) {
          if (speed > 9) expected.push('advice');
          const written = read[index]?.text.split('\n') ?? [];
          if (Math.max(...written.map((each) => each.length)) > 16) expected.push('advice');
          if (end - start < 5 / 6 - 0.005) expected.push('advice');
          if (end - start > 7 + 0.005) expected.push('advice');
        }
        assert.deepEqual(told.get(index) ?? [], expected);
      });
    }),
    { numRuns: 300 },
  );
});

test('a line that is too long is broken into two that fit, without losing or adding a character', () => {
  fc.assert(
    fc.property(chineseText({ minLength: 1, maxLength: 40 }), (text) => {
      const [cue] = readCaptions(`00:00:00,000 --> 00:00:09,000\n${text}\n`).cues;
      const broken = cue?.text.split('\n') ?? [];
      assert.equal(broken.join(''), text);
      assert.equal(broken.length, text.length > 16 && text.length <= 32 ? 2 : 1);
      if (broken.length === 2) assert.ok(broken.every((each) => each.length <= 16));
      if (broken.length === 2) assert.ok(Math.abs((broken[0]?.length ?? 0) - (broken[1]?.length ?? 0)) <= 1);
    }),
  );
});

test('a text without times is spread over the whole clip, longer lines longer', () => {
  const texts = fc.array(chineseText({ minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 5, max: 120 }), (list, duration) => {
      const { cues, isTimedByLength } = readCaptions(list.join('\n\n'), duration);
      assert.ok(isTimedByLength);
      assert.deepEqual(
        cues.map(({ text }) => text),
        list,
      );
      const all = list.join('').length;
      let at = 0;
      cues.forEach(({ start, end }, index) => {
        assert.ok(Math.abs(start - at) < 1e-9);
        assert.ok(Math.abs(end - start - ((list[index]?.length ?? 0) / all) * duration) < 1e-9);
        at = end;
      });
      assert.ok(Math.abs(at - duration) < 1e-9);
      assert.equal(
        readCaptions(list.join('\n')).problems.length,
        1,
        'without the length of the clip it cannot be used',
      );
    }),
  );
});

test('lines that give their beginnings last until the next one, at most seven seconds', () => {
  const list = fc.array(fc.tuple(fc.integer({ min: 1, max: 15 }), chineseText({ minLength: 1, maxLength: 5 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(list, (starts) => {
      let at = 0;
      const written = starts.map(([wait, text]) => {
        at += wait;
        return { start: at, text };
      });
      const stamp = (seconds: number) =>
        `[${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.00]`;
      const { cues, isTimedByLength } = readCaptions(
        written.map(({ start, text }) => `${stamp(start)}${text}`).join('\n'),
        at + 3,
      );
      assert.equal(isTimedByLength, false);
      assert.deepEqual(
        cues,
        written.map(({ start, text }, index) => ({
          start,
          end: Math.min(start + 7, written[index + 1]?.start ?? at + 3),
          text,
        })),
      );
    }),
  );
});

test('what stands in brackets alone is a sound, and with a word beside it none', () => {
  const sound = fc
    .tuple(fc.constantFrom('（）', '()', '【】', '[]', '♪♪'), chineseText({ minLength: 1, maxLength: 5 }))
    .map(([brackets, words]) => `${brackets.charAt(0)}${words}${brackets.charAt(1)}`);
  fc.assert(
    fc.property(
      fc.array(sound, { minLength: 1, maxLength: 3 }),
      chineseText({ minLength: 1, maxLength: 4 }),
      (sounds, words) => {
        const cue = (text: string): Cue => ({ start: 0, end: 1, text });
        assert.ok(isSound(cue(sounds.join('\n'))));
        assert.ok(isSound(cue(sounds.join(''))));
        assert.ok(!isSound(cue(words)));
        assert.ok(!isSound(cue(`${words}${sounds.join('')}`)));
        // A note need not be closed: after one, everything is sung.
        if (!sounds.join('').includes('♪')) assert.ok(!isSound(cue(`${sounds.join('')}${words}`)));
      },
    ),
  );
});

test('a moment of a clip is the second that has begun, in figures and as it is read aloud', () => {
  fc.assert(
    fc.property(fc.nat(7_000), fc.integer({ min: 0, max: 999 }), (whole, thousandths) => {
      const seconds = whole + thousandths / 1_000;
      const [minutes = '', rest = ''] = formatTimecode(seconds).split(':');
      assert.equal(Number(minutes) * 60 + Number(rest), whole);
      assert.equal(rest.length, 2);
      const spoken = /^(?:(\d+) 分 )?(\d+) 秒$/.exec(formatSpokenTimecode(seconds));
      assert.equal(Number(spoken?.[1] ?? 0) * 60 + Number(spoken?.[2]), whole);
      assert.equal(spoken?.[1] === undefined, whole < 60);
      assert.equal(formatDuration(seconds), formatTimecode(Math.max(1, Math.round(seconds))));
    }),
  );
});

test('a size in words is off by no more than its rounding', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500_000_000 }), (bytes) => {
      const said = formatBytes(bytes);
      const [, digits, unit] = /^(\d+(?:\.\d)?) (KB|MB)$/.exec(said) ?? [];
      const read = Number(digits) * (unit === 'KB' ? 1_000 : 1_000_000);
      assert.equal(unit, bytes < 1_000_000 ? 'KB' : 'MB');
      assert.ok(Math.abs(read - bytes) <= (unit === 'MB' ? 50_001 : bytes < 500 ? 1_000 : 500), said);
    }),
  );
});
