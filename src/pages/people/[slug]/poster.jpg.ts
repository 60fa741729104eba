/** The share poster of a person. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('people', 'poster')) satisfies GetStaticPaths;

export const GET = pictureRoute('poster');
