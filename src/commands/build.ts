/**
 * `npm run build`: builds the site. Exit code 1, and the last good site as it was, when the content has mistakes or a step
 * fails. The script gives V8's young generation 64 MB: rendering makes much that is soon garbage, and ten thousand entries
 * build in 51 s instead of 68.
 */
import '../process/start.ts';
import { explain } from '../build/build-failure.ts';
import { buildSite, buildSteps } from '../build/site-build.ts';
import { formatNotices, formatReport } from '../content-check/problem.ts';
import { environment } from '../environment.ts';
import { Progress } from '../terminal/progress.ts';

// The public site never contains the studio, even when somebody builds from the studio's own shell.
process.env['STUDIO'] = 'off';

const { outputDirectory, mediaDirectory } = environment;
const unchanged = `没有生成网站，原来的 ${outputDirectory} 没有改动。`;
const started = performance.now();
const progress = new Progress(process.stdout, buildSteps);
try {
  const result = await buildSite(environment, {
    onProgress: (step) => {
      progress.set(outputDirectory, step);
    },
    onNotice: (sentence) => {
      progress.end(outputDirectory, sentence, process.stderr);
    },
  });
  progress.stop();
  for (const notice of formatNotices(result.notices)) console.warn(notice);
  if ('shareImages' in result) {
    const { searchablePages, shareImages, missing, warnings } = result;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`网站已生成：${outputDirectory}（${String(searchablePages)} 个页面可供搜索，用时 ${seconds} 秒）`);
    // A site without its films is still a site: their pages show the poster. Somebody has to know.
    if (missing.length > 0) {
      console.warn(`${mediaDirectory} 里缺 ${String(missing.length)} 个短片文件，这些短片只显示封面：`);
      for (const { id, file } of missing) console.warn(`  ${file}（media/${id}.json）`);
    }
    for (const warning of warnings) console.warn(warning);
    console.log(`${String(shareImages.used)} 张海报和分享图，新做 ${String(shareImages.made)} 张`);
  } else {
    console.error(`${formatReport(result.problems)}\n${unchanged}`);
    process.exitCode = 1;
  }
} catch (error) {
  progress.stop();
  const { sentences, needsDeveloper, isUnchanged } = explain(error);
  console.error(sentences.join('\n'));
  if (needsDeveloper) console.error(error);
  if (isUnchanged) console.error(unchanged);
  process.exitCode = 1;
}
