/**
 * What the content check finds, in the words of the forms. The check speaks to whoever edits files, by paths, names of fields and
 * codes; an editor knows labels and titles alone.
 */
import type { ComponentSchema } from '@keystatic/core';
import { captionsField, storyField, type Problem } from '../content-check/problem.ts';
import type { FieldPath } from '../domain/entries/merge.ts';
import type { WordedProblem } from '../domain/entries/worded-problem.ts';
import { kindNames, kinds, type KindName } from '../kinds.ts';
import { forms } from '../studio/forms/index.ts';
import { storyBlocks } from '../studio/forms/story-blocks.ts';
import { textFieldOf } from './entry-text.ts';
import { codeLabel, fieldLabel } from './field-words.ts';

/** The path of a field as problems name it: `honours[0].year`. */
function pathOf(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, index]) => (index === undefined ? key : Number(index)));
}

/** The labels of all fields of a form by their names; those of the group at a path come before others of the same name. */
function labelsOf(kind: KindName, path: FieldPath): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const collect = (fields: Readonly<Record<string, ComponentSchema>>, isOverriding: boolean) => {
    for (const [name, field] of Object.entries(fields)) {
      const { label } = field as { label?: string };
      if (label !== undefined && label !== '' && (isOverriding || !labels.has(name))) labels.set(name, label);
    }
  };
  const walk = (field: ComponentSchema) => {
    if (field.kind === 'array') walk(field.element);
    if (field.kind !== 'object') return;
    collect(field.fields, false);
    for (const inner of Object.values<ComponentSchema>(field.fields)) walk(inner);
  };
  const top: Record<string, ComponentSchema> = forms[kind].schema;
  collect(top, false);
  for (const field of Object.values(top)) walk(field);
  let group: ComponentSchema | undefined;
  for (const key of path.slice(0, -1)) {
    if (typeof key === 'number') group = group?.kind === 'array' ? group.element : undefined;
    else group = group === undefined ? top[key] : group.kind === 'object' ? group.fields[key] : undefined;
    if (group?.kind === 'object') collect(group.fields, true);
  }
  return labels;
}

/** The codes of the fields of a form, by the names of the fields, with what the form calls them. */
function codesOf(kind: KindName): ReadonlyMap<string, readonly { label: string; value: string }[]> {
  const codes = new Map<string, readonly { label: string; value: string }[]>();
  const fields: Record<string, ComponentSchema> = forms[kind].schema;
  for (const [name, field] of Object.entries(fields)) {
    const { options } = field as { options?: readonly { label: string; value: string }[] };
    if (options !== undefined) codes.set(name, options);
  }
  return codes;
}

/** The blocks of a story: what each is called, and its fields. */
const blocks: Readonly<Record<string, { label: string; schema: Record<string, ComponentSchema> }>> =
  storyBlocks('story');

/** What a place in a block is called: 引语 › 谁说的; `undefined` where the path leads into no block. */
function blockLabel([name, ...path]: FieldPath): string | undefined {
  const found = typeof name === 'string' ? blocks[name] : undefined;
  if (found === undefined) return undefined;
  const [attribute] = path;
  const field = typeof attribute === 'string' ? found.schema[attribute] : undefined;
  return [found.label, (field as { label?: string } | undefined)?.label ?? attribute].filter(Boolean).join(' › ');
}

/** What editors of files are told to do, and what editors do in the office. */
const commands: readonly (readonly [RegExp, string])[] = [
  [/用 npm run media -- captions 转成的 ?/, ''],
  [/先登记到网站设置的“公开的手机号”（site\/settings\.yaml 的 publicNumbers）/, '先登记到“网站设置”的“公开的手机号”'],
  [/(?<=代码)，用引号括起来/, ''],
  [/，文件在 orders\/(\d{4})\/ 里/, '，可是网址名前面的年份是 $1'],
  [/放在 orders\/(\d{4})\/ 里，或者改正日期/, '网址名前面写 $1，或者改正日期'],
  [/true（是）或 false（否）/, '是或否'],
  // What the parser of YAML calls it.
  [/（[A-Z_]{3,}）/, ''],
];

const file = / ?(?:[\w-]+\/)+[\w<>-]*\.\w+ ?/g;

