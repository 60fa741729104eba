/** The kinds of field that the forms share. Each is one of Keystatic's, adapted to what the schemas accept. */
import { createElement, type ReactElement } from 'react';
import { fields, type FormFieldInputProps, type FormFieldStoredValue, type ObjectField } from '@keystatic/core';
import { isRealDay } from '../../schemas/field.ts';
import { weekdays, type Weekday } from '../../schemas/vocabulary.ts';
import { withoutUnseen } from '../../domain/text/characters.ts';
import { typedNumber, typedPeriod, typedSpans } from '../../domain/text/typed-values.ts';
import type { DayWords, FieldWords } from './field-options.ts';
import { inputOf } from './inputs.ts';
import type { WeekInputProps } from './week-input.ts';

interface Pattern {
  regex: RegExp;
  message: string;
}

const withDescription = (description: string | undefined) => (description === undefined ? {} : { description });

/** A pattern that allows an optional field to be empty. */
function fitting(pattern: Pattern, required: boolean): Pattern {
  return required ? pattern : { regex: new RegExp(`^$|${pattern.regex.source}`), message: pattern.message };
}

/** The value that YAML parsed from an unquoted `2022` or `2022-10-16`, back as the text in the file. */
function textOf(stored: FormFieldStoredValue): FormFieldStoredValue {
  if (typeof stored === 'number') return String(stored);
  return stored instanceof Date ? stored.toISOString().slice(0, 10) : stored;
}

/** Reads a text for the list of entries without validating it; the form and the schema validate. */
function asListed(value: FormFieldStoredValue): string {
  const text = textOf(value);
  return typeof text === 'string' ? text : '';
}

/** One thing for each code of a vocabulary. `Object.fromEntries` forgets the key type. */
export function forEach<Code extends string, Made, Row = string>(
  vocabulary: Readonly<Record<Code, Row>>,
  make: (row: Row) => Made,
): Record<Code, Made> {
  const rows = Object.entries<Row>(vocabulary);
  return Object.fromEntries(rows.map(([code, row]) => [code, make(row)])) as Record<Code, Made>;
}

/** One line of text. */
export function line(words: FieldWords & { longest?: number; pattern?: Pattern; defaultValue?: string }) {
  const required = words.required ?? false;
  const field = fields.text({
    label: words.label,
    ...withDescription(words.description),
    ...(words.defaultValue === undefined ? {} : { defaultValue: words.defaultValue }),
    validation: {
      isRequired: required,
      length: { max: words.longest ?? 120 },
      ...(words.pattern === undefined ? {} : { pattern: fitting(words.pattern, required) }),
    },
  });
  return {
    ...field,
    parse: (value: FormFieldStoredValue, extra?: { slug: string }) => field.parse(textOf(value), extra),
    serialize: (value: string) => field.serialize(withoutUnseen(value)),
    reader: { ...field.reader, parse: asListed },
  };
}

/** A paragraph or more of plain text. */
export function prose(words: FieldWords & { longest?: number }) {
  const field = fields.text({
    label: words.label,
    multiline: true,
    ...withDescription(words.description),
    validation: { isRequired: words.required ?? false, length: { max: words.longest ?? 2000 } },
  });
  return { ...field, serialize: (value: string) => field.serialize(withoutUnseen(value)) };
}

/** One code of a vocabulary, chosen by its Chinese label. The first is the default. */
export function choice<Code extends string>(
  vocabulary: Readonly<Record<Code, string>>,
  words: Omit<FieldWords, 'required'> & { defaultValue?: NoInfer<Code> },
) {
  // Object.keys forgets the key type; a vocabulary is a literal object and has no other keys.
  const options = (Object.keys(vocabulary) as Code[]).map((value) => ({ label: vocabulary[value], value }));
  const first = words.defaultValue ?? options[0]?.value;
  if (first === undefined) throw new Error(`“${words.label}”没有可选的项`);
  const field = fields.select({
    label: words.label,
    ...withDescription(words.description),
    options,
    defaultValue: first,
  });
  // The list of entries shows the value that the reader returns for a code.
  const labels: Readonly<Record<string, string>> = vocabulary;
  return {
    ...field,
    // What is no code is kept as it stands, and the check says so: the form opens, and nothing is lost by opening it.
    parse: (value: FormFieldStoredValue) =>
      typeof value === 'string' && labels[value] === undefined ? (value as Code) : field.parse(value),
    reader: { parse: (value: FormFieldStoredValue) => labels[asListed(value)] ?? asListed(value) },
  };
}

