/**
 * The one gate between content and the public. Nothing else in the project decides whether an entry is seen: every page,
 * list, feed, data file and index is made from what passes here.
 */
import type { IsoDate } from '../schemas/field.ts';
import type { Publication } from '../schemas/publication.ts';

/** What the gate goes by. */
export interface GateSettings {
  /** The day for which the site is built. */
  today: IsoDate;
  /** Whether sample entries are visible. */
  samplesShown: boolean;
  /** Whether drafts are visible, marked: only while somebody works on the site, never in a build. */
  draftsShown: boolean;
}

/** Why an entry that the public does not see yet is visible to the person who works on it. */
export type PreviewReason = 'draft' | 'review' | 'not-yet';

/** Why an entry that the public has seen is gone. */
type WithdrawalReason = 'withdrawn' | 'expired' | 'consent-ended';

/** Where an entry stands. */
export type PublicationState =
  | { is: 'public' }
  /** VisibleEntry with a mark in a preview; in a build there is none of these. */
  | { is: 'preview'; because: PreviewReason }
  /** It was public once: its address answers that it was withdrawn, and nothing more is said. */
  | { is: 'withdrawn'; because: WithdrawalReason }
  /** Nothing of it may be seen, not even that it exists. */
  | { is: 'hidden' };

/** Whether the person's consent has ended by a day. The last day of a consent still counts. */
function consentHasEnded({ consent }: Publication, today: IsoDate): boolean {
  if (consent === undefined) return false;
  const { withdrawnOn, expiresOn } = consent;
  return (withdrawnOn !== undefined && withdrawnOn <= today) || (expiresOn !== undefined && expiresOn < today);
}

/**
 * Where an entry stands.
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
 * Where a clip stands, given the people seen in it: a clip shows their faces, so it goes with the consent of any of them.
 * @param people the standings of the people whom the clip names
 */
export function clipPublicationState(own: PublicationState, people: readonly PublicationState[]): PublicationState {
  const consentEnded = people.some((person) => person.is === 'withdrawn' && person.because === 'consent-ended');
  if (!consentEnded) return own;
  if (own.is === 'public') return { is: 'withdrawn', because: 'consent-ended' };
  return own.is === 'preview' ? { is: 'hidden' } : own;
}
