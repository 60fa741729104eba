/** What the office says about a save whose entries are not right, and the browser shows. */

/** A problem in the words of a form. */
export interface WordedProblem {
  /** The field in the form; empty where it is about the whole entry. */
  path: (string | number)[];
  /** What the form calls the field: 荣誉 › 第 2 项 › 获得年份. */
  label: string;
  found: string;
  /** What is expected instead; empty where that goes without saying. */
  expected: string;
}

/** The problems of one entry. */
export interface EntryProblems {
  /** The entry's file, relative to the content tree. */
  file: string;
  /** What it is called: 人物“李师傅”. */
  name: string;
  /** The address of its form. */
  address: string;
  problems: WordedProblem[];
}

/** The answer to a save that was refused because something in it is not right. */
export interface WrongSave {
  message: string;
  /** The first of them. */
  entries: EntryProblems[];
  /** How many others there are. */
  others: number;
}

/** What is found about an entry as it stands. */
export interface EntryVerdict {
  /** What keeps the site from being built. */
  problems: WordedProblem[];
  /** What has to be done before it can be published. */
  remarks: WordedProblem[];
}
