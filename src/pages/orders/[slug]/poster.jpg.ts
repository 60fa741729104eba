/** The share poster of a finished order. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('orders', 'poster')) satisfies GetStaticPaths;

export const GET = pictureRoute('poster');
