/** An entry as lists and pickers show it, as the office's server sends it. */

/** An entry in a list. */
export interface EntryRow {
  /** The value of a reference to it. */
  name: string;
  title: string;
  /** What one entry of its kind is called. */
  kind: string;
  /** The address of its form. */
  address: string;
  /** Its line: what it is, or where the words were found, cut into parts outside (even) and inside (odd) a hit. */
  summary: readonly string[];
  /** Empty where it has none, as its day and picture. */
  town: string;
  day: string;
  state?: { code: string; label: string };
  /** How far an order has come, in words; empty for entries of other kinds. */
  progress: string;
  isSample: boolean;
  /** The address of its picture. */
  picture: string;
}
