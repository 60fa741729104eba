/**
 * What the content check finds in the entry whose form is open: a list on top of the form, each item of which leads to its field,
 * and the same at the fields. Keystatic puts the list there (`studio/keystatic-changes.ts`) and reports what became of a save.
 */
import { fileOfForm } from '../../domain/entries/addresses.ts';
import type { EntryProblems, EntryVerdict, WordedProblem, WrongSave } from '../../domain/entries/worded-problem.ts';
import { element, inOneLine, sheetOf } from './form-elements.ts';
import { fieldAt, fieldsOfForm, OfficeField } from './form-field.client.ts';
import { showProblemsInSteps, unfold } from './form-steps.client.ts';

/** The problems at the fields, and whether they kept the entry from being saved. */
let shown: { problems: readonly WordedProblem[]; isRefusal: boolean } = { problems: [], isRefusal: false };

/** Shows the problems at their fields, and how many there are in each step. */
function placeMessages(): void {
  const at = new Map<OfficeField, WordedProblem[]>();
  const counts = new Map<string, number>();
  for (const problem of shown.problems) {
    const field = fieldAt(problem.path);
    if (field === undefined) continue;
    at.set(field, [...(at.get(field) ?? []), problem]);
    const [name = ''] = field.path;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const field of fieldsOfForm()) field.show(at.get(field) ?? [], shown.isRefusal);
  showProblemsInSteps(counts, shown.isRefusal);
}

/** Leads to a field: into view, and the keyboard into it. */
function leadTo(path: readonly (string | number)[]): void {
  const field = fieldAt(path) ?? document.querySelector<HTMLElement>('form [contenteditable=true]') ?? undefined;
  if (field === undefined) return;
  if (field instanceof OfficeField) unfold(field);
  field.scrollIntoView({ block: 'center' });
  const input = field.matches('[contenteditable]')
    ? field
    : field.querySelector<HTMLElement>(
        'input:not([type=hidden]), textarea, button, [contenteditable=true], [tabindex="0"]',
      );
  input?.focus({ preventScroll: true });
}

const isCreating = () => location.pathname.endsWith('/create');

/** The list on top of the form. */
class OfficeProblems extends HTMLElement {
  private readonly box = element('section');
  private asked = 0;
  private readonly showSaved = () => void this.showVerdict();
  private readonly showWrong = (event: Event) => {
    this.showRefusal((event as CustomEvent<WrongSave>).detail);
  };
  private readonly showUnnamed = (event: Event) => {
    const { field } = (event as CustomEvent<{ field: string }>).detail;
    this.showUnsent(field);
  };

  connectedCallback(): void {
    if (this.shadowRoot === null)
      this.attachShadow({ mode: 'open' }).append(
        sheetOf(`
          :host { display: block; scroll-margin-block-start: 3.5rem; }
          section { margin-block-end: 1.5rem; padding: 0.75rem 1rem; border: 1px solid var(--jasmine); border-radius: 0.5rem; background: var(--jasmine-pale); }
          section[data-refused] { border-color: var(--vermilion); background: var(--vermilion-pale); }
          h2, h3, summary { margin: 0; font-size: 1rem; font-weight: 600; }
          h3 { margin-block-start: 0.75rem; font-size: 0.875rem; }
          summary { cursor: pointer; }
          p { margin: 0.25rem 0 0; }
          ul { margin: 0.5rem 0 0; padding: 0; list-style: none; }
          li + li { border-block-start: 1px solid var(--line); }
          li button, li span { display: block; inline-size: 100%; min-block-size: 2.75rem; padding: 0.5rem 0; border: 0; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
          li span { cursor: default; }
          li button b { color: var(--river); text-decoration: underline; text-underline-offset: 0.2em; }
          a { color: var(--river); }
        `),
        this.box,
      );
    this.box.hidden = true;
    this.box.tabIndex = -1;
    window.addEventListener('office:saved', this.showSaved);
    window.addEventListener('office:wrong', this.showWrong);
    window.addEventListener('office:unnamed', this.showUnnamed);
    shown = { problems: [], isRefusal: false };
    this.showSaved();
  }

