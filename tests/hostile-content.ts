/**
 * A content tree with hostile texts: copies of valid entries in which every free text is something that would break a page
 * that does not escape it; and files that are broken in some way.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { ContentEntry } from '../src/content-check/content-entry.ts';
import { readContent } from '../src/content-check/check.ts';
import { visitTexts } from '../src/content-check/schema-walk.ts';
import { kindRow, kinds } from '../src/kinds.ts';
import { oneOf, random } from './random.ts';

/** What runs, if any of these is taken for markup. */
export const trap = 'hongxinTrap';

/** Texts that are something else in HTML, in an attribute, in a script, in a style, in XML, in CSV, in Markdown. */
const hostileTexts = [
  `<script>${trap}()</script>`,
  `"><img src=x onerror=${trap}()>`,
  `'><svg onload=${trap}()>`,
  `</title></style></script><b>`,
  `--><!-- ]]> <![CDATA[`,
  `\${${trap}()} {{${trap}()}} <%= 1 %>`,
  `javascript:${trap}()`,
  `&lt;script&gt; &amp; &#60; \\u003cscript\\u003e`,
  `=1+1 @SUM(A1) +86 -1`,
  `‏مرحبا ئۇيغۇر 你好‏`,
  `❤️‍🔥👨‍👩‍👧‍👦🇨🇳 1️⃣`,
  `\u2028\u2029换行`,
  `a\u0301\u0302\u0303 Z͑ͫ̓a̴l̕g͘o`,
  `\\"'\`\\n\\0`,
  `[链接](javascript:${trap}()) **粗**`,
  `__proto__ constructor toString`,
  `%00%3Cscript%3E ../../etc`,
  `data:text/html,<script>${trap}()</script>`,
] as const;

/** A body in Markdown with markup, links that run scripts, and what looks like a block of a story. */
const hostileBody = `第一段 ${hostileTexts[0]}

<img src=x onerror=${trap}()>

[链接](javascript:${trap}()) [又一个](  JaVaScRiPt:${trap}()) [数据](data:text/html,<script>${trap}()</script>)

<a href="javascript:${trap}()">点</a>

> ${hostileTexts[1]}

- \`${hostileTexts[0]}\`

\`\`\`html
${hostileTexts[0]}
\`\`\`

<!-- <script>${trap}()</script>
`;

const clone = <Value>(value: Value): Value => structuredClone(value);

function setAt(fields: Record<PropertyKey, unknown>, path: readonly PropertyKey[], value: unknown): void {
  const last = path.at(-1);
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], fields);
  if (last !== undefined) (holder as Record<PropertyKey, unknown>)[last] = value;
}

/** The entry with a hostile text in every field that takes one: as much of it as the field takes. */
function hostileFields({ collection, schema, source }: ContentEntry, next: () => number): Record<string, unknown> {
  const town = kindRow(collection).town?.join('.');
  const fields = clone(source.fields) as Record<string, unknown>;
  visitTexts(schema, source.fields, (_, notes, path) => {
    if (notes.refersTo !== undefined || notes.picture === true || notes.labels !== undefined) return;
    // The towns are those of the settings.
    if (path.join('.') === town) return;
    const text = oneOf(hostileTexts, next);
    for (const length of [text.length, 40, 20, 12, 8, 4]) {
      const attempt = clone(fields);
      setAt(attempt, path, text.slice(0, length));
      if (!schema.safeParse(attempt).success) continue;
      setAt(fields, path, text.slice(0, length));
      return;
    }
  });
  return fields;
}

/** Fields about pictures that an entry may do without. */
const picturesOfEntries = [
  ...['portrait', 'portraitAlt', 'portraitFocus', 'portraitCredit', 'photo', 'photoAlt', 'photoCredit'],
  ...['before', 'after'],
];

/** Kinds of which a tree can have any number of entries. */
const multiplied = ['people', 'stations', 'orders', 'features', 'teams', 'pages'] as const;

/**
 * Copies a content tree and adds hostile entries.
 * @param source a valid content tree
 * @param seed the same seed gives the same tree
 * @returns the files of the hostile entries, relative to the tree
 */
export async function writeHostileContent(
  source: string,
  target: string,
  count: number,
  seed: number,
): Promise<string[]> {
  const next = random(seed);
  cpSync(source, target, { recursive: true });
  const { entries } = await readContent(source);
  const written: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const kind = oneOf(multiplied, next);
    const entry = oneOf(
      entries.filter(({ collection }) => collection === kind),
      next,
    );
    const slug = `zz-${String(index)}`;
    const file = entry.source.file.replace(entry.slug.split('/').at(-1) ?? '', slug);
    const fields = hostileFields(entry, next);
    // Pictures are beside the original; a copy of an entry has none.
    for (const name of picturesOfEntries) Reflect.deleteProperty(fields, name);
    const text = stringify(fields, { aliasDuplicateObjects: false });
    mkdirSync(dirname(join(target, file)), { recursive: true });
    if (kind === 'features') {
      const cover = String(fields['cover']);
      cpSync(join(source, dirname(entry.source.file), cover), join(target, dirname(file), cover));
    }
    writeFileSync(join(target, file), kinds[kind].files.hasBody ? `---\n${text}---\n\n${hostileBody}` : text);
    written.push(file);
  }
  return written;
}

/** Ways in which a file gets broken. Each returns its bytes. */
const breakages: readonly ((text: string, next: () => number) => string | Uint8Array)[] = [
  // Cut off, as by a full disk.
  (text, next) => text.slice(0, Math.floor(text.length * next())),
  // A line gone, twice, or moved to the left.
  (text, next) => withLines(text, next, () => []),
  (text, next) => withLines(text, next, (line) => [line, line]),
  (text, next) => withLines(text, next, (line) => [line.trimStart()]),
  (text, next) => withLines(text, next, (line) => [`\t${line}`]),
  // A value of another kind.
  (text, next) =>
    withLines(text, next, (line) => [
      line.replace(
        /: .*$/,
        `: ${oneOf(['[]', '{}', '-1', '1e999', 'true', '~', '2026-02-30', '!!js/function x', '*no', '""'], next)}`,
      ),
    ]),
  // Bytes of another encoding, of none, and of a control character.
  (text) => Buffer.from(text, 'utf16le'),
  (text, next) => {
    const bytes = Buffer.from(text);
    bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
    return bytes;
  },
  (text, next) => withLines(text, next, (line) => [`${line}${oneOf(['\u0000', '\u0007', '\u202e', '\ufffe'], next)}`]),
  (text, next) => withLines(text, next, (line) => [`${line}"\\u0000"`]),
  (text, next) => withLines(text, next, (line) => [line, '---']),
  (text, next) => withLines(text, next, (line) => [line, '<<<<<<< HEAD', '=======']),
  (text, next) => withLines(text, next, (line) => [line, '__proto__: { polluted: true }']),
];

function withLines(text: string, next: () => number, change: (line: string) => string[]): string {
  const lines = text.split('\n');
  const at = Math.floor(next() * lines.length);
  return [...lines.slice(0, at), ...change(lines[at] ?? ''), ...lines.slice(at + 1)].join('\n');
}

/** The bytes of a file after something happened to it. */
export function broken(text: string, next: () => number): Uint8Array {
  return Buffer.from(oneOf(breakages, next)(text, next));
}
