/** Problems of content, and how they are reported to editors. */

/** Every kind of problem, with its heading in the report of kinds. */
export const problemKinds = {
  'missing-file': '缺少文件',
  'stray-file': '文件放错地方',
  'bad-slug': '网址名不合规则',
  'duplicate-slug': '网址名重复',
  encoding: '文字编码不对',
  syntax: '文件写法有误',
  character: '看不见的字符',
  link: '快捷方式',
  'missing-field': '漏填',
  'unknown-field': '多出的字段',
  'wrong-value': '填写不对',
  'broken-rule': '前后矛盾',
  'no-such-entry': '引用的条目不存在',
  'no-such-file': '引用的文件不存在',
  'broken-file': '引用的文件打不开',
  captions: '字幕写得不对',
  block: '正文里的内容块不对',
  privacy: '个人信息',
} as const;

/** The code of a kind of problem. */
export type ProblemKind = keyof typeof problemKinds;

/** One mistake, with everything needed to find and correct it. */
export interface Problem {
  kind: ProblemKind;
  /** Path relative to the content tree, with `/`. */
  file: string;
  /** Line in the file, from 1, where known. */
  line?: number;
  /** Path of the field, e.g. `honours[0].year`; one of the names below where no single field is at fault. */
  field: string;
  /** What was found, in words. */
  found: string;
  /** What is expected, in words. */
  expected: string;
}

/** What is no mistake and should be known. */
export type Notice = Omit<Problem, 'kind'>;

/** The field of a problem that concerns a file as a whole. */
export const wholeFile = '（整个文件）';

/** The field of a problem of the text under the fields. */
export const storyField = '（正文）';

/** The field of a problem of a line of captions. */
export const captionsField = '（字幕）';

/** The path of a field as it is written in messages, e.g. `honours[0].year`. */
export function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return name === '' ? wholeFile : name;
}

/** A value as shown to an editor: texts in quotes, cut when long. */
export function formatValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return '没有填写';
  if (value instanceof Date) return `“${value.toISOString().slice(0, 10)}”`;
  if (Array.isArray(value)) return value.length === 0 ? '空的列表' : `${String(value.length)} 项的列表`;
  if (typeof value === 'object') return '一组字段';
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ');
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

/** One line of the report: file · field · found · expected. */
export function lineOf(problem: Notice): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${String(problem.line)}`;
  return `${place} · ${problem.field} · 现在：${problem.found} · 应为：${problem.expected}`;
}

/** The whole report: a line for each problem, in the order of files and lines, then the count. */
export function formatReport(problems: readonly Problem[]): string {
  const files = new Set(problems.map((problem) => problem.file)).size;
  return [...problems.map(lineOf), '', `内容有 ${String(problems.length)} 处错误，涉及 ${String(files)} 个文件。`].join(
    '\n',
  );
}

/** The report of what is no mistake and should be known: a line for each, none for an empty list. */
export function formatNotices(notices: readonly Notice[]): string[] {
  return notices.map((notice) => `提醒：${lineOf(notice)}`);
}

/** Orders problems by file, then by line, then by field. */
export function sortProblems<Found extends Notice>(problems: readonly Found[]): Found[] {
  return problems.toSorted(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.field < b.field ? -1 : a.field > b.field ? 1 : 0),
  );
}
