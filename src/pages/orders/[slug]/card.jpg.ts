/** The Open Graph picture of a finished order. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('orders', 'card')) satisfies GetStaticPaths;

export const GET = pictureRoute('card');
