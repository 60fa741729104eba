/** Reads all content once and passes it through the gate. The only caller of `getCollection`. */
import { getCollection, type CollectionEntry } from 'astro:content';
import { gatedKinds, kindNames, kindRow, type GatedKind, type KindName } from '../kinds.ts';
import type { Publication } from '../schemas/publication.ts';
import type { ConsentScope } from '../schemas/vocabulary.ts';
import { Backlinks } from './backlinks.ts';
import { mayAppear, withinScope } from './consent.ts';
import { gate } from './gate.ts';
import { memoize } from './memoize.ts';
import { clipPublicationState, publicationState, type PublicationState, mayBeNamed, scopeOf } from './publication.ts';
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

/** What clips ask of the people in them. */
interface GatedPerson {
  state: PublicationState;
  scope: ReadonlySet<ConsentScope>;
}

/**
 * Whether an entry may be seen.
 * @param everybody every person: a clip is withdrawn with the consent of anybody seen in it
 */
function stateOf(kind: GatedKind, data: GateFields, everybody: ReadonlyMap<string, GatedPerson>): PublicationState {
  const { visibleFrom, showsPeople } = kindRow(kind).gate ?? {};
  const from = visibleFrom === undefined ? undefined : data[visibleFrom];
  const own = publicationState(data.publication, gate, typeof from === 'string' ? from : undefined);
  if (kind === 'people' && own.is !== 'withdrawn' && !mayBeNamed(data.publication)) return { is: 'hidden' };
  if (showsPeople === undefined) return own;
  const slugs = data[showsPeople];
  const people = (Array.isArray(slugs) ? slugs : []).flatMap((slug) => everybody.get(String(slug)) ?? []);
  const isSpoken = data['audio'] === 'speech';
  return clipPublicationState(
    own,
    people.map(({ state }) => state),
    people.every(({ scope }) => mayAppear(scope, isSpoken)),
  );
}

function gated<Kind extends GatedKind>(
  kind: Kind,
  entries: readonly CollectionEntry<Kind>[],
  everybody: ReadonlyMap<string, GatedPerson>,
): Gated<Kind> {
  const visible = new Map<string, VisibleEntry<Kind>>();
  const withdrawn: string[] = [];
  for (const entry of entries) {
    const state = stateOf(kind, entry.data, everybody);
    if (state.is === 'withdrawn') withdrawn.push(entry.id);
    if (state.is === 'public') visible.set(entry.id, { slug: entry.id, entry });
    if (state.is === 'preview') visible.set(entry.id, { slug: entry.id, entry, preview: state.because });
  }
  return { visible, withdrawn };
}

async function read(): Promise<Catalogue> {
  const collections = await Promise.all(kindNames.map(async (kind) => [kind, await getCollection(kind)] as const));
  // Object.fromEntries forgets the key type: the keys are the kinds of the table.
  const everything = Object.fromEntries(collections) as { [Kind in KindName]: CollectionEntry<Kind>[] };
  // From here on nobody has what a person did not agree to.
  const entries = { ...everything, people: everything.people.map(withinScope) };
  const site = entries.settings[0];
  if (site === undefined) throw new Error('site/settings.yaml · 没有这个文件');
  const everybody = new Map(
    entries.people.map(({ id, data }): [string, GatedPerson] => [
      id,
      { state: stateOf('people', data, new Map()), scope: scopeOf(data.publication) },
    ]),
  );
  const visible = Object.fromEntries(gatedKinds.map((kind) => [kind, gated(kind, entries[kind], everybody)])) as {
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
