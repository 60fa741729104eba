/** `npm run check:content`: checks the content tree and prints every mistake. Exit code 1 when there is one. */
import '../process/start.ts';
import { environment } from '../environment.ts';
import { checkContent } from '../content-check/check.ts';
import { formatNotices, formatReport } from '../content-check/problem.ts';

const { problems, remarks, notices, entries } = await checkContent(environment.contentDirectory, 'public');
for (const notice of formatNotices([...remarks, ...notices])) console.warn(notice);
if (problems.length > 0) {
  console.error(formatReport(problems));
  process.exitCode = 1;
} else {
  console.log(`内容检查通过：${String(entries)} 个条目，没有错误。`);
}
