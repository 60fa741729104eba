/**
 * Captions of a clip: reads what editors have (SubRip, WebVTT, plain text; UTF-8 or GB18030), checks it, writes WebVTT.
 *
 * The limits are those of the Timed Text Style Guide that Netflix publishes for Simplified Chinese and in general: 16
 * characters a line, two lines, 9 characters a second, each caption from 5/6 of a second to 7 seconds.
 */

/** One caption. */
export interface Cue {
  /** Seconds from the beginning of the clip. */
  start: number;
  end: number;
  /** One or more lines, without markup. */
  text: string;
}

/** Something wrong or unwise in a file of captions. */
interface CaptionProblem {
  /** A file with an error is refused; one with advice is accepted. */
  kind: 'error' | 'advice';
  /** Line of the file, from 1. */
  line: number;
  found: string;
  expected: string;
}

/** What was read from a file of captions. */
export interface Captions {
  cues: readonly Cue[];
  /** In the order of their lines. */
  problems: readonly CaptionProblem[];
  /** Whether the file gave no times, so that they were spread over the clip by the length of the text. */
  isTimedByLength: boolean;
}

/** Most characters in a line; a Latin letter or a digit counts as half. */
const longestLine = 16;
const mostLines = 2;
/** Most characters a second that are read with ease; at twice that, nobody can follow. */
const easySpeed = 9;
const shortest = 5 / 6;
const longest = 7;
/** A caption may end a little after the film: half a second passes for rounding. */
const grace = 0.5;

/** How wide a line is, in Chinese characters. */
function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += character.charCodeAt(0) < 0x100 ? 0.5 : 1;
  return width;
}

/** How many characters have to be read: punctuation and spaces are not read, a Latin letter or digit counts as half. */
function readingLength(text: string): number {
  return widthOf(text.replace(/[\p{P}\p{Z}\p{C}]/gu, ''));
}

/** Whether a caption describes a sound instead of words: `（雨声）`, `[笑]`, `♪`. */
export function isSound({ text }: Cue): boolean {
  return /^(?:[（(【[][^（）()【】[\]]*[）)】\]]|♪[^♪]*♪?|\s)+$/u.test(text);
}

/** A caption's text without the markup of SubRip and WebVTT, its characters decoded. */
function plain(text: string): string {
  return text
    .replace(/<[^<>]*>|\{\\[^{}]*\}/g, '')
    .replace(
      /&(amp|lt|gt|nbsp|lrm|rlm);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', nbsp: ' ' })[name] ?? '',
    )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/^ | $/gm, '')
    .normalize('NFC');
}

const time = String.raw`(?:(\d{1,3})[:：])?(\d{1,3})[:：](\d{1,2})(?:[.,，。](\d{1,3}))?`;
const arrow = String.raw`\s*(?:--+>|→|－－＞)\s*`;
const span = new RegExp(`^\\s*${time}${arrow}${time}(?:\\s.*)?$`);
/** `[00:03.2] 文字`, as lyrics and some transcribing programs write it. */
const startOnly = new RegExp(String.raw`^\s*[[【(（]?${time}(?:[\]】)）]|[\s:：])\s*(.*)$`);

function seconds(groups: readonly (string | undefined)[], first: number): number {
  const [hours, minutes, whole, fraction] = groups.slice(first, first + 4);
  const wholeSeconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(whole ?? 0);
  // Thousandths are counted as whole numbers, so that 3.978 stays 3.978.
  return (wholeSeconds * 1000 + Number((fraction ?? '').padEnd(3, '0'))) / 1000;
}

/** A timestamp of captions, `00:01:02.345`. */
function stamp(moment: number): string {
  const thousandths = Math.round(moment * 1000);
  const part = (unit: number, digits: number, size: number) =>
    String(Math.floor(thousandths / unit) % size).padStart(digits, '0');
  return `${part(3_600_000, 2, 100)}:${part(60_000, 2, 60)}:${part(1000, 2, 60)}.${part(1, 3, 1000)}`;
}

interface PlacedCue extends Cue {
  line: number;
}

interface Read {
  cues: PlacedCue[];
  problems: CaptionProblem[];
}

