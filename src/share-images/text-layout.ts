/** Every text of a picture, placed: the tree that satori sets. */
import type { ReactElement } from 'react';
import { dateInChinese } from '../domain/time/dates.ts';
import { familyOf, showable, type Face } from './fonts.ts';
import type { Box, Plan } from './layout.ts';
import { palette } from './palette.ts';
import type { Subject, Visual } from './image-data.ts';
import { fit, gapBeforeLead, leading } from './text-fit.ts';

type Style = Record<string, string | number>;

const node = (style: Style, ...children: (ReactElement | string)[]): ReactElement => ({
  key: null,
  type: 'div',
  props: { style: { display: 'flex', ...style }, children: children.length === 1 ? children[0] : children },
});

const at = ({ x, y, width, height }: Box): Style => ({ position: 'absolute', left: x, top: y, width, height });

/** A text in one face. What the face lacks has been written otherwise. */
function text(face: Face, content: string, style: Style): ReactElement {
  const shown = showable(content, face);
  const weight = face === 'title' ? 700 : face === 'lead' ? 500 : 400;
  return node({ display: 'block', fontFamily: familyOf(face), fontWeight: weight, ...style }, shown);
}

/** One line at most; what is longer ends with an ellipsis. */
const oneLine: Style = { lineClamp: 1, wordBreak: 'break-all' };

/** Lines that are set as they are: where they break was chosen before. */
function setLines(face: Face, lines: readonly string[], size: number, style: Style): ReactElement[] {
  return lines.map((line) => text(face, line, { fontSize: size, whiteSpace: 'nowrap', ...style }));
}

function titleAndLead({ title, lead }: Subject, plan: Plan): ReactElement {
  const setting = fit(showable(title, 'title'), showable(lead, 'lead'), { ...plan, ...plan.words });
  const { titleSize, leadSize } = setting;
  const isShort = Array.from(title).length <= 4;
  return node(
    { ...at(plan.words), flexDirection: 'column', justifyContent: 'center' },
    ...setLines('title', setting.title, titleSize, {
      lineHeight: leading.title,
      letterSpacing: isShort ? titleSize * 0.06 : 0,
      color: palette.ink,
    }),
    node({ height: leadSize * gapBeforeLead }),
    ...setLines('lead', setting.lead, leadSize, { lineHeight: leading.lead, color: palette.inkSoft }),
  );
}

/** Marks that stand in the upper right of their square when a line runs downwards, and those that lie on their side. */
const hanging = /[，。、]/u;
const lying = /[“”‘’（）《》「」『』【】—…：；\-()]/u;

/** The title from top to bottom, its lines from right to left. */
function verticalTitle({ title }: Subject, plan: Plan): ReactElement {
  const { words: box, titleSize, leadSize, mostTitleLines } = plan;
  const measure = (content: string) => Array.from(content).length;
  const limits = { width: box.height, height: box.width, titleSize, leadSize, mostTitleLines, measure };
  const { titleSize: size, title: columns } = fit(showable(title, 'title'), '', limits);
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

function footOf({ facts, lead, siteName, county }: Subject, plan: Plan): ReactElement {
  const { foot, footSize } = plan;
  const flower = footSize * 1.9;
  const told = plan.isVertical ? [lead, ...facts] : facts;
  return node(
    { ...at(foot), flexDirection: 'column', justifyContent: 'space-between' },
    node(
      { flexDirection: 'column', width: foot.width },
      ...(plan.hasFactsInLines ? told : [told.join(' · ')]).map((fact) =>
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
function ribbonWord(label: string, { ribbon: { x, width, size } }: Plan): ReactElement {
  return node(
    { position: 'absolute', left: x, top: size * 0.8, width, flexDirection: 'column', alignItems: 'center' },
    ...Array.from(label).map((character) =>
      text('title', character, { fontSize: size, lineHeight: 1.22, color: palette.paper }),
    ),
  );
}

/** Length of the ribbon that holds a word. */
export function ribbonLength(label: string, { ribbon: { size, width } }: Plan): number {
  return size * 0.8 + Array.from(label).length * size * 1.22 + size * 0.5 + width * 0.3;
}

function markOf(word: string, { mark, width }: Plan): ReactElement {
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
function daysOf({ days, raisedOn, doneOn }: Extract<Visual, { kind: 'days' }>, { visual }: Plan): ReactElement {
  const unit = Math.min(visual.width, visual.height * 1.1) / 456;
  const small: Style = { fontSize: 27 * unit, lineHeight: 1.6, color: palette.paper };
  // Three figures fill the width.
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
    text('plain', days === 0 ? dateInChinese(doneOn) : `${dateInChinese(raisedOn)}提出`, {
      ...small,
      fontSize: 23 * unit,
    }),
    ...(days === 0 ? [] : [text('plain', `${dateInChinese(doneOn)}办好`, { ...small, fontSize: 23 * unit })]),
  );
}

/** All texts of a picture. */
export function words(subject: Subject, plan: Plan): ReactElement {
  const { code } = plan;
  return node(
    { width: plan.width, height: plan.height, position: 'relative' },
    ...(subject.visual.kind === 'days' ? [daysOf(subject.visual, plan)] : []),
    plan.isVertical ? verticalTitle(subject, plan) : titleAndLead(subject, plan),
    footOf(subject, plan),
    ribbonWord(subject.label, plan),
    ...(subject.mark === undefined ? [] : [markOf(subject.mark, plan)]),
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
