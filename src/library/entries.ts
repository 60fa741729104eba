/** Entries of every kind in one form, for lists, the feed, the sitemap and share images. */
import { gatedKinds, kindRow, kinds, type GatedKind } from '../kinds.ts';
import { catalogue } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import { byDateDescending } from './comparators.ts';
import { peopleInOrder } from './people.ts';
import { stationsInOrder } from './stations.ts';
import { entrySummary, type Summary } from './summaries.ts';
import { playableInOrder } from './videos.ts';

/** An entry of any kind. */
export interface EntryView extends Summary {
  kind: GatedKind;
  title: string;
  town?: string;
  /** The day that entries are sorted by, newest first. */
  date?: string;
  /** The years in which it is listed. */
  years: readonly string[];
  /** Its description in the feed. */
  description?: string;
}

/** The order of kinds that are not simply listed newest first. */
const orders: Partial<Record<GatedKind, () => Promise<readonly VisibleEntry<GatedKind>[]>>> = {
  people: peopleInOrder,
  stations: stationsInOrder,
  videos: playableInOrder,
};

/** The values at a path of field names, where `*` matches every item of a list. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined ? [] : [value];
  if (key === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  if (value === null || typeof value !== 'object') return [];
  return valuesAt((value as Readonly<Record<string, unknown>>)[key], rest);
}

const textAt = (value: unknown, path: readonly string[]): string | undefined => {
  const [first] = valuesAt(value, path);
  return typeof first === 'string' ? first : undefined;
};

function viewOf(kind: GatedKind, visible: VisibleEntry<GatedKind>): EntryView {
  const { title, town, date, years, feed } = kindRow(kind);
  const { data } = visible.entry;
  const [townName, day] = [town && textAt(data, town), date === undefined ? undefined : textAt(data, [date])];
  return {
    ...entrySummary(visible, kinds[kind].pages.entry(visible.slug)),
    kind,
    title: textAt(data, [title]) ?? visible.slug,
    ...(townName !== undefined && { town: townName }),
    ...(day !== undefined && { date: day }),
    years:
      years === undefined
        ? []
        : [...new Set(valuesAt(data, years.split('.')).map((value) => String(value).slice(0, 4)))],
    ...(feed && {
      description: feed.description.replace(/\{(\w+)\}/g, (_, field: string) => textAt(data, [field]) ?? ''),
    }),
  };
}

/** The visible entries of a kind, in the order of its lists. */
export async function entriesOf(kind: GatedKind): Promise<EntryView[]> {
  const inOrder = orders[kind];
  if (inOrder !== undefined) return (await inOrder()).map((visible) => viewOf(kind, visible));
  const all: readonly VisibleEntry<GatedKind>[] = [...(await catalogue())[kind].visible.values()];
  return all.map((visible) => viewOf(kind, visible)).sort(byDateDescending(({ date }) => date ?? ''));
}

/** The entries of every kind that passes the gate, grouped by kind in the order of the table. */
export async function allEntries(): Promise<EntryView[]> {
  return (await Promise.all(gatedKinds.map(entriesOf))).flat();
}
