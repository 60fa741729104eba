/**
 * The steps of a build, in their order: the content is checked, the site is built in a folder of its own, and takes its
 * place only when everything succeeded. A build that fails leaves the last good site as it was.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkContent } from '../content-check/check.ts';
import type { Notice, Problem } from '../content-check/problem.ts';
import type { Environment } from '../environment.ts';
import { astroBuildCacheDirectory } from '../integrations/astro-cache.ts';
import { allowBuild } from '../integrations/build-guard.ts';
import { missingRenditions, type MissingRendition } from '../media/clips/missing-renditions.ts';
import { buildSearchIndex } from '../search/build-index.ts';
import { countShareImages, type ShareImageCount } from '../share-images/usage.ts';
import { contentCaches, evictUnused } from '../storage/content-cache.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { acquireLock, type LockHolder } from '../storage/process-lock.ts';
import type { ItemProgress } from '../terminal/progress.ts';
import { countMade } from '../process/render-count.ts';
import { reasonOf } from './build-failure.ts';
import { fileOperations, removeIfPossible } from './file-operations.ts';
import { writeOfflineWorker } from './offline-worker.ts';
import { refuseMetadata } from './refuse-metadata.ts';
import {
  clearPlace,
  findPlace,
  lockPlace,
  carriedListOf,
  newBuildId,
  removeOldReleases,
  switchSite,
  type SitePlace,
} from './releases.ts';
import { carryOver, readCarriedFiles } from './carry-over.ts';
import { compressFiles } from './compress-files.ts';
import { trimPolicies } from './trim-policies.ts';
import { removeUnusedPictures } from './unused-pictures.ts';

/** What the steps are called on the screen, in their order. */
export const buildSteps = {
  check: '检查内容',
  wait: '等另一次生成结束',
  render: '生成页面',
  pictures: '清理没有用到的图片',
  index: '建立搜索索引',
  offline: '准备离线资料',
  metadata: '查图片里有没有拍摄信息',
  compress: '压缩文件',
  replace: '换上新的网站',
} as const;

/** The code of a step. */
type BuildStep = keyof typeof buildSteps;

/** How far the build has come at the beginning of each step, 0 to 1: rendering takes most of the time. */
const fractionAt: Readonly<Record<BuildStep, number>> = {
  check: 0,
  wait: 0.04,
  render: 0.05,
  pictures: 0.75,
  index: 0.8,
  offline: 0.95,
  metadata: 0.96,
  compress: 0.97,
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
      /** What did not succeed after the new site was in place, in words for whoever runs the build. */
      warnings: readonly string[];
    };

/** What a build tells while it runs. */
export interface BuildListener {
  /** Called at the beginning of each step, and while pages are rendered. */
  onProgress: (progress: ItemProgress<BuildStep>) => void;
  /** Called with a sentence for whoever runs the build. */
  onNotice: (sentence: string) => void;
}

/** The settings that a build needs. */
type Settings = Pick<Environment, 'contentDirectory' | 'outputDirectory' | 'basePath' | 'mediaUrl' | 'mediaDirectory'>;

/** The working folders of builds, and their lock. */
const workFolder = resolve('.cache/builds');
const lockName = 'lock';

/** The time of a moment, as people in China say it. */
const timeOf = (moment: number) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' }).format(moment);

const waitingFor = (holder: LockHolder | undefined) =>
  holder === undefined
    ? '另一次生成正在进行，等它结束后自动开始。'
    : `另一次生成正在进行（进程 ${String(holder.pid)}，${timeOf(holder.since)} 开始，生成到 ${holder.what}），等它结束后自动开始。`;

/** Removes the working folders of builds that were killed. Whoever calls has the lock, so that none is in use. */
function removeLeftovers(): void {
  for (const name of readdirSync(workFolder)) {
    if (name.startsWith(lockName)) continue;
    fileOperations.remove(join(workFolder, name));
  }
}

/** Brings back the site, and removes what killed builds have left beside it. */
async function clear(place: SitePlace): Promise<void> {
  const { release } = await lockPlace(place, { what: place.path });
  try {
    clearPlace(place);
  } finally {
    release();
  }
}

