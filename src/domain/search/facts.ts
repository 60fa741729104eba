/** What a page tells the site's search about itself, besides its text. */
import type { Theme, Trade } from '../../schemas/vocabulary.ts';
import type { PageKind } from './names.ts';

/** The facts by which results are narrowed and sorted. */
export interface SearchFacts {
  kind: PageKind;
  town?: string | undefined;
  trade?: Trade | undefined;
  themes?: readonly Theme[] | undefined;
  /** Years with which the page has to do: of honours, of a recording, of a request. */
  years?: readonly (number | string)[] | undefined;
  /** The day by which the newest comes first, `2026-10-01`. */
  date?: string | undefined;
  /** Whether it is a sample, and must say so among the results too. */
  isSample?: boolean | undefined;
}
