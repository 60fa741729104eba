/** The share poster of a feature. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('features', 'poster')) satisfies GetStaticPaths;

export const GET = shareImageRoute('poster');
