/** Entries as lists and pickers show them. */
import { formAddress, thumbnailAddress } from '../domain/entries/addresses.ts';
import type { EntryRow } from '../domain/entries/entry-row.ts';
import { kindRow, type KindName } from '../kinds.ts';
import { orderStates } from '../schemas/vocabulary.ts';
import { labelOf } from '../studio/writable-paths.ts';
import type { FoundEntry } from './entry-search.ts';
import { entryStates, progressOf, stateOfEntry } from './entry-state.ts';
import { valueInWords } from './field-words.ts';
import { dayOfEntry, townOf, valueAt, type IndexedEntry } from './indexed-entry.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** The line of an entry by the template of its kind; parts whose fields are empty are left out. */
function summaryOf({ entry, fields }: IndexedEntry): string {
  const { summary = '' } = kindRow(entry.kind).studio;
  const isGiven = (name: string) => !['', null, undefined].includes(fields[name] as string | null | undefined);
  const filled = (part: string) => {
    const names = Array.from(part.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
    if (!names.every(isGiven)) return '';
    return part.replace(/\{(\w+)\}/g, (_, name: string) => valueInWords(entry.kind, [name], fields[name]));
  };
  return summary
    .split(' · ')
    .map(filled)
    .filter((part) => part !== '')
    .join(' · ')
    .replace(/\s+/g, ' ');
}

/** The point of a picture that a crop must contain, in hundredths. */
function focusOf({ entry, fields }: IndexedEntry): { x: number; y: number } | undefined {
  const { pictures = [] } = kindRow(entry.kind).studio;
  const field = pictures.find((each) => typeof fields[each] === 'string');
  const [x, y] = ['x', 'y'].map((axis) => valueAt(fields, [`${field ?? ''}Focus`, axis]));
  return typeof x === 'number' && typeof y === 'number' ? { x, y } : undefined;
}

/**
 * What lists call an entry. What there is one of has the name of its kind. The record of a clip has a number alone: it is called
 * after the entry that shows the clip.
 */
function titleInLists({ entries }: OpenedEntries, { entry, title }: IndexedEntry): string {
  if (kindRow(entry.kind).studio.isSingle === true) return labelOf(entry);
  if (entry.kind !== 'media') return title;
  const [shown] = entries.referringTo(entry);
  return shown === undefined ? `没有用上的短片 ${title}` : shown.title;
}

/** The address of the small picture of an entry; empty where it has none. */
function pictureAddress({ store, entries }: OpenedEntries, indexed: IndexedEntry): string {
  const path = entries.pictureOf(indexed);
  const id = path === undefined ? undefined : store.index.idOf(path);
  return path === undefined || id === undefined ? '' : thumbnailAddress(path, id, focusOf(indexed));
}

/** What a reference to an entry is: its slug, with the year before it where entries are in folders by year. */
const referenceTo = ({ entry: { kind, slug, file } }: IndexedEntry): string =>
  [...(kindRow(kind).files.slugPrefix === undefined ? [] : file.split('/').slice(1, -1)), slug].join('/');

/** An entry as a list shows it on a day. */
export function rowOf(opened: OpenedEntries, { indexed, excerpt }: FoundEntry, today: string): EntryRow {
  const state = stateOfEntry(indexed, today);
  const progress = progressOf(indexed);
  return {
    name: referenceTo(indexed),
    title: titleInLists(opened, indexed),
    kind: labelOf(indexed.entry),
    address: formAddress(indexed.entry),
    summary: excerpt ?? [summaryOf(indexed)],
    town: townOf(indexed) ?? '',
    day: dayOfEntry(indexed) ?? '',
    ...(state !== undefined && { state: { code: state, label: entryStates[state] } }),
    progress: progress === undefined ? '' : orderStates[progress],
    isSample: indexed.publication?.sample === true,
    picture: pictureAddress(opened, indexed),
  };
}

/** The entries of a kind that references name, in the order of the names; those that are not there are left out. */
export function rowsNamed(opened: OpenedEntries, kind: KindName, names: readonly string[], today: string): EntryRow[] {
  const { slugPrefix = /^$/ } = kindRow(kind).files;
  return names.flatMap((name) => {
    const files = opened.entries.filesNamed({ kind, slug: name.replace(slugPrefix, '') });
    const named = files.flatMap((file) => opened.entries.get(file) ?? []);
    const indexed = named.find((each) => referenceTo(each) === name) ?? named[0];
    return indexed === undefined ? [] : [{ ...rowOf(opened, { indexed }, today), name }];
  });
}
