/** Checks a whole content tree and reports every mistake in it at once. */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { reservedName } from '../content-store/content-path.ts';
import { folded } from '../domain/search/text.ts';
import { slugPattern } from '../schemas/field.ts';
import { pictureExtensions } from '../media/pictures/inspect-picture.ts';
import { isReservedSlug, kindNames, kindOfFile, kinds, slugOfFile, type KindName } from '../kinds.ts';
import type { Media } from '../schemas/media.ts';
import { settingsSchema, type Settings } from '../schemas/site.ts';
import { sortProblems, wholeFile, type Notice, type Problem } from './problem.ts';
import type { ContentContext, ContentEntry } from './content-entry.ts';
import { captionsPrivacyProblems, fileNamePrivacyProblems, privacyProblems, publicNumbersOf } from './privacy.ts';
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

function strayFile(file: string): Problem {
  const top = file.split('/')[0] ?? '';
  const all = kindNames.map((kind) => kinds[kind].files.example);
  const examples = all.filter((example) => example.startsWith(`${top}/`));
  return {
    kind: 'stray-file',
    file,
    field: wholeFile,
    found: '这里不该有这个文件，网站不会用到它',
    expected: `${(examples.length === 0 ? all : examples).join('、')}；或与它们放在一起的图片、字幕`,
  };
}

function slugProblems(entries: readonly { file: string; collection: KindName; slug: string }[]): Problem[] {
  const problems: Problem[] = [];
  const firstFile = new Map<string, string>();
  for (const { file, collection, slug } of entries) {
    if (!slugPattern.test(slug)) {
      problems.push({
        kind: 'bad-slug',
        file,
        field: wholeFile,
        found: `网址名“${slug}”`,
        expected: '只用小写字母、数字和连字符，例如 li-xiaomei',
      });
    }
    if (isReservedSlug(collection, slug)) {
      problems.push({
        kind: 'bad-slug',
        file,
        field: wholeFile,
        found: `网址名“${slug}”，网站自己有一页用这个网址`,
        expected: '换一个网址名',
      });
    }
    const name = `${collection}/${slug}`;
    const first = firstFile.get(name);
    if (first !== undefined) {
      problems.push({
        kind: 'duplicate-slug',
        file,
        field: wholeFile,
        found: `网址名“${slug}”已被 ${first} 用了`,
        expected: '同一类里不重复的网址名',
      });
    }
    firstFile.set(name, first ?? file);
  }
  return problems;
}

/** A content tree that has been read. */
export interface ContentTree {
  /** Every file, relative to the tree. */
  files: string[];
  /** The entries whose fields could be read. */
  entries: ContentEntry[];
  context: ContentContext;
  /** The problems of files, names and fields, each checked by itself. */
  problems: Problem[];
}

/**
 * Reads every file under a content tree, and checks each by itself.
 * @throws when the directory itself cannot be read
 */
export async function readContent(contentDirectory: string): Promise<ContentTree> {
  const { files, others } = await listingOf(contentDirectory).catch((cause: unknown) => {
    throw new Error(`内容目录 ${contentDirectory} 打不开，请检查 CONTENT_DIR`, { cause });
  });
  const problems: Problem[] = [...others.map(linkProblem), ...fileNameProblems(files)];
  const located: { file: string; collection: KindName; slug: string }[] = [];
  for (const file of files) {
    const collection = kindOfFile(file);
    const slug = collection && slugOfFile(collection, file);
    if (collection !== undefined && slug !== undefined) located.push({ file, collection, slug });
    else if (!companions.has(extname(file).toLowerCase())) problems.push(strayFile(file));
  }
  problems.push(...slugProblems(located));

  const entries: ContentEntry[] = [];
  let settings: Settings | undefined;
  const media = new Map<string, Media>();
  for (const { file, collection, slug } of located) {
    // Read at once: ten thousand small files one after the other are faster than their promises.
    const bytes = readFileSync(join(contentDirectory, file));
    const source = readSource(file, bytes, kinds[collection].files.hasBody);
    if (Array.isArray(source)) {
      problems.push(...source);
      continue;
    }
    const schema = schemas[collection];
    entries.push({ collection, slug, source, schema });
    problems.push(...schemaProblems(source, schema));
    if (collection === 'settings') settings = settingsSchema.safeParse(source.fields).data;
    if (collection === 'media') {
      const manifest = schemas.media.safeParse(source.fields).data;
      if (manifest !== undefined) media.set(slug, manifest);
    }
  }
  if (!located.some(({ collection }) => collection === 'settings')) {
    problems.push({
      kind: 'missing-file',
      file: kinds.settings.files.pattern,
      field: wholeFile,
      found: '没有这个文件',
      expected: '网站设置：名称、主办单位、乡镇名单、坐标范围',
    });
  }

  const names = new Map<string, string>();
  for (const { collection, source } of entries) {
    const name = (source.fields as Partial<Record<string, unknown>> | null)?.[kinds[collection].title];
    if ('search' in kinds[collection] && typeof name === 'string') names.set(folded(name.trim()), source.file);
  }
  const slugs = new Map<KindName, Set<string>>();
  for (const { collection, slug } of located) slugs.set(collection, (slugs.get(collection) ?? new Set()).add(slug));
  return { files, entries, context: { contentDirectory, slugs, names, settings, media }, problems };
}

/** The problems of an entry in the context of the other content. */
export async function entryProblems(entry: ContentEntry, context: ContentContext): Promise<Problem[]> {
  return [
    ...(await contextProblems(entry, context)),
    ...(await storyProblems(entry, context)),
    ...(await markdownPictureProblems(entry, context.contentDirectory)),
    ...privacyProblems(entry, publicNumbersOf(context)),
    ...redirectProblems(entry, context),
  ];
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
  const found = await Promise.all([
    ...entries.map((entry) => entryProblems(entry, context)),
    captionsPrivacyProblems(files, entries, context),
  ]);
  return {
    problems: sortProblems([
      ...problems,
      ...served.others.map(inPublic).map(linkProblem),
      ...found.flat(),
      ...fileNamePrivacyProblems(files, publicNumbersOf(context)),
      ...fileNamePrivacyProblems(served.files.map(inPublic), publicNumbersOf(context)),
    ]),
    notices: sortProblems(await pictureMetadataNotices(contentDirectory, files)),
    entries: entries.length,
  };
}
