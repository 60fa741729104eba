/**
 * What stands in place of a form that cannot be opened: what is wrong with the file, in Chinese, and how it is brought back.
 * Keystatic puts the element there (`studio/keystatic-changes.ts`); its own message is for programmers.
 */
import { fileOfForm, versionsAddress } from '../../domain/entries/addresses.ts';
import type { EntryVerdict } from '../../domain/entries/worded-problem.ts';
import { element, inOneLine, sheetOf } from './form-elements.ts';

/** What the form of a text does not hold, by the names that Keystatic has for it. */
const unheld: Readonly<Record<string, string>> = {
  blockquote: '引用',
  code: '代码',
  definition: '脚注式的链接',
  delete: '删除线',
  emphasis: '斜体',
  footnoteDefinition: '脚注',
  footnoteReference: '脚注',
  heading: '这一级的标题',
  html: '网页代码',
  image: '直接写在正文里的图片',
  inlineCode: '代码',
  link: '链接',
  list: '列表',
  mdxFlowExpression: '花括号',
  mdxTextExpression: '花括号',
  strong: '加粗',
  table: '表格',
  thematicBreak: '分隔线',
};

/** What in the text the form does not hold, from Keystatic's message about it. */
function unheldIn(message: string): string[] {
  const nodes = [...message.matchAll(/(\w+) is not allowed|Unhandled type (\w+)/g)].map(
    ([, refused = '', unknown = '']) => unheld[refused === '' ? unknown : refused],
  );
  const blocks = [...message.matchAll(/Missing component definition for (\S+)/g)].map(([, name = '']) => `“<${name}>”`);
  return [...new Set([...nodes, ...blocks])].filter((each) => each !== undefined);
}

class BrokenEntry extends HTMLElement {
  connectedCallback(): void {
    if (this.shadowRoot !== null) return;
    const file = fileOfForm(location.pathname);
    const root = this.attachShadow({ mode: 'open' });
    const list = element('ul');
    const section = element('section', element('h2', '这一条的文件有问题，表单打不开'), list);
    section.setAttribute('role', 'alert');
    root.append(
      sheetOf(`
        :host { display: block; margin: 1.5rem; }
        section { max-inline-size: 44rem; padding: 0.75rem 1rem; border: 1px solid var(--vermilion); border-radius: 0.5rem; background: var(--vermilion-pale); }
        h2 { margin: 0; font-size: 1rem; font-weight: 600; }
        ul { margin: 0.5rem 0; padding-inline-start: 1.25rem; }
        p { margin: 0.5rem 0 0; }
        a, summary { display: inline-block; min-block-size: 2.75rem; line-height: 2.75rem; color: var(--river); cursor: pointer; }
        pre { margin: 0; padding: 0.75rem; overflow: auto; max-block-size: 24rem; background: var(--paper-raised); font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
      `),
      section,
    );
    if (file !== undefined) void this.fill(file, section, list);
  }

  private async fill(file: string, section: HTMLElement, list: HTMLElement): Promise<void> {
    const question = `?file=${encodeURIComponent(file)}`;
    const ask = (name: string) => fetch(`/api/office/${name}${question}`).catch(() => undefined);
    const [check, source] = await Promise.all([ask('check'), ask('source')]);
    const verdict = check?.ok === true ? ((await check.json()) as EntryVerdict) : undefined;
    const problems = [...(verdict?.problems ?? []), ...(verdict?.remarks ?? [])];
    const found = unheldIn(this.getAttribute('message') ?? '');
    list.replaceChildren(
      ...(problems.length === 0
        ? [element('li', `正文里有表单放不下的内容${found.length === 0 ? '' : `：${found.join('、')}`}`)]
        : problems.map((problem) => element('li', element('b', problem.label), `：${inOneLine(problem)}`))),
    );
    const link = element('a', '看以前的版本，恢复好的那一版');
    link.href = versionsAddress(file);
    section.append(
      element('p', '多半是别的程序改坏的。改之前的样子都在版本里，恢复以后表单就能打开。'),
      element('p', link),
    );
    if (source?.ok === true) {
      const details = element('details', element('summary', '看文件里现在的内容'), element('pre', await source.text()));
      section.append(details);
    }
  }
}

customElements.define('office-broken', BrokenEntry);
