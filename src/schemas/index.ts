/** The schema of every kind. */
import type { z } from 'zod';
import type { KindName } from '../kinds.ts';
import { featureSchema } from './feature.ts';
import type { ImageField } from './field.ts';
import { indicatorSchema } from './indicator.ts';
import { mediaSchema } from './media.ts';
import { orderSchema } from './order.ts';
import { pageSchema } from './page.ts';
import { personSchema } from './person.ts';
import { redirectsSchema } from './redirects.ts';
import { holidaysSchema, settingsSchema } from './site.ts';
import { stationSchema } from './station.ts';
import { synonymsSchema } from './synonyms.ts';
import { teamSchema } from './team.ts';
import { videoSchema } from './video.ts';

/**
 * Every schema, by the kind of entry.
 * @param image returns the schema of a picture field: Astro's own, or one that checks that the file exists
 */
export function entrySchemas<Image extends z.ZodType>(image: ImageField<Image>) {
  return {
    people: personSchema(image),
    videos: videoSchema(image),
    stations: stationSchema(image),
    orders: orderSchema(image),
    indicators: indicatorSchema,
    features: featureSchema(image),
    teams: teamSchema,
    pages: pageSchema,
    settings: settingsSchema,
    synonyms: synonymsSchema,
    redirects: redirectsSchema,
    holidays: holidaysSchema,
    media: mediaSchema(image),
  } as const satisfies Record<KindName, z.ZodType>;
}
