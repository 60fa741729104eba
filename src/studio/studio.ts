/** The studio as a React component. */
import { makePage } from '@keystatic/astro/ui';
import config from '../../keystatic.config.ts';

/** Keystatic with the forms of this site. */
export const Studio = makePage(config);
