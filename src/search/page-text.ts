/**
 * Reads what the search knows of a page from its finished HTML: only what the page shows, so only what was published.
 * A page takes part when its `<main>` carries `data-search`, the facts that it can be narrowed by (`layouts/Page.astro`);
 * `data-pagefind-ignore` leaves a part of it out.
 */
import { load } from 'cheerio';
import type { PageKind } from '../domain/search/names-file.ts';
import { blockBoundary } from '../domain/search/text.ts';
import type { SearchFacts } from '../domain/search/facts.ts';

/** A page as the index takes it. */
export interface SearchedPage extends SearchFacts {
  title: string;
  /** The text, its blocks apart from each other by `blockBoundary`. */
  text: string;
  /** Address of the smallest rendition of the first picture. */
  picture?: string;
  /** Parts of the page that have a name of their own, by the id of the element. */
  parts: { id: string; title: string; kind: PageKind }[];
}

/** Elements that end a run of text before and after them. Inline elements join: 路<b>灯</b> is one word. */
const blocks = new Set(
  'address article aside blockquote br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** The numbers of the DOM for kinds of node. */
const elementNode = 1;
const textNode = 3;

/** What is never text or is shown only in place of something else, what reads a character out beside it, and what is only shown with script or only on a screen. */
const left =
  'script, style, template, noscript, svg, video, button, input, select, textarea, rt, rp, nav, [hidden], [data-pagefind-ignore]';

/** Characters of another width or composed otherwise than typed: full-width letters and figures, ㎡, ①. */
const compatible = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u2460-\u24FF\u3300-\u33FF\uF900-\uFAFF\uFB00-\uFB06]/gu;
/** Characters that show nothing and would cut a word in two. */
const invisible = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;

/** Text as the index takes it: usual widths, nothing invisible, no white space within a Chinese sentence. */
export function plainText(text: string): string {
  return text
    .replace(invisible, '')
    .replace(compatible, (character) => character.normalize('NFKC'))
    .replace(/\s+/gu, ' ')
    .replace(/(?<=[\p{Script=Han}，。；：、？！”’）》]) (?=[\p{Script=Han}，。；：、？！“‘（《])/gu, '')
    .trim();
}

/** The address of the smallest picture of a `srcset`. */
function smallest(sources: string): string | undefined {
  return sources
    .split(',')
    .map((each) => /^(\S+)\s+(\d+)w$/.exec(each.trim()))
    .filter((match) => match !== null)
    .toSorted((a, b) => Number(a[2]) - Number(b[2]))[0]?.[1];
}

/** Reads a page; nothing when it takes no part in the search. Throws when a page that takes part has no heading. */
export function searchedPage(html: string): SearchedPage | undefined {
  // Most pages of lists take no part: no need to read them.
  if (!html.includes('data-search=')) return undefined;
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const main = $('main[data-search]').first();
  const facts = main.attr('data-search');
  if (facts === undefined) return undefined;

  const parts = main
    .find('[data-search-part]')
    .toArray()
    .map((element) => ({
      id: $(element).attr('id') ?? '',
      title: plainText($(element).find('h2, h3').first().text()),
      kind: ($(element).attr('data-search-part') ?? 'page') as PageKind,
    }));
  const picture = [...main.find('article source[srcset], article img[srcset]').toArray()]
    .filter((element) => $(element).closest('[data-pagefind-ignore]').length === 0)
    .flatMap((element) => smallest($(element).attr('srcset') ?? '') ?? [])[0];
  const video = main.find('video[poster]').first().attr('poster');

  main.find(left).remove();
  const title = plainText(main.find('h1').first().text());
  if (title === '') throw new Error('一个供搜索的页面没有标题（h1）');
  const texts: string[] = [];
  const walk = (nodes: ReturnType<typeof main.contents>) => {
    nodes.each((_, node) => {
      if (node.nodeType === textNode) {
        texts.push(node.data);
      } else if (node.nodeType === elementNode) {
        const isBlock = blocks.has(node.name);
        if (isBlock) texts.push(blockBoundary);
        walk($(node).contents());
        if (isBlock) texts.push(blockBoundary);
      }
    });
  };
  walk(main.contents());
  const text = texts
    .join('')
    .split(blockBoundary)
    .map(plainText)
    .filter((block) => block !== '' && block !== title)
    .join(` ${blockBoundary} `);
  const thumbnail = picture ?? video;
  return {
    ...(JSON.parse(facts) as SearchFacts),
    title,
    text,
    ...(thumbnail !== undefined && { picture: thumbnail }),
    parts,
  };
}
