/** What is told of a clip while its files are made, and afterwards. */

/** The step of the work that is going on. */
export type Stage = 'look' | 'sound' | 'encode' | 'store';

/** One of the frames that may be the poster. */
export interface ClipFrame {
  /** From 1. */
  number: number;
  atSeconds: number;
}

/** How far a clip is. */
export type ClipState =
  /** `ahead` clips are made before it. */
  | { is: 'waiting'; ahead: number }
  /** `fraction` runs from 0 to 1 over the whole of the work. */
  | { is: 'working'; stage: Stage; fraction: number }
  /** Its files are there. `isRecorded`: its record is in the content too, and not only to be saved with an entry. */
  | { is: 'ready'; isRecorded: boolean; durationSeconds: number; hasSound: boolean; bytes: number; frames: ClipFrame[] }
  /** `canRetry`: the reason was not the file itself. */
  | { is: 'failed'; reason: string; canRetry: boolean }
  | { is: 'missing' };

/** A clip and how far it is. */
export interface ClipView {
  /** The clip's id. */
  clip: string;
  /** What its file is called where it came from; empty for one that has been in the content. */
  name: string;
  /** The address of a picture of it; empty where there is none. */
  picture: string;
  state: ClipState;
}

/** What was read of a file of captions. */
export interface CaptionsRead {
  /** The captions as WebVTT; absent where the file has errors. */
  vtt?: string;
  /** Seconds from the beginning, and the text. */
  cues: { start: number; text: string }[];
  /** In the order of their lines. */
  problems: { isError: boolean; line: number; found: string; expected: string }[];
  /** Whether the file gave no times, so that they were spread by the length of the text. */
  isTimedByLength: boolean;
}
