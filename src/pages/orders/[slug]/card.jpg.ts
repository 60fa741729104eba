/** The Open Graph picture of a finished order. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('orders', 'card')) satisfies GetStaticPaths;

export const GET = shareImageRoute('card');
