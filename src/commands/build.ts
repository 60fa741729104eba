/**
 * `npm run build`: checks the content, builds the site beside the last good one, and puts it in its place only when
 * everything succeeded. A build that fails leaves `OUT_DIR` as it was.
 */
import { rename, rm } from 'node:fs/promises';
import { environment } from '../environment.ts';
import { checkContent } from '../content-check/check.ts';
import { formatReport } from '../content-check/problem.ts';
import { writeOfflineWorker } from '../build/offline-worker.ts';
import { countShareImages } from '../share-images/usage.ts';
import { contentCaches, evictUnused } from '../storage/content-cache.ts';
import { missingRenditions } from '../media/clips/missing-renditions.ts';
import { removeUnusedPictures } from '../build/unused-pictures.ts';
import { buildSearchIndex } from '../search/build-index.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
// The public site never contains the studio, even when somebody builds from the studio's own shell.
process.env['STUDIO'] = 'off';

/** Moves a finished build to its place. The two renames take a moment; a web server sees one or the other. */
async function putInPlace(staging: string, target: string): Promise<void> {
  const previous = `${target}.previous-${String(process.pid)}`;
  const hadPrevious = await rename(target, previous).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(staging, target);
  } catch (error) {
    if (hadPrevious) await rename(previous, target);
    throw error;
  }
  await rm(previous, { recursive: true, force: true });
}

/** A site without its films is still a site: their pages show the poster. Somebody has to know. */
async function reportMissingRenditions(): Promise<void> {
  if (environment.mediaUrl !== '') return;
  const missing = await missingRenditions(environment.contentDirectory, environment.mediaDirectory);
  if (missing.length === 0) return;
  console.warn(`${environment.mediaDirectory} 里缺 ${String(missing.length)} 个短片文件，这些短片只显示封面：`);
  for (const { id, file } of missing) console.warn(`  ${file}（media/${id}.json）`);
}

async function run(): Promise<void> {
  const started = performance.now();
  const { problems } = await checkContent(environment.contentDirectory, 'public');
  if (problems.length > 0) {
    console.error(`${formatReport(problems)}\n没有生成网站，原来的 ${environment.outputDirectory} 没有改动。`);
    process.exitCode = 1;
    return;
  }

  const staging = `${environment.outputDirectory}.staging-${String(process.pid)}`;
  try {
    const { build } = await import('astro');
    const pictures = countShareImages();
    await build({ outDir: staging, logLevel: 'error' });
    await removeUnusedPictures(staging);
    const pages = await buildSearchIndex(staging, environment.basePath);
    await writeOfflineWorker(staging, environment.basePath);
    await putInPlace(staging, environment.outputDirectory);
    for (const directory of Object.values(contentCaches)) await evictUnused(directory, Date.now());
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`网站已生成：${environment.outputDirectory}（${String(pages)} 个页面可供搜索，用时 ${seconds} 秒）`);
    await reportMissingRenditions();
    console.log(`${String(pictures.used)} 张海报和分享图，新做 ${String(pictures.made)} 张`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

await run().catch((error: unknown) => {
  console.error(error);
  console.error(`没有生成网站，原来的 ${environment.outputDirectory} 没有改动。`);
  process.exitCode = 1;
});
