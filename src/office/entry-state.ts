/** How far an entry is on its way to the public, as lists show it. */
import { mayBeNamed, publicationState } from '../library/publication.ts';
import { kindRow } from '../kinds.ts';
import { publicationStatuses, type OrderState } from '../schemas/vocabulary.ts';
import { stateOf } from '../domain/orders/states.ts';
import type { IndexedEntry } from './indexed-entry.ts';

/** The states of entries in the office, and what they are called. */
export const entryStates = {
  draft: publicationStatuses.draft,
  review: publicationStatuses.review,
  /** Published, from a later day on. */
  planned: '定时发布',
  public: publicationStatuses.published,
  withdrawn: publicationStatuses.withdrawn,
  /** Its last day is over. */
  expired: '已到期',
  /** The consent of the person has ended: the site does not show it. */
  'consent-ended': '同意已到期',
  /** The person did not agree to be named: the site does not show them. */
  unnamed: '没同意公开姓名',
  /** Its file or its publication cannot be read. */
  broken: '有错',
} as const;

export type EntryState = keyof typeof entryStates;

/** The state of an entry on a day; `undefined` for kinds that are public as they stand. */
export function stateOfEntry(
  { entry, fields, publication, isReadable }: IndexedEntry,
  today: string,
): EntryState | undefined {
  if (!isReadable) return 'broken';
  const { gate } = kindRow(entry.kind);
  if (gate === undefined) return undefined;
  if (publication === undefined) return 'broken';
  const from = gate.visibleFrom === undefined ? undefined : fields[gate.visibleFrom];
  const settings = { today, samplesShown: true, draftsShown: true };
  const state = publicationState(publication, settings, typeof from === 'string' ? from : undefined);
  const isOnItsWay = state.is === 'public' || (state.is === 'preview' && state.because === 'not-yet');
  if (entry.kind === 'people' && isOnItsWay && !mayBeNamed(publication)) return 'unnamed';
  switch (state.is) {
    case 'public':
      return 'public';
    case 'preview':
      return state.because === 'not-yet' ? 'planned' : state.because;
    case 'withdrawn':
      return state.because;
    case 'hidden':
      // Of entries that are nobody's sample only a draft whose consent has ended is hidden from its own editors' preview.
      return 'consent-ended';
  }
}

/** Whether an entry is in a state on a day. */
export const isInState = (indexed: IndexedEntry, state: EntryState, today: string): boolean =>
  stateOfEntry(indexed, today) === state;

/** How far an order has come; `undefined` for entries of other kinds, and where no day is written down. */
export function progressOf({ entry, fields }: IndexedEntry): OrderState | undefined {
  if (entry.kind !== 'orders') return undefined;
  const days = ['raisedOn', 'dispatchedOn', 'acceptedOn', 'doneOn', 'ratedOn'].flatMap((name) => {
    const day = fields[name];
    return typeof day === 'string' && day !== '' ? [[name, day] as const] : [];
  });
  return days.length === 0 ? undefined : stateOf({ raisedOn: '', ...Object.fromEntries(days) });
}
