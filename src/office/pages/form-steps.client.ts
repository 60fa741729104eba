/**
 * The steps of a long form: headings that fold, and a line of them on top that leads to each. Keystatic puts the line there
 * (`studio/keystatic-changes.ts`); what an editor folds stays so on this computer.
 */
import { formSteps, type FormStep } from '../../domain/entries/form-steps.ts';
import { kindNames } from '../../kinds.ts';
import { element, sheetOf } from './form-elements.ts';
import { fieldsOfForm, type OfficeField } from './form-field.client.ts';

/** A step of the form that is open, with its fields. */
interface OpenStep extends FormStep {
  fields: OfficeField[];
}

const kindOfForm = () => {
  const [, name] = /^\/keystatic\/(?:collection|singleton)\/([^/]+)/.exec(location.pathname) ?? [];
  return kindNames.find((kind) => kind === name);
};

/** The steps that this editor wants otherwise than they are, by `kind/step`. */
const storageKey = 'office-steps';

function chosen(): Record<string, boolean> {
  try {
    return (JSON.parse(localStorage.getItem(storageKey) ?? '{}') ?? {}) as Record<string, boolean>;
  } catch {
    return {};
  }
}

const nameOf = ({ first }: FormStep) => `${kindOfForm() ?? ''}/${first}`;
/** Opened for now, because something in them has to be mended. */
const opened = new Set<string>();
/** How many problems there are in each field of the form. */
let problems = new Map<string, number>();

const isFolded = (step: FormStep) =>
  !opened.has(nameOf(step)) && (chosen()[nameOf(step)] ?? step.ifFolded !== undefined);

function openSteps(): OpenStep[] {
  const kind = kindOfForm();
  const steps = (kind === undefined ? undefined : formSteps[kind]) ?? [];
  const found: OpenStep[] = [];
  for (const field of fieldsOfForm()) {
    const [name, ...inner] = field.path;
    if (inner.length > 0) continue;
    const step = steps.find(({ first }) => first === name);
    if (step !== undefined) found.push({ ...step, fields: [] });
    found[found.length - 1]?.fields.push(field);
  }
  return found;
}

const problemsIn = ({ fields }: OpenStep) =>
  fields.reduce((sum, { path: [name = ''] }) => sum + (problems.get(name) ?? 0), 0);

function toggle(step: FormStep): void {
  const folds = !isFolded(step);
  opened.delete(nameOf(step));
  localStorage.setItem(storageKey, JSON.stringify({ ...chosen(), [nameOf(step)]: folds }));
  placeSteps();
}

function placeSteps(): void {
  const steps = openSteps();
  for (const step of steps) {
    const folded = isFolded(step);
    for (const [index, field] of step.fields.entries()) {
      field.showHeading(
        index > 0
          ? undefined
          : {
              label: step.label,
              ifFolded: step.ifFolded ?? '',
              isFolded: folded,
              problems: problemsIn(step),
              onToggle: () => {
                toggle(step);
              },
            },
      );
      // The cell of the form's grid: it would leave a gap.
      if (index > 0 && field.parentElement !== null) field.parentElement.hidden = folded;
    }
  }
  for (const line of document.querySelectorAll<OfficeSteps>('office-steps')) line.show(steps);
}

/** Unfolds the step that a field is in. */
export function unfold(field: OfficeField): void {
  const [name] = field.path;
  const step = openSteps().find(({ fields }) => fields.some(({ path: [each] }) => each === name));
  if (step === undefined || !isFolded(step)) return;
  opened.add(nameOf(step));
  placeSteps();
}

/** Says how many problems there are in each field; where they kept the entry from being saved, their steps are unfolded. */
export function showProblemsInSteps(counts: Map<string, number>, isRefusal: boolean): void {
  problems = counts;
  if (isRefusal) for (const step of openSteps()) if (problemsIn(step) > 0) opened.add(nameOf(step));
  placeSteps();
}

/** The line of steps on top of a form. */
class OfficeSteps extends HTMLElement {
  private readonly line = element('nav');

  connectedCallback(): void {
    if (this.shadowRoot === null) {
      this.line.ariaLabel = '表单的各步';
      this.attachShadow({ mode: 'open' }).append(
        sheetOf(`
          :host { position: sticky; inset-block-start: 0; z-index: 2; display: block; margin-block-end: 1.25rem; background: var(--kui-color-background-surface); }
          :host([hidden]) { display: none; }
          nav { display: flex; gap: 0.25rem; overflow-x: auto; border-block-end: 1px solid var(--line); scrollbar-width: none; }
          button { flex: none; min-block-size: 2.75rem; padding: 0 0.625rem; border: 0; background: none; color: var(--river); font: inherit; cursor: pointer; }
          button b { color: var(--vermilion); }
        `),
        this.line,
      );
    }
    opened.clear();
    this.show(openSteps());
  }

  show(steps: readonly OpenStep[]): void {
    this.hidden = steps.length === 0;
    // The tools of a text stick below this line.
    document.documentElement.style.setProperty('--office-steps', steps.length === 0 ? '0px' : '2.8125rem');
    const text = steps.map((step) => `${step.label}${String(problemsIn(step))}`).join();
    // What is drawn anew loses the keyboard.
    if (this.line.dataset['shown'] === text) return;
    this.line.dataset['shown'] = text;
    this.line.replaceChildren(
      ...steps.map((step, index) => {
        const count = problemsIn(step);
        const button = element('button', `${String(index + 1)} ${step.label}`);
        if (count > 0) button.append(' ', element('b', `${String(count)} 处`));
        button.type = 'button';
        button.addEventListener('click', () => {
          const [first] = step.fields;
          if (first === undefined) return;
          unfold(first);
          first.goToHeading();
        });
        return button;
      }),
    );
  }
}

window.addEventListener('office:fields', placeSteps);
customElements.define('office-steps', OfficeSteps);
