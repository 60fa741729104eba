import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentSchema } from '@keystatic/core';
import { z } from 'zod';
import studio from '../../keystatic.config.ts';
import { collectionOfFile, type CollectionName } from '../../src/schemas/layout.ts';
import { featureSchema, type Feature } from '../../src/schemas/feature.ts';
import { indicatorSchema, type Indicator } from '../../src/schemas/indicator.ts';
import { mediaSchema, type Media } from '../../src/schemas/media.ts';
import { orderSchema, type Order } from '../../src/schemas/order.ts';
import { pageSchema, type Page } from '../../src/schemas/page.ts';
import { personSchema, type Person } from '../../src/schemas/person.ts';
import { holidaysSchema, settingsSchema, type HolidayTable, type Settings } from '../../src/schemas/site.ts';
import { stationSchema, type Station } from '../../src/schemas/station.ts';
import { teamSchema, type Team } from '../../src/schemas/team.ts';
import { videoSchema, type Video } from '../../src/schemas/video.ts';

const image = () => z.string();

const schemas: Record<CollectionName, z.ZodType> = {
  people: personSchema(image),
  videos: videoSchema(image),
  media: mediaSchema(image),
  stations: stationSchema(image),
  orders: orderSchema(image),
  indicators: indicatorSchema,
  features: featureSchema(image),
  teams: teamSchema,
  pages: pageSchema,
  settings: settingsSchema,
  holidays: holidaysSchema,
};

const { collections, singletons } = studio;

/* Compile-time: the names of the fields at the top of every form are those of its schema. */
type Forms = typeof collections & typeof singletons;
/** What a form has besides the fields of the schema: the body of the file, and a file name that is not stored. */
interface Besides {
  people: 'story';
  videos: 'transcript';
  features: 'text';
  pages: 'text';
  media: 'id';
}
type FormFields<Kind extends keyof Forms> = Exclude<
  keyof Forms[Kind]['schema'],
  Kind extends keyof Besides ? Besides[Kind] : never
>;
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;
const agreed: {
  people: Same<FormFields<'people'>, keyof Person>;
  videos: Same<FormFields<'videos'>, keyof Video>;
  media: Same<FormFields<'media'>, keyof Media>;
  stations: Same<FormFields<'stations'>, keyof Station>;
  orders: Same<FormFields<'orders'>, keyof Order>;
  indicators: Same<FormFields<'indicators'>, keyof Indicator>;
  features: Same<FormFields<'features'>, keyof Feature>;
  teams: Same<FormFields<'teams'>, keyof Team>;
  pages: Same<FormFields<'pages'>, keyof Page>;
  settings: Same<FormFields<'settings'>, keyof Settings>;
  holidays: Same<FormFields<'holidays'>, keyof HolidayTable>;
} = {
  people: true,
  videos: true,
  media: true,
  stations: true,
  orders: true,
  indicators: true,
  features: true,
  teams: true,
  pages: true,
  settings: true,
  holidays: true,
};

/* At run time: all of it, to the last option. */

/** A schema without what only says how it may be left out. */
function bare(schema: z.core.$ZodType): { schema: z.core.$ZodTypes; optional: boolean } {
  const known = schema as z.core.$ZodTypes;
  const { def } = known._zod;
  if (def.type === 'optional' || def.type === 'default') return { ...bare(def.innerType), optional: true };
  if (def.type === 'pipe') {
    // preprocess(rule, schema) and schema.transform(rule).pipe(schema): what is checked comes last.
    return bare(def.out);
  }
  return { schema: known, optional: false };
}

type Leaf = Extract<ComponentSchema, { kind: 'form' }>;

function accepts(field: Leaf, value: unknown): boolean {
  try {
    // A form field validates what it holds; which type that is, only the field knows.
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

/** Every way in which a form and a schema differ, as `path · difference`. `free` is true in a group that may be left out. */
function differences(path: string, field: ComponentSchema, schema: z.core.$ZodType, free = false): string[] {
  const { schema: inner, optional } = bare(schema);
  const { def } = inner._zod;
  const mayBeEmpty = free || optional;

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

/** The fields of a form that stand in the front matter or data file. */
function storedFields(kind: keyof Forms): Record<string, ComponentSchema> {
  const form: Record<string, ComponentSchema> = { ...collections, ...singletons }[kind].schema;
  const slugField = kind === 'settings' ? undefined : collections[kind].slugField;
  return Object.fromEntries(
    Object.entries(form).filter(([key, field]) => {
      if (field.kind === 'form' && field.formKind === 'content') return false;
      if (key !== slugField || field.kind !== 'form' || field.formKind !== 'slug') return true;
      // A plain text that only names the file is not stored.
      return field.serializeWithSlug(field.parse(undefined, { slug: '2026' })).value !== undefined;
    }),
  );
}

const kinds = Object.keys(schemas) as CollectionName[];

for (const kind of kinds) {
  test(`the form of ${kind} has the fields of its schema, to the last option`, () => {
    assert.ok(agreed[kind]);
    const { def } = bare(schemas[kind]).schema._zod;
    assert.ok(def.type === 'object');
    assert.deepEqual(compare(kind, storedFields(kind), def.shape), []);
  });

  test(`the form of ${kind} saves where the site looks`, () => {
    const form = { ...collections, ...singletons }[kind];
    const path = form.path ?? '';
    const place = path.endsWith('/')
      ? `${path}index.md`
      : `${path}${kind === 'media' ? '.json' : kind === 'pages' ? '.md' : '.yaml'}`;
    const file =
      kind === 'orders' ? place.replace('**', '2026/deng') : place.replace('*', kind === 'holidays' ? '2026' : 'slug');
    assert.equal(collectionOfFile(file), kind);
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
    for (const text of [...(needsLabel ? [field] : []), ...labels]) {
      const label = 'label' in text && typeof text.label === 'string' ? text.label : '';
      if (!/\p{Script=Han}/u.test(label)) unlabelled.push(`${path} · ${label}`);
    }
  };
  for (const [kind, { schema }] of Object.entries({ ...collections, ...singletons })) {
    for (const [key, field] of Object.entries<ComponentSchema>(schema))
      visit(`${kind}.${key}`, field, !('contentExtension' in field));
  }
  assert.deepEqual(unlabelled, []);
});
