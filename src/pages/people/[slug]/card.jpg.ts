/** The Open Graph picture of a person. */
import type { GetStaticPaths } from 'astro';
import { picturePaths, pictureRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => picturePaths('people', 'card')) satisfies GetStaticPaths;

export const GET = pictureRoute('card');
