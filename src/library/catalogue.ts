/** Reads all content once and passes it through the gate. The only caller of `getCollection`. */
import { getCollection, type CollectionEntry } from 'astro:content';
import { gatedKinds, kindNames, kindRow, type GatedKind, type KindName } from '../kinds.ts';
import type { Publication } from '../schemas/publication.ts';
import { Backlinks } from './backlinks.ts';
import { gate } from './gate.ts';
import { memoize } from './memoize.ts';
import { clipPublicationState, publicationState, type PublicationState } from './publication.ts';
import type { Gated, VisibleEntry } from './visible-entry.ts';

export type { GatedKind } from '../kinds.ts';

type PlainKind = Exclude<KindName, GatedKind | 'settings' | 'holidays' | 'media'>;

/** All content that may be used. */
export type Catalogue = { [Kind in GatedKind]: Gated<Kind> } & { [Kind in PlainKind]: CollectionEntry<Kind>[] } & {
  settings: CollectionEntry<'settings'>['data'];
  holidays: CollectionEntry<'holidays'>['data'][];
  media: ReadonlyMap<string, CollectionEntry<'media'>>;
  /** The visible entries that refer to an entry. */
  backlinks: Backlinks;
};

/** What the gate reads of an entry: every gated kind has `publication`; the other fields are named by the table. */
type GateFields = Readonly<Record<string, unknown>> & { publication: Publication };

/**
 * Whether an entry may be seen.
 * @param peopleStates the state of every person: a clip is withdrawn with the consent of anybody seen in it
 */
function stateOf(
  kind: GatedKind,
  data: GateFields,
  peopleStates: ReadonlyMap<string, PublicationState>,
): PublicationState {
  const { visibleFrom, showsPeople } = kindRow(kind).gate ?? {};
  const from = visibleFrom === undefined ? undefined : data[visibleFrom];
  const own = publicationState(data.publication, gate, typeof from === 'string' ? from : undefined);
  if (showsPeople === undefined) return own;
  const people = data[showsPeople];
  const states = (Array.isArray(people) ? people : []).flatMap((slug) => peopleStates.get(String(slug)) ?? []);
  return clipPublicationState(own, states);
}

function gated<Kind extends GatedKind>(
  kind: Kind,
  entries: readonly CollectionEntry<Kind>[],
  peopleStates: ReadonlyMap<string, PublicationState>,
): Gated<Kind> {
  const visible = new Map<string, VisibleEntry<Kind>>();
  const withdrawn: string[] = [];
  for (const entry of entries) {
    const state = stateOf(kind, entry.data, peopleStates);
    if (state.is === 'withdrawn') withdrawn.push(entry.id);
    if (state.is === 'public') visible.set(entry.id, { slug: entry.id, entry });
    if (state.is === 'preview') visible.set(entry.id, { slug: entry.id, entry, preview: state.because });
  }
  return { visible, withdrawn };
}

async function read(): Promise<Catalogue> {
  const collections = await Promise.all(kindNames.map(async (kind) => [kind, await getCollection(kind)] as const));
  // Object.fromEntries forgets the key type: the keys are the kinds of the table.
  const entries = Object.fromEntries(collections) as { [Kind in KindName]: CollectionEntry<Kind>[] };
  const site = entries.settings[0];
  if (site === undefined) throw new Error('site/settings.yaml · 没有这个文件');
  const peopleStates = new Map(entries.people.map(({ id, data }) => [id, stateOf('people', data, new Map())]));
  const visible = Object.fromEntries(gatedKinds.map((kind) => [kind, gated(kind, entries[kind], peopleStates)])) as {
    [Kind in GatedKind]: Gated<Kind>;
  };
  return {
    ...entries,
    settings: site.data,
    holidays: entries.holidays.map(({ data }) => data),
    media: new Map(entries.media.map((manifest) => [manifest.id, manifest])),
    ...visible,
    backlinks: new Backlinks(visible),
  };
}

/** All content that may be used. */
export const catalogue = memoize(read);

/** The entries that the slugs name, in their order, without those that may not be shown. */
export function named<Kind extends GatedKind>(kind: Gated<Kind>, slugs: readonly string[]): VisibleEntry<Kind>[] {
  return slugs.flatMap((slug) => kind.visible.get(slug) ?? []);
}

/** Slugs of a kind whose address shows that the entry was withdrawn. */
export async function withdrawnSlugs(kind: GatedKind): Promise<readonly string[]> {
  return (await catalogue())[kind].withdrawn;
}