/** One code of a vocabulary, or none: an empty text, which the schemas treat as absent. */
export function optionalChoice<Code extends string>(
  vocabulary: Readonly<Record<Code, string>>,
  words: Omit<FieldWords, 'required'> & { none?: string },
) {
  const options = (Object.keys(vocabulary) as Code[]).map((value) => ({ label: vocabulary[value], value }));
  return fields.select<{ label: string; value: Code | '' }>({
    label: words.label,
    ...withDescription(words.description),
    options: [{ label: words.none ?? '（未填）', value: '' }, ...options],
    defaultValue: '',
  });
}

/** Several codes of a vocabulary, as checkboxes. */
export function choices<Code extends string>(vocabulary: Readonly<Record<Code, string>>, words: FieldWords) {
  const options = (Object.keys(vocabulary) as Code[]).map((value) => ({ label: vocabulary[value], value }));
  const field = fields.multiselect({ label: words.label, ...withDescription(words.description), options });
  const isCode = (value: unknown): value is Code => typeof value === 'string' && Object.hasOwn(vocabulary, value);
  const Boxes = (props: FormFieldInputProps<readonly Code[]>) => field.Input(props);
  return {
    ...field,
    // What is no code is kept until somebody ticks a box: it has no box of its own.
    Input: (props: FormFieldInputProps<readonly Code[]>): ReactElement =>
      createElement(Boxes, {
        ...props,
        onChange: (value: readonly Code[]) => {
          props.onChange(value.filter(isCode));
        },
      }),
    parse: (value: FormFieldStoredValue) => {
      const items: unknown = typeof value === 'string' ? [value] : value;
      const isText = (item: unknown) => typeof item === 'string';
      return Array.isArray(items) && items.every(isText) ? (items as Code[]) : field.parse(value);
    },
  };
}

/** A day. Stored as an unquoted `2026-05-01`; what was typed and is no day is stored as a text, and the check says so. */
export function day(words: DayWords) {
  const required = words.required ?? false;
  const field = fields.date({
    label: words.label,
    ...withDescription(words.description),
    validation: { isRequired: required },
  });
  return {
    ...field,
    Input: (props: FormFieldInputProps<string | null>): ReactElement =>
      createElement(inputOf('day'), { ...props, words }),
    serialize: (value: string | null) => (value === null || isRealDay(value) ? field.serialize(value) : { value }),
    validate(value: string | null) {
      if (value !== null && !isRealDay(value)) throw new Error(`“${words.label}”看不懂，写成 2026年4月28日`);
      return field.validate(value);
    },
  };
}

/** A town of the county: one of the list in the settings. */
export function town(words: FieldWords) {
  const field = line({ ...words, longest: 20 });
  return {
    ...field,
    Input: (props: FormFieldInputProps<string>): ReactElement => createElement(inputOf('town'), { ...props, words }),
  };
}

/** A year, a month or a day, as given in sources. */
export function period(words: FieldWords) {
  const field = line(words);
  return {
    ...field,
    serialize: (value: string) => field.serialize(typedPeriod(value)),
  };
}

/** The pattern of a number, and the message when it does not match. */
const numberForms = {
  whole: { regex: /^\d{1,12}$/, message: '填写整数，不带逗号和单位' },
  decimal: { regex: /^\d{1,12}(\.\d{1,8})?$/, message: '填写数字，不带逗号和单位' },
  degrees: { regex: /^-?\d{1,3}(\.\d{1,8})?$/, message: '填写以度为单位的小数，例如 103.949' },
  year: { regex: /^(19[5-9]\d|194\d|20\d\d|2100)$/, message: '填写四位数的年份，例如 2026' },
} as const satisfies Record<string, Pattern>;

