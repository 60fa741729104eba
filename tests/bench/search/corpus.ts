/**
 * Chinese texts that are not ours, to measure the search with: documentation in simplified Chinese from Debian packages,
 * fetched with `apt-get download` when it is first needed and kept outside Git. Every run cuts it into the same pages.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { testCache } from '../../places.ts';

/** A page of the corpus. */
export interface CorpusPage {
  title: string;
  paragraphs: string[];
}

/** Packages, and where the simplified Chinese pages lie in them. */
const sources = [
  { name: 'libreoffice-help-zh-cn', files: 'usr/share/libreoffice/help/zh-CN/text/**/*.html' },
  { name: 'gimp-help-zh-cn', files: 'usr/share/gimp/2.0/help/zh_CN/*.html' },
  { name: 'gnome-user-docs', files: 'usr/share/help/zh_CN/**/*.page' },
  { name: 'debian-handbook', files: 'usr/share/doc/debian-handbook/html/zh-CN/*.html' },
  { name: 'debian-reference-zh-cn', files: 'usr/share/debian-reference/*.zh-cn.html' },
  { name: 'maint-guide-zh-cn', files: 'usr/share/doc/maint-guide-zh-cn/html/*.html' },
] as const;

const folder = join(testCache, 'search-corpus');

function runOrThrow(program: string, parameters: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')}: ${stderr}`);
}

/** Downloads and unpacks what is not there yet. Needs apt and a mirror of Debian. */
function fetchSources(): void {
  mkdirSync(folder, { recursive: true });
  for (const { name } of sources) {
    const unpacked = join(folder, name);
    if (existsSync(unpacked)) continue;
    runOrThrow('apt-get', ['download', name], folder);
    const [archive] = globSync(`${name}_*.deb`, { cwd: folder });
    if (archive === undefined) throw new Error(`${name} was not downloaded.`);
    mkdirSync(`${unpacked}.unpacking`, { recursive: true });
    runOrThrow('dpkg', ['-x', archive, `${unpacked}.unpacking`], folder);
    runOrThrow('mv', [`${unpacked}.unpacking`, unpacked], folder);
    runOrThrow('rm', [archive], folder);
  }
}

/** Sections of one file: a title and what follows it up to the next. Text without Chinese is left out. */
function sectionsOf(file: string): CorpusPage[] {
  const text = readFileSync(file, 'utf8');
  const $ = load(text, { xml: { xmlMode: file.endsWith('.page') } });
  $('script, style, nav, header, footer, aside, .navheader, .navfooter, info').remove();
  const sections: CorpusPage[] = [];
  $('h1, h2, h3, h4, title, p, li, dt, dd, td, pre, item').each((_, element) => {
    const block = $(element);
    if (block.find('p, li, dt, dd, td, pre, h1, h2, h3, h4').length > 0 || block.closest('head').length > 0) return;
    // A line break between two Chinese characters is how the file was wrapped; browsers and readers see one word.
    const words = block
      .text()
      .replace(/\s+/g, ' ')
      .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
      .trim();
    if (words === '') return;
    if (/^(h\d|title)$/.test(element.tagName)) sections.push({ title: words, paragraphs: [] });
    else sections.at(-1)?.paragraphs.push(words);
  });
  return sections.filter(
    ({ title, paragraphs }) =>
      /\p{Script=Han}/u.test(title) && (paragraphs.join('').match(/\p{Script=Han}/gu)?.length ?? 0) >= 20,
  );
}

/** Cuts sections into pages of about `length` characters; the parts of a long one are numbered. */
function pagesOf(sections: readonly CorpusPage[], length: number): CorpusPage[] {
  return sections.flatMap(({ title, paragraphs }) => {
    const parts: string[][] = [[]];
    let filled = 0;
    for (const paragraph of paragraphs) {
      if (filled >= length) {
        parts.push([]);
        filled = 0;
      }
      parts.at(-1)?.push(paragraph);
      filled += paragraph.length;
    }
    return parts.map((part, index) => ({
      title: index === 0 ? title : `${title}（${String(index + 1)}）`,
      paragraphs: part,
    }));
  });
}

/** Evenly spread over all sources, so that a smaller corpus is of the same mixture. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length < count)
    throw new Error(`The corpus has ${String(items.length)} pages, ${String(count)} are wanted.`);
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]).filter(
    (item) => item !== undefined,
  );
}

/** A corpus of `count` pages, always the same ones. @param length about how many characters a page has */
export function corpus(count: number, length: number): CorpusPage[] {
  fetchSources();
  const sections = sources.flatMap(({ name, files }) =>
    globSync(files, { cwd: join(folder, name) })
      .sort()
      .flatMap((file) => sectionsOf(join(folder, name, file))),
  );
  return spread(pagesOf(sections, length), count);
}