/** Does what may fail without harm to the site. Returns a sentence for each failure. */
function warningsOf(tasks: Readonly<Record<string, () => void>>): string[] {
  return Object.entries(tasks).flatMap(([what, run]) => {
    try {
      run();
      return [];
    } catch (error) {
      return [`网站已经换好，只是${what}没有成功，下次生成会再试：${reasonOf(error)}`];
    }
  });
}

/**
 * Builds the site. Builds of one checkout run one after the other: they share Astro's memory of the content, and two at once
 * would take as long on the machines that sites are built on.
 * @throws when a step fails; then the last good site is still in its place
 */
export async function buildSite(settings: Settings, listener: BuildListener): Promise<BuildResult> {
  const begin = (stage: BuildStep) => {
    listener.onProgress({ stage, fraction: fractionAt[stage] });
  };
  const check = async () => {
    begin('check');
    const { remarks, notices, ...checked } = await checkContent(settings.contentDirectory, 'public');
    return { ...checked, notices: [...remarks, ...notices] };
  };
  // Before the lock: whoever has to mend something need not wait to hear of it.
  let content = await check();
  if (content.problems.length > 0) return { problems: content.problems, notices: content.notices };

  const lock = await acquireLock(join(workFolder, lockName), {
    what: settings.outputDirectory,
    onWait: (holder) => {
      begin('wait');
      listener.onNotice(waitingFor(holder));
    },
  });
  try {
    if (lock.isHeld) removeLeftovers();
    else listener.onNotice(`${workFolder} 所在的磁盘不支持文件锁：请不要同时运行两次 npm run build。`);
    if (lock.hasWaited) {
      content = await check();
      if (content.problems.length > 0) return { problems: content.problems, notices: content.notices };
    }
    const { entries, notices } = content;
    return { problems: [], notices, ...(await buildChecked(settings, entries, listener, begin)) };
  } finally {
    lock.release();
  }
}

/** Builds from content that has no mistakes. Whoever calls has the lock. */
async function buildChecked(
  { contentDirectory, outputDirectory, basePath, mediaUrl, mediaDirectory }: Settings,
  entries: number,
  { onProgress }: BuildListener,
  begin: (step: BuildStep) => void,
): Promise<Omit<Extract<BuildResult, { missing: unknown }>, 'problems' | 'notices'>> {
  const id = newBuildId();
  // Of one name in every build: Vite would prepare its dependencies anew for each root.
  const root = join(workFolder, 'root');
  const staging = join(workFolder, id);
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
    const place = findPlace(outputDirectory, [process.cwd(), contentDirectory, mediaDirectory]);
    await clear(place);
    begin('render');
    makeFolder(root);
    const { build } = await import('astro');
    const shareImages = countShareImages();
    allowBuild();
    // A root of its own, for Astro's folder in it: the preview and the check of types have theirs.
    await build({
      root,
      configFile: '../../../astro.config.mjs',
      srcDir: resolve('src'),
      publicDir: resolve('public'),
      outDir: staging,
      cacheDir: astroBuildCacheDirectory,
      vite: { cacheDir: resolve('.cache/vite-build') },
      logLevel: 'error',
    });
    await trimPolicies(staging);
    begin('pictures');
    removeUnusedPictures(staging);
    begin('index');
    const searchablePages = await buildSearchIndex(staging, basePath);
    begin('offline');
    await writeOfflineWorker(staging, basePath);
    begin('metadata');
    refuseMetadata(staging);
    const missing = mediaUrl === '' ? await missingRenditions(contentDirectory, mediaDirectory) : [];
    begin('compress');
    await compressFiles(staging);
    begin('replace');
    const placeLock = await lockPlace(place, { what: outputDirectory });
    try {
      const list = carriedListOf(place);
      const carried = carryOver(staging, outputDirectory, readCarriedFiles(list), Date.now());
      switchSite(staging, place, { id });
      // Nothing from here on makes the build a failure: the new site is in its place.
      const warnings = warningsOf({
        记下旧版本的文件: () => {
          writeFileSync(list, `${JSON.stringify(carried, undefined, 1)}\n`);
        },
        清理旧版本: () => {
          removeOldReleases(place);
        },
        清理缓存: () => {
          for (const directory of Object.values(contentCaches)) evictUnused(directory, Date.now());
        },
      });
      return { searchablePages, shareImages, missing, warnings };
    } finally {
      placeLock.release();
    }
  } finally {
    endCount();
    for (const folder of [root, staging]) removeIfPossible(folder);
  }
}
