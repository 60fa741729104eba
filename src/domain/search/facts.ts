/** The metadata of a page in the site's search, besides its text. */
import type { Theme, Trade } from '../../schemas/vocabulary.ts';
import type { PageKind } from './names-file.ts';

/** The facts by which results are narrowed and sorted. */
export interface SearchFacts {
  kind: PageKind;
  town?: string | undefined;
  trade?: Trade | undefined;
  themes?: readonly Theme[] | undefined;
  /** Years that the page relates to: of honours, of a recording, of a request. */
  years?: readonly (number | string)[] | undefined;
  /** The day that results are sorted by, newest first, `2026-10-01`. */
  date?: string | undefined;
  /** Whether it is a sample, which must be marked among the results too. */
  isSample?: boolean | undefined;
}
