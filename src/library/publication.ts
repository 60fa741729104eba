/**
 * The one gate between content and the public. Nothing else in the project decides whether an entry is seen: every
 * page, list, feed, data file and index is made from what passes here.
 */
import type { IsoDate } from '../schemas/field.ts';
import type { Publication } from '../schemas/publication.ts';
import { codesOf, consentScopes, type ConsentScope } from '../schemas/vocabulary.ts';

/** The settings of the gate. */
export interface GateSettings {
  /** The day for which the site is built. */
  today: IsoDate;
  /** Whether sample entries are visible. */
  samplesShown: boolean;
  /** Whether drafts are visible, marked: only in the development server, never in a build. */
  draftsShown: boolean;
}

/** Why an entry that is not public yet is visible in a preview. */
export type PreviewReason = 'draft' | 'review' | 'not-yet';

/** Why an entry that was public is withdrawn. */
type WithdrawalReason = 'withdrawn' | 'expired' | 'consent-ended';

/** The visibility of an entry. */
export type PublicationState =
  | { is: 'public' }
  /** Shown with a mark in a preview; never occurs in a build. */
  | { is: 'preview'; because: PreviewReason }
  /** It was public once: its address shows that it was withdrawn, and nothing else. */
  | { is: 'withdrawn'; because: WithdrawalReason }
  /** Nothing of it may be seen, not even that it exists. */
  | { is: 'hidden' };

/** Everything that a person may agree to. */
const everyScope: ReadonlySet<ConsentScope> = new Set(codesOf(consentScopes));

/** What may be shown of a person. Only samples have no consent: they are nobody. */
export function scopeOf({ consent }: Publication): ReadonlySet<ConsentScope> {
  return consent === undefined ? everyScope : new Set(consent.scope);
}

/** Whether a person may be shown at all. Without a name there is nobody to show; the address, which is made of it, says nothing either. */
export const mayBeNamed = (publication: Publication): boolean => scopeOf(publication).has('name');

/** Whether the person's consent has ended by a day. The last day of a consent still counts. */
function consentHasEnded({ consent }: Publication, today: IsoDate): boolean {
  if (consent === undefined) return false;
  const { withdrawnOn, expiresOn } = consent;
  return (withdrawnOn !== undefined && withdrawnOn <= today) || (expiresOn !== undefined && expiresOn < today);
}

/**
 * The visibility of an entry.
 * @param from a day of the entry's own before which it is not public (a holiday feature's first day)
 */
export function publicationState(publication: Publication, gate: GateSettings, from?: IsoDate): PublicationState {
  if (publication.sample === true && !gate.samplesShown) return { is: 'hidden' };

  const preview = (because: PreviewReason): PublicationState =>
    gate.draftsShown && !consentHasEnded(publication, gate.today) ? { is: 'preview', because } : { is: 'hidden' };

  switch (publication.status) {
    case 'draft':
    case 'review':
      return preview(publication.status);
    case 'withdrawn':
      return { is: 'withdrawn', because: 'withdrawn' };
    case 'published': {
      const starts = [publication.publishOn, from].filter((date) => date !== undefined);
      if (starts.some((date) => date > gate.today)) return preview('not-yet');
      if (consentHasEnded(publication, gate.today)) return { is: 'withdrawn', because: 'consent-ended' };
      if (publication.expireOn !== undefined && publication.expireOn <= gate.today) {
        return { is: 'withdrawn', because: 'expired' };
      }
      return { is: 'public' };
    }
  }
}

/**
 * The visibility of a clip, given the people in it: it shows their faces, so it is withdrawn when any consent ends.
 * @param people the visibility of the people whom the clip refers to
 * @param mayAllAppear whether each of them agreed to be seen in clips, and heard where somebody speaks
 */
export function clipPublicationState(
  own: PublicationState,
  people: readonly PublicationState[],
  mayAllAppear = true,
): PublicationState {
  const consentEnded = people.some((person) => person.is === 'withdrawn' && person.because === 'consent-ended');
  if (!consentEnded && mayAllAppear) return own;
  if (own.is === 'public') return { is: 'withdrawn', because: 'consent-ended' };
  return own.is === 'preview' ? { is: 'hidden' } : own;
}
