/** How large a text may be set, and where its lines break. Widths are estimates on the safe side. */

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

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });
const closing = /^[，。、；：？！”’）》」』】…·,.;:?!)\]]+$/u;
const opening = /[“‘（《「『【(]$/u;

/** Pieces between which a line may break: words with the punctuation that belongs to them, none wider than a line. */
function piecesOf(text: string, line: number): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1);
    if (last !== undefined && (closing.test(segment) || opening.test(last))) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces.flatMap((piece) => (emsOf(piece) <= line ? [piece] : Array.from(piece)));
}

/** Cost of a line: how far it is from the even share, less where it ends with a pause. */
function costOf(line: string, share: number, isLast: boolean): number {
  const pause = isLast || /[，。、；：？！…·]$/u.test(line) ? 0 : 1.2;
  return (emsOf(line.trim()) - share) ** 2 + pause ** 2;
}

/**
 * A text in lines of nearly equal length that break between words, best after a pause; as few lines as it can be.
 * @param size of the letters, in the unit of `width`
 */
export function linesOf(text: string, size: number, width: number): string[] {
  const line = width / size;
  if (emsOf(text) <= line) return [text];
  const pieces = piecesOf(text, line);
  let rest = '';
  let count = 1;
  for (const piece of pieces) {
    if (emsOf((rest + piece).trim()) > line) {
      count += 1;
      rest = '';
    }
    rest += piece;
  }
  const share = emsOf(text) / count;
  // The cheapest way to set the first pieces in so many lines, for every number of pieces and lines.
  let best: ({ cost: number; lines: string[] } | undefined)[] = pieces.map(() => undefined);
  best.unshift({ cost: 0, lines: [] });
  for (let row = 1; row <= count; row += 1) {
    best = [undefined, ...pieces].map((_, end) => {
      let cheapest: { cost: number; lines: string[] } | undefined;
      let content = '';
      for (let start = end - 1; start >= 0; start -= 1) {
        content = (pieces[start] ?? '') + content;
        if (emsOf(content.trim()) > line) break;
        const before = best[start];
        if (before === undefined) continue;
        const cost = before.cost + costOf(content, share, end === pieces.length);
        if (cheapest === undefined || cost < cheapest.cost)
          cheapest = { cost, lines: [...before.lines, content.trim()] };
      }
      return cheapest;
    });
  }
  return best[pieces.length]?.lines ?? [text];
}

/** How title and lead are set. */
export interface Setting {
  titleSize: number;
  title: readonly string[];
  leadSize: number;
  lead: readonly string[];
}

/** What limits a setting. */
export interface Limits {
  width: number;
  height: number;
  titleSize: { most: number; least: number };
  leadSize: { most: number; least: number };
  mostTitleLines: number;
}

const steps = 16;

/** The first lines of a text; the last ends with an ellipsis when something was left out. */
export function firstLines(lines: readonly string[], count: number): readonly string[] {
  if (lines.length <= count) return lines;
  const kept = lines.slice(0, Math.max(0, count));
  return kept.map((line, index) =>
    index === kept.length - 1 ? `${line.slice(0, -1).replace(/[，、：；]$/u, '')}…` : line,
  );
}

/** The largest setting in which both texts fit whole; if none does, the smallest, cut to the room there is. */
export function fit(title: string, lead: string, limits: Limits): Setting {
  const { width, height, titleSize, leadSize, mostTitleLines } = limits;
  for (let step = steps; ; step -= 1) {
    const between = ({ most, least }: { most: number; least: number }) =>
      Math.round(least + ((most - least) * step) / steps);
    const sizes = { titleSize: between(titleSize), leadSize: between(leadSize) };
    const titleLines = linesOf(title, sizes.titleSize, width);
    const leadLines = lead === '' ? [] : linesOf(lead, sizes.leadSize, width);
    const heightOfTitle = Math.min(titleLines.length, mostTitleLines) * sizes.titleSize * leading.title;
    const room = height - heightOfTitle - gapBeforeLead * sizes.leadSize;
    const mostLeadLines = Math.floor(room / (sizes.leadSize * leading.lead));
    const fits = titleLines.length <= mostTitleLines && heightOfTitle <= height && leadLines.length <= mostLeadLines;
    if (fits || step === 0) {
      return { ...sizes, title: firstLines(titleLines, mostTitleLines), lead: firstLines(leadLines, mostLeadLines) };
    }
  }
}
