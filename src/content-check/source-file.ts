/** Reads the fields of one content file, with the line of each. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { decodeAs } from '../domain/text/decode.ts';
import { wholeFile, type Problem } from './problem.ts';

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

/** The front matter of a Markdown file: between two lines of three hyphens at its very start. */
const frontMatter = /^---[ \t]*\r?\n([\s\S]*?)\r?\n?---[ \t]*(?:\r?\n|$)/;

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

/**
 * Reads a file of UTF-8 text. Returns its fields, or the problems that prevent reading them.
 * @param hasBody whether the fields are in front matter above a Markdown body
 */
export function readSource(file: string, bytes: Uint8Array, hasBody: boolean): SourceFile | Problem[] {
  const decoded = decodeAs(bytes, 'UTF-8');
  if (decoded === undefined) {
    return [
      {
        kind: 'encoding',
        file,
        field: wholeFile,
        found: '不是 UTF-8 编码（可能是 GBK）',
        expected: '另存为 UTF-8 编码的文件',
      },
    ];
  }

  let text = decoded;
  let firstLine = 0;
  let body: SourceFile['body'];
  if (hasBody) {
    const match = frontMatter.exec(text);
    if (match === null) {
      return [
        {
          kind: 'syntax',
          file,
          line: 1,
          field: wholeFile,
          found: '开头没有用两行 --- 括起来的字段',
          expected: '第一行是 ---，接着是字段，再一行 ---，然后是正文',
        },
      ];
    }
    const [head] = match;
    body = { text: text.slice(head.length), firstLine: head.split('\n').length };
    text = match[1] ?? '';
    firstLine = 1;
  }

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, customTags: ['timestamp'] });
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      kind: 'syntax',
      file,
      line: lines.linePos(error.pos[0]).line + firstLine,
      field: wholeFile,
      found: `这一行读不懂（${error.code}）`,
      expected: syntaxErrors[error.code] ?? '正确的 YAML：“字段: 内容”，下级字段缩进两格',
    }));
  }
  return {
    file,
    fields: (document.toJS() as unknown) ?? {},
    lineOf(path) {
      const range = nodeAt(document, path)?.range;
      return range ? lines.linePos(range[0]).line + firstLine : undefined;
    },
    ...(body !== undefined && { body }),
  };
}
