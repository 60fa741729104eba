import assert from 'node:assert/strict';
import test from 'node:test';
import webvtt from 'webvtt-parser';
import { captionsAsVtt, isSound, readCaptions, type Cue } from '../../src/domain/clips/captions.ts';
import { decodeText } from '../../src/domain/text/decode.ts';

const subRip = '1\n00:00:00,500 --> 00:00:02,000\n师傅，水来了\n\n2\n00:00:02,200 --> 00:00:04,000\n谢谢，辛苦了\n';
const expected = [
  { start: 0.5, end: 2, text: '师傅，水来了' },
  { start: 2.2, end: 4, text: '谢谢，辛苦了' },
];

test('SubRip and WebVTT read alike, with any line ends, with a byte-order mark, with and without blank lines', () => {
  const vtt =
    'WEBVTT\nKind: captions\n\nNOTE 写给自己看的\n\n00:00.500 --> 00:02.000 line:90%\n师傅，水来了\n\nid\n00:00:02.200 --> 00:00:04.000\n谢谢，辛苦了\n';
  for (const text of [
    subRip,
    subRip.replaceAll('\n', '\r\n'),
    `\ufeff${subRip}`,
    subRip.replaceAll('\n\n', '\n'),
    subRip.replaceAll(',', '.'),
    vtt,
  ]) {
    assert.deepEqual(readCaptions(text), { cues: expected, problems: [], isTimedByLength: false });
  }
});

test('markup of either form is taken away and characters are decoded', () => {
  const text = 'WEBVTT\n\n00:01.000 --> 00:03.000\n{\\an8}<font color="#ff0000">早</font>  <v 骑手>A&amp;B</v>\n';
  assert.deepEqual(readCaptions(text).cues, [{ start: 1, end: 3, text: '早 A&B' }]);
});

test('text in UTF-8 and in GB18030 is distinguished, and what is neither is refused', () => {
  const gb18030 = Uint8Array.from([0xca, 0xa6, 0xb8, 0xb5]); // 师傅, in GB/T 2312
  assert.deepEqual(decodeText(gb18030), { text: '师傅', encoding: 'GB18030' });
  assert.deepEqual(decodeText(new TextEncoder().encode('师傅')), { text: '师傅', encoding: 'UTF-8' });
  assert.equal(decodeText(Uint8Array.from([0xff, 0xfe, 0x08, 0x5e])), undefined); // UTF-16
  assert.equal(decodeText(Uint8Array.from([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70])), undefined); // a film
});

test('each mistake is reported with its line', () => {
  const problems = (text: string, duration?: number) =>
    readCaptions(text, duration).problems.map(({ kind, line, found }) => `${kind} ${line} ${found}`);
  const cue = (times: string, text: string) => `${times}\n${text}\n\n`;
  assert.deepEqual(problems(cue('00:00:02,000 --> 00:00:01,000', '早')), [
    'error 1 结束时间 00:00:01.000 不晚于开始时间 00:00:02.000',
  ]);
  assert.deepEqual(problems(cue('00:00:01,000 --> 00:00:03,000', '早') + cue('00:00:02,900 --> 00:00:04,000', '早')), [
    'error 4 从 00:00:02.900 开始，上一条到 00:00:03.000 才结束',
  ]);
  assert.deepEqual(problems(cue('00:00:05,000 --> 00:00:06,000', '早') + cue('00:00:01,000 --> 00:00:02,000', '早')), [
    'error 4 从 00:00:01.000 开始，排在 00:00:05.000 开始的后面',
  ]);
  assert.deepEqual(problems(cue('00:00:05,000 --> 00:00:09,600', '早安，各位师傅'), 9), [
    'error 1 到 00:00:09.600 结束',
  ]);
  assert.deepEqual(problems(cue('00:00:05,000 --> 00:00:09,400', '早安，各位师傅'), 9), []);
  assert.deepEqual(problems(cue('00:00:01,000 --> 00:00:03,000', '')), ['error 1 这一条没有文字']);
  assert.deepEqual(problems(cue('0:0:1 -> 3', '早') + cue('00:00:01,x --> 00:00:03,000', '早')), [
    'error 4 时间“00:00:01,x --> 00:00:03,000”',
  ]);
  assert.deepEqual(problems('WEBVTT\n'), ['error 1 没有一条字幕']);
  assert.deepEqual(problems('没有时间的一句话'), ['error 1 没有时间']);
});

