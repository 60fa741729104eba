/** Fields and their values in the words of the forms: 发布 › 状态, 已发布. */
import type { ComponentSchema } from '@keystatic/core';
import type { FieldPath, FieldValue } from '../domain/entries/merge.ts';
import type { KindName } from '../kinds.ts';
import { forms } from '../studio/forms/index.ts';

/** A field of a form as far as words need it. */
interface Described {
  label?: string | undefined;
  options?: readonly { label: string; value: string }[];
}

/** A field on the way to a place, and its label there. */
interface Step {
  field: ComponentSchema | undefined;
  label: string;
}

const labelOf = (field: ComponentSchema | undefined): string | undefined => (field as Described | undefined)?.label;

function stepInto(field: ComponentSchema | undefined, key: string | number): Step {
  if (typeof key === 'number') {
    return { field: field?.kind === 'array' ? field.element : undefined, label: `第 ${String(key + 1)} 项` };
  }
  const inner: ComponentSchema | undefined = field?.kind === 'object' ? field.fields[key] : undefined;
  return { field: inner, label: labelOf(inner) ?? key };
}

/** The fields on the way to a place of an entry, the outermost first. */
function stepsTo(kind: KindName, path: FieldPath): Step[] {
  const [top, ...rest] = path;
  const fields: Record<string, ComponentSchema> = forms[kind].schema;
  const first = typeof top === 'string' ? fields[top] : undefined;
  const steps: Step[] = [{ field: first, label: labelOf(first) ?? String(top ?? '') }];
  for (const key of rest) steps.push(stepInto(steps.at(-1)?.field, key));
  return steps;
}

/** What the form calls a place: 发布 › 状态; 荣誉 › 第 2 项 › 获得年份. */
export function fieldLabel(kind: KindName, path: FieldPath): string {
  return stepsTo(kind, path)
    .map(({ label }) => label)
    .join(' › ');
}

/** What is not there, in words. */
const nothing = '（空）';

function inWords(field: ComponentSchema | undefined, value: FieldValue): string {
  if (value === undefined || value === null || value === '') return nothing;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) {
    if (value.length === 0) return nothing;
    const element = field?.kind === 'array' ? field.element : field;
    const isPlain = value.every((item: FieldValue) => typeof item !== 'object');
    return value.map((item: FieldValue) => inWords(element, item)).join(isPlain ? '、' : '；');
  }
  if (typeof value === 'object') {
    const fields = field?.kind === 'object' ? field.fields : {};
    const filled = Object.entries(value)
      .map(([key, inner]) => [labelOf(fields[key]) ?? key, inWords(fields[key], inner)] as const)
      .filter(([, words]) => words !== nothing);
    return filled.length === 0 ? nothing : filled.map((parts) => parts.join('：')).join('，');
  }
  const options = (field as Described | undefined)?.options;
  return options?.find((option) => option.value === value)?.label ?? String(value);
}

/** The names of a form's fields from top to bottom. */
export const fieldOrder = (kind: KindName): string[] => Object.keys(forms[kind].schema);

/** What the form calls a code at a place; `undefined` where it is none of its codes. */
export function codeLabel(kind: KindName, path: FieldPath, code: string): string | undefined {
  const field = stepsTo(kind, path).at(-1)?.field;
  const { options } = ((field?.kind === 'array' ? field.element : field) ?? {}) as Described;
  return options?.find(({ value }) => value === code)?.label;
}

/** A value as an editor reads it: the labels of codes, 是 and 否, lists in one line. */
export function valueInWords(kind: KindName, path: FieldPath, value: FieldValue): string {
  return inWords(stepsTo(kind, path).at(-1)?.field, value);
}

/** The values of a form as texts, codes by their labels: what an entry is found by. Without what says when it is published. */
export function textsOf(kind: KindName, fields: Readonly<Record<string, FieldValue>>): string[] {
  const collect = (field: ComponentSchema | undefined, value: FieldValue): string[] => {
    if (value === undefined || value === null || value === '' || typeof value === 'boolean') return [];
    if (Array.isArray(value)) {
      const element = field?.kind === 'array' ? field.element : field;
      return value.flatMap((item: FieldValue) => collect(element, item));
    }
    if (typeof value === 'object') {
      const inner = field?.kind === 'object' ? field.fields : {};
      return Object.entries(value).flatMap(([key, each]) => collect(inner[key], each));
    }
    return [inWords(field, value)];
  };
  const form: Record<string, ComponentSchema> = forms[kind].schema;
  return Object.entries(fields).flatMap(([key, value]) => (key === 'publication' ? [] : collect(form[key], value)));
}
