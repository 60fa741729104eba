/** The share pictures of entries: which entries have them, and the answer that carries one. */
import type { APIRoute } from 'astro';
import { environment } from '../environment.ts';
import { features } from '../library/features.ts';
import { orders } from '../library/orders.ts';
import { people } from '../library/people.ts';
import { settings } from '../library/site.ts';
import { clipPages } from '../library/videos.ts';
import type { ShareImageFormat } from '../share-images/layout.ts';
import { picture, prepareShareImages } from '../share-images/share-images.ts';
import {
  imageDataOfClip,
  imageDataOfFeature,
  imageDataOfOrder,
  imageDataOfPerson,
  type ShareImageData,
} from '../share-images/image-data.ts';

interface PicturePath {
  params: { slug: string };
  props: { data: ShareImageData };
}

type Kind = 'people' | 'videos' | 'features' | 'orders';

async function imageDataOf(kind: Kind): Promise<{ slug: string; data: ShareImageData | undefined }[]> {
  const site = { settings: await settings(), siteUrl: environment.siteUrl };
  switch (kind) {
    case 'people':
      return (await people()).map((person) => ({ slug: person.slug, data: imageDataOfPerson(person, site) }));
    case 'videos':
      return (await clipPages()).map((clip) => ({ slug: clip.slug, data: imageDataOfClip(clip, site) }));
    case 'features':
      return (await features()).map((feature) => ({ slug: feature.slug, data: imageDataOfFeature(feature, site) }));
    case 'orders':
      return (await orders()).map((order) => ({ slug: order.slug, data: imageDataOfOrder(order, site) }));
  }
}

/** The paths of one picture of every entry of a kind that may be shown. A build starts making them all at once. */
export async function shareImagePaths(kind: Kind, format: ShareImageFormat): Promise<PicturePath[]> {
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
    new Response(new Uint8Array(await picture(props.data, format)), { headers: { 'content-type': 'image/jpeg' } });
}
