/** The share pictures of entries: which entries have them, and the answer that carries one. */
import type { APIRoute } from 'astro';
import { environment } from '../environment.ts';
import { features } from '../library/features.ts';
import { orders } from '../library/orders.ts';
import { people } from '../library/people.ts';
import { settings } from '../library/site.ts';
import { clipPages } from '../library/videos.ts';
import type { Format } from '../share-images/layout.ts';
import { picture, prepare } from '../share-images/share-images.ts';
import { subjectOfClip, subjectOfFeature, subjectOfOrder, subjectOfPerson, type Subject } from '../share-images/image-data.ts';

interface PicturePath {
  params: { slug: string };
  props: { subject: Subject };
}

type Kind = 'people' | 'videos' | 'features' | 'orders';

async function subjectsOf(kind: Kind): Promise<{ slug: string; subject: Subject | undefined }[]> {
  const site = { settings: await settings(), siteUrl: environment.siteUrl };
  switch (kind) {
    case 'people':
      return (await people()).map((person) => ({ slug: person.slug, subject: subjectOfPerson(person, site) }));
    case 'videos':
      return (await clipPages()).map((clip) => ({ slug: clip.slug, subject: subjectOfClip(clip, site) }));
    case 'features':
      return (await features()).map((feature) => ({ slug: feature.slug, subject: subjectOfFeature(feature, site) }));
    case 'orders':
      return (await orders()).map((order) => ({ slug: order.slug, subject: subjectOfOrder(order, site) }));
  }
}

/** The paths of one picture of every entry of a kind that may be shown. A build starts making them all at once. */
export async function picturePaths(kind: Kind, format: Format): Promise<PicturePath[]> {
  const paths = (await subjectsOf(kind)).flatMap(({ slug, subject }) =>
    subject === undefined ? [] : [{ params: { slug }, props: { subject } }],
  );
  if (!import.meta.env.DEV) {
    prepare(
      paths.map(({ props }) => props.subject),
      format,
    );
  }
  return paths;
}

/** Answers with a picture. */
export function pictureRoute(format: Format): APIRoute<{ subject: Subject }> {
  return async ({ props }) =>
    new Response(new Uint8Array(await picture(props.subject, format)), { headers: { 'content-type': 'image/jpeg' } });
}
