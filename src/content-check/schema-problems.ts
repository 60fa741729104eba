/** Turns Zod's issues into messages for an editor. */
import type { z } from 'zod';
import { fieldName, formatValue, type Problem, type ProblemKind } from './problem.ts';
import { fieldsAt, notesAt } from './schema-walk.ts';
import { isBlankGroup } from '../schemas/field.ts';
import type { SourceFile } from './source-file.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: '一段文字',
  number: '一个数字',
  int: '一个整数',
  boolean: 'true（是）或 false（否）',
  array: '一个列表',
  object: '一组字段',
  record: '一组字段',
};

function valueAt(fields: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    fields,
  );
}

function formatLimit(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const tooSmall = issue.code === 'too_small';
  const limit = String(tooSmall ? issue.minimum : issue.maximum);
  const exclusive = issue.inclusive === false;
  switch (issue.origin) {
    case 'string':
      return tooSmall ? `至少 ${limit} 个字` : `不超过 ${limit} 个字`;
    case 'array':
      return tooSmall ? `至少 ${limit} 项` : `不超过 ${limit} 项`;
    default:
      if (tooSmall) return exclusive ? `大于 ${limit} 的数` : `不小于 ${limit} 的数`;
      return exclusive ? `小于 ${limit} 的数` : `不大于 ${limit} 的数`;
  }
}

function formatNameOf(format: string): string {
  if (format === 'url') return '以 http:// 或 https:// 开头的完整网址';
  if (format === 'email') return '正确的电子邮箱地址';
  return '规定的格式';
}

/** Messages of the schemas are in Chinese; Zod's own are not, and are replaced here. */
const isOurs = (message: string) => /\p{Script=Han}/u.test(message);

function expectedOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType): string {
  if (isOurs(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected;
    case 'invalid_value': {
      const { labels } = notesAt(schema, issue.path);
      const choices = issue.values.map((value) => {
        const label = labels?.[String(value)];
        return label === undefined ? String(value) : `${String(value)}（${label}）`;
      });
      return `其中之一：${choices.join('、')}`;
    }
    case 'too_small':
    case 'too_big':
      return formatLimit(issue);
    case 'invalid_format':
      return formatNameOf(issue.format);
    default:
      return '符合规定的内容';
  }
}

/** The problems of a file by its schema. */
export function schemaProblems(source: SourceFile, schema: z.ZodType): Problem[] {
  const result = schema.safeParse(source.fields);
  if (result.success) return [];
  return result.error.issues.flatMap((issue): Problem[] => {
    const problem = (kind: ProblemKind, path: readonly PropertyKey[], found: string, expected: string): Problem => {
      const line = source.lineOf(path);
      return { kind, file: source.file, ...(line !== undefined && { line }), field: fieldName(path), found, expected };
    };
    if (issue.code === 'unrecognized_keys') {
      const known = fieldsAt(schema, issue.path);
      const given = valueAt(source.fields, issue.path);
      const unused = known.filter((name) => given === null || typeof given !== 'object' || !(name in given));
      return issue.keys.map((key) =>
        problem(
          'unknown-field',
          [...issue.path, key],
          `多出的字段“${key}”`,
          unused.length === 0 ? '去掉它' : `去掉它；这里还可以写的字段有 ${unused.join('、')}`,
        ),
      );
    }
    const given = valueAt(source.fields, issue.path);
    const isGroup = given !== null && typeof given === 'object' && !Array.isArray(given);
    const value = isGroup && isBlankGroup(given) ? undefined : given;
    const isMissing = value === undefined || value === null || value === '';
    if (isMissing && !isOurs(issue.message)) {
      const { description } = notesAt(schema, issue.path);
      return [problem('missing-field', issue.path, '没有填写', `必填：${description ?? expectedOf(issue, schema)}`)];
    }
    const isRule = issue.code === 'custom';
    return [problem(isRule ? 'broken-rule' : 'wrong-value', issue.path, formatValue(value), expectedOf(issue, schema))];
  });
}
