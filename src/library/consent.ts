/** What of a person may be shown: nothing beyond the scope of the consent. Decision 46 has the table. */
import type { CollectionEntry } from 'astro:content';
import { codesOf, consentScopes, type ConsentScope } from '../schemas/vocabulary.ts';
import { scopeOf } from './publication.ts';

/**
 * The entry of a person without what may not be shown. Pages, lists, pictures, data and the search are made from what passes here:
 * none of them has to know.
 */
export function withinScope(entry: CollectionEntry<'people'>): CollectionEntry<'people'> {
  const scope = scopeOf(entry.data.publication);
  if (codesOf(consentScopes).every((each) => scope.has(each))) return entry;
  const data = { ...entry.data };
  if (!scope.has('portrait')) {
    delete data.portrait;
    delete data.portraitAlt;
    delete data.portraitFocus;
    delete data.portraitCredit;
  }
  if (scope.has('story')) return { ...entry, data };
  delete data.employer;
  delete data.since;
  delete data.citation;
  delete data.quote;
  // What happened to a person, and what somebody was honoured for, is the story.
  const { rendered: _html, body: _text, ...bare } = entry;
  return { ...bare, data: { ...data, headline: '', honours: [], themes: [], stations: [] } };
}

/** Whether a clip may show and be heard with a person of this scope in it. */
export const mayAppear = (scope: ReadonlySet<ConsentScope>, isSpoken: boolean): boolean =>
  scope.has('name') && scope.has('clip') && (!isSpoken || scope.has('voice'));
