/** Checks a whole content tree and reports every mistake in it at once. */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { reservedName } from '../content-store/content-path.ts';
import { folded } from '../domain/search/text.ts';
import { slugPattern } from '../schemas/field.ts';
import { pictureExtensions } from '../media/pictures/inspect-picture.ts';
import { isReservedSlug, kindNames, kindOfFile, kinds, slugOfFile, type KindName } from '../kinds.ts';
import type { Media } from '../schemas/media.ts';
import { settingsSchema, type Settings } from '../schemas/site.ts';
import { sortProblems, wholeFile, type Notice, type Problem } from './problem.ts';
import { mayHaveMistakes, statusOf, type ContentContext, type ContentEntry } from './content-entry.ts';
import { filesOnDisk } from './content-files.ts';
import {
  captionsPrivacyProblems,
  fileNamePrivacyProblems,
  isForThePublic,
  privacyProblems,
  publicNumbersOf,
} from './privacy.ts';
import { markdownPictureProblems, pictureMetadataNotices } from './pictures.ts';
import { redirectProblems } from './redirects.ts';
import { contextProblems } from './references.ts';
import { schemaProblems } from './schema-problems.ts';
import { schemas } from './schemas.ts';
import { readSource } from './source-file.ts';
import { storyProblems } from './story.ts';

/** The result of a check. */
export interface ContentCheck {
  /** Every mistake, in the order of files and lines. Empty when the content is valid. */
  problems: Problem[];
  /** The mistakes of entries that are not shown and need not be right yet. */
  remarks: Problem[];
  /** What is no mistake and should be known, in the same order. */
  notices: Notice[];
  /** How many entries were read. */
  entries: number;
}

/** Files that may be beside an entry. */
const companions: ReadonlySet<string> = new Set([...pictureExtensions, '.vtt']);

/**
 * What stands in a folder and the folders below it, by paths relative to it, with `/`. Hidden files are left out, and what
 * is in hidden folders: a repository, the journal of the store.
 */
interface Listing {
  files: string[];
  /** Symbolic links, pipes and the like: what they lead to was not checked. */
  others: string[];
}

async function listingOf(directory: string): Promise<Listing> {
  const listing: Listing = { files: [], others: [] };
  const walk = async (folder: string, prefix: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = `${prefix}${entry.name}`;
      const isHidden = entry.name.startsWith('.');
      if (entry.isDirectory()) {
        if (!isHidden) await walk(join(folder, entry.name), `${path}/`);
      } else if (!entry.isFile()) listing.others.push(path);
      else if (!isHidden) listing.files.push(path);
    }
  };
  await walk(directory, '');
  return { files: listing.files.sort(), others: listing.others.sort() };
}

const linkProblem = (file: string): Problem => ({
  kind: 'link',
  file,
  field: wholeFile,
  found: '这是快捷方式（符号链接），不是文件本身',
  expected: '把文件本身放进来：链接指向的内容没有检查过，不能发布',
});

/** Files that cannot be checked out on Windows, where editors work: the whole copy fails there. */
function fileNameProblems(files: readonly string[]): Problem[] {
  return files.flatMap((file) => {
    const name = file.split('/').find((each) => reservedName.test(each));
    if (name === undefined) return [];
    return [
      {
        kind: 'bad-slug',
        file,
        field: wholeFile,
        found: `名字“${name}”，Windows 上不能用`,
        expected: '换一个名字，例如在后面加数字；不用 con、aux、nul、com1 这类名字，也不用 : ? * 等符号',
      },
    ];
  });
}

const isCaptions = (file: string) => extname(file).toLowerCase() === '.vtt';

/** A file that is no entry and can be nothing beside one. */
function strayFileProblems(file: string): Problem[] {
  if (locate(file) !== undefined || companions.has(extname(file).toLowerCase())) return [];
  const top = file.split('/')[0] ?? '';
  const all = kindNames.map((kind) => kinds[kind].files.example);
  const examples = all.filter((example) => example.startsWith(`${top}/`));
  const expected = `${(examples.length === 0 ? all : examples).join('、')}；或与它们放在一起的图片、字幕`;
  return [{ kind: 'stray-file', file, field: wholeFile, found: '这里不该有这个文件，网站不会用到它', expected }];
}

