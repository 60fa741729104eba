/** The Open Graph picture of a feature. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('features', 'card')) satisfies GetStaticPaths;

export const GET = pictureRoute('card');
