/** The kinds of field that several schemas share. Each message states what is expected, in words for an editor. */
import { z } from 'zod';
import { kindRow, type ReferableKind } from '../kinds.ts';
import { codesOf } from './vocabulary.ts';

/** A calendar day as `YYYY-MM-DD`. It has no time and no zone: every date on the site is a day in China. */
export type IsoDate = string;

/** A picture field. Astro passes its own `image()`; the content check passes one that checks that the file exists. */
export type ImageField<Image extends z.ZodType> = () => Image;

const isoDatePattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day that exists: `2026-02-30` has the right form but does not. */
export function isRealDay(text: string): boolean {
  if (!isoDatePattern.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** YAML reads an unquoted 2026-05-01 as a moment (midnight UTC); the entry means the day. */
function dayOfMoment(value: unknown): unknown {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value;
}

/** A day, `YYYY-MM-DD`. */
export function day(description: string) {
  return z
    .preprocess(dayOfMoment, z.string().refine(isRealDay, '写成 2026-05-01 这样的日期，而且这一天要存在'))
    .describe(description);
}

/** A year, a month or a day: `2022`, `2022-10` or `2022-10-16`. Sources often give no more than the month. */
export function period(description: string) {
  const isPeriod = (text: string) =>
    /^\d{4}$/.test(text) || (/^\d{4}-\d{2}$/.test(text) ? isRealDay(`${text}-01`) : isRealDay(text));
  return z
    .preprocess(
      (value) => (typeof value === 'number' ? String(value) : dayOfMoment(value)),
      z.string().refine(isPeriod, '写成 2022、2022-10 或 2022-10-16 这样的年、月或日'),
    )
    .describe(description);
}

/** Letters, numbers, signs: something with a shape of its own. A blank of Braille has none, though it is a sign. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
const invisible = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Whether a text shows anything: zero-width characters, fillers and marks without a base show nothing. */
function isVisible(text: string): boolean {
  return visible.test(text.replace(invisible, ''));
}

const shownText = '看得见的文字（现在只有零宽字符之类看不见的符号）';

/** One line of text. */
export function line(description: string, longest = 120) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !/[\r\n]/.test(text), '写成一行，不要换行')
    .refine(isVisible, shownText)
    .describe(description);
}

/** One number, as people in China write it: 0833-4221234, 138 1234 5678, +86 833 4221234, 12345, 400-812-3456 转 8. */
const telephoneNumber = /^\+?\d[\d \-()]{1,22}\d(?: ?转 ?\d{1,6})?$/;

/** One telephone number or several, separated by commas. */
export function telephone(description: string) {
  const isTelephone = (text: string) =>
    text
      .normalize('NFKC')
      .split(/[、,;/]/)
      .every((number) => telephoneNumber.test(number.trim()));
  return line(description, 60).refine(isTelephone, '电话号码，例如 0833-4221234；有几个就用顿号隔开');
}

/** A paragraph or more of plain text. */
export function prose(description: string, longest = 2000) {
  return z.string().trim().min(1).max(longest).refine(isVisible, shownText).describe(description);
}

/**
 * The focal point of a picture, which a crop contains: percent of its width from the left, and of its height from the
 * top.
 */
export interface Focus {
  x: number;
  y: number;
}

/** A focal point; the middle by default. */
export function focus(description: string) {
  const hundredths = (what: string) => z.number().min(0).max(100).describe(what);
  return z
    .strictObject({ x: hundredths('离左边多远，占宽度的百分之几'), y: hundredths('离上边多远，占高度的百分之几') })
    .describe(description);
}

/** A calendar year. */
export function year(description: string) {
  return z.number().int().min(1949).max(2100).describe(description);
}

/** A web address. */
export function webAddress(description: string) {
  return z.url({ protocol: /^https?$/ }).describe(description);
}

/** One code of a vocabulary. */
export function choice<Vocabulary extends Readonly<Record<string, string>>>(
  vocabulary: Vocabulary,
  description: string,
) {
  return z.enum(codesOf(vocabulary)).meta({ description, labels: vocabulary });
}

/** An optional list, empty by default. */
export function list<Item extends z.ZodType>(item: Item, description: string) {
  return z.array(item).default([]).describe(description);
}

interface RuleParameters {
  path: string[];
  error: (issue: { input?: unknown }) => string;
  when: (payload: z.core.ParsePayload) => boolean;
}

/**
 * Lets a rule run as soon as the fields that it reads are valid. Without it Zod skips every rule of an entry in
 * which any field is wrong, and the editor would see the next mistake only after correcting the first.
 */
export function whenFieldsValid(...fields: string[]): (payload: z.core.ParsePayload) => boolean {
  return ({ value, issues }) =>
    typeof value === 'object' && value !== null && !issues.some((issue) => fields.includes(String(issue.path?.[0])));
}

/**
 * The arguments of a `refine` that requires the field `later` not to precede the nearest given of the fields `earlier`
 * (nearest first). Dates as text compare as days do.
 */
export function notBefore(
  later: string,
  ...earlier: [string, ...string[]]
): [(entry: Readonly<Record<string, unknown>>) => boolean, RuleParameters] {
  const nearest = (value: Readonly<Record<string, unknown>>) =>
    earlier.find((field) => typeof value[field] === 'string');
  return [
    (value) => {
      const field = nearest(value);
      const [before, after] = [field === undefined ? undefined : value[field], value[later]];
      return typeof before !== 'string' || typeof after !== 'string' || after >= before;
    },
    {
      path: [later],
      error: ({ input }) => {
        const value = input as Readonly<Record<string, unknown>>;
        const field = nearest(value) ?? earlier[0];
        return `不早于 ${field}（${String(value[field])}）`;
      },
      when: whenFieldsValid(later, ...earlier),
    },
  ];
}

/** The pattern of a slug, which is part of an entry's address and of its file name. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Refers to another entry by its slug. The kind is recorded, so that the content check can look it up. */
export function referenceTo(kind: ReferableKind, description: string) {
  const { slugPrefix } = kindRow(kind).files;
  return z
    .string()
    .trim()
    .transform((text) => (slugPrefix === undefined ? text : text.replace(slugPrefix, '')))
    .pipe(z.string().regex(slugPattern, '写条目的网址名：小写字母、数字和连字符'))
    .meta({ description, refersTo: kind });
}

/** Whether nothing of a group was filled in: boxes of which none is ticked are stored as an empty list. */
export const isBlankGroup = (group: object) =>
  Object.values(group).every((value) => Array.isArray(value) && value.length === 0);

/**
 * Removes the values that a form stores for fields that were not filled in: empty text, null, and empty groups.
 * A field left empty and a field left out are the same thing to an editor, so they are the same thing to a schema.
 */
export function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const filled = withoutBlanks(inner);
    if (filled === null || filled === undefined || filled === '') continue;
    if (typeof filled === 'object' && !Array.isArray(filled) && !(filled instanceof Date) && isBlankGroup(filled))
      continue;
    kept[key] = filled;
  }
  return kept;
}

/** The schema of an entry: its fields and no others, with blanks removed first. */
export function entry<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(withoutBlanks, schema);
}