test('each mistake says what is expected instead', () => {
  const expectedOf = (text: string, duration?: number) =>
    readCaptions(text, duration).problems.map((each) => each.expected);
  const cue = (times: string, text: string) => `${times}\n${text}\n\n`;
  assert.deepEqual(expectedOf(cue('00:00:02,000 --> 00:00:01,000', '早')), ['先开始、后结束']);
  assert.deepEqual(
    expectedOf(cue('00:00:01,000 --> 00:00:03,000', '早') + cue('00:00:02,900 --> 00:00:04,000', '早')),
    ['两条字幕不重叠'],
  );
  assert.deepEqual(
    expectedOf(cue('00:00:05,000 --> 00:00:06,000', '早') + cue('00:00:01,000 --> 00:00:02,000', '早')),
    ['按开始时间先后排列'],
  );
  assert.deepEqual(expectedOf(cue('00:00:05,000 --> 00:00:09,600', '早安，各位师傅'), 9), ['不晚于短片的结尾（9 秒）']);
  assert.deepEqual(expectedOf(cue('00:00:01,000 --> 00:00:03,000', '')), ['写上文字，或把这一条删掉']);
  assert.deepEqual(expectedOf(cue('00:00:01,x --> 00:00:03,000', '早')), ['00:00:01,200 --> 00:00:03,500']);
  assert.deepEqual(expectedOf(`WEBVTT\n\n${cue('00:00:01.x --> 00:00:03.000', '早')}`), [
    '00:00:01.200 --> 00:00:03.500',
  ]);
  assert.deepEqual(expectedOf('WEBVTT\n'), ['至少一条字幕']);
  assert.deepEqual(expectedOf('没有时间的一句话'), ['带时间的字幕；纯文字要说明是哪段短片的']);
  const second = '00:00:00,000 --> 00:00:01,000';
  assert.deepEqual(expectedOf(cue(second, '字'.repeat(10))), ['每秒不超过 9 个字，字幕停久一点或精简文字']);
  assert.deepEqual(expectedOf(cue(second, '字'.repeat(19))), ['每秒不超过 9 个字，看看时间是否写错']);
  assert.deepEqual(expectedOf(cue('00:00:00,000 --> 00:00:08,000', '早')), ['不超过 7 秒，太久就分成几条']);
  assert.deepEqual(expectedOf(cue('00:00:00,000 --> 00:00:00,500', '早')), ['至少停 0.8 秒']);
  assert.deepEqual(expectedOf(cue('00:00:00,000 --> 00:00:06,000', '字'.repeat(40))), [
    '一行不超过 16 个字，太长就分成两条',
  ]);
  assert.deepEqual(expectedOf(cue('00:00:00,000 --> 00:00:03,000', '一\n二\n三')), ['不超过 2 行']);
});

test('times are read in the forms in which programs and people write them', () => {
  const times = (text: string) => readCaptions(`${text}\n早安，各位师傅\n`).cues.map(({ start, end }) => [start, end]);
  for (const text of [
    '00:00:01,500 --> 00:00:03,000',
    '  0:0:1.5   -->   0:0:3',
    '00:01.500-->00:03.000 line:90% align:start',
    '00：00：01，500 --> 00：00：03，000',
    '00:00:01。500 → 00:00:03。0',
    '00:00:01.5－－＞00:00:03',
    '00:00:01.50 ---> 00:00:03.00',
  ]) {
    assert.deepEqual(times(text), [[1.5, 3]], text);
  }
  assert.deepEqual(times('01:02:03,045 --> 01:02:05,678'), [[3723.045, 3725.678]]);
  assert.deepEqual(times('100:00:00.000 --> 100:00:02.000'), [[360_000, 360_002]]);
});

test('beginnings alone are read in the brackets in which lyrics and transcripts have them', () => {
  for (const line of [
    '[00:01.50]水来了',
    '【00:01.50】水来了',
    '(00:01.50) 水来了',
    '（00:01.50）水来了',
    '00:01.50 水来了',
    '00:01.50：水来了',
    '0:00:01.50: 水来了',
    '  [00:01.5] 水来了',
  ]) {
    assert.deepEqual(
      readCaptions(line, 12),
      { cues: [{ start: 1.5, end: 8.5, text: '水来了' }], problems: [], isTimedByLength: false },
      line,
    );
  }
  // A beginning without words is passed over; a line without one makes all of them plain text.
  assert.deepEqual(readCaptions('[00:01.50]水来了\n[00:03.00] ', 12).cues, [{ start: 1.5, end: 8.5, text: '水来了' }]);
  assert.equal(readCaptions('[00:01.50]水来了\n谢谢', 12).isTimedByLength, true);
});

