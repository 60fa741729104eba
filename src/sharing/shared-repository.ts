/** A repository that several offices share, as far as an office uses it. The network behind it is a parameter. */

/** Where the newest version there is, and whether it could be moved. */
export type PushResult =
  /** It is the newest version there now. */
  | 'sent'
  /** Somebody else sent a version meanwhile. */
  | 'overtaken';

/** A shared repository. Every operation rejects with `SharingFailure` where it was not done, or nobody knows whether it was. */
export interface SharedRepository {
  /** So many bytes of files can be sent or brought at once; without it as many as there are. */
  readonly mostBytes?: number;
  /** The newest version there; `undefined` before the first. */
  newest(): Promise<string | undefined>;
  /** Brings the newest version there with all objects that it needs. Resolves to it. */
  fetch(): Promise<string | undefined>;
  /**
   * Makes a version of here the newest there, with all objects that it needs.
   * @param from the newest version there as far as is known
   */
  push(from: string | undefined, to: string): Promise<PushResult>;
}

/** Why nothing was sent or brought. */
export type SharingProblem =
  /** No connection: it will come back by itself. */
  | 'offline'
  /** The server is not who it says it is, or its certificate has ended. */
  | 'certificate'
  /** The token is wrong or has ended. */
  | 'token'
  /** The token is right, and may not write. */
  | 'forbidden'
  /** There is no such repository. */
  | 'missing'
  /** The branch takes no versions. */
  | 'protected'
  /** The server did not do it for a reason of its own. */
  | 'server'
  /** The two repositories have nothing in common. */
  | 'unrelated'
  /** There are changes that are not the office's to take in. */
  | 'program'
  /** It is more than can be sent or brought at once. */
  | 'size';

/** Something could not be sent or brought. The message is a sentence for editors that says what to do. */
export class SharingFailure extends Error {
  readonly problem: SharingProblem;

  constructor(problem: SharingProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

/** What is more than can be sent or brought at once. @param what what is to be done, as a part of a sentence */
export const tooLarge = (what: string, mostBytes: number): SharingFailure =>
  new SharingFailure(
    'size',
    `${what}，编辑台一次最多传 ${String(Math.floor(mostBytes / 1e6))} MB。这台电脑上的内容没有变。请技术人员用 Git 程序传这一次，以后就由编辑台传`,
  );
