/** The forms preserve existing entries: an editor who opens and saves one must not lose anything. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ComponentSchema, FormFieldStoredValue } from '@keystatic/core';
import { parse } from 'yaml';
import { withoutBlanks } from '../../src/schemas/field.ts';
import { forms } from '../../src/studio/forms/index.ts';
import { kindNames, kindRow, kinds, slugOfFile } from '../../src/kinds.ts';

const content = new URL('../../content/', import.meta.url);
/** The value that a field stores after it was read and saved. */
function saved(field: ComponentSchema, value: unknown, slug?: string, entrySlug = 'slug'): unknown {
  if (field.kind === 'object') {
    const stored = (value ?? {}) as Record<string, unknown>;
    const unknown = Object.keys(stored).filter((key) => !(key in field.fields));
    assert.deepEqual(unknown, [], 'fields that the form does not know');
    return Object.fromEntries(
      Object.entries<ComponentSchema>(field.fields).map(([key, inner]) => [key, saved(inner, stored[key])]),
    );
  }
  if (field.kind === 'array') {
    return ((value ?? []) as unknown[]).map((item) => saved(field.element, item));
  }
  assert.ok(field.kind === 'form');
  const stored = (value ?? undefined) as FormFieldStoredValue;
  if (field.formKind === 'slug') {
    if (slug === undefined) return field.serialize(field.parse(stored, undefined)).value;
    return field.serializeWithSlug(field.parse(stored, { slug })).value;
  }
  if (field.formKind === 'asset') {
    if (stored === undefined) return undefined;
    const held: unknown = field.parse(stored, { asset: new Uint8Array([1]), slug: entrySlug });
    const name = field.filename(stored, { suggestedFilenamePrefix: undefined, slug: entrySlug });
    return field.serialize(held, { suggestedFilenamePrefix: name?.replace(/\.\w+$/, ''), slug: entrySlug }).value;
  }
  assert.ok(field.formKind === undefined);
  return field.serialize(field.parse(stored)).value;
}

/** Without the values that a form adds and that equal absence: `false`, empty lists, unverified facilities. */
function meaning(value: unknown, key = ''): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map((item) => meaning(item));
  if (typeof value === 'string')
    return /^(poster|portrait|cover|photo|before|after|captions)$/.test(key) ? value.replace(/^\.\//, '') : value;
  if (value === null || typeof value !== 'object') return value;
  const filled = Object.entries(value)
    .filter(
      ([name, inner]) =>
        inner !== false &&
        !(key === 'facilities' && inner === 'unknown') &&
        !(name === 'holidays' && inner === 'unknown'),
    )
    .map(([name, inner]) => [name, meaning(inner, name)] as const)
    .filter(([, inner]) => !(Array.isArray(inner) && inner.length === 0));
  return Object.fromEntries(filled);
}

function dataOf(file: string): Record<string, unknown> {
  const text = readFileSync(new URL(file, content), 'utf8');
  const source = file.endsWith('.md') ? (/^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '') : text;
  return parse(source) as Record<string, unknown>;
}

for (const kind of kindNames) {
  test(`every entry of ${kind} in content/ passes through its form without a loss`, () => {
    const schema: Record<string, ComponentSchema> = forms[kind].schema;
    const slugField = kindRow(kind).studio.isSingle === true ? undefined : kinds[kind].title;
    for (const file of globSync(kinds[kind].files.pattern, { cwd: content })) {
      const data = dataOf(file);
      const unknown = Object.keys(data).filter((key) => !(key in schema));
      assert.deepEqual(unknown, [], `${file}: fields that the form does not know`);
      const slug = slugOfFile(kind, file) ?? '';
      const result = Object.fromEntries(
        Object.entries(schema)
          .filter(([, field]) => !(field.kind === 'form' && field.formKind === 'content'))
          .map(([key, field]) => [key, saved(field, data[key], key === slugField ? slug : undefined, slug)]),
      );
      assert.deepEqual(meaning(withoutBlanks(result)), meaning(withoutBlanks(data)), file);
    }
  });
}