function slugProblems({ file, collection, slug }: LocatedEntry, context: Pick<ContentContext, 'filesOf'>): Problem[] {
  const problems: Problem[] = [];
  const wrong = (kind: Problem['kind'], found: string, expected: string) =>
    problems.push({ kind, file, field: wholeFile, found: `网址名“${slug}”${found}`, expected });
  if (!slugPattern.test(slug)) wrong('bad-slug', '', '只用小写字母、数字和连字符，例如 li-xiaomei');
  if (isReservedSlug(collection, slug)) wrong('bad-slug', '，网站自己有一页用这个网址', '换一个网址名');
  const [first] = context.filesOf(collection, slug);
  if (first !== undefined && first !== file) wrong('duplicate-slug', `已被 ${first} 用了`, '同一类里不重复的网址名');
  return problems;
}

/** A file that lies where entries of a kind lie. */
export interface LocatedEntry {
  file: string;
  collection: KindName;
  slug: string;
}

/** The entry that a file holds by its place; `undefined` where it holds none. */
export function locate(file: string): LocatedEntry | undefined {
  const collection = kindOfFile(file);
  const slug = collection && slugOfFile(collection, file);
  return collection === undefined || slug === undefined ? undefined : { file, collection, slug };
}

/** The entry in a file, or the problems that prevent reading it. */
export function readEntry({ file, collection, slug }: LocatedEntry, bytes: Uint8Array): ContentEntry | Problem[] {
  const source = readSource(file, bytes, kinds[collection].files.hasBody);
  return Array.isArray(source) ? source : { collection, slug, source, schema: schemas[collection] };
}

/** The name by which the search finds an entry, in the form in which texts are compared. */
export function searchedName({ collection, source }: Pick<ContentEntry, 'collection' | 'source'>): string | undefined {
  const name = (source.fields as Partial<Record<string, unknown>> | null)?.[kinds[collection].title];
  return 'search' in kinds[collection] && typeof name === 'string' ? folded(name.trim()) : undefined;
}

/** The problem of a content tree without settings. */
export const missingSettings: Problem = {
  kind: 'missing-file',
  file: kinds.settings.files.pattern,
  field: wholeFile,
  found: '没有这个文件',
  expected: '网站设置：名称、主办单位、乡镇名单、坐标范围',
};

/** A content tree that has been read. */
export interface ContentTree {
  /** Every file, relative to the tree. */
  files: string[];
  /** The entries whose fields could be read. */
  entries: ContentEntry[];
  context: ContentContext;
  /** The problems of files and of their names. */
  problems: Problem[];
}

/**
 * Reads every file under a content tree, and checks that each is where something reads it.
 * @throws when the directory itself cannot be read
 */
export async function readContent(contentDirectory: string): Promise<ContentTree> {
  const { files, others } = await listingOf(contentDirectory).catch((cause: unknown) => {
    throw new Error(`内容目录 ${contentDirectory} 打不开，请检查 CONTENT_DIR`, { cause });
  });
  const located = files.flatMap((file) => locate(file) ?? []);
  const problems: Problem[] = [...others.map(linkProblem), ...fileNameProblems(files)];
  problems.push(...files.flatMap((file) => strayFileProblems(file)));

  const entries: ContentEntry[] = [];
  let settings: Settings | undefined;
  const media = new Map<string, Media>();
  const names = new Map<string, string>();
  const slugs = new Map(kindNames.map((kind) => [kind, new Map<string, string[]>()]));
  for (const each of located) {
    const { file, collection, slug } = each;
    const ofKind = slugs.get(collection);
    ofKind?.set(slug, [...(ofKind.get(slug) ?? []), file]);
    // Read at once: ten thousand small files one after the other are faster than their promises.
    const entry = readEntry(each, readFileSync(join(contentDirectory, file)));
    if (Array.isArray(entry)) {
      problems.push(...entry);
      continue;
    }
    entries.push(entry);
    const name = searchedName(entry);
    if (name !== undefined) names.set(name, file);
    if (collection === 'settings') settings = settingsSchema.safeParse(entry.source.fields).data;
    if (collection === 'media') {
      const manifest = schemas.media.safeParse(entry.source.fields).data;
      if (manifest !== undefined) media.set(slug, manifest);
    }
  }
  if (!located.some(({ collection }) => collection === 'settings')) problems.push(missingSettings);
  const context: ContentContext = {
    files: filesOnDisk(contentDirectory),
    filesOf: (kind, slug) => slugs.get(kind)?.get(slug) ?? [],
    slugsOf: (kind) => slugs.get(kind)?.keys() ?? [],
    fileNamed: (name) => names.get(name),
    manifest: (id) => media.get(id),
    settings,
  };
  problems.push(...located.flatMap((each) => slugProblems(each, context)));
  return { files, entries, context, problems };
}