/**
 * A number. Not Keystatic's number field: that one shows 2026 as “2,026” and rounds coordinates to three decimals,
 * which is a hundred metres. The editor types text, the file contains a number.
 */
export function figure(words: FieldWords & { form: keyof typeof numberForms; pattern?: Pattern }) {
  const required = words.required ?? false;
  const pattern = words.pattern ?? {
    ...numberForms[words.form],
    message: `${words.label}：${numberForms[words.form].message}`,
  };
  const field = fields.text({
    label: words.label,
    ...withDescription(words.description),
    validation: { isRequired: required, pattern: fitting(pattern, required) },
  });
  // What is no number is kept as it was typed: a draft is stored with it, and the check says what is wrong with it.
  const Text = (props: FormFieldInputProps<string>) => field.Input(props);
  /** Changes what is typed as it is typed: whoever sees 2026 in the field knows that it was understood. */
  const Input = (props: FormFieldInputProps<string>): ReactElement =>
    createElement(Text, {
      ...props,
      onChange: (value: string) => {
        props.onChange(typedNumber(value));
      },
    });
  const stored = (value: string): FormFieldStoredValue => {
    if (value.trim() === '') return undefined;
    return Number.isFinite(Number(value)) ? Number(value) : value;
  };
  return {
    ...field,
    Input,
    parse: (value: FormFieldStoredValue, extra?: { slug: string }) => field.parse(textOf(value), extra),
    reader: { ...field.reader, parse: asListed },
    serialize: (value: string) => ({ value: stored(value) }),
    /** As part of the name of a file, e.g. the year of a holiday table, the number is stored as well. */
    serializeWithSlug: (value: string) => ({ slug: value, value: stored(value) }),
  };
}

/** A list of short texts as plain text. */
interface ListForm {
  multiline: boolean;
  /** The items of what is typed, as the content holds them. */
  itemsOf: (typed: string) => string[];
  joint: string;
}

function textList(words: FieldWords, form: ListForm) {
  const required = words.required ?? false;
  const field = fields.text({
    label: words.label,
    multiline: form.multiline,
    ...withDescription(words.description),
    validation: {
      isRequired: required,
    },
  });
  const itemsOf = (value: string) => form.itemsOf(withoutUnseen(value));
  const Text = (props: FormFieldInputProps<string>) => field.Input(props);
  /** Shows what is stored as soon as somebody goes on to the next field. */
  const Input = (props: FormFieldInputProps<string>): ReactElement =>
    createElement(
      'div',
      {
        style: { display: 'contents' },
        onBlur: () => {
          const tidy = itemsOf(props.value).join(form.joint);
          if (tidy !== props.value) props.onChange(tidy);
        },
      },
      createElement(Text, props),
    );
  return {
    ...field,
    Input,
    parse: (value: FormFieldStoredValue, extra?: { slug: string }) =>
      field.parse(Array.isArray(value) ? value.map(String).join(form.joint) : value, extra),
    reader: { ...field.reader, parse: asListed },
    serialize: (value: string) => {
      const items = itemsOf(value);
      return { value: items.length === 0 ? undefined : items };
    },
  };
}

/** A list of short texts, one per line: quicker to type and to paste than a dialog for every item. */
export function lines(words: FieldWords) {
  return textList(words, {
    multiline: true,
    itemsOf: (typed) =>
      typed
        .split('\n')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    joint: '\n',
  });
}

/** The opening times of a week: those of each day, with one field that fills in all seven. */
export function week({ label, description }: Required<Pick<FieldWords, 'label' | 'description'>>) {
  const parts = forEach<Weekday, ReturnType<typeof spans>>(weekdays, (day) => spans({ label: day }));
  const group = fields.object(parts, { label, description });
  type DayInput = (props: FormFieldInputProps<string>) => ReactElement;
  const inputs = forEach<Weekday, DayInput, ReturnType<typeof spans>>(parts, (part) => (props) => part.Input(props));
  const Input = (given: unknown): ReactElement =>
    // Keystatic passes an object field its inner fields.
    createElement(inputOf('week'), { ...(given as WeekInputProps), label, description, inputs });
  const field: ObjectField<typeof group.fields> = { ...group, Input };
  return field;
}

