/** A story as its page shows it: texts, and between them the visible blocks. */
import { render, type CollectionEntry } from 'astro:content';
import { cutAtMarkers, type WrittenBlock } from '../domain/text/story-blocks.ts';
import { writtenBlockSchemas as written } from '../schemas/story.ts';
import { catalogue, type Catalogue } from './catalogue.ts';
import { indicators, type Indicator } from './indicators.ts';
import { clipSummary, stationSummary, type ClipSummary, type Picture, type StationSummary } from './summaries.ts';

/** Somebody's own words within a story. */
export interface Quote {
  text: string;
  by: string;
}

/** A picture within a story. */
interface StoryPicture extends Picture {
  caption?: string;
  credit?: string;
}

/** Two pictures of one place: before and after. */
interface BeforeAfter {
  before: Picture;
  after: Picture;
  caption?: string;
}

/** A part of a story, in the order in which it is read. */
export type StoryPart =
  | { kind: 'text'; Content: Awaited<ReturnType<typeof render>>['Content'] }
  | { kind: 'quote'; quote: Quote }
  | { kind: 'picture'; picture: StoryPicture }
  | { kind: 'clip'; clip: ClipSummary }
  | { kind: 'figure'; indicator: Indicator }
  | { kind: 'station'; station: StationSummary }
  | { kind: 'before-after'; pair: BeforeAfter };

type StoryEntry = CollectionEntry<'people'> | CollectionEntry<'features'>;

/** The entries that the blocks of one entry may refer to. */
interface Surroundings {
  entry: StoryEntry;
  all: Catalogue;
  figures: readonly Indicator[];
}

function pictureOf({ entry }: Surroundings, file: string, alt: string): Picture | undefined {
  const image = entry.data.storyPictures[file];
  return image && { image, alt };
}

/**
 * The block with what it refers to; nothing when that does not exist or is not visible. In the development server a
 * block may also be incomplete; a build has been checked before and contains none of those.
 */
function partOf({ name, attributes }: WrittenBlock, around: Surroundings): StoryPart | undefined {
  const { all, figures } = around;
  switch (name) {
    case 'Quote': {
      const { data } = written.Quote.safeParse(attributes);
      return data && { kind: 'quote', quote: data };
    }
    case 'Picture': {
      const { data } = written.Picture.safeParse(attributes);
      const picture = data && pictureOf(around, data.src, data.alt);
      if (data === undefined || picture === undefined) return undefined;
      const { caption, credit } = data;
      return {
        kind: 'picture',
        picture: { ...picture, ...(caption !== undefined && { caption }), ...(credit !== undefined && { credit }) },
      };
    }
    case 'Clip': {
      const { data } = written.Clip.safeParse(attributes);
      const visible = data && all.videos.visible.get(data.slug);
      const clip = visible && clipSummary(visible, all);
      return clip && { kind: 'clip', clip };
    }
    case 'Figure': {
      const { data } = written.Figure.safeParse(attributes);
      const indicator = figures.find(({ slug }) => slug === data?.slug);
      return indicator && { kind: 'figure', indicator };
    }
    case 'Station': {
      const { data } = written.Station.safeParse(attributes);
      const visible = data && all.stations.visible.get(data.slug);
      return visible && { kind: 'station', station: stationSummary(visible) };
    }
    case 'BeforeAfter': {
      const { data } = written.BeforeAfter.safeParse(attributes);
      const before = data && pictureOf(around, data.before, data.beforeAlt);
      const after = data && pictureOf(around, data.after, data.afterAlt);
      if (data === undefined || before === undefined || after === undefined) return undefined;
      const { caption } = data;
      return { kind: 'before-after', pair: { before, after, ...(caption !== undefined && { caption }) } };
    }
  }
}

/**
 * The parts of an entry's story; none when it has no text. A block that refers to an entry which is not visible
 * is left out.
 */
export async function storyParts(entry: StoryEntry): Promise<StoryPart[]> {
  const [all, figures] = await Promise.all([catalogue(), indicators()]);
  const pieces = cutAtMarkers(entry.rendered?.html ?? '');
  const parts = pieces.map(async (piece): Promise<StoryPart[]> => {
    if (typeof piece !== 'string') return [partOf(piece, { entry, all, figures })].filter((part) => part !== undefined);
    // Astro renders an entry; a piece of its text is rendered as an entry that contains only that piece.
    const { Content } = await render({ ...entry, rendered: { ...entry.rendered, html: piece } });
    return [{ kind: 'text', Content }];
  });
  return (await Promise.all(parts)).flat();
}
