/** Clips, as pages need them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'astro:content';
import { paths } from '../addresses.ts';
import { readCaptions, type Cue } from '../domain/clips/captions.ts';
import { environment } from '../environment.ts';
import type { Rendition } from '../schemas/media.ts';
import type { AudioKind } from '../schemas/vocabulary.ts';
import { catalogue, named, type Catalogue } from './catalogue.ts';
import type { VisibleEntry } from './visible-entry.ts';
import { byDateDescending } from './comparators.ts';
import {
  clipSummary,
  featureSummary,
  href,
  orderSummary,
  personSummary,
  stationSummary,
  type ClipSummary,
  type FeatureSummary,
  type OrderSummary,
  type PersonSummary,
  type StationSummary,
} from './summaries.ts';

/** One file that a browser can play. */
interface Source {
  href: string;
  /** MIME type with the codecs, as `<source type>` requires it. */
  type: string;
  width: number;
  height: number;
  bytes: number;
}

/** A clip with everything needed to play it. */
export interface PlayableClip extends ClipSummary {
  place?: string;
  audio: AudioKind;
  credit?: string;
  width: number;
  height: number;
  /** Smallest picture first; at equal size, fewest bytes first. Empty where the media folder lacks the files. */
  sources: readonly Source[];
  captionsHref?: string;
  people: readonly PersonSummary[];
}

/** Everything a clip's page shows. */
export interface Clip extends PlayableClip {
  /** The transcript, line by line. */
  lines: readonly Cue[];
  /** The day from which it is public. */
  publishedOn: string;
  orders: readonly OrderSummary[];
  stations: readonly StationSummary[];
  features: readonly FeatureSummary[];
  /** Clips of the same theme. */
  next: readonly ClipSummary[];
}

/** Clips that may be shown and have a manifest, newest first. */
export async function playableInOrder(): Promise<VisibleEntry<'videos'>[]> {
  const { videos, media } = await catalogue();
  return [...videos.visible.values()]
    .filter(({ entry }) => media.has(entry.data.clip))
    .sort(byDateDescending(({ entry }) => entry.data.recordedOn));
}

function source(rendition: Rendition): Source {
  const container = rendition.file.endsWith('.webm') ? 'video/webm' : 'video/mp4';
  return {
    href: environment.mediaUrl === '' ? href(`/media/${rendition.file}`) : `${environment.mediaUrl}/${rendition.file}`,
    type: `${container}; codecs="${rendition.codec}"`,
    width: rendition.width,
    height: rendition.height,
    bytes: rendition.bytes,
  };
}

/** All clips, newest first. */
export async function clips(): Promise<ClipSummary[]> {
  const all = await catalogue();
  return (await playableInOrder()).flatMap((visible) => clipSummary(visible, all) ?? []);
}

/** The path of a rendition on the site itself. */
const placeOf = (file: string) => join(environment.mediaDirectory, file);

function playable(visible: VisibleEntry<'videos'>, all: Catalogue): PlayableClip | undefined {
  const { slug } = visible;
  const { data } = visible.entry;
  const summary = clipSummary(visible, all);
  const manifest = all.media.get(data.clip)?.data;
  if (summary === undefined || manifest === undefined) return undefined;
  const naming = new Set(all.backlinks.from('people', 'videos', slug).map((person) => person.slug));
  const appearing = [...all.people.visible.values()].filter(
    (person) => naming.has(person.slug) || data.people.includes(person.slug),
  );
  return {
    ...summary,
    ...(data.place !== undefined && { place: data.place }),
    audio: data.audio,
    ...(data.credit !== undefined && { credit: data.credit }),
    width: manifest.width,
    height: manifest.height,
    sources: manifest.renditions
      .filter(({ file }) => environment.mediaUrl !== '' || existsSync(placeOf(file)))
      .toSorted((a, b) => a.width - b.width || a.bytes - b.bytes)
      .map(source),
    ...(data.captions !== undefined && { captionsHref: href(paths.captions(slug)) }),
    people: appearing.map(personSummary),
  };
}

/** All clips as the feed plays them, newest first. */
export async function playableClips(): Promise<PlayableClip[]> {
  const all = await catalogue();
  return (await playableInOrder()).flatMap((visible) => playable(visible, all) ?? []);
}

function captionsOf({ entry, slug }: VisibleEntry<'videos'>): string | undefined {
  // Not `entry.filePath`: Astro gives it from its root, which is another folder in a build.
  return entry.data.captions === undefined
    ? undefined
    : readFileSync(join(environment.contentDirectory, 'videos', slug, entry.data.captions), 'utf8');
}

/** Every clip's page. */
export async function clipPages(): Promise<Clip[]> {
  const all = await catalogue();
  const list = await playableInOrder();
  return list.flatMap((visible): Clip[] => {
    const { slug } = visible;
    const { data } = visible.entry;
    const clip = playable(visible, all);
    if (clip === undefined) return [];
    const captions = captionsOf(visible);
    const orders = all.backlinks
      .from('orders', 'video', slug)
      .toSorted(byDateDescending(({ entry }) => entry.data.raisedOn));
    const stations = [...new Set(orders.flatMap(({ entry }) => entry.data.station ?? []))];
    return [
      {
        ...clip,
        lines: captions === undefined ? [] : readCaptions(captions).cues,
        publishedOn: data.publication.publishOn ?? data.recordedOn,
        orders: orders.map(orderSummary),
        stations: named(all.stations, stations).map(stationSummary),
        features: all.backlinks.from('features', 'videos', slug).map(featureSummary),
        next: list
          .filter((other) => other.slug !== slug && other.entry.data.theme === data.theme)
          .slice(0, 4)
          .flatMap((other) => clipSummary(other, all) ?? []),
      },
    ];
  });
}

/** The transcript, rendered from Markdown; `undefined` when the clip has none. */
export async function transcriptOf(slug: string) {
  const visible = (await catalogue()).videos.visible.get(slug);
  if (visible === undefined || (visible.entry.body ?? '').trim() === '') return undefined;
  return (await render(visible.entry)).Content;
}

/** The caption files of clips that may be visible, by the clip's slug. */
export async function captionFiles(): Promise<{ slug: string; text: string }[]> {
  const { videos } = await catalogue();
  const files: { slug: string; text: string }[] = [];
  for (const visible of videos.visible.values()) {
    const text = captionsOf(visible);
    if (text !== undefined) files.push({ slug: visible.slug, text });
  }
  return files;
}

/** The renditions that the site itself serves: existing files of visible clips, unless `MEDIA_URL` serves them. */
export async function servedRenditions(): Promise<{ file: string; path: string }[]> {
  if (environment.mediaUrl !== '') return [];
  const { videos, media } = await catalogue();
  const files = [...videos.visible.values()].flatMap(({ entry }) =>
    (media.get(entry.data.clip)?.data.renditions ?? []).map(({ file }) => file),
  );
  return [...new Set(files)].map((file) => ({ file, path: placeOf(file) })).filter(({ path }) => existsSync(path));
}
