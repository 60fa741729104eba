/**
 * Reads the fields of one content file, with the line of each.
 *
 * Two parsers: js-yaml, which is six times as fast, reads the values; `yaml`, which knows the line of every field, is
 * asked only when a mistake has to be named. Days are texts here: as YAML's timestamps, 2026-02-30 would become 2 March.
 */
import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { forbiddenCharacterIn } from '../domain/text/characters.ts';
import { decodeAs } from '../domain/text/decode.ts';
import { fieldName, wholeFile, type Problem } from './problem.ts';

/** The fields of a file as they were written. */
export interface SourceFile {
  /** Path relative to the content tree, with `/`. */
  file: string;
  /** The fields, before any schema is applied. */
  fields: unknown;
  /** The line of a field, from 1; of a missing field, the line of the nearest enclosing one. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
  /** The Markdown under the fields, and the line of the file on which it begins; absent in a file without any. */
  body?: { text: string; firstLine: number };
}

/** What the errors of the YAML parser mean, by its codes. */
const syntaxErrors: Readonly<Record<string, string>> = {
  BAD_INDENT: '缩进对齐（同一级的字段从同一列开始），括号和引号成对',
  TAB_AS_INDENT: '用空格缩进，不用 Tab 键',
  DUPLICATE_KEY: '同一个字段只写一次',
  MISSING_CHAR: '引号、括号和冒号成对、齐全，冒号后留一个空格',
  UNEXPECTED_TOKEN: '“字段: 内容”的写法，内容里有冒号、井号时用引号括起来',
  MULTILINE_IMPLICIT_KEY: '“字段: 内容”的写法，冒号后留一个空格',
  BLOCK_AS_IMPLICIT_KEY: '“字段: 内容”的写法，内容里有冒号时用引号括起来',
  IMPOSSIBLE: '正确的 YAML',
};

function nodeAt(document: Document, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = document.contents;
  let nearest: Node | undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      nearest = pair.key as Node;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      if (node === undefined) break;
      nearest = node as Node;
    } else {
      break;
    }
  }
  return nearest;
}

/** A problem of a file's text. */
function textProblem(
  kind: Problem['kind'],
  file: string,
  line: number | undefined,
  found: string,
  expected: string,
): Problem {
  return { kind, file, ...(line !== undefined && { line }), field: wholeFile, found, expected };
}

/** The parts of a Markdown file, or the problem that it has none. */
function splitMarkdown(
  file: string,
  text: string,
): { fields: string; firstLine: number; body: NonNullable<SourceFile['body']> } | Problem {
  const match = /^---[ \t]*\r?\n/.exec(text);
  const start = match?.[0].length ?? 0;
  // Astro ends the fields at the first line that begins so, whatever follows on it.
  const end = /^(?:---|\+\+\+).*$/m.exec(text.slice(start));
  if (match === null || end === null) {
    return textProblem(
      'syntax',
      file,
      1,
      '开头没有用两行 --- 括起来的字段',
      '第一行是 ---，接着是字段，再一行 ---，然后是正文',
    );
  }
  const fields = text.slice(start, start + end.index);
  if (end[0].trimEnd() !== '---') {
    return textProblem(
      'syntax',
      file,
      fields.split('\n').length + 1,
      `字段里有一行以 ${end[0].slice(0, 3)} 开头`,
      '字段的内容不以 --- 或 +++ 起头；正文前面那一行只写 ---',
    );
  }
  const head = start + end.index + end[0].length;
  const rest = text.slice(head).replace(/^\r?\n/, '');
  return {
    fields,
    firstLine: 1,
    body: { text: rest, firstLine: text.slice(0, text.length - rest.length).split('\n').length },
  };
}

/** What the parser of lines finds wrong in a text that the parser of values could not read. */
function syntaxProblems(file: string, text: string, firstLine: number, error: unknown): Problem[] {
  const lines = new LineCounter();
  const { errors } = parseDocument(text, { lineCounter: lines });
  if (errors.length > 0) {
    return errors.map((each) =>
      textProblem(
        'syntax',
        file,
        lines.linePos(each.pos[0]).line + firstLine,
        `这一行读不懂（${each.code}）`,
        syntaxErrors[each.code] ?? '正确的 YAML：“字段: 内容”，下级字段缩进两格',
      ),
    );
  }
  const line = error instanceof YAMLException ? error.mark.line + 1 + firstLine : undefined;
  if (error instanceof YAMLException && error.reason.startsWith('unidentified alias')) {
    return [textProblem('syntax', file, line, '这一行用 * 引用了没有定义的内容', '内容以 * 开头时，用引号括起来')];
  }
  return [textProblem('syntax', file, line, '这一行读不懂', '正确的 YAML：“字段: 内容”，下级字段缩进两格')];
}

