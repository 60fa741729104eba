/** `npm run bench`: measures builds, checks and pages, prints the tables and keeps them in `docs/benchmarks.md`. */
import '../../src/process/start.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { ensureBrowser } from '../browser.ts';
import { runBuild } from '../build-command.ts';
import { rootSite } from '../sites.ts';
import { benchmarkLedger } from './ledger.ts';
import { benchmarkMedia } from './media.ts';
import { benchmarkBuilds, benchmarkContentCheck, benchmarkLargeBuild } from './builds.ts';
import { benchmarkImport } from './import.ts';
import { benchmarkKills } from './kills.ts';
import { benchmarkSaveKills, benchmarkSharing, benchmarkSimulation } from './saves.ts';
import { benchmarkOffice } from './office.ts';
import { benchmarkLighthouse, benchmarkPaint } from './pages.ts';
import { benchmarkClipList, benchmarkFeed, benchmarkPlayback } from './playback.ts';
import { benchmarkPosters } from './share-images.ts';
import { benchmarkNames, benchmarkSearch, benchmarkSorts } from './search/measure.ts';
import { benchmarkQuestions } from './search/questions.ts';
import { benchmarkReads } from './reads.ts';
import { sectionsBesides } from './sections.ts';
import { benchmarkFinder, benchmarkNearest } from './stations.ts';

/** One line of a table of results. */
export type Row = Record<string, string>;

const root = join(import.meta.dirname, '../..');
process.chdir(root);
process.env['HONGXIN_CHROMIUM'] = ensureBrowser('benchmarks');

