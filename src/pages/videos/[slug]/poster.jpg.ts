/** The share poster of a clip. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('videos', 'poster')) satisfies GetStaticPaths;

export const GET = pictureRoute('poster');