/** The problems of an entry in the context of the other content. */
export async function entryProblems(entry: ContentEntry, context: ContentContext): Promise<Problem[]> {
  return [
    ...(await contextProblems(entry, context)),
    ...(await storyProblems(entry, context)),
    ...(await markdownPictureProblems(entry, context.files)),
    // The remarks on a draft say what it would be refused for.
    ...privacyProblems(
      entry,
      publicNumbersOf(context),
      statusOf(entry.source.fields) === 'draft' ? 'always' : 'public',
    ),
    ...redirectProblems(entry, context),
  ];
}

/** The problems of an entry by its schema, and in the context of the other content. */
export async function allEntryProblems(entry: ContentEntry, context: ContentContext): Promise<Problem[]> {
  return [...schemaProblems(entry.source, entry.schema), ...(await entryProblems(entry, context))];
}

/** Problems, and those of entries that may have some. */
export interface Findings {
  /** What stops a build. */
  problems: Problem[];
  /** What stops nothing yet: mistakes in drafts and in withdrawn entries. */
  remarks: Problem[];
}

/**
 * Everything that is found about one entry: of its file, of its name, and of the files that lie beside it.
 * @param companions those files, relative to the content tree
 */
export async function checkEntry(
  located: LocatedEntry,
  companions: readonly string[],
  context: ContentContext,
): Promise<Findings> {
  const files = [located.file, ...companions];
  const problems: Problem[] = [
    ...fileNameProblems(files),
    ...companions.flatMap((file) => strayFileProblems(file)),
    ...slugProblems(located, context),
    ...fileNamePrivacyProblems(files, publicNumbersOf(context)),
  ];
  const bytes = await context.files.read(located.file);
  if (bytes === undefined) return { problems: sortProblems(problems), remarks: [] };
  const entry = readEntry(located, bytes);
  if (Array.isArray(entry)) return { problems: sortProblems([...problems, ...entry]), remarks: [] };
  const found = await allEntryProblems(entry, context);
  for (const file of companions)
    if (isCaptions(file) && (dirname(file) !== dirname(located.file) || isForThePublic(entry.source.fields)))
      problems.push(...(await captionsPrivacyProblems(file, context)));
  return mayHaveMistakes(entry)
    ? { problems: sortProblems(problems), remarks: sortProblems(found) }
    : { problems: sortProblems([...problems, ...found]), remarks: [] };
}

/**
 * Checks every file under a content tree, and the names of the files that the site serves unchanged.
 * @param publicDirectory the folder of those files
 * @throws when the directory itself cannot be read
 */
export async function checkContent(contentDirectory: string, publicDirectory?: string): Promise<ContentCheck> {
  const { files, entries, context, problems } = await readContent(contentDirectory);
  const served: Listing =
    publicDirectory === undefined
      ? { files: [], others: [] }
      : await listingOf(publicDirectory).catch(() => ({ files: [], others: [] }));
  const inPublic = (file: string) => `public/${file}`;
  const remarks: Problem[] = [];
  const found = await Promise.all(
    entries.map(async (entry) => {
      const all = await allEntryProblems(entry, context);
      if (!mayHaveMistakes(entry)) return all;
      remarks.push(...all);
      return [];
    }),
  );
  // The captions of what is not for the public are not either.
  const hidden = new Set(
    entries.flatMap(({ source }) => (isForThePublic(source.fields) ? [] : [dirname(source.file)])),
  );
  const captions = files.filter((file) => isCaptions(file) && !hidden.has(dirname(file)));
  found.push(...(await Promise.all(captions.map((file) => captionsPrivacyProblems(file, context)))));
  return {
    problems: sortProblems([
      ...problems,
      ...served.others.map(inPublic).map(linkProblem),
      ...found.flat(),
      ...fileNamePrivacyProblems(files, publicNumbersOf(context)),
      ...fileNamePrivacyProblems(served.files.map(inPublic), publicNumbersOf(context)),
    ]),
    remarks: sortProblems(remarks),
    notices: sortProblems(await pictureMetadataNotices(context.files, files)),
    entries: entries.length,
  };
}
