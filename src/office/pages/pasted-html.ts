/**
 * What is pasted into a text from Word, WPS or WeChat, as far as a text of the site goes: headings, paragraphs, lists, quotes, bold and
 * links; tables as lists. What is not kept is counted, so that it can be said.
 */

/** What became of what was pasted. */
export interface PastedText {
  /** The blocks as HTML that the editor takes. */
  html: string;
  /** So many pictures and tables were in it. */
  pictures: number;
  tables: number;
  /** Whether letters were coloured, slanted or underlined. */
  hadStyles: boolean;
}

type BlockName = 'h2' | 'h3' | 'p' | 'blockquote' | 'ul' | 'ol';

interface Block {
  name: BlockName;
  html: string;
}

const headings: Readonly<Record<string, BlockName>> = { H1: 'h2', H2: 'h2', H3: 'h3', H4: 'h3', H5: 'h3', H6: 'h3' };
const blockElements = new Set([
  ...Object.keys(headings),
  ...[
    'P',
    'DIV',
    'SECTION',
    'ARTICLE',
    'HEADER',
    'FOOTER',
    'MAIN',
    'LI',
    'UL',
    'OL',
    'DL',
    'DT',
    'DD',
    'BLOCKQUOTE',
    'TABLE',
    'FIGURE',
    'FIGCAPTION',
    'PRE',
    'BODY',
  ],
]);
const ignored = new Set(['STYLE', 'SCRIPT', 'META', 'LINK', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'XML', 'O:P']);

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** A text without the line breaks of its source: between Chinese characters they are nothing, elsewhere a blank. */
const joined = (text: string) =>
  text
    .replace(/\u00a0/g, ' ')
    .replace(/(?<=[\p{Script=Han}\p{P}])\s*\n\s*(?=[\p{Script=Han}\p{P}])/gu, '')
    .replace(/\s+/g, ' ');

const styleOf = (element: Element) => (element.getAttribute('style') ?? '').toLowerCase();
const isBold = (element: Element) =>
  ['B', 'STRONG'].includes(element.tagName)
    ? !/font-weight:\s*(?:normal|400)/.test(styleOf(element))
    : /font-weight:\s*(?:bold|[6-9]00)/.test(styleOf(element));

class Reader {
  readonly blocks: Block[] = [];
  pictures = 0;
  tables = 0;
  hadStyles = false;
  private open = '';
  private name: BlockName = 'p';

