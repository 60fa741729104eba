/** The share pictures of entries: which entries have them, and the answer that carries one. */
import type { APIRoute } from 'astro';
import { environment } from '../environment.ts';
import type { ShareImageKind } from '../kinds.ts';
import { entriesOf } from '../library/entries.ts';
import { features } from '../library/features.ts';
import { orders } from '../library/orders.ts';
import { people } from '../library/people.ts';
import { settings } from '../library/site.ts';
import { clipPages } from '../library/videos.ts';
import type { ShareImageFormat } from '../share-images/layout.ts';
import { prepareShareImages, shareImage } from '../share-images/share-images.ts';
import {
  imageDataOfClip,
  imageDataOfEntry,
  imageDataOfFeature,
  imageDataOfOrder,
  imageDataOfPerson,
  type ShareImageData,
  type SiteFacts,
} from '../share-images/image-data.ts';

interface PicturePath {
  params: { slug: string };
  props: { data: ShareImageData };
}

interface EntryImage {
  slug: string;
  data: ShareImageData | undefined;
}

/** What the images of some kinds show beyond what every entry has. */
const imageData: Partial<Record<ShareImageKind, (site: SiteFacts) => Promise<EntryImage[]>>> = {
  people: async (site) =>
    (await people()).map((person) => ({ slug: person.slug, data: imageDataOfPerson(person, site) })),
  videos: async (site) => (await clipPages()).map((clip) => ({ slug: clip.slug, data: imageDataOfClip(clip, site) })),
  features: async (site) =>
    (await features()).map((feature) => ({ slug: feature.slug, data: imageDataOfFeature(feature, site) })),
  orders: async (site) => (await orders()).map((order) => ({ slug: order.slug, data: imageDataOfOrder(order, site) })),
};

async function imageDataOf(kind: ShareImageKind): Promise<EntryImage[]> {
  const site = { settings: await settings(), siteUrl: environment.siteUrl };
  const known = imageData[kind];
  if (known !== undefined) return known(site);
  return (await entriesOf(kind)).map((entry) => ({ slug: entry.slug, data: imageDataOfEntry(entry, site) }));
}

/** The paths of one picture of every entry of a kind that may be shown. A build starts making them all at once. */
export async function shareImagePaths(kind: ShareImageKind, format: ShareImageFormat): Promise<PicturePath[]> {
  const paths = (await imageDataOf(kind)).flatMap(({ slug, data }) =>
    data === undefined ? [] : [{ params: { slug }, props: { data } }],
  );
  if (!import.meta.env.DEV) {
    prepareShareImages(
      paths.map(({ props }) => props.data),
      format,
    );
  }
  return paths;
}

/** Answers with a picture. */
export function shareImageRoute(format: ShareImageFormat): APIRoute<{ data: ShareImageData }> {
  return async ({ props }) =>
    new Response(new Uint8Array(await shareImage(props.data, format)), { headers: { 'content-type': 'image/jpeg' } });
}
