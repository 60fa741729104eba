import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentSchema } from '@keystatic/core';
import { z } from 'zod';
import { kindNames, kindOfFile, kindRow, kinds, type KindName } from '../../src/kinds.ts';
import { entrySchemas } from '../../src/schemas/index.ts';
import { forms } from '../../src/studio/forms/index.ts';

const schemas = entrySchemas(() => z.string());

/* Compile-time: the names of the fields at the top of every form are those of its schema. */
type Schemas = typeof schemas;
type Forms = typeof forms;
/** Fields of a form that the schema lacks: the body of the file, and a file name that is not stored. */
type BodyField = 'story' | 'transcript' | 'text';
type FormFields<Kind extends KindName> = Exclude<
  keyof Forms[Kind]['schema'],
  BodyField | (Kind extends 'media' ? 'id' : never)
>;
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
type Agreed = { [Kind in KindName]: Same<FormFields<Kind>, keyof z.infer<Schemas[Kind]>> };
const agreed = Object.fromEntries(kindNames.map((kind) => [kind, true])) as Record<KindName, true> satisfies Agreed;

/* At run time: all of it, to the last option. */

/** A schema without the wrappers that make it optional. */
function bare(schema: z.core.$ZodType): { schema: z.core.$ZodTypes; optional: boolean } {
  const known = schema as z.core.$ZodTypes;
  const { def } = known._zod;
  if (def.type === 'optional' || def.type === 'default') return { ...bare(def.innerType), optional: true };
  if (def.type === 'pipe') {
    // preprocess(rule, schema) and schema.transform(rule).pipe(schema): the validating schema comes last.
    return bare(def.out);
  }
  return { schema: known, optional: false };
}

type Leaf = Extract<ComponentSchema, { kind: 'form' }>;

function accepts(field: Leaf, value: unknown): boolean {
  try {
    // A form field validates its own value, whose type is not known here.
    (field.validate as (value: unknown, extra: undefined) => unknown)(value, undefined);
    return true;
  } catch {
    return false;
  }
}

const optionsOf = (field: ComponentSchema) =>
  'options' in field && Array.isArray(field.options)
    ? (field.options as { value: string }[]).map((option) => option.value)
    : undefined;

/** Consent is somebody's: a station, an order and a feature have none of their own. */
const keptAsItStands: ReadonlySet<string> = new Set(
  (['stations', 'orders', 'features'] as const).map((kind) => `${kind}.publication.consent`),
);
const isKept = (field: ComponentSchema) => field.kind === 'form' && 'label' in field && field.label === 'Ignored';

/** The differences between a form and a schema, as `path · difference`. `free` is true in an optional group. */
function differences(path: string, field: ComponentSchema, schema: z.core.$ZodType, free = false): string[] {
  const { schema: inner, optional } = bare(schema);
  const { def } = inner._zod;
  const mayBeEmpty = free || optional;

  // What a form does not ask for, and keeps as it stands in the file.
  if (keptAsItStands.has(path)) return isKept(field) ? [] : [`${path} · the form asks for it`];
  if (def.type === 'object' || def.type === 'record') {
    if (field.kind !== 'object') return [`${path} · the form has no group`];
    const expected: Record<string, z.core.$ZodType> =
      def.type === 'object'
        ? def.shape
        : Object.fromEntries(enumValues(def.keyType).map((key) => [key, def.valueType]));
    return compare(path, field.fields, expected, free || optional || def.type === 'record');
  }
  if (def.type === 'array') {
    if (field.kind === 'array') return differences(`${path}[]`, field.element, def.element);
    if (field.kind !== 'form') return [`${path} · the form has no list`];
    const element = bare(def.element).schema;
    return element._zod.def.type === 'enum' ? compareOptions(path, field, enumValues(element), true) : [];
  }
  if (field.kind !== 'form') return [`${path} · the form has a ${field.kind}, the schema one value`];
  if (def.type === 'enum') return compareOptions(path, field, enumValues(inner), mayBeEmpty);
  if (def.type === 'boolean') return [];
  const acceptsEmpty = accepts(field, field.defaultValue());
  return acceptsEmpty === mayBeEmpty
    ? []
    : [`${path} · ${mayBeEmpty ? 'required in the form only' : 'required by the schema only'}`];
}

function enumValues(schema: z.core.$ZodType): string[] {
  const { def } = bare(schema).schema._zod;
  return def.type === 'enum' ? Object.values(def.entries).map(String) : [];
}

