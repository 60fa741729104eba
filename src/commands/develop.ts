/** `npm run dev`: pages with live reload, drafts shown and marked, mistakes in the content told at every change. */
import '../process/start.ts';
import { watch } from 'node:fs/promises';
import { environment } from '../environment.ts';
import { checkContent } from '../content-check/check.ts';
import { formatNotices, formatReport } from '../content-check/problem.ts';

async function reportProblems(): Promise<void> {
  const { problems, remarks } = await checkContent(environment.contentDirectory);
  for (const remark of formatNotices(remarks)) console.warn(remark);
  if (problems.length > 0) console.error(`\n${formatReport(problems)}\n`);
}

await reportProblems();
const { dev } = await import('astro');
const server = await dev({ server: { port: environment.port } });
console.log(`预览已打开：http://localhost:${String(server.address.port)}${environment.basePath}，按 Ctrl+C 停止。`);

let pending: NodeJS.Timeout | undefined;
for await (const _change of watch(environment.contentDirectory, { recursive: true })) {
  clearTimeout(pending);
  // Editors and Git write several files at once: look at them together, after they have all arrived.
  pending = setTimeout(() => void reportProblems(), 400);
}
