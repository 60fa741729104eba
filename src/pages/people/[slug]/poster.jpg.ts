/** The share poster of a person. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('people', 'poster')) satisfies GetStaticPaths;

export const GET = shareImageRoute('poster');