/** Captions with times above them, as SubRip and WebVTT have it. */
function readTimed(lines: readonly string[], isVtt: boolean): Read {
  const cues: PlacedCue[] = [];
  const problems: CaptionProblem[] = [];
  // The text before the first times is a header; a block of notes or styles has no times.
  let cue: PlacedCue | undefined;
  lines.forEach((content, index) => {
    const line = index + 1;
    if (!content.includes('-->') && !span.test(content)) {
      if (cue === undefined) return;
      if (content.trim() === '') {
        if (cue.text !== '') cue = undefined;
        return;
      }
      // The number of the next caption, where no blank line precedes it.
      if (/^\s*\d+\s*$/.test(content) && span.test(lines[index + 1] ?? '')) return;
      // The line end before the first line is white space around the text, which is taken away in the end.
      cue.text += `\n${content}`;
      return;
    }
    const match = span.exec(content);
    if (match === null) {
      problems.push({
        kind: 'error',
        line,
        found: `时间“${content.trim()}”`,
        expected: isVtt ? '00:00:01.200 --> 00:00:03.500' : '00:00:01,200 --> 00:00:03,500',
      });
      cue = undefined;
      return;
    }
    cue = { start: seconds(match, 1), end: seconds(match, 5), text: '', line };
    cues.push(cue);
  });
  return { cues, problems };
}

/** Lines without an end time: each lasts until the next, at most the longest duration of a caption. */
function readStarts(lines: readonly string[], durationSeconds: number): Read {
  const starts = lines.flatMap((content, index): PlacedCue[] => {
    const match = startOnly.exec(content);
    return match?.[5] ? [{ start: seconds(match, 1), end: 0, text: match[5], line: index + 1 }] : [];
  });
  for (const [index, cue] of starts.entries()) {
    cue.end = Math.min(cue.start + longest, starts[index + 1]?.start ?? durationSeconds);
  }
  return { cues: starts, problems: [] };
}

/** Lines without times: the clip is shared out among them by how long they take to read. */
function spread(lines: readonly string[], durationSeconds: number): Read {
  const texts = lines.flatMap((content, index) => (content.trim() === '' ? [] : [{ content, line: index + 1 }]));
  const total = texts.reduce((sum, { content }) => sum + Math.max(1, readingLength(content)), 0);
  let from = 0;
  const cues = texts.map(({ content, line }) => {
    const start = from;
    from += (Math.max(1, readingLength(content)) / total) * durationSeconds;
    return { start, end: from, text: content, line };
  });
  return { cues, problems: [] };
}

/** Cuts a text into graphemes, which is what a segmenter does unless it is told otherwise. */
// eslint-disable-next-line compat/compat -- Lines are broken by the command for captions, not in browsers.
const graphemes = new Intl.Segmenter('zh');

/** Breaks a text that is too long for a line into two, behind punctuation where there is some, else near the middle. */
function wrapped(text: string): string {
  if (text.includes('\n') || widthOf(text) <= longestLine || widthOf(text) > longestLine * mostLines) return text;
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const places = characters.flatMap((character, index) => {
    const [head, tail] = [
      characters.slice(0, index + 1).join(''),
      characters
        .slice(index + 1)
        .join('')
        .trimStart(),
    ];
    if (widthOf(head) > longestLine || widthOf(tail) > longestLine) return [];
    const next = characters[index + 1] ?? '';
    if (/[\w.]/.test(character) && /[\w.]/.test(next)) return [];
    if (/[\p{Pe}\p{Pf}\p{Po}]/u.test(next)) return [];
    const isBehindPunctuation = /[，。！？；：、,.!?;:]/.test(character);
    return [{ head, tail, cost: Math.abs(widthOf(head) - widthOf(tail)) - (isBehindPunctuation ? longestLine : 0) }];
  });
  const best = places.toSorted((a, b) => a.cost - b.cost)[0];
  return best === undefined ? text : `${best.head.trimEnd()}\n${best.tail}`;
}

const formatSeconds = (value: number) => `${String(Math.round(value * 10) / 10)} 秒`;

