/** The place of an entry in the content tree. */
import type { KindName } from '../../kinds.ts';

/** An entry's own file. */
export interface EntryFile {
  kind: KindName;
  slug: string;
  /** Path relative to the content tree. */
  file: string;
}
