/** The Open Graph picture of a clip. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('videos', 'card')) satisfies GetStaticPaths;

export const GET = pictureRoute('card');