test('what stands before the first times is no caption, and neither is what stands between a blank line and the next times', () => {
  const text =
    'WEBVTT 早班\nX: 1\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:03.000\n\n水来了\n\n谢谢\n\n2\n00:04.000 --> 00:06.000\n好\n3\n00:07.000 --> 00:09.000\n3\n';
  assert.deepEqual(
    readCaptions(text).cues.map((cue) => cue.text),
    ['水来了', '好', '3'],
  );
  // After times that cannot be read, nothing belongs to the caption before.
  const { cues, problems } = readCaptions('00:01.000 --> 00:03.000\n好\n00:x --> 00:09.000\n谢谢\n');
  assert.deepEqual(
    [cues.map((cue) => cue.text), problems.map(({ line, found }) => [line, found])],
    [['好'], [[3, '时间“00:x --> 00:09.000”']]],
  );
});

test('an escape is its character, and invisible marks are nothing', () => {
  const text = (line: string) => readCaptions(`00:00.000 --> 00:06.000\n${line}\n`).cues[0]?.text;
  assert.equal(text('A&amp;B &lt;b&gt; 早&nbsp;安'), 'A&B <b> 早 安');
  assert.equal(text('早&lrm;安&rlm;'), '早安');
  assert.equal(text('&copy; 早'), '&copy; 早');
  assert.equal(text('<b>早</b> 安<i>'), '早 安');
  assert.equal(text('{\\i1}早{\\i0} {安}'), '早 {安}');
  assert.equal(text('e\u0301'), 'é', 'composed');
  assert.equal(text('早 \t 安'), '早 安');
});

test('a line is broken near its middle where there is no punctuation, never before a closing sign', () => {
  const text = (line: string) => readCaptions(`00:00.000 --> 00:07.000\n${line}\n`).cues[0]?.text;
  assert.equal(text('一二三四五六七八九十一二三四五六七八'), '一二三四五六七八九\n十一二三四五六七八');
  assert.equal(text('一二三四五六七八九（十一）二三四五六七八'), '一二三四五六七八九（\n十一）二三四五六七八');
  assert.equal(text('一二三四五六七八”九十一二三四五六七八'), '一二三四五六七八”\n九十一二三四五六七八');
  assert.equal(text('一二三四五六七八九十一二三四五六。七八'), '一二三四五六七八九\n十一二三四五六。七八');
  assert.equal(text('Abc defghij klmnop qrstuv wxyz abcdefg'), 'Abc defghij klmnop\nqrstuv wxyz abcdefg');
  assert.equal(text('字'.repeat(16)), '字'.repeat(16));
  assert.equal(text('字'.repeat(33)), '字'.repeat(33));
  assert.equal(text('字'.repeat(32)), `${'字'.repeat(16)}\n${'字'.repeat(16)}`);
  assert.equal(text('a'.repeat(40)), 'a'.repeat(40), 'one word');
});

test('a caption may end half a second after the clip, touch the next one, and stand for five sixths of a second', () => {
  const found = (text: string, duration?: number) => readCaptions(text, duration).problems.map((each) => each.found);
  assert.deepEqual(found('00:00:05,000 --> 00:00:09,500\n早安，各位师傅\n', 9), []);
  assert.deepEqual(found('00:00:05,000 --> 00:00:09,501\n早安，各位师傅\n', 9), ['到 00:00:09.501 结束']);
  assert.deepEqual(found('00:01,000 --> 00:02,000\n早\n\n00:02,000 --> 00:03,000\n早\n'), []);
  assert.deepEqual(found('00:01,000 --> 00:02,000\n早\n\n00:01,999 --> 00:03,000\n早\n'), [
    '从 00:00:01.999 开始，上一条到 00:00:02.000 才结束',
  ]);
  assert.deepEqual(found('00:01,000 --> 00:01,000\n早\n'), ['结束时间 00:00:01.000 不晚于开始时间 00:00:01.000']);
  assert.deepEqual(found('00:01,000 --> 00:01,829\n早\n'), []);
  assert.deepEqual(found('00:01,000 --> 00:01,828\n早\n'), ['只停 0.8 秒']);
  assert.deepEqual(found('00:00,000 --> 00:07,005\n早\n'), []);
  assert.deepEqual(found('00:00,000 --> 00:07,006\n早\n'), ['停了 7 秒']);
  assert.deepEqual(found('00:00,000 --> 00:01,000\n一二三四五六七八九A\n'), ['每秒 9.5 个字']);
});

test('speed counts what is read: nine Chinese characters a second are easy, more is advised against, twice as many is an error', () => {
  const kinds = (characters: number) =>
    readCaptions(`00:00:00,000 --> 00:00:01,000\n${'字'.repeat(characters)}，。！\n`).problems.map(({ kind }) => kind);
  assert.deepEqual(kinds(9), []);
  assert.deepEqual(kinds(10), ['advice']);
  assert.deepEqual(kinds(18), ['advice']);
  assert.deepEqual(kinds(19), ['error']);
});

