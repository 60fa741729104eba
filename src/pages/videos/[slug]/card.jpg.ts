/** The Open Graph picture of a clip. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('videos', 'card')) satisfies GetStaticPaths;

export const GET = shareImageRoute('card');
