/** What forms are told of the county, from the settings of the site. */
import type { Settings } from '../../schemas/site.ts';

export type County = Pick<Settings, 'county' | 'towns' | 'rivers' | 'bounds'>;