/** What is wrong or unwise in one caption. */
function cueProblems(
  { start, end, text, line }: PlacedCue,
  previous: PlacedCue | undefined,
  durationSeconds: number | undefined,
): CaptionProblem[] {
  const error = (found: string, expected: string): CaptionProblem => ({ kind: 'error', line, found, expected });
  const advice = (found: string, expected: string): CaptionProblem => ({ kind: 'advice', line, found, expected });
  if (text === '') return [error('这一条没有文字', '写上文字，或把这一条删掉')];
  if (end <= start) return [error(`结束时间 ${stamp(end)} 不晚于开始时间 ${stamp(start)}`, '先开始、后结束')];
  if (previous !== undefined && start < previous.start) {
    return [error(`从 ${stamp(start)} 开始，排在 ${stamp(previous.start)} 开始的后面`, '按开始时间先后排列')];
  }
  if (previous !== undefined && start < previous.end - 0.0005) {
    return [error(`从 ${stamp(start)} 开始，上一条到 ${stamp(previous.end)} 才结束`, '两条字幕不重叠')];
  }
  if (durationSeconds !== undefined && end > durationSeconds + grace) {
    return [error(`到 ${stamp(end)} 结束`, `不晚于短片的结尾（${formatSeconds(durationSeconds)}）`)];
  }
  const speed = readingLength(text) / (end - start);
  const tooFast = `每秒 ${String(Math.round(speed * 10) / 10)} 个字`;
  if (speed > easySpeed * 2) return [error(tooFast, `每秒不超过 ${String(easySpeed)} 个字，看看时间是否写错`)];
  const problems: CaptionProblem[] = [];
  if (speed > easySpeed) problems.push(advice(tooFast, `每秒不超过 ${String(easySpeed)} 个字，字幕停久一点或精简文字`));
  const lines = text.split('\n');
  const widest = Math.max(...lines.map(widthOf));
  if (widest > longestLine) {
    problems.push(advice(`一行有 ${String(widest)} 个字`, `一行不超过 ${String(longestLine)} 个字，太长就分成两条`));
  }
  if (lines.length > mostLines)
    problems.push(advice(`有 ${String(lines.length)} 行`, `不超过 ${String(mostLines)} 行`));
  if (end - start < shortest - 0.005) problems.push(advice(`只停 ${formatSeconds(end - start)}`, '至少停 0.8 秒'));
  if (end - start > longest + 0.005) {
    problems.push(advice(`停了 ${formatSeconds(end - start)}`, `不超过 ${String(longest)} 秒，太久就分成几条`));
  }
  return problems;
}

/**
 * Reads and checks the text of a file of captions, whatever its file extension is.
 * @param durationSeconds length of the clip, where known; a text without times cannot be used without it
 */
export function readCaptions(text: string, durationSeconds?: number): Captions {
  const unmarked = text.replace(/^\ufeff/, '');
  const lines = unmarked.split(/\r\n|\r|\n/);
  const isVtt = unmarked.startsWith('WEBVTT');
  const isTimed = isVtt || lines.some((line) => line.includes('-->') || span.test(line));
  const filled = lines.filter((line) => line.trim() !== '');
  const hasStarts = filled.length > 0 && filled.every((line) => startOnly.test(line));
  if (!isTimed && durationSeconds === undefined) {
    const problem = {
      kind: 'error',
      line: 1,
      found: '没有时间',
      expected: '带时间的字幕；纯文字要说明是哪段短片的',
    } as const;
    return { cues: [], problems: [problem], isTimedByLength: false };
  }
  const { cues: found, problems } = isTimed
    ? readTimed(lines, isVtt)
    : hasStarts
      ? readStarts(lines, durationSeconds ?? 0)
      : spread(lines, durationSeconds ?? 0);
  const cues = found.map((cue) => ({ ...cue, text: wrapped(plain(cue.text).trim()) }));
  if (cues.length === 0 && problems.length === 0) {
    problems.push({ kind: 'error', line: 1, found: '没有一条字幕', expected: '至少一条字幕' });
  }
  return {
    cues: cues.map(({ start, end, text: words }) => ({ start, end, text: words })),
    problems: [...problems, ...cues.flatMap((cue, index) => cueProblems(cue, cues[index - 1], durationSeconds))].sort(
      (a, b) => a.line - b.line,
    ),
    isTimedByLength: !isTimed && !hasStarts,
  };
}

/** Captions as a WebVTT file. */
export function captionsAsVtt(cues: readonly Cue[]): string {
  const escaped = (text: string) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/\n\s*\n/g, '\n');
  const blocks = cues.map(({ start, end, text }) => `${stamp(start)} --> ${stamp(end)}\n${escaped(text)}\n`);
  return ['WEBVTT\n', ...blocks].join('\n');
}