test('a line that is too long is broken behind punctuation, and never inside a word or before a full stop', () => {
  const text = (line: string) => readCaptions(`00:00:00,000 --> 00:00:06,000\n${line}\n`).cues[0]?.text;
  assert.equal(text('清晨六点半出门，滨江路上接到了今天的第一单'), '清晨六点半出门，\n滨江路上接到了今天的第一单');
  assert.equal(text('他每天把包裹送到没有电梯的六楼再走下来。'), '他每天把包裹送到没有\n电梯的六楼再走下来。');
  assert.equal(text('骑手们常说的一句话是Electric Bike要充满电'), '骑手们常说的一句话是\nElectric Bike要充满电');
  assert.equal(text('短的不动'), '短的不动');
});

test('captions that stand too long, too short or too wide are advised against', () => {
  const found = (times: string, text: string) => readCaptions(`${times}\n${text}\n`).problems.map((each) => each.found);
  assert.deepEqual(found('00:00:00,000 --> 00:00:08,000', '早'), ['停了 8 秒']);
  assert.deepEqual(found('00:00:00,000 --> 00:00:00,500', '早'), ['只停 0.5 秒']);
  assert.deepEqual(found('00:00:00,000 --> 00:00:06,000', '字'.repeat(40)), ['一行有 40 个字']);
  assert.deepEqual(found('00:00:00,000 --> 00:00:03,000', '一\n二\n三'), ['有 3 行']);
});

test('lines that give only their beginning last until the next one, and plain lines share the clip by their length', () => {
  assert.deepEqual(readCaptions('[00:01.50]水来了\n[00:03.00]谢谢师傅', 12).cues, [
    { start: 1.5, end: 3, text: '水来了' },
    { start: 3, end: 10, text: '谢谢师傅' },
  ]);
  const plain = readCaptions('一二三\n\n一二三四五六七八九', 12);
  assert.ok(plain.isTimedByLength);
  assert.deepEqual(plain.cues, [
    { start: 0, end: 3, text: '一二三' },
    { start: 3, end: 12, text: '一二三四五六七八九' },
  ]);
});

test('descriptions of sounds are distinguished from speech', () => {
  const sound = (text: string) => isSound({ start: 0, end: 1, text });
  for (const text of ['（雨声）', '[门响]', '♪ 山歌 ♪', '（虫鸣）\n（车停稳了）']) assert.ok(sound(text), text);
  for (const text of ['水来了', '（小声）水来了', '好（笑）']) assert.ok(!sound(text), text);
});

test('what is written is WebVTT without a mistake, by the parser of the W3C, and reads back the same', () => {
  // A fixed sequence of pseudo-random numbers (Park and Miller's), so that a failure is reproducible.
  let seed = 20260501;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const letters = Array.from('师傅水来了谢辛苦，。！？“”（）A1&<>- ');
  for (let round = 0; round < 300; round++) {
    let moment = 0;
    const cues = Array.from({ length: 1 + random(12) }, (): Cue => {
      const start = moment + random(2000) / 1000;
      const end = start + 1 + random(5000) / 1000;
      moment = end;
      const words = Array.from({ length: 1 + random(14) }, () => letters[random(letters.length)] ?? '字').join('');
      const text = `字${words}`
        .replace(/<[^<>]*>/g, '')
        .replace(/ +/g, ' ')
        .trim();
      return { start: Number(start.toFixed(3)), end: Number(end.toFixed(3)), text };
    });
    const vtt = captionsAsVtt(cues);
    const parsed = new webvtt.WebVTTParser().parse(vtt, 'captions');
    assert.deepEqual(parsed.errors, [], vtt);
    assert.equal(parsed.cues.length, cues.length);
    assert.deepEqual(readCaptions(vtt).cues, cues, vtt);
  }
});

test('problems stand at the line of the file, in the order of lines, also where lines have no times or only beginnings', () => {
  const lines = (text: string, duration?: number) => readCaptions(text, duration).problems.map(({ line }) => line);
  assert.deepEqual(lines(`一二三四\n\n${'字'.repeat(40)}`, 22), [3, 3]);
  assert.deepEqual(lines(`[00:01.00]一\n\n[00:03.00]${'字'.repeat(40)}`, 10), [3]);
  assert.deepEqual(lines('00:02,000 --> 00:01,000\n早\n\n  00:x --> 1  \n\n00:04,000 --> 00:03,000\n早\n'), [1, 4, 6]);
  assert.equal(readCaptions('00:01,000 --> 00:02,000\n早\n  00:x --> 1  \n').problems[0]?.found, '时间“00:x --> 1”');
  assert.deepEqual([readCaptions('早').cues, readCaptions('早').isTimedByLength], [[], false]);
  assert.deepEqual(
    readCaptions('\n \n', 9).problems.map(({ found }) => found),
    ['没有一条字幕'],
  );
});

