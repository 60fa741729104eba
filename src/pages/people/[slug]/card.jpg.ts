/** The Open Graph picture of a person. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('people', 'card')) satisfies GetStaticPaths;

export const GET = shareImageRoute('card');
