/** What the office and its bar in the browser tell each other. */

/** What the bar at the foot of the studio shows. */
export interface OfficeState {
  /** The name that versions carry, and whether an editor said it. */
  editor: { name: string; isChosen: boolean };
  /** The last save, where it can be taken back. */
  lastSave?: { version: string; message: string; author: string; at: string; address?: string };
  /** How sending stands; none where the office shares nothing. */
  sharing?: {
    /** Saves that are not sent yet. */
    unsent: number;
    /** What to do, as a sentence, where it does not work. */
    problem?: string;
  };
  /** Saves that wait for a decision, the newest first. */
  refused: {
    message: string;
    at: string;
    address: string;
    /** Whether it was a deletion of an entry that others name. */
    isInUse: boolean;
    /** Whether it is about what another office did at the same time. */
    isShared: boolean;
  }[];
}
