/** Names the collections: where each kind of entry lies and which schema it must fit. Nothing else. */
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { environment } from './environment.ts';
import { storySchema, withStoryPictures } from './integrations/story-pictures.ts';
import { layout, slugOfFile, type CollectionName } from './schemas/layout.ts';
import { featureSchema } from './schemas/feature.ts';
import { indicatorSchema } from './schemas/indicator.ts';
import { mediaSchema } from './schemas/media.ts';
import { orderSchema } from './schemas/order.ts';
import { pageSchema } from './schemas/page.ts';
import { personSchema } from './schemas/person.ts';
import { holidaysSchema, settingsSchema } from './schemas/site.ts';
import { stationSchema } from './schemas/station.ts';
import { teamSchema } from './schemas/team.ts';
import { videoSchema } from './schemas/video.ts';

const filesOf = (name: CollectionName) =>
  glob({
    base: environment.contentDirectory,
    pattern: layout[name].pattern,
    generateId: ({ entry }) => slugOfFile(name, entry) ?? entry,
  });

export const collections = {
  people: defineCollection({
    loader: withStoryPictures(filesOf('people')),
    schema: ({ image }) => storySchema(personSchema(image), image),
  }),
  videos: defineCollection({ loader: filesOf('videos'), schema: ({ image }) => videoSchema(image) }),
  media: defineCollection({ loader: filesOf('media'), schema: ({ image }) => mediaSchema(image) }),
  stations: defineCollection({ loader: filesOf('stations'), schema: ({ image }) => stationSchema(image) }),
  orders: defineCollection({ loader: filesOf('orders'), schema: ({ image }) => orderSchema(image) }),
  indicators: defineCollection({ loader: filesOf('indicators'), schema: indicatorSchema }),
  features: defineCollection({
    loader: withStoryPictures(filesOf('features')),
    schema: ({ image }) => storySchema(featureSchema(image), image),
  }),
  teams: defineCollection({ loader: filesOf('teams'), schema: teamSchema }),
  pages: defineCollection({ loader: filesOf('pages'), schema: pageSchema }),
  settings: defineCollection({ loader: filesOf('settings'), schema: settingsSchema }),
  holidays: defineCollection({ loader: filesOf('holidays'), schema: holidaysSchema }),
};
