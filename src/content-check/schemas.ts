/** The schema of each collection as the content check uses it: a picture is the path of a file that must be there. */
import { z } from 'zod';
import { featureSchema } from '../schemas/feature.ts';
import { indicatorSchema } from '../schemas/indicator.ts';
import type { CollectionName } from '../schemas/layout.ts';
import { mediaSchema } from '../schemas/media.ts';
import { orderSchema } from '../schemas/order.ts';
import { pageSchema } from '../schemas/page.ts';
import { personSchema } from '../schemas/person.ts';
import { holidaysSchema, settingsSchema } from '../schemas/site.ts';
import { stationSchema } from '../schemas/station.ts';
import { teamSchema } from '../schemas/team.ts';
import { videoSchema } from '../schemas/video.ts';

/** The schema of a picture field. */
export const picture = () => z.string().min(1).meta({ picture: true });

/** Every collection's schema. */
export const schemas = {
  people: personSchema(picture),
  videos: videoSchema(picture),
  media: mediaSchema(picture),
  stations: stationSchema(picture),
  orders: orderSchema(picture),
  indicators: indicatorSchema,
  features: featureSchema(picture),
  teams: teamSchema,
  pages: pageSchema,
  settings: settingsSchema,
  holidays: holidaysSchema,
} as const satisfies Record<CollectionName, z.ZodType>;