function inFormWords(kind: KindName, path: FieldPath, text: string, { titleOf }: Known): string {
  const [labels, codes] = [labelsOf(kind, path), codesOf(kind)];
  const said = commands.reduce((before, [find, replace]) => before.replace(find, replace), text);
  // The values of what was written stay as they are, but for codes, which nobody wrote.
  return said
    .split(/(“[^”]*”)/)
    .map((part, index) => {
      if (index % 2 === 1) {
        const value = part.slice(1, -1);
        const label = codeLabel(kind, path, value);
        return label === undefined ? part : `“${label}”`;
      }
      return (
        part
          .replace(/([a-z]\w*)(?:: | 改成 )([a-z-]+)(?:（[^）]*）)?/gi, (whole, name: string, code: string) => {
            const option = codes.get(name)?.find(({ value }) => value === code);
            const label = labels.get(name);
            return option === undefined || label === undefined ? whole : `“${label}”选“${option.label}”`;
          })
          .replace(file, (name) => titleOf(name.trim()) ?? name)
          .replace(/[a-zA-Z][\w-]*（(\p{Script=Han}[^（）]*)）/gu, '$1')
          .replace(/(?<![\w/.-])[a-z][A-Za-z]*(?![\w/.-])/g, (name) => {
            const label = labels.get(name);
            return label === undefined ? name : `“${label}”`;
          })
          .replace(/ ?(“[^”]+”) ?/g, '$1')
          // Many messages say the label already: 公开日期 publishOn.
          .replace(/([\p{Script=Han}]+)“([^”]+)”/gu, (whole, before: string, label: string) =>
            before.endsWith(label) ? before : whole,
          )
      );
    })
    .join('');
}

/** What words about problems need to know of the content. */
export interface Known {
  /** What an entry is called by its file: 人物“李师傅”. */
  titleOf: (file: string) => string | undefined;
  /** Whether a clip is still being made. */
  isUnderWay: (clip: string) => boolean;
}

/** A reference that leads nowhere: what the picker offers is what is expected. */
function missingEntry({ found, expected }: Problem, { isUnderWay }: Known): Pick<WordedProblem, 'found' | 'expected'> {
  if (isUnderWay(found.replace(/^“|”$/g, '')))
    return { found: '短片还在处理', expected: '等它收好再保存，或者把状态改成“草稿”先存下' };
  const kind = kindNames.find((name) => expected.includes(`（${name}）`));
  return {
    found: `${found}已经不在了`,
    expected: kind === undefined ? '从已有的里面选' : `从已有的${kinds[kind].label}里选`,
  };
}

/** A file that is named and not there: an editor chooses another one. */
function missingFile({ found, expected }: Problem): Pick<WordedProblem, 'found' | 'expected'> {
  const what = expected.includes('字幕') ? '字幕' : '图片';
  if (found.startsWith('图片地址'))
    return { found, expected: '用“图片”块放进来：别处的图片会失效，也会泄露谁在看这个网页' };
  return { found: `${found}，这个文件不在了`, expected: `重新选一个${what}文件` };
}

/** A problem as the office shows it. */
export function problemInWords(kind: KindName, problem: Problem, known: Known): WordedProblem {
  const textField = textFieldOf(kind);
  if (problem.field === storyField || problem.field === captionsField || problem.field.startsWith('（')) {
    const isStory = problem.field === storyField && textField !== undefined;
    const path = isStory ? [textField] : problem.field === captionsField ? ['captions'] : [];
    const label = path.length === 0 ? '这一条的文件' : fieldLabel(kind, path);
    const isInFile = problem.field === captionsField || problem.kind === 'syntax';
    const lineWords = isInFile && problem.line !== undefined;
    if (problem.kind === 'no-such-file') return { path, label, ...missingFile(problem) };
    return {
      path,
      label: lineWords ? `${label} › 第 ${String(problem.line)} 行` : label,
      found: inFormWords(kind, path, problem.found, known),
      expected: inFormWords(kind, path, problem.expected, known),
    };
  }
  const path = pathOf(problem.field);
  const block = blockLabel(path);
  if (block !== undefined && textField !== undefined) {
    const words = problemInWords(kind, { ...problem, field: textField }, known);
    return { ...words, label: `${words.label} › ${block}` };
  }
  const label = fieldLabel(kind, path);
  if (problem.kind === 'no-such-entry') return { path, label, ...missingEntry(problem, known) };
  if (problem.kind === 'no-such-file') return { path, label, ...missingFile(problem) };
  const isRequired = problem.kind === 'missing-field';
  return {
    path,
    label,
    found: isRequired ? '还没有填写' : inFormWords(kind, path, problem.found, known),
    expected: isRequired ? '' : inFormWords(kind, path, problem.expected, known),
  };
}
