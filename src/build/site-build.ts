/**
 * The steps of a build, in their order: the content is checked, the site is built beside the last good one, and takes its
 * place only when everything succeeded. A build that fails leaves the last good site as it was.
 */
import { rm } from 'node:fs/promises';
import { checkContent } from '../content-check/check.ts';
import type { Notice, Problem } from '../content-check/problem.ts';
import type { Environment } from '../environment.ts';
import { allowBuild } from '../integrations/build-guard.ts';
import { missingRenditions, type MissingRendition } from '../media/clips/missing-renditions.ts';
import { buildSearchIndex } from '../search/build-index.ts';
import { countShareImages, type ShareImageCount } from '../share-images/usage.ts';
import { contentCaches, evictUnused } from '../storage/content-cache.ts';
import type { ItemProgress } from '../terminal/progress.ts';
import { writeOfflineWorker } from './offline-worker.ts';
import { countMade } from '../process/render-count.ts';
import { putInPlace } from './put-in-place.ts';
import { refuseMetadata } from './refuse-metadata.ts';
import { removeUnusedPictures } from './unused-pictures.ts';

/** What the steps are called on the screen, in their order. */
export const buildSteps = {
  check: '检查内容',
  render: '生成页面',
  pictures: '清理没有用到的图片',
  index: '建立搜索索引',
  offline: '准备离线资料',
  metadata: '查图片里有没有拍摄信息',
  replace: '换上新的网站',
} as const;

/** The code of a step. */
export type BuildStep = keyof typeof buildSteps;

/** How far the build has come at the beginning of each step, 0 to 1: rendering takes most of the time. */
const fractionAt: Readonly<Record<BuildStep, number>> = {
  check: 0,
  render: 0.05,
  pictures: 0.75,
  index: 0.8,
  offline: 0.95,
  metadata: 0.96,
  replace: 0.98,
};

/** How a build ended: refused with the mistakes in the content, or with a site in place. */
export type BuildResult =
  | { problems: readonly Problem[]; notices: readonly Notice[] }
  | {
      problems: readonly [];
      notices: readonly Notice[];
      /** How many pages the search finds. */
      searchablePages: number;
      shareImages: ShareImageCount;
      /** Renditions that manifests name and that are not there: their clips show the poster alone. */
      missing: readonly MissingRendition[];
    };

/**
 * Builds the site.
 * @param onProgress called at the beginning of each step, and while pages are rendered
 * @throws when a step fails; then the last good site is still in its place
 */
export async function buildSite(
  {
    contentDirectory,
    outputDirectory,
    basePath,
    mediaUrl,
    mediaDirectory,
  }: Pick<Environment, 'contentDirectory' | 'outputDirectory' | 'basePath' | 'mediaUrl' | 'mediaDirectory'>,
  onProgress: (progress: ItemProgress<BuildStep>) => void,
): Promise<BuildResult> {
  const begin = (stage: BuildStep) => {
    onProgress({ stage, fraction: fractionAt[stage] });
  };
  begin('check');
  const { problems, notices, entries } = await checkContent(contentDirectory, 'public');
  if (problems.length > 0) return { problems, notices };

  const staging = `${outputDirectory}.staging-${String(process.pid)}`;
  // Lists, months and the like: about a third more pages than entries. A bar need not be exact.
  const expectedPages = entries * 1.3;
  const endCount = countMade(({ pages, pictures }) => {
    onProgress({
      stage: 'render',
      fraction: fractionAt.render + (fractionAt.pictures - fractionAt.render) * Math.min(1, pages / expectedPages),
      detail: `${String(pages)} 页，${String(pictures)} 张图片`,
    });
  });
  try {
    begin('render');
    const { build } = await import('astro');
    const shareImages = countShareImages();
    allowBuild();
    await build({ outDir: staging, logLevel: 'error' });
    begin('pictures');
    removeUnusedPictures(staging);
    begin('index');
    const searchablePages = await buildSearchIndex(staging, basePath);
    begin('offline');
    await writeOfflineWorker(staging, basePath);
    begin('metadata');
    refuseMetadata(staging);
    begin('replace');
    await putInPlace(staging, outputDirectory);
    for (const directory of Object.values(contentCaches)) evictUnused(directory, Date.now());
    const missing = mediaUrl === '' ? await missingRenditions(contentDirectory, mediaDirectory) : [];
    return { problems: [], notices, searchablePages, shareImages, missing };
  } finally {
    endCount();
    await rm(staging, { recursive: true, force: true });
  }
}
