/** Saves that are checked before anything is written: what is to be seen by the public has to be right. */
import type { ContentChange } from '../content-store/content-change.ts';
import type { SaveResult } from '../content-store/content-store.ts';
import type { EntryProblems, EntryVerdict, WordedProblem, WrongSave } from '../domain/entries/worded-problem.ts';
import type { Problem } from '../content-check/problem.ts';
import { formAddress } from '../domain/entries/addresses.ts';
import { kindRow, type KindName } from '../kinds.ts';
import { entryInWords, titleOf } from '../studio/save-words.ts';
import { entryAt } from '../studio/writable-paths.ts';
import { saveWithConsequences } from './consequences.ts';
import type { EntryFindings } from './entry-check.ts';
import { fieldOrder } from './field-words.ts';
import type { OpenedEntries } from './opened-entries.ts';
import { problemInWords, type Known } from './problem-words.ts';

/** How a checked save went; `wrong` where nothing was written, because something would not have been right. */
export type CheckedResult = SaveResult | { kind: 'wrong'; entries: EntryProblems[] };

/** What is known of entries and clips. @param writes what becomes of entries in a save */
function knownIn({ entries, clips }: OpenedEntries, writes: ReadonlyMap<string, Uint8Array> = new Map()): Known {
  const nameOf: Known['titleOf'] = (file) => {
    const entry = entryAt(file);
    if (entry === undefined) return undefined;
    const written = writes.get(file);
    const title = written === undefined ? entries.get(file)?.title : titleOf(entry, written);
    return title === undefined ? undefined : entryInWords(entry.kind, title);
  };
  return { titleOf: nameOf, isUnderWay: (clip) => clips?.isUnderWay(clip) === true };
}

/** Problems in words, in the order of the form: what concerns the whole entry first. */
function wordsOf(kind: KindName, problems: readonly Problem[], known: Known): WordedProblem[] {
  const order = fieldOrder(kind);
  const place = ({ path: [first] }: WordedProblem) => (typeof first === 'string' ? order.indexOf(first) : -1);
  return problems.map((problem) => problemInWords(kind, problem, known)).sort((a, b) => place(a) - place(b));
}

function inWords(findings: readonly EntryFindings[], known: Known): EntryProblems[] {
  return findings.flatMap(({ file, problems }) => {
    const entry = entryAt(file);
    if (entry === undefined || problems.length === 0) return [];
    return [
      {
        file,
        name: known.titleOf(file) ?? file,
        address: formAddress(entry),
        problems: wordsOf(entry.kind, problems, known),
      },
    ];
  });
}

/**
 * Saves a change with what it brings with it, if every entry that it is about is right or need not be, and no other becomes
 * wrong by it.
 * @param own the files of those entries; all that the change writes or deletes, where nothing is said
 */
export async function saveChecked(
  opened: OpenedEntries,
  change: ContentChange,
  own: ReadonlySet<string> = new Set([...change.writes.keys(), ...change.deletions]),
): Promise<CheckedResult> {
  let wrong: EntryProblems[] = [];
  const result = await saveWithConsequences(opened, change, async (files) => {
    wrong = inWords(await opened.check.findingsAfter(files, own), knownIn(opened, files.writes));
    return wrong.length === 0;
  });
  return result === 'refused' ? { kind: 'wrong', entries: wrong } : result;
}

/** How many problems there are in all. */
const countOf = (entries: readonly EntryProblems[]) => entries.reduce((sum, { problems }) => sum + problems.length, 0);

/** So many entries are told one by one: a town that goes can make hundreds wrong. */
const mostShown = 10;

/** The refusal of a save in a sentence. */
export function wrongSave(entries: readonly EntryProblems[]): WrongSave {
  const count = String(countOf(entries));
  const first = entries.slice(0, mostShown);
  const kind = entries[0] === undefined ? undefined : entryAt(entries[0].file)?.kind;
  // Settings and pages have no drafts.
  const advice =
    kind !== undefined && kindRow(kind).gate !== undefined ? '。还没写完的，把状态改成“草稿”就能先存下' : '';
  return { message: `没有保存：有 ${count} 处要改${advice}`, entries: first, others: entries.length - first.length };
}

/** The refusal in one line, where no form is open that could show it: the first problem, and how many there are. */
export function wrongInOneLine(entries: readonly EntryProblems[]): string {
  const [entry] = entries;
  const [problem] = entry?.problems ?? [];
  if (entry === undefined || problem === undefined) return '';
  const count = countOf(entries);
  const others = count > 1 ? `，一共 ${String(count)} 处` : '';
  const expected = problem.expected === '' ? '' : `，应为${problem.expected}`;
  return `${entry.name}的“${problem.label}”：${problem.found}${expected}${others}`;
}

/** What is found about an entry as it stands. */
export async function verdictOf(opened: OpenedEntries, file: string): Promise<EntryVerdict> {
  const entry = entryAt(file);
  if (entry === undefined) return { problems: [], remarks: [] };
  const { problems, remarks } = await opened.check.findingsOf(file);
  const known = knownIn(opened);
  return {
    problems: wordsOf(entry.kind, problems, known),
    remarks: wordsOf(entry.kind, remarks, known),
  };
}