  /** Ends the block that is being read. */
  private end(): void {
    const html = this.open.replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, '').replace(/<strong>\s*<\/strong>/g, '');
    if (html.replace(/<[^>]*>/g, '').trim() !== '') this.blocks.push({ name: this.name, html });
    this.open = '';
  }

  private inBlock(name: BlockName, read: () => void): void {
    this.end();
    const outer = this.name;
    this.name = name;
    read();
    this.end();
    this.name = outer;
  }

  read(node: Node): void {
    if (node instanceof Text) this.open += escaped(joined(node.data));
    else if (node instanceof Element) this.readElement(node);
  }

  private readAll(element: Element): void {
    for (const child of element.childNodes) this.read(child);
  }

  private readElement(element: Element): void {
    const { tagName } = element;
    const name = tagName.toUpperCase();
    if (ignored.has(name)) return;
    if (name === 'IMG' || name === 'V:IMAGEDATA' || name === 'PICTURE' || name === 'SVG') this.pictures += 1;
    else if (name === 'BR') this.open += '<br>';
    else if (name === 'TABLE') this.readTable(element);
    else if (blockElements.has(name)) this.readBlock(element, name);
    else this.readInline(element, name);
  }

  private readInline(element: Element, name: string): void {
    const style = styleOf(element);
    if (/mso-list:\s*ignore/.test(style)) return;
    if (
      ['I', 'EM', 'U', 'S', 'DEL', 'SUP', 'SUB', 'MARK'].includes(name) ||
      /(?:^|;)\s*(?:color|background(?:-color)?|text-decoration)\s*:/.test(style)
    )
      this.hadStyles = true;
    const href = name === 'A' ? (element.getAttribute('href') ?? '') : '';
    const [before, after] = /^https?:/.test(href)
      ? [`<a href="${escaped(href)}">`, '</a>']
      : isBold(element) && !this.name.startsWith('h') && !this.isWithinBold
        ? ['<strong>', '</strong>']
        : ['', ''];
    const wasBold = this.isWithinBold;
    this.isWithinBold ||= before === '<strong>';
    this.open += before;
    this.readAll(element);
    this.open += after;
    this.isWithinBold = wasBold;
  }

  private isWithinBold = false;

  private readBlock(element: Element, name: string): void {
    const marker = element.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]');
    const isListOfWord = /mso-list:\s*l\d/.test(styleOf(element));
    const heading = headings[name];
    if (heading !== undefined)
      this.inBlock(heading, () => {
        this.readAll(element);
      });
    else if (isListOfWord)
      this.inBlock(
        /^[\d一二三四五六七八九十a-z]+[.、)）]/i.test(marker?.textContent.trim() ?? '') ? 'ol' : 'ul',
        () => {
          this.readAll(element);
        },
      );
    else if (name === 'LI')
      this.inBlock(element.closest('ol') === null ? 'ul' : 'ol', () => {
        this.readAll(element);
      });
    else if (name === 'BLOCKQUOTE')
      this.inBlock('blockquote', () => {
        this.readAll(element);
      });
    else
      this.inBlock(this.name, () => {
        this.readAll(element);
      });
  }

  /** A row becomes an item: with what the first row calls the columns, where that is a head. */
  private readTable(table: Element): void {
    this.tables += 1;
    const rows = [...table.querySelectorAll('tr')].map((row) => [...row.querySelectorAll('td, th')]);
    const isHead = (cells: readonly Element[]) =>
      cells.length > 0 && cells.every((cell) => cell.tagName === 'TH' || cell.querySelector('b, strong') !== null);
    const textOf = (cell: Element) => joined(cell.textContent).trim();
    const [first = [], ...others] = rows;
    const head = others.length > 0 && isHead(first) ? first.map(textOf) : undefined;
    for (const cell of table.querySelectorAll('img')) if (cell.isConnected || table.contains(cell)) this.pictures += 1;
    for (const cells of head === undefined ? rows : others) {
      const words = cells.flatMap((cell, index) => {
        const text = textOf(cell);
        const label = head?.[index] ?? '';
        return text === '' ? [] : [label === '' ? text : `${label}：${text}`];
      });
      this.inBlock('ul', () => {
        this.open += escaped(words.join('；'));
      });
    }
  }

  finish(): void {
    this.end();
  }
}

/** Items of one list stand in one list. */
function htmlOf(blocks: readonly Block[]): string {
  let html = '';
  for (const [index, { name, html: inner }] of blocks.entries()) {
    const isList = name === 'ul' || name === 'ol';
    if (!isList)
      html += name === 'blockquote' ? `<blockquote><p>${inner}</p></blockquote>` : `<${name}>${inner}</${name}>`;
    else {
      if (blocks[index - 1]?.name !== name) html += `<${name}>`;
      html += `<li><p>${inner}</p></li>`;
      if (blocks[index + 1]?.name !== name) html += `</${name}>`;
    }
  }
  return html;
}

/** Reads what was pasted as HTML. */
export function pastedText(html: string): PastedText {
  const reader = new Reader();
  reader.read(new DOMParser().parseFromString(html, 'text/html').body);
  reader.finish();
  const { blocks, pictures, tables, hadStyles } = reader;
  return { html: htmlOf(blocks), pictures, tables, hadStyles };
}

/** What was not kept, as a sentence; empty where everything was. */
export function notKept({ pictures, tables, hadStyles }: PastedText): string {
  const parts = [
    pictures > 0 ? `${String(pictures)} 张图片没有带进来，请用“＋”里的“图片”一张张放` : '',
    tables > 0 ? `${String(tables)} 个表格改成了列表` : '',
    hadStyles ? '颜色、斜体和下划线没有保留' : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `贴进来的文字里，${parts.join('；')}。`;
}
