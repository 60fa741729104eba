/** The share poster of a feature. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('features', 'poster')) satisfies GetStaticPaths;

export const GET = pictureRoute('poster');