/** Serves the site that the browser tests read, until it is stopped. */
async function serve(): Promise<ChildProcess> {
  const { status, output } = await runBuild(rootSite.environment);
  if (status !== 0) throw new Error(output);
  const server = spawn(process.execPath, ['src/commands/serve.ts'], {
    env: { ...process.env, ...rootSite.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => server.stdout.once('data', resolve));
  return server;
}

function table(rows: readonly Row[]): string {
  const heads = Object.keys(rows[0] ?? {});
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map((row) => line(heads.map((head) => row[head] ?? ''))),
  ].join('\n');
}

const wanted = process.argv.slice(2);
const sections: { name: string; note: string; measure: () => Promise<Row[]> }[] = [
  {
    name: 'Builds',
    note: 'The content that comes with the project. Cold: nothing kept from an earlier build. Warm: nothing changed since.',
    measure: benchmarkBuilds,
  },
  {
    name: 'Killed builds',
    note: 'A site of settings alone; half of the kills at any moment, half in the last step. The run fails when a web server would see anything but the old site or the new one, whole.',
    measure: benchmarkKills,
  },
  {
    name: 'Killed saves',
    note: 'A process that saves two files of an entry after the other, without a pause, killed at a random moment; 50 times 200 kills, each 200 in one content. After each kill everything is compared, after each 200 `git fsck --strict` and the versions.',
    measure: benchmarkSaveKills,
  },
  {
    name: 'Simulated offices',
    note: 'Two to five editors, other programs, disks that fail, kills and failures of power; each story from its seed (`tests/content-store/simulation.ts`).',
    measure: benchmarkSimulation,
  },
  {
    name: 'Simulated offices that share',
    note: 'Two to five offices with a shared repository, a network that fails, is cut and loses answers, kills and failures of power; each story from its seed (`tests/sharing/simulation.ts`).',
    measure: benchmarkSharing,
  },
  {
    name: 'The office at ten thousand entries',
    note: 'Ten thousand people, clips, orders and stations and two gigabytes of photos, which the office has recorded once; medians of five, in Chromium. Decap with its local server in its simplest mode (it flushes nothing and records no version) has as many entries in one folder, and the same photos.',
    measure: benchmarkOffice,
  },
  {
    name: 'Content check',
    note: 'All mistakes of a content tree, before Astro sees it: the project’s own content, and ten thousand people, clips, orders and stations with its texts. Again: in the same process, as after a change.',
    measure: benchmarkContentCheck,
  },
  {
    name: 'A large county',
    note: 'Ten thousand people, clips, orders and stations with the texts of the project: the whole build, share images of the first time included, and again with nothing changed.',
    measure: benchmarkLargeBuild,
  },
  {
    name: 'Reading small files',
    note: 'The project’s own sources, from the system’s cache; median of five. Why loops of small reads are synchronous (decision 28).',
    measure: benchmarkReads,
  },
  {
    name: 'Import',
    note: 'A ledger of orders with 17 columns into a copy of the content, by the command itself, start of Node included.',
    measure: benchmarkImport,
  },
  { name: 'Share pictures', note: 'Posters (1080×1440) and cards (1200×630).', measure: benchmarkPosters },
  {
    name: 'Clip pipeline',
    note: 'A clip as a phone makes it: 30 s, 1080×1920, 66 MB, hand-held, with noise, of real photos and a real clip. SSIM against the original at equal size (all planes).',
    measure: benchmarkMedia,
  },
  {
    name: 'Nearest station of 200,000',
    note: 'The ten nearest with a facility, from random places near towns, with an empty cache on a weak network (300 ms, 100 kB/s), from setting out until the answer. Median; bytes on the wire, page, script and heads included. Exact: equal to looking at every station, ties included.',
    measure: benchmarkNearest,
  },
  {
    name: 'Finder on a slow phone',
    note: 'A processor four times slower.',
    measure: benchmarkFinder,
  },
  {
    name: 'Ledger of 50,000 orders',
    note: 'Two years of a made-up county. The site is built whole, with a page for every order.',
    measure: benchmarkLedger,
  },
  {
    name: 'Search',
    note: 'Ours beside Pagefind as it comes, in Chromium. Queries drawn at random: words and any pieces of titles and texts, two words of a page, Latin words, Latin beside Chinese, single characters, names that occur nowhere. Truth: the pages whose title or text contains every part. Recall counts the pages of all pages of results, single characters apart. First query: an empty cache, names, dialog, engine and the texts shown included, after Brotli; pictures left out. The corpora are Chinese documentation from Debian packages.',
    measure: benchmarkSearch,
  },
  {
    name: 'Search for names',
    note: 'Truth for pinyin: titles that read like the query from some character on, or have it among their initials.',
    measure: benchmarkNames,
  },
  {
    name: 'Search by sort of query',
    note: 'Ours, on the same pages and queries. A count that is not exact is announced with 约.',
    measure: benchmarkSorts,
  },
  {
    name: 'Questions',
    note: 'Questions of visitors, drivers, editors and journalists, with slips, dialect and pinyin, graded 0 to 3 by rules over the fields of the content (`tests/questions/`). Those that were set aside were written when the search was finished and asked once. Each search is given what it shows first; lists and answers from the stations’ data are ours alone.',
    measure: benchmarkQuestions,
  },
  {
    name: 'First paint of a story',
    note: 'Slow 4G (1.6 Mbit/s, 150 ms) and a processor four times slower; median of 5 visits with an empty cache.',
    measure: benchmarkPaint,
  },
  {
    name: 'Start of a clip',
    note: 'A clip of 30 s in 480p on a phone of 360 px: 1.44 Mbit/s and 562 ms of latency, a tap as soon as the page is ready, median of 5; then the whole clip at 400 kbit/s. Peers have a bare page each and wait for the tap as we do.',
    measure: benchmarkPlayback,
  },
  {
    name: 'A list of 24 clips',
    note: 'What the page moves before anybody taps; text after Brotli.',
    measure: benchmarkClipList,
  },
  {
    name: 'The feed, 200 clips swiped through',
    note: '4 Mbit/s and 60 ms of latency, 0.7 s on each clip; memory after a collection of garbage.',
    measure: benchmarkFeed,
  },
  { name: 'Lighthouse, mobile', note: 'Each kind of page; its own throttling.', measure: benchmarkLighthouse },
];

const server = await serve();
const written: string[] = [];
try {
  for (const { name, note, measure } of sections) {
    if (wanted.length > 0 && !wanted.some((word) => name.toLowerCase().includes(word))) continue;
    console.log(`\n${name}`);
    const rows = await measure();
    console.table(rows);
    written.push(`## ${name}`, note, table(rows));
  }
} finally {
  server.kill();
}

if (wanted.length === 0) {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const day = new Date().toISOString().slice(0, 10);
  const file = join(root, 'docs/benchmarks.md');
  const others = sectionsBesides(
    readFileSync(file, 'utf8'),
    sections.map(({ name }) => name),
  );
  const text = ['# Benchmarks', `Written by \`npm run bench\` on ${day}: ${machine}.`, ...written, ...others].join(
    '\n\n',
  );
  writeFileSync(file, await format(text, { parser: 'markdown', printWidth: 120 }));
  console.log('\nWritten to docs/benchmarks.md.');
}
