/** The Open Graph picture of a feature. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('features', 'card')) satisfies GetStaticPaths;

export const GET = shareImageRoute('card');
