/** The share poster of a clip. */
import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('videos', 'poster')) satisfies GetStaticPaths;

export const GET = shareImageRoute('poster');
