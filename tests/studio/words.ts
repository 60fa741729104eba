/** Words on the screens of the office that are written in Latin letters. */

/** Names that are written in Latin letters in Chinese too: formats, maps and standards, programs, keys. */
const latinNames =
  /\b(?:JPEG|PNG|WebP|AVIF|MOV|GB|MB|KB|SHA-256|WGS-84|GCJ-02|BD-09|GPS|ICP|MEDIA_DIR|Git|HTTPS|SSH|GitHub|Gitee|GitLab|Token|YAML|Markdown|HEIC|UTF-8|GBK|Tab|Enter|Escape)\b/g;

/** Addresses, file names, slugs and figures with units in help texts. */
const figures = /[\w./:@?=&,*-]*[\d./@-][\w./:@?=&,*-]*/g;

/** Whether a text has a word in Latin letters that is no such name. @param own words of the content itself */
export function isLatin(text: string, own: readonly string[] = []): boolean {
  const remaining = own
    .reduce((left, word) => left.replaceAll(word, ''), text)
    .replace(latinNames, '')
    .replace(figures, '');
  return /[A-Za-z]{2,}/.test(remaining);
}

/** What is written on a page, in its labels and its title, in shadow trees too. Runs in the page: it uses nothing from outside. */
export function wordsOnPage(): string[] {
  const attributes = ['aria-label', 'placeholder', 'title', 'aria-roledescription', 'alt'];
  const found = [document.title];
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot !== null) {
        visit(element.shadowRoot);
        // What an element has in no slot is not shown.
        if (element.shadowRoot.querySelector('slot') === null) continue;
      }
      if (!element.checkVisibility()) continue;
      found.push(...attributes.map((name) => element.getAttribute(name) ?? ''));
      if (['STYLE', 'SCRIPT', 'PRE'].includes(element.tagName)) continue;
      for (const node of element.childNodes) if (node instanceof Text) found.push(node.data);
    }
  };
  visit(document);
  return found;
}
