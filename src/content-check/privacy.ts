/** Refuses what must not be published of a person, in every text of an entry, in captions and in the names of files. */
import { findPrivate, type PrivateFinding, type PrivateKind } from '../domain/text/personal-data.ts';
import { problemAt, statusOf, type ContentContext, type ContentEntry } from './content-entry.ts';
import { captionsField, formatValue, storyField, wholeFile, type Problem } from './problem.ts';

const kinds = {
  identity: '身份证号',
  mobile: '手机号',
  'bank-card': '银行卡号',
  'home-address': '到户的地址',
} as const satisfies Record<PrivateKind, string>;

const expected = {
  identity: '去掉它，公开的内容里不写身份证号',
  mobile: '去掉它；单位公开的服务号码，先登记到网站设置的“公开的手机号”（site/settings.yaml 的 publicNumbers）',
  'bank-card': '去掉它，公开的内容里不写银行卡号',
  'home-address': '写到社区、村或路段，不写几栋几单元几室、几组几号',
} as const satisfies Record<PrivateKind, string>;

/** The numbers that may be published, as digits without spaces and country code. */
export function publicNumbersOf({ settings }: Pick<ContentContext, 'settings'>): ReadonlySet<string> {
  return new Set(
    settings?.publicNumbers.map(({ number }) => number.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '')),
  );
}

/** A card or a mobile number may be on the list of public numbers; an identity number and a home never are. */
function isPublic({ kind, digits }: PrivateFinding, publicNumbers: ReadonlySet<string>): boolean {
  return (kind === 'mobile' || kind === 'bank-card') && publicNumbers.has(digits);
}

/** The finding in words. A number is masked: reports end up in logs that others read. */
function found({ kind, text }: PrivateFinding): string {
  const shown = kind === 'home-address' ? text : `${text.slice(0, 3)}${'*'.repeat(text.length - 5)}${text.slice(-2)}`;
  return `${kinds[kind]}${formatValue(shown)}`;
}

/** A day, or a word in Latin letters: the code of a list, the name of another entry. */
const dayOrCode = /^(?:\d{4}-\d{2}-\d{2}|[a-z]+(?:-[a-z]+)*)$/;

/** Whether the entry is public, or is to be soon. A draft may contain notes; withdrawing an entry must never be refused. */
export function isForThePublic(fields: unknown): boolean {
  const status = statusOf(fields);
  return status !== 'draft' && status !== 'withdrawn';
}

/** The addresses of public places. People are meant to find them, so the number of the house is allowed there. */
function isPublicPlace({ collection }: ContentEntry, path: readonly PropertyKey[]): boolean {
  const field = path.join('.');
  return (
    (collection === 'stations' && ['address', 'landmark', 'access'].includes(field)) ||
    (collection === 'settings' && field === 'contact.address')
  );
}

function visitTexts(
  value: unknown,
  visit: (text: string, path: PropertyKey[]) => void,
  path: readonly PropertyKey[] = [],
): void {
  if (typeof value === 'string') visit(value, [...path]);
  else if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) {
      visitTexts(inner, visit, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  }
}

/** The personal data that an entry would publish, in its fields and its body. `always` includes drafts. */
export function privacyProblems(
  entry: ContentEntry,
  publicNumbers: ReadonlySet<string>,
  always: 'always' | 'public' = 'public',
): Problem[] {
  const { source } = entry;
  // A manifest is written by the program and contains names, sizes and fingerprints of files.
  if (entry.collection === 'media' || (always === 'public' && !isForThePublic(source.fields))) return [];
  const problems: Problem[] = [];
  visitTexts(source.fields, (text, path) => {
    // Most texts of an order are days and codes.
    if (path.at(-1) === 'fingerprint' || dayOrCode.test(text)) return;
    for (const finding of findPrivate(text, { isPublicPlace: isPublicPlace(entry, path) })) {
      if (isPublic(finding, publicNumbers)) continue;
      problems.push(problemAt(entry, path, 'privacy', found(finding), expected[finding.kind]));
    }
  });
  if (source.body !== undefined) {
    const { text, firstLine } = source.body;
    for (const finding of findPrivate(text)) {
      if (isPublic(finding, publicNumbers)) continue;
      problems.push({
        kind: 'privacy',
        file: source.file,
        line: firstLine + finding.line - 1,
        field: storyField,
        found: found(finding),
        expected: expected[finding.kind],
      });
    }
  }
  return problems;
}

/** The personal data that a file of captions would publish. */
export async function captionsPrivacyProblems(file: string, context: ContentContext): Promise<Problem[]> {
  const publicNumbers = publicNumbersOf(context);
  // Captions that are not UTF-8 are refused elsewhere; a wrong character here hides no digit.
  const text = Buffer.from((await context.files.read(file)) ?? []).toString();
  return findPrivate(text)
    .filter((finding) => !isPublic(finding, publicNumbers))
    .map((finding): Problem => {
      const { kind, line } = finding;
      return { kind: 'privacy', file, line, field: captionsField, found: found(finding), expected: expected[kind] };
    });
}

/** The personal data in names of files: they are part of addresses, and of a folder that anybody can copy. */
export function fileNamePrivacyProblems(files: readonly string[], publicNumbers: ReadonlySet<string>): Problem[] {
  return files.flatMap((file) =>
    file
      .split('/')
      .flatMap((name) => findPrivate(name))
      .filter((finding) => !isPublic(finding, publicNumbers))
      .map((finding): Problem => ({
        kind: 'privacy',
        file,
        field: wholeFile,
        found: `文件名里有${found(finding)}`,
        expected: '换一个不带个人信息的文件名',
      })),
  );
}