/** The opening times of one day of the week: `08:00-12:00 14:00-18:00`. */
export function spans(words: FieldWords) {
  return textList(words, {
    multiline: false,
    itemsOf: typedSpans,
    joint: '，',
  });
}

/** The pattern of a slug, as in `schemas/field.ts`. */
export const slugForm: Pattern = {
  regex: /^[a-z0-9]+(-[a-z0-9]+)*$/,
  message: '网址名只用小写字母、数字和连字符“-”，例如 wang-xiao-ming',
};

/** The title of an entry, from which its slug is made. */
export function titled(
  words: Omit<FieldWords, 'required'> & {
    longest?: number;
    generate: (title: string) => string;
    slugPattern?: Pattern;
    slugDescription?: string;
  },
) {
  const field = fields.slug({
    name: {
      label: words.label,
      ...withDescription(words.description),
      validation: { isRequired: true, length: { max: words.longest ?? 40 } },
    },
    slug: {
      label: '网址名',
      description:
        words.slugDescription ??
        '网页地址里的名字，按上面的文字自动生成拼音；发布后最好不改：旧网址会带人到新的网址，印出去的二维码要多转一次。',
      generate: words.generate,
      validation: { pattern: words.slugPattern ?? slugForm },
    },
  });
  return {
    ...field,
    serializeWithSlug: (value: { name: string; slug: string }) =>
      field.serializeWithSlug({ ...value, name: withoutUnseen(value.name) }),
  };
}

/** The input of a field that names other entries. */
function picker<Value>(
  collection: string,
  words: FieldWords,
  { takesSeveral, chosenOf, valueWith }: PickedValue<Value>,
): (props: FormFieldInputProps<Value>) => ReactElement {
  return (props) =>
    createElement(inputOf('entries'), {
      label: words.label,
      description: words.description,
      collection,
      chosen: chosenOf(props.value),
      onChoose: (chosen: readonly string[]) => {
        props.onChange(valueWith(chosen));
      },
      takesSeveral,
      isRequired: words.required ?? false,
      forceValidation: props.forceValidation,
      autoFocus: props.autoFocus,
    });
}

/** How the value of a field says what is chosen. */
interface PickedValue<Value> {
  takesSeveral: boolean;
  chosenOf: (value: Value) => readonly string[];
  valueWith: (chosen: readonly string[]) => Value;
}

/** Another entry, chosen from a list. */
export function reference(collection: string, words: FieldWords) {
  const field = fields.relationship({
    label: words.label,
    collection,
    ...withDescription(words.description),
    validation: { isRequired: words.required ?? false },
  });
  const Input = picker<string | null>(collection, words, {
    takesSeveral: false,
    chosenOf: (value) => (value === null ? [] : [value]),
    valueWith: ([chosen]) => chosen ?? null,
  });
  return { ...field, Input };
}

/** Several other entries, chosen from a list; their order is preserved. */
export function references(collection: string, words: FieldWords) {
  const field = fields.multiRelationship({ label: words.label, collection, ...withDescription(words.description) });
  const Input = picker<string[]>(collection, words, {
    takesSeveral: true,
    chosenOf: (value) => value,
    valueWith: (chosen) => [...chosen],
  });
  return { ...field, Input };
}

type Blocks = NonNullable<Parameters<typeof fields.mdx>[0]['components']>;

/**
 * The text of an entry, as Markdown that the site renders: headings 2 and 3, bold, lists, links, quotes.
 * @param words.blocks blocks allowed between the paragraphs
 */
export function body(words: FieldWords & { blocks?: Blocks }) {
  const field = fields.mdx({
    label: words.label,
    ...withDescription(words.description),
    extension: 'md',
    components: words.blocks ?? {},
    options: {
      heading: [2, 3],
      bold: true,
      italic: false,
      strikethrough: false,
      // Names of files and fields, on pages about the site.
      code: true,
      codeBlock: false,
      image: false,
      table: false,
      divider: false,
      blockquote: true,
      orderedList: true,
      unorderedList: true,
      link: true,
    },
  });
  // Keystatic keeps the label of a text to itself; lists of changes name the field.
  return { ...field, label: words.label };
}
