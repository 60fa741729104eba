/** The finder's form: the question that it asks, and the address of the page, which stores it. */
import { facilityBits, type StationFilter } from '../../domain/stations/filter.ts';
import { facilities, stationKinds, type Facility, type StationKind } from '../../schemas/vocabulary.ts';

/** What the form asks. */
export interface FormQuestion {
  /** A landmark, a street or a name; empty for none. */
  words: string;
  filter: StationFilter;
}

/** Reads the question from the form. */
export function readQuestion(form: HTMLFormElement): FormQuestion {
  const fields = new FormData(form);
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const size = (name: string) => {
    const value = Number(text(name));
    return Number.isFinite(value) && value > 0 ? value : 0;
  };
  const codes = fields
    .getAll('facility')
    .filter((code): code is Facility => typeof code === 'string' && code in facilities);
  const kind = text('kind');
  return {
    words: text('q'),
    filter: {
      facilities: facilityBits(codes),
      ...(kind in stationKinds && { kind: kind as StationKind }),
      ...(text('town') !== '' && { town: text('town') }),
      ...(text('open') !== '' && { isOpenNow: true }),
      ...(text('always') !== '' && { isAlwaysOpen: true }),
      ...(text('truck') !== '' && { truck: { length: size('length'), height: size('height') } }),
    },
  };
}

/** Writes the choices into the address, so that they can be shared and survive going back. */
export function storeInAddress(form: HTMLFormElement): void {
  const address = new URL(location.href);
  const fields = new FormData(form);
  address.search = '';
  for (const [name, value] of fields) {
    if (typeof value === 'string' && value !== '' && name !== 'open') address.searchParams.append(name, value);
  }
  if (!fields.has('open')) address.searchParams.set('open', 'all');
  history.replaceState(history.state, '', address);
}

/** Fills the form from the address. @returns whether the address asks anything */
export function restoreFromAddress(form: HTMLFormElement): boolean {
  const stored = new URLSearchParams(location.search);
  if (stored.size === 0) return false;
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) {
      if (field.name === 'open') field.checked = stored.get('open') !== 'all';
      else if (stored.getAll(field.name).includes(field.value)) field.checked = true;
    } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
      field.value = stored.get(field.name) ?? field.value;
    }
  }
  const details = form.querySelector('details');
  if (details?.querySelector('input:checked:not([value=""])')) details.open = true;
  return ['town', 'q', 'facility', 'kind', 'always', 'truck', 'open'].some((name) => stored.has(name));
}

/**
 * Calls a function when the question has changed: at once for a choice, and 200 ms after the last key for words. Words that
 * an input method is still composing are not a question yet.
 */
export function onQuestion(form: HTMLFormElement, ask: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askNow = () => {
    clearTimeout(timer);
    ask();
  };
  form.addEventListener('change', askNow);
  form.addEventListener('input', (event) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.name !== 'q') return;
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(askNow, 200);
  });
  form.addEventListener('compositionend', askNow);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    askNow();
  });
}
