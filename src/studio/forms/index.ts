/** The form of every kind. */
import type { KindName } from '../../kinds.ts';
import { features } from './features.ts';
import { indicators } from './indicators.ts';
import { media } from './media.ts';
import { orders } from './orders.ts';
import { pages } from './pages.ts';
import { people } from './people.ts';
import { holidays, redirects, settings, synonyms } from './site.ts';
import { stations } from './stations.ts';
import { teams } from './teams.ts';
import { videos } from './videos.ts';

/** Forms of kinds with many entries. */
export const collectionForms = {
  people,
  videos,
  stations,
  orders,
  indicators,
  features,
  teams,
  pages,
  holidays,
  media,
};

/** Forms of kinds with one entry. */
export const singleForms = { settings, synonyms, redirects };

/** Every form. A kind without one does not compile. */
export const forms = { ...collectionForms, ...singleForms } satisfies Record<KindName, unknown>;
