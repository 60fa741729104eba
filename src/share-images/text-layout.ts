/** The positioned texts of a picture: the tree that satori typesets. */
import type { ReactElement } from 'react';
import { formatDate } from '../domain/time/dates.ts';
import { familyOf, showable, type Face } from './fonts.ts';
import type { Rectangle, ImageLayout } from './layout.ts';
import { palette } from './palette.ts';
import type { ShareImageData, Visual } from './image-data.ts';
import { fitText, gapBeforeLead, leading } from './text-fit.ts';

type Style = Record<string, string | number>;

const node = (style: Style, ...children: (ReactElement | string)[]): ReactElement => ({
  key: null,
  type: 'div',
  props: { style: { display: 'flex', ...style }, children: children.length === 1 ? children[0] : children },
});

const at = ({ x, y, width, height }: Rectangle): Style => ({ position: 'absolute', left: x, top: y, width, height });

/** A text in one face. Characters that the face lacks have been replaced. */
function text(face: Face, content: string, style: Style): ReactElement {
  const shown = showable(content, face);
  const weight = face === 'title' ? 700 : face === 'lead' ? 500 : 400;
  return node({ display: 'block', fontFamily: familyOf(face), fontWeight: weight, ...style }, shown);
}

/** One line at most; a longer text ends with an ellipsis. */
const oneLine: Style = { lineClamp: 1, wordBreak: 'break-all' };

/** Lines with fixed breaks, chosen before. */
function setLines(face: Face, lines: readonly string[], size: number, style: Style): ReactElement[] {
  return lines.map((line) => text(face, line, { fontSize: size, whiteSpace: 'nowrap', ...style }));
}

function titleAndLead({ title, lead }: ShareImageData, layout: ImageLayout): ReactElement {
  const fitted = fitText(showable(title, 'title'), showable(lead, 'lead'), { ...layout, ...layout.textLayout });
  const { titleSize, leadSize } = fitted;
  const isShort = Array.from(title).length <= 4;
  return node(
    { ...at(layout.textLayout), flexDirection: 'column', justifyContent: 'center' },
    ...setLines('title', fitted.title, titleSize, {
      lineHeight: leading.title,
      letterSpacing: isShort ? titleSize * 0.06 : 0,
      color: palette.ink,
    }),
    node({ height: leadSize * gapBeforeLead }),
    ...setLines('lead', fitted.lead, leadSize, { lineHeight: leading.lead, color: palette.inkSoft }),
  );
}

/** Punctuation that is placed in the upper right of its square in vertical text, and punctuation that is rotated. */
const hanging = /[，。、]/u;
const lying = /[“”‘’（）《》「」『』【】—…：；\-()]/u;

/** The title from top to bottom, its lines from right to left. */
function verticalTitle({ title }: ShareImageData, layout: ImageLayout): ReactElement {
  const { textLayout: box, titleSize, leadSize, mostTitleLines } = layout;
  const measure = (content: string) => Array.from(content).length;
  const limits = { width: box.height, height: box.width, titleSize, leadSize, mostTitleLines, measure };
  const { titleSize: size, title: columns } = fitText(showable(title, 'title'), '', limits);
  const glyph = (character: string) =>
    text('title', character, {
      height: size,
      lineHeight: 1,
      fontSize: size,
      color: palette.ink,
      ...(hanging.test(character) && { position: 'relative', left: size * 0.58, top: -size * 0.56 }),
      ...(lying.test(character) && { transform: 'rotate(90deg)' }),
    });
  return node(
    { ...at(box), flexDirection: 'row-reverse', justifyContent: 'flex-end' },
    ...columns
      .toReversed()
      .map((column) =>
        node(
          { flexDirection: 'column', alignItems: 'center', width: size * leading.title },
          ...Array.from(column).map(glyph),
        ),
      )
      .toReversed(),
  );
}