  disconnectedCallback(): void {
    window.removeEventListener('office:saved', this.showSaved);
    window.removeEventListener('office:wrong', this.showWrong);
    window.removeEventListener('office:unnamed', this.showUnnamed);
  }

  private show(children: (Node | string)[], problems: readonly WordedProblem[], isRefusal: boolean): void {
    this.asked += 1;
    shown = { problems, isRefusal };
    placeMessages();
    this.box.hidden = children.length === 0;
    this.box.toggleAttribute('data-refused', isRefusal);
    if (isRefusal) this.box.setAttribute('role', 'alert');
    else this.box.removeAttribute('role');
    this.box.replaceChildren(...children);
    if (!isRefusal) return;
    // Whoever pressed 保存 at the foot of a long form sees at once that it was not.
    this.scrollIntoView({ block: 'start' });
    this.box.focus({ preventScroll: true });
  }

  private itemsOf(problems: readonly WordedProblem[], isHere: boolean): HTMLElement {
    return element(
      'ul',
      ...problems.map((problem) => {
        const words = [element('b', problem.label), `：${inOneLine(problem)}`];
        if (!isHere || problem.path.length === 0) return element('li', element('span', ...words));
        const button = element('button', ...words);
        button.type = 'button';
        button.addEventListener('click', () => {
          leadTo(problem.path);
        });
        return element('li', button);
      }),
    );
  }

  private showRefusal({ message, entries, others }: WrongSave): void {
    const isHere = ({ address }: EntryProblems, index: number) =>
      isCreating() ? index === 0 : decodeURIComponent(address) === decodeURIComponent(location.pathname);
    const here = entries.filter(isHere);
    const elsewhere = entries.filter((entry, index) => !isHere(entry, index));
    const [said = '', advice = ''] = message.split('。');
    this.show(
      [
        element('h2', said),
        ...(advice === '' ? [] : [element('p', `${advice}。`)]),
        ...here.map(({ problems }) => this.itemsOf(problems, true)),
        ...elsewhere.flatMap(({ name, address, problems }) => {
          const link = element('a', name);
          link.href = address;
          return [element('h3', '这样改，会让', link, '不对：'), this.itemsOf(problems, false)];
        }),
        ...(others === 0 ? [] : [element('p', `还有 ${String(others)} 条也会不对。`)]),
      ],
      here.flatMap(({ problems }) => problems),
      true,
    );
  }

  private showUnsent(field: string): void {
    const problem = {
      path: [field],
      label: '名称和网址名',
      found: '还没有写好',
      expected: '先写这两项：文件要靠它们取名',
    };
    this.show([element('h2', '还没有保存'), this.itemsOf([problem], true)], [problem], true);
  }

  /** Shows what is found about the entry as it is stored. */
  private async showVerdict(): Promise<void> {
    const file = fileOfForm(location.pathname);
    if (file === undefined) return;
    const asked = (this.asked += 1);
    const response = await fetch(`/api/office/check?file=${encodeURIComponent(file)}`).catch(() => undefined);
    if (response?.ok !== true || asked !== this.asked) return;
    const { problems, remarks } = (await response.json()) as EntryVerdict;
    const all = [...problems, ...remarks];
    if (all.length === 0) {
      this.show([], [], false);
      return;
    }
    const heading =
      problems.length > 0
        ? `这一条现在有 ${String(problems.length)} 处不对，改好以前网站更新不了`
        : `发布以前还要补 ${String(remarks.length)} 处`;
    const details = element('details', element('summary', heading), this.itemsOf(all, true));
    details.open = problems.length > 0;
    this.show([details], all, false);
  }
}

window.addEventListener('office:fields', placeMessages);
customElements.define('office-problems', OfficeProblems);
