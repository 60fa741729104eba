/** Reads all content once, passes it through the gate, and keeps what remains. The only caller of `getCollection`. */
import { getCollection, type CollectionEntry } from 'astro:content';
import type { Publication } from '../schemas/publication.ts';
import { gate } from './gate.ts';
import { memoize } from './memoize.ts';
import { publicationState, clipPublicationState, type PreviewReason, type PublicationState } from './publication.ts';

/** The kinds of entry that pass the gate. */
export type GatedKind = 'people' | 'videos' | 'stations' | 'orders' | 'features';

/** An entry that may be visible. */
export interface VisibleEntry<Kind extends GatedKind> {
  slug: string;
  entry: CollectionEntry<Kind>;
  /** Why it is visible although the public does not see it yet; only in a preview. */
  preview?: PreviewReason;
}

/** What the gate lets through of one kind. */
export interface Gated<Kind extends GatedKind> {
  visible: ReadonlyMap<string, VisibleEntry<Kind>>;
  /** Slugs whose address answers that the entry was withdrawn. */
  withdrawn: readonly string[];
}

/** All content that may be used. */
export interface Catalogue {
  settings: CollectionEntry<'settings'>['data'];
  holidays: CollectionEntry<'holidays'>['data'][];
  people: Gated<'people'>;
  videos: Gated<'videos'>;
  stations: Gated<'stations'>;
  orders: Gated<'orders'>;
  features: Gated<'features'>;
  indicators: CollectionEntry<'indicators'>[];
  teams: CollectionEntry<'teams'>[];
  pages: CollectionEntry<'pages'>[];
  media: ReadonlyMap<string, CollectionEntry<'media'>>;
}

type Entry<Kind extends GatedKind> = CollectionEntry<Kind> & { data: { publication: Publication } };

function gated<Kind extends GatedKind>(
  entries: readonly Entry<Kind>[],
  stateOf: (entry: Entry<Kind>) => PublicationState,
): Gated<Kind> {
  const visible = new Map<string, VisibleEntry<Kind>>();
  const withdrawn: string[] = [];
  for (const entry of entries) {
    const result = stateOf(entry);
    if (result.is === 'withdrawn') withdrawn.push(entry.id);
    if (result.is === 'public') visible.set(entry.id, { slug: entry.id, entry });
    if (result.is === 'preview') visible.set(entry.id, { slug: entry.id, entry, preview: result.because });
  }
  return { visible, withdrawn };
}

async function read(): Promise<Catalogue> {
  const [people, videos, stations, orders, features, indicators, teams, pages, media, settings, holidays] =
    await Promise.all([
      getCollection('people'),
      getCollection('videos'),
      getCollection('stations'),
      getCollection('orders'),
      getCollection('features'),
      getCollection('indicators'),
      getCollection('teams'),
      getCollection('pages'),
      getCollection('media'),
      getCollection('settings'),
      getCollection('holidays'),
    ]);
  const site = settings[0];
  if (site === undefined) throw new Error('site/settings.yaml · 没有这个文件');

  const own = (entry: { data: { publication: Publication } }) => publicationState(entry.data.publication, gate);
  const stateOfPerson = new Map(people.map((person) => [person.id, own(person)]));
  return {
    settings: site.data,
    holidays: holidays.map(({ data }) => data),
    people: gated<'people'>(people, own),
    videos: gated<'videos'>(videos, (video) =>
      clipPublicationState(
        own(video),
        video.data.people.flatMap((slug) => stateOfPerson.get(slug) ?? []),
      ),
    ),
    stations: gated<'stations'>(stations, own),
    orders: gated<'orders'>(orders, own),
    features: gated<'features'>(features, (feature) =>
      publicationState(feature.data.publication, gate, feature.data.from),
    ),
    indicators,
    teams,
    pages,
    media: new Map(media.map((manifest) => [manifest.id, manifest])),
  };
}

/** All content that may be used. */
export const catalogue = memoize(read);

/** The entries that the slugs name, in their order, without those that may not be visible. */
export function named<Kind extends GatedKind>(kind: Gated<Kind>, slugs: readonly string[]): VisibleEntry<Kind>[] {
  return slugs.flatMap((slug) => kind.visible.get(slug) ?? []);
}