function footOf({ facts, lead, siteName, county }: ShareImageData, layout: ImageLayout): ReactElement {
  const { foot, footSize } = layout;
  const flower = footSize * 1.9;
  const lines = layout.isVertical ? [lead, ...facts] : facts;
  return node(
    { ...at(foot), flexDirection: 'column', justifyContent: 'space-between' },
    node(
      { flexDirection: 'column', width: foot.width },
      ...(layout.hasFactsInLines ? lines : [lines.join(' · ')]).map((fact) =>
        text('plain', fact, { fontSize: footSize, lineHeight: 1.55, color: palette.inkSoft, ...oneLine }),
      ),
    ),
    node(
      { alignItems: 'center', height: flower, marginLeft: flower * 1.3, width: foot.width - flower * 1.3 },
      text('title', siteName, {
        fontSize: footSize * 1.2,
        letterSpacing: footSize * 0.06,
        color: palette.ink,
        flexShrink: 0,
        maxWidth: foot.width * 0.55,
        ...oneLine,
      }),
      text('plain', county, {
        flexShrink: 1,
        marginLeft: footSize * 0.5,
        paddingLeft: footSize * 0.5,
        borderLeft: `2px solid ${palette.line}`,
        fontSize: footSize * 0.88,
        color: palette.inkSoft,
        ...oneLine,
      }),
    ),
  );
}

/** The ribbon's word, from top to bottom. */
function ribbonWord(label: string, { ribbon: { x, width, size } }: ImageLayout): ReactElement {
  return node(
    { position: 'absolute', left: x, top: size * 0.8, width, flexDirection: 'column', alignItems: 'center' },
    ...Array.from(label).map((character) =>
      text('title', character, { fontSize: size, lineHeight: 1.22, color: palette.paper }),
    ),
  );
}

/** Length of the ribbon around a word. */
export function ribbonLength(label: string, { ribbon: { size, width } }: ImageLayout): number {
  return size * 0.8 + Array.from(label).length * size * 1.22 + size * 0.5 + width * 0.3;
}

function markOf(word: string, { mark, width }: ImageLayout): ReactElement {
  const wide = mark.size * (Array.from(word).length + 0.9);
  const high = mark.size * 1.5;
  return node(
    {
      ...at({ x: width - mark.right - wide, y: mark.y, width: wide, height: high }),
      alignItems: 'center',
      justifyContent: 'center',
      border: `3px solid ${palette.jasmine}`,
      borderRadius: 10,
      backgroundColor: palette.jasminePale,
    },
    text('title', word, { fontSize: mark.size, lineHeight: 1.2, color: palette.jasmine }),
  );
}

/** How long an order took, in large figures. */
function daysOf({ days, raisedOn, doneOn }: Extract<Visual, { kind: 'days' }>, { visual }: ImageLayout): ReactElement {
  const unit = Math.min(visual.width, visual.height * 1.1) / 456;
  const small: Style = { fontSize: 27 * unit, lineHeight: 1.6, color: palette.paper };
  // Three digits fill the width.
  const figure: Style = {
    fontSize: (176 * unit * 3) / Math.max(3, String(days).length),
    lineHeight: 1.1,
    color: palette.paper,
  };
  return node(
    {
      ...at(visual),
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      paddingBottom: 90 * unit,
    },
    text('lead', '从提出到办好', { ...small, letterSpacing: 3 * unit, color: palette.jasminePale }),
    days === 0
      ? text('title', '当天', figure)
      : node(
          { alignItems: 'flex-end' },
          text('title', String(days), figure),
          text('title', '天', {
            fontSize: 60 * unit,
            lineHeight: 1.2,
            marginLeft: 10 * unit,
            marginBottom: 26 * unit,
            color: palette.paper,
          }),
        ),
    text('plain', days === 0 ? formatDate(doneOn) : `${formatDate(raisedOn)}提出`, {
      ...small,
      fontSize: 23 * unit,
    }),
    ...(days === 0 ? [] : [text('plain', `${formatDate(doneOn)}办好`, { ...small, fontSize: 23 * unit })]),
  );
}

/** All texts of a picture. */
export function textLayout(data: ShareImageData, layout: ImageLayout): ReactElement {
  const { code } = layout;
  return node(
    { width: layout.width, height: layout.height, position: 'relative' },
    ...(data.visual.kind === 'days' ? [daysOf(data.visual, layout)] : []),
    layout.isVertical ? verticalTitle(data, layout) : titleAndLead(data, layout),
    footOf(data, layout),
    ribbonWord(data.label, layout),
    ...(data.mark === undefined ? [] : [markOf(data.mark, layout)]),
    ...(code === undefined
      ? []
      : [
          text('plain', '扫码看全文', {
            ...at({ ...code, y: code.y + code.height + 4, height: 40 }),
            fontSize: 26,
            lineHeight: 1.4,
            textAlign: 'center',
            color: palette.inkSoft,
          }),
        ]),
  );
}