function compareOptions(path: string, field: ComponentSchema, values: string[], mayBeEmpty: boolean): string[] {
  const offered = optionsOf(field);
  if (offered === undefined) return [`${path} · the form offers no options`];
  const codes = offered.filter((value) => value !== '');
  const wrong = codes.join() === values.join() ? [] : [`${path} · options ${codes.join()} instead of ${values.join()}`];
  return offered.includes('') && !mayBeEmpty ? [...wrong, `${path} · may be left empty in the form only`] : wrong;
}

function compare(
  path: string,
  form: Readonly<Record<string, ComponentSchema>>,
  shape: Readonly<Record<string, z.core.$ZodType>>,
  free = false,
): string[] {
  const missing = Object.keys(shape).filter((key) => !(key in form));
  const extra = Object.keys(form).filter((key) => !(key in shape));
  return [
    ...missing.map((key) => `${path}.${key} · missing in the form`),
    ...extra.map((key) => `${path}.${key} · unknown to the schema`),
    ...Object.entries(shape).flatMap(([key, schema]) => {
      const field = form[key];
      return field === undefined ? [] : differences(`${path}.${key}`, field, schema, free);
    }),
  ];
}

/** The fields of a form that are in the front matter or data file. */
function storedFields(kind: KindName): Record<string, ComponentSchema> {
  const form: Record<string, ComponentSchema> = forms[kind].schema;
  const slugField = kindRow(kind).studio.isSingle === true ? undefined : kinds[kind].title;
  return Object.fromEntries(
    Object.entries(form).filter(([key, field]) => {
      if (field.kind === 'form' && field.formKind === 'content') return false;
      if (key !== slugField || field.kind !== 'form' || field.formKind !== 'slug') return true;
      // A plain text that is only the file's name is not stored.
      return field.serializeWithSlug(field.parse(undefined, { slug: '2026' })).value !== undefined;
    }),
  );
}

for (const kind of kindNames) {
  test(`the form of ${kind} has the fields of its schema, to the last option`, () => {
    assert.ok(agreed[kind]);
    const { def } = bare(schemas[kind]).schema._zod;
    assert.ok(def.type === 'object');
    assert.deepEqual(compare(kind, storedFields(kind), def.shape), []);
  });

  test(`the form of ${kind} saves where the site looks`, () => {
    const { path = '' } = forms[kind];
    const { example, slugPrefix } = kindRow(kind).files;
    const slug = kind === 'holidays' ? '2026' : 'slug';
    const place = path.endsWith('/') ? `${path}index.md` : `${path}${/\.\w+$/.exec(example)?.[0] ?? ''}`;
    const file = slugPrefix === undefined ? place.replace('*', slug) : place.replace('**', `2026/${slug}`);
    assert.equal(kindOfFile(file), kind);
  });
}

test('every choice is offered in Chinese, and every field has a label', () => {
  const unlabelled: string[] = [];
  const visit = (path: string, field: ComponentSchema, needsLabel: boolean): void => {
    if (field.kind === 'object') {
      for (const [key, inner] of Object.entries(field.fields)) visit(`${path}.${key}`, inner, true);
    } else if (field.kind === 'array') {
      visit(`${path}[]`, field.element, false);
    }
    const labels = 'options' in field && Array.isArray(field.options) ? (field.options as { label: string }[]) : [];
    for (const text of [...(needsLabel && !keptAsItStands.has(path) ? [field] : []), ...labels]) {
      const label = 'label' in text && typeof text.label === 'string' ? text.label : '';
      if (!/\p{Script=Han}/u.test(label)) unlabelled.push(`${path} · ${label}`);
    }
  };
  for (const [kind, { schema }] of Object.entries(forms)) {
    for (const [key, field] of Object.entries<ComponentSchema>(schema))
      visit(`${kind}.${key}`, field, !('contentExtension' in field));
  }
  assert.deepEqual(unlabelled, []);
});

test('what a form does not ask for stays in the file as it is', () => {
  for (const kind of ['stations', 'orders', 'features'] as const) {
    const { consent } = forms[kind].schema.publication.fields;
    assert.equal(consent.kind, 'form');
    const stored = { scope: ['name'], signedOn: '2026-04-01' };
    assert.deepEqual(consent.serialize(consent.parse(stored)).value, stored);
  }
});