test('of several lines the widest counts, and sixteen characters are not too wide', () => {
  const found = (text: string) => readCaptions(`00:00,000 --> 00:06,000\n${text}\n`).problems.map((each) => each.found);
  assert.deepEqual(found(`短\n${'字'.repeat(20)}`), ['一行有 20 个字']);
  assert.deepEqual(found(`${'字'.repeat(16)}\n短`), []);
});

test('the number of the next caption is no text, and a line that only has a figure in it is', () => {
  const texts = (text: string) => readCaptions(text).cues.map((cue) => cue.text);
  const times = ['00:01,000 --> 00:03,000', '00:04,000 --> 00:06,000'];
  for (const number of ['2', ' 12 '])
    assert.deepEqual(texts([times[0], '早', number, times[1], '好'].join('\n')), ['早', '好']);
  for (const words of ['第3', '3个']) {
    assert.deepEqual(texts([times[0], '早', words, times[1], '好'].join('\n')), [`早\n${words}`, '好']);
  }
  assert.deepEqual(texts([times[0], '早', '  ', '标题', times[1], '好'].join('\n')), ['早', '好']);
});

test('a mark of the order of bytes is taken away at the beginning alone, and blank lines are not written', () => {
  for (const mark of ['', '\ufeff'])
    assert.equal(readCaptions(`${mark}00:01,000 --> 00:03,000\n早\ufeff安\n`).cues[0]?.text, '早 安');
  assert.equal(
    captionsAsVtt([{ start: 0, end: 1, text: '早\n \n\n安' }]),
    'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n早\n安\n',
  );
  assert.ok(isSound({ start: 0, end: 1, text: '♪ 山歌' }));
});

test('white space around a line is none of its text', () => {
  assert.equal(readCaptions('00:01,000 --> 00:03,000\n  早安 \n\t各位 \n').cues[0]?.text, '早安\n各位');
});

test('a blank line between beginnings may have spaces in it, and a file without a word gives no times', () => {
  const { cues, isTimedByLength } = readCaptions('[00:01.00]早\n  \n[00:03.00]安', 9);
  assert.deepEqual(
    [cues.map(({ start, text }) => [start, text]), isTimedByLength],
    [
      [
        [1, '早'],
        [3, '安'],
      ],
      false,
    ],
  );
  assert.equal(readCaptions('\n \n', 9).isTimedByLength, true);
});

test('two captions that begin together overlap, and how long one stands is counted from its beginning', () => {
  const found = (text: string) => readCaptions(text).problems.map((each) => each.found);
  assert.deepEqual(found('00:01,000 --> 00:02,000\n早\n\n00:01,000 --> 00:03,000\n早\n'), [
    '从 00:00:01.000 开始，上一条到 00:00:02.000 才结束',
  ]);
  assert.deepEqual(found('00:02,000 --> 00:10,000\n早\n'), ['停了 8 秒']);
  assert.deepEqual(found('00:02,000 --> 00:02,500\n早\n'), ['只停 0.5 秒']);
});

test('a text is broken into two lines that fit, neither within a word nor before a sign that closes', () => {
  const text = (line: string) => readCaptions(`00:00.000 --> 00:07.000\n${line}\n`).cues[0]?.text;
  assert.equal(text('一二三四五六七八九AB一二三四五六七八九'), '一二三四五六七八九\nAB一二三四五六七八九');
  assert.equal(text('一二三四五六七八九”一二三四五六七八'), '一二三四五六七八\n九”一二三四五六七八');
  assert.equal(text(`早上六点。${'字'.repeat(15)}`), `早上六点。\n${'字'.repeat(15)}`);
  assert.equal(text('清晨六点半出门， 滨江路上接到今天第一单'), '清晨六点半出门，\n滨江路上接到今天第一单');
  // Behind the comma the second line would be too long.
  const long = `${'字'.repeat(9)}，${'字'.repeat(21)}`;
  assert.equal(text(long), `${long.slice(0, 15)}\n${long.slice(15)}`);
  // The space counts: together this is wider than two lines.
  assert.equal(text(`${'字'.repeat(16)} ${'字'.repeat(16)}`), `${'字'.repeat(16)} ${'字'.repeat(16)}`);
});
