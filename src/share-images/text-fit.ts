/** Chooses the size of a text and its line breaks. Widths are conservative estimates. */

/** A line as high as this many times its letters. */
export const leading = { title: 1.28, lead: 1.6 } as const;

/** Space between title and lead, in letters of the lead. */
export const gapBeforeLead = 0.55;

/** Width of one character in ems, rather too wide than too narrow. */
function widthOf(character: string): number {
  if (/[a-z]/.test(character)) return 0.62;
  if (/[A-Z0-9]/.test(character)) return character === 'W' || character === 'M' ? 1 : 0.8;
  if (/[ .,:;'!|·]/.test(character)) return 0.4;
  return 1;
}

/** Width of a text in ems. */
export function emsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + widthOf(character), 0);
}

const textLayout = new Intl.Segmenter('zh-CN', { granularity: 'word' });
const closing = /^[，。、；：？！”’）》」』】…·,.;:?!)\]]+$/u;
const opening = /[“‘（《「『【(]$/u;

/** The length of a text along a line, in ems. */
export type Measure = (text: string) => number;

/** Pieces between which a line may break: words with their punctuation, none wider than a line. */
function piecesOf(text: string, line: number, measure: Measure): string[] {
  const pieces: string[] = [];
  for (const { segment } of textLayout.segment(text)) {
    const last = pieces.at(-1);
    if (last !== undefined && (closing.test(segment) || opening.test(last))) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces.flatMap((piece) => (measure(piece) <= line ? [piece] : Array.from(piece)));
}

/** How many lines the pieces need when each is filled as far as possible. */
function fewestLines(sizes: readonly number[], line: number): number {
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > line) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return count;
}

/** Cost of a line: how far it is from the even share, plus a penalty when it ends without a pause. */
function costOf(size: number, share: number, last: string | undefined, isEnd: boolean): number {
  return (size - share) ** 2 + (isEnd || /[，。、；：？！…·]$/u.test(last ?? '') ? 0 : 1.5);
}

/**
 * A text in lines of nearly equal length that break between words, best after a pause; as few lines as possible.
 * @param size of the letters, in the unit of `width`
 */
export function linesOf(text: string, size: number, width: number, measure: Measure = emsOf): string[] {
  const line = width / size;
  if (measure(text) <= line) return [text];
  const pieces = piecesOf(text, line, measure);
  const sizes = pieces.map(measure);
  const count = fewestLines(sizes, line);
  const share = measure(text) / count;
  // For every number of pieces the cheapest division into so many lines: its cost, and the start of its last line.
  const rows: { cost: number; start: number }[][] = [[{ cost: 0, start: 0 }]];
  for (let row = 1; row <= count; row += 1) {
    const before = rows[row - 1] ?? [];
    rows[row] = Array.from({ length: pieces.length + 1 }, (_, end) => {
      const best = { cost: Infinity, start: 0 };
      let used = 0;
      for (let start = end - 1; start >= 0; start -= 1) {
        used += sizes[start] ?? 0;
        if (used > line) break;
        const cost = (before[start]?.cost ?? Infinity) + costOf(used, share, pieces[end - 1], end === pieces.length);
        if (cost < best.cost) Object.assign(best, { cost, start });
      }
      return best;
    });
  }
  const lines: string[] = [];
  let end = pieces.length;
  for (let row = count; row > 0; row -= 1) {
    const start = rows[row]?.[end]?.start ?? 0;
    lines.unshift(pieces.slice(start, end).join('').trim());
    end = start;
  }
  return lines;
}

/** The sizes and lines of title and lead. */
export interface FittedText {
  titleSize: number;
  title: readonly string[];
  leadSize: number;
  lead: readonly string[];
}

/** The limits of the fit. */
export interface Limits {
  width: number;
  height: number;
  titleSize: { most: number; least: number };
  leadSize: { most: number; least: number };
  mostTitleLines: number;
  /** The length of a text along a line; by default that of horizontal text. */
  measure?: Measure;
}

const steps = 16;

/** More of a lead than fits on any picture: a longer text is cut before measuring. */
const longestLead = 240;

/** The first lines of a text; the last ends with an ellipsis when something was left out. */
function firstLines(lines: readonly string[], count: number): readonly string[] {
  if (lines.length <= count) return lines;
  const kept = lines.slice(0, Math.max(0, count));
  return kept.map((line, index) =>
    index === kept.length - 1 ? `${line.slice(0, -1).replace(/[，、：；]$/u, '')}…` : line,
  );
}

/** The largest sizes in which both texts fit whole; if none do, the smallest, cut to the available space. */
export function fitText(title: string, lead: string, limits: Limits): FittedText {
  const { width, height, titleSize, leadSize, mostTitleLines, measure } = limits;
  const shortLead = lead.slice(0, longestLead);
  for (let step = steps; ; step -= 1) {
    const between = ({ most, least }: { most: number; least: number }) =>
      Math.round(least + ((most - least) * step) / steps);
    const sizes = { titleSize: between(titleSize), leadSize: between(leadSize) };
    const titleLines = linesOf(title, sizes.titleSize, width, measure);
    const leadLines = lead === '' ? [] : linesOf(shortLead, sizes.leadSize, width);
    const heightOfTitle = Math.min(titleLines.length, mostTitleLines) * sizes.titleSize * leading.title;
    const room = height - heightOfTitle - gapBeforeLead * sizes.leadSize;
    const mostLeadLines = Math.floor(room / (sizes.leadSize * leading.lead));
    const fits = titleLines.length <= mostTitleLines && heightOfTitle <= height && leadLines.length <= mostLeadLines;
    if (fits || step === 0) {
      return { ...sizes, title: firstLines(titleLines, mostTitleLines), lead: firstLines(leadLines, mostLeadLines) };
    }
  }
}
