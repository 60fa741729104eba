/**
 * A field of a form of Keystatic, which puts the element around each of its fields (`studio/keystatic-changes.ts`): what is wrong
 * with it stands below it, and the first field of a step has the heading of the step above it.
 */
import type { WordedProblem } from '../../domain/entries/worded-problem.ts';
import { element, inOneLine, sheetOf } from './form-elements.ts';

/** The text for one problem at its field, with the rest of its label where the field is a group or a list. */
const textAt = (field: OfficeField, problem: WordedProblem) => {
  const inner = problem.label.split(' › ').slice(field.path.length).join(' › ');
  return inner === '' ? inOneLine(problem) : `${inner}：${inOneLine(problem)}`;
};

/** How the heading of a step looks now. */
export interface StepHeading {
  label: string;
  /** What is said beside it while it is folded. */
  ifFolded: string;
  isFolded: boolean;
  /** So many places in it are to be mended. */
  problems: number;
  onToggle: () => void;
}

let isReported = false;

/** Tells that there are other fields now, once for all that appear together. */
function reportFields(): void {
  if (isReported) return;
  isReported = true;
  queueMicrotask(() => {
    isReported = false;
    window.dispatchEvent(new CustomEvent('office:fields'));
  });
}

/** A field of the form. */
export class OfficeField extends HTMLElement {
  private readonly messages = element('ul');
  private readonly head = element('h2');
  private readonly content = element('div', element('slot'), this.messages);

  constructor() {
    super();
    this.messages.hidden = true;
    this.head.hidden = true;
    this.attachShadow({ mode: 'open' }).append(
      sheetOf(`
        :host { display: block; }
        ul { list-style: none; margin: 0.375rem 0 0; padding: 0.25rem 0 0.25rem 0.75rem; border-inline-start: 3px solid var(--jasmine); color: var(--jasmine); }
        /* Keystatic has said it itself. */
        :host([leaf]:has([aria-invalid='true'])) ul { display: none; }
        :host([refused]) ul { border-color: var(--vermilion); color: var(--vermilion); }
        h2 { margin: 0 0 1rem; border-block-start: 2px solid var(--river); scroll-margin-block-start: 3.5rem; }
        h2.folded { margin-block-end: 0; border-color: var(--line); }
        h2 button { display: flex; align-items: baseline; gap: 0.75rem; inline-size: 100%; min-block-size: 2.75rem; padding: 0.625rem 0; border: 0; background: none; color: var(--ink); font: inherit; font-size: 1.0625rem; font-weight: 600; text-align: start; cursor: pointer; }
        h2 small { flex: 1; font-size: 0.8125rem; font-weight: 400; color: var(--ink-soft); }
        h2 small.wrong { color: var(--vermilion); }
        h2 i { font-style: normal; font-size: 0.8125rem; font-weight: 400; color: var(--river); text-decoration: underline; text-underline-offset: 0.2em; white-space: nowrap; }
      `),
      this.head,
      this.content,
    );
  }

  connectedCallback(): void {
    reportFields();
  }

  /** The names of the fields that lead here, the outermost first. */
  get path(): string[] {
    const outer = this.parentElement?.closest<OfficeField>('office-field');
    return [...(outer?.path ?? []), this.getAttribute('field') ?? ''];
  }

  show(problems: readonly WordedProblem[], isRefusal: boolean): void {
    this.toggleAttribute('refused', isRefusal);
    this.toggleAttribute('leaf', this.querySelector('office-field') === null);
    this.messages.hidden = problems.length === 0;
    this.messages.replaceChildren(...problems.map((problem) => element('li', textAt(this, problem))));
  }

  /** Puts the heading of a step above the field; `undefined` where none begins here. */
  showHeading(heading: StepHeading | undefined): void {
    this.head.hidden = heading === undefined;
    this.content.hidden = heading?.isFolded ?? false;
    if (heading === undefined) return;
    const { label, ifFolded, isFolded, problems, onToggle } = heading;
    const said = element('small', problems > 0 ? `${String(problems)} 处要改` : isFolded ? ifFolded : '');
    said.classList.toggle('wrong', problems > 0);
    const button = element('button', label, said, element('i', isFolded ? '展开' : '收起'));
    button.type = 'button';
    button.ariaExpanded = String(!isFolded);
    button.addEventListener('click', onToggle);
    const hadFocus = this.shadowRoot?.activeElement?.parentElement === this.head;
    this.head.classList.toggle('folded', isFolded);
    this.head.replaceChildren(button);
    if (hadFocus) button.focus({ preventScroll: true });
  }

  /** Brings the heading into view, and the keyboard to it. */
  goToHeading(): void {
    this.head.scrollIntoView({ block: 'start' });
    this.head.querySelector('button')?.focus({ preventScroll: true });
  }
}

/** The fields of the form itself; those in dialogs are parts of something that the form shows in a line. */
export const fieldsOfForm = (): OfficeField[] =>
  [...document.querySelectorAll<OfficeField>('office-field')].filter(
    (field) => field.closest('[role=dialog]') === null,
  );

/** The field of the form that is nearest to a place. */
export function fieldAt(path: readonly (string | number)[]): OfficeField | undefined {
  const fields = new Map(fieldsOfForm().map((field) => [field.path.join('/'), field]));
  for (let length = path.length; length > 0; length -= 1) {
    const field = fields.get(path.slice(0, length).join('/'));
    if (field !== undefined) return field;
  }
  return undefined;
}

customElements.define('office-field', OfficeField);