/** Whether a text may hold an anchor (`&a`) or an alias (`*a`): only then its values may hold one another. */
const mayRefer = /(?:^|[\s[{,:-])[&*]\S/m;

/** The most values that a file may have with its aliases written out: far more than any entry, far less than a bomb. */
const mostValues = 100_000;

/** How many values a value holds with its aliases written out; infinite where one holds itself. */
function expandedSize(value: unknown, sizes = new Map<object, number>()): number {
  if (value === null || typeof value !== 'object') return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  // Stays so long as what it holds is counted: whoever meets it there is inside it.
  sizes.set(value, Infinity);
  const size = Object.values(value).reduce<number>((sum, inner) => sum + expandedSize(inner, sizes), 1);
  sizes.set(value, size);
  return size;
}

/** The line of the first anchor in a text, from 1. */
function anchorLine(text: string): number | undefined {
  const lines = new LineCounter();
  let found: number | undefined;
  visit(parseDocument(text, { lineCounter: lines }), (_, node) => {
    if (!(isScalar(node) || isCollection(node)) || node.anchor === undefined) return undefined;
    found = lines.linePos(node.range?.[0] ?? 0).line;
    return visit.BREAK;
  });
  return found;
}

/** A name of a field that JavaScript treats as its own. */
const reservedKey = '__proto__';

/** What no text and no name of a field may contain, in values that were written with escapes. */
function valueProblem(file: string, value: unknown, path: readonly PropertyKey[] = []): Problem | undefined {
  if (typeof value === 'string') {
    const found = forbiddenCharacterIn(value);
    if (found === undefined) return undefined;
    return {
      kind: 'character',
      file,
      field: fieldName(path),
      found: `有看不见的控制字符 ${found.name}`,
      expected: '删掉它',
    };
  }
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (key === reservedKey) {
      return {
        kind: 'unknown-field',
        file,
        field: fieldName([...path, key]),
        found: `多出的字段“${key}”`,
        expected: '去掉它',
      };
    }
    const step = [...path, Array.isArray(value) ? Number(key) : key];
    const problem = valueProblem(file, key, path) ?? valueProblem(file, inner, step);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The reason why a text is no JSON, with its line, from the engine's message. */
function jsonProblem(file: string, text: string): Problem | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const line = /\(line (\d+) /.exec(String(error))?.[1];
    return textProblem(
      'syntax',
      file,
      line === undefined ? undefined : Number(line),
      '这一行读不懂',
      '正确的 JSON：没有 # 开头的说明，引号成对，最后一项后面没有逗号',
    );
  }
}

/**
 * Reads a file of UTF-8 text. Returns its fields, or the problems that prevent reading them.
 * @param hasBody whether the fields are in front matter above a Markdown body
 */
export function readSource(file: string, bytes: Uint8Array, hasBody: boolean): SourceFile | Problem[] {
  const decoded = decodeAs(bytes, 'UTF-8');
  if (decoded === undefined) {
    return [textProblem('encoding', file, undefined, '不是 UTF-8 编码（可能是 GBK）', '另存为 UTF-8 编码的文件')];
  }
  const character = forbiddenCharacterIn(decoded);
  if (character !== undefined) {
    const { name, line } = character;
    return [
      textProblem('character', file, line, `这一行有看不见的控制字符 ${name}`, '删掉它；多半是从别的程序粘贴来的'),
    ];
  }

  const parts = hasBody ? splitMarkdown(file, decoded) : { fields: decoded, firstLine: 0 };
  if ('kind' in parts) return [parts];
  const { fields: text, firstLine } = parts;
  let fields: unknown;
  try {
    fields = load(text, { schema: CORE_SCHEMA }) ?? {};
  } catch (error) {
    return syntaxProblems(file, text, firstLine, error);
  }
  if (mayRefer.test(text) && expandedSize(fields) > mostValues) {
    const line = anchorLine(text);
    return [
      textProblem(
        'syntax',
        file,
        line === undefined ? undefined : line + firstLine,
        'YAML 的引用（& 和 *）一层套一层，展开后太大',
        '把内容直接写出来，不用引用',
      ),
    ];
  }
  const json = file.endsWith('.json') ? jsonProblem(file, text) : undefined;
  if (json !== undefined) return [json];
  // Only escapes can put into a value what the text itself does not contain, and names of fields are rare.
  const value = text.includes('\\') || text.includes(reservedKey) ? valueProblem(file, fields) : undefined;
  if (value !== undefined) return [value];

  const lines = new LineCounter();
  let document: Document | undefined;
  return {
    file,
    fields,
    lineOf(path) {
      document ??= parseDocument(text, { lineCounter: lines });
      const range = nodeAt(document, path)?.range;
      return range ? lines.linePos(range[0]).line + firstLine : undefined;
    },
    ...('body' in parts && { body: parts.body }),
  };
}
