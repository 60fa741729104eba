/**
 * `npm run explore`: starts the office on a copy of the content and acts in it at random, for the minutes that the first
 * parameter says. After each save the whole content check reads what was recorded, as a build would. Prints what broke.
 */
import '../../src/process/start.ts';
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import sharp, { type Sharp } from 'sharp';
import { checkContent } from '../../src/content-check/check.ts';
import { formatReport } from '../../src/content-check/problem.ts';
import { ensureBrowser } from '../browser.ts';
import { clip, picture } from '../media/made-clips.ts';
import { installPackage } from '../own-package.ts';
import { random } from '../random.ts';
import { project, startStudio } from '../studio/running-studio.ts';
import type { files } from './files.ts';

/** Minutes of one part of an exploration: each begins elsewhere, by turns on the screen of an office and on a phone's. */
const part = 10;
const starts = [
  'people/create',
  'orders/create',
  'videos/create',
  'stations/create',
  'features/create',
  'people',
  'teams/create',
  'orders',
  'indicators/create',
  'media',
].map((path) => `/keystatic/collection/${path}`);

const minutes = Number(process.argv[2] ?? 60);
if (!(minutes > 0)) throw new Error(`${String(process.argv[2])}: say for how many minutes, for instance 60.`);

installPackage(import.meta.dirname);
const workshop = mkdtempSync(join(tmpdir(), 'hongxin-explorer-'));
const content = join(workshop, 'content');
const desktop = join(workshop, 'desktop');
cpSync(join(project, 'content'), content, { recursive: true });
mkdirSync(desktop);

/** A photo that no encoder makes small. */
function photo(width: number, height: number): Sharp {
  const next = random(1);
  const raw = Buffer.from(Array.from({ length: width * height * 3 }, () => Math.floor(next() * 256)));
  return sharp(raw, { raw: { width, height, channels: 3 } });
}

const made: Record<(typeof files)[number], () => Promise<Buffer | string>> = {
  'photo.jpg': () =>
    photo(1600, 1200)
      .jpeg()
      .withExif({ IFD0: { Model: 'phone' } })
      .toBuffer(),
  'drawing.png': () => photo(700, 900).png().toBuffer(),
  'small.png': () => photo(200, 150).png().toBuffer(),
  'named-wrong.jpg': () => photo(800, 800).webp().toBuffer(),
  'cut.jpg': async () => (await photo(900, 700).jpeg().toBuffer()).subarray(0, 9000),
  'phone.heic': () => Promise.resolve(join(project, 'tests/fixtures/photos/corners-p3.heic')),
  'clip.mp4': () => clip('explored.mp4', ...picture('640x360', 3)),
  'captions.vtt': () => Promise.resolve(Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\n路灯修好了\n')),
  'captions.srt': () => Promise.resolve(Buffer.from('1\n00:00:00,000 --> 00:00:02,000\n路灯修好了\n')),
};
for (const [name, make] of Object.entries(made)) {
  const file = await make();
  if (typeof file === 'string') copyFileSync(file, join(desktop, name));
  else writeFileSync(join(desktop, name), file);
}

// The explorer's own engine knows no environment: it reads where the files are from a module.
const plan = join(workshop, 'explorer');
mkdirSync(plan);
mkdirSync(join(workshop, 'studio'));
copyFileSync(join(import.meta.dirname, '../studio/words.ts'), join(workshop, 'studio/words.ts'));
copyFileSync(join(import.meta.dirname, 'properties.ts'), join(plan, 'properties.ts'));
symlinkSync(join(import.meta.dirname, 'node_modules'), join(plan, 'node_modules'));
writeFileSync(
  join(plan, 'files.ts'),
  `export const files = ${JSON.stringify(Object.keys(made).map((name) => join(desktop, name)))};\n`,
);

const browser = ensureBrowser('benchmarks');
const studio = await startStudio(content, { MEDIA_DIR: join(workshop, 'media') });

/** What a command of Git says in the explored content. */
function git(...parameters: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', content, ...parameters], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`git ${parameters.join(' ')}: ${stderr}`);
  return stdout.trim();
}

let broken = 0;
function report(sentence: string): void {
  broken += 1;
  console.log(sentence);
}

/** Checks a recorded state of the content as a build would, in a folder of its own. */
async function checkRecorded(commit: string): Promise<void> {
  const folder = join(workshop, 'recorded');
  rmSync(folder, { recursive: true, force: true });
  git('worktree', 'prune');
  git('worktree', 'add', '--quiet', '--detach', folder, commit);
  rmSync(join(folder, '.git'));
  const { problems } = await checkContent(folder, 'public');
  if (problems.length > 0)
    report(
      `${commit}, ${git('log', '-1', '--format=%s', commit)}: the content check refuses it.\n${formatReport(problems)}`,
    );
}

/** Commits that were not checked yet, the oldest first. */
let last = git('rev-parse', 'HEAD');
let saves = 0;
async function checkNew(): Promise<void> {
  for (const commit of git('rev-list', '--reverse', `${last}..HEAD`)
    .split('\n')
    .filter((line) => line !== '')) {
    await checkRecorded(commit);
    saves += 1;
    last = commit;
  }
}
/** What the explorer wrote of each step. */
interface Step {
  action: unknown;
  state: { url: string; screenshot: string };
  violations?: { name: string; violation: unknown }[];
}

/** Every value of a key in a tree. */
function valuesOf(tree: unknown, key: string): unknown[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    name === key ? [value] : valuesOf(value, key),
  );
}

let steps = 0;
/** Properties and what broke them, which were said already. */
const said = new Set<string>();
async function reportSteps(traces: string): Promise<void> {
  const past: Step[] = [];
  for await (const line of createInterface({ input: createReadStream(join(traces, 'trace.jsonl')) })) {
    const { action, state, violations } = JSON.parse(line) as Step;
    past.push({ action, state: { url: state.url, screenshot: state.screenshot } });
    for (const { name, violation } of violations ?? []) {
      const seen = JSON.stringify(
        valuesOf(violation, 'snapshots')
          .flat()
          .flatMap((snapshot) => valuesOf(snapshot, 'value')),
      );
      if (said.has(name + seen)) continue;
      said.add(name + seen);
      const before = past.slice(-5).map((step) => `  ${JSON.stringify(step.action).slice(0, 300)}`);
      report(
        `Step ${String(past.length)}, ${state.url}: ${name}, ${seen.slice(0, 600)}\n${before.join('\n')}\n  ${state.screenshot}`,
      );
    }
  }
  steps += past.length;
}

/** Explores from an address for some minutes. Returns when the time is over, or when the explorer lost its browser. */
async function explore(run: number, time: number): Promise<void> {
  const traces = join(workshop, `traces-${String(run)}`);
  const program = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'node_modules/@antithesishq/bombadil/bin/bombadil.js'),
      'browser', 'test', `${studio.origin}${starts[run % starts.length] ?? ''}`, join(plan, 'properties.ts'),
      '--headless', '--no-sandbox', '--time-limit', `${String(Math.ceil(time * 60))}s`, '--output-path', traces,
      '--width', run % 2 === 0 ? '1440' : '390', '--height', '900', '--instrument-javascript', '',
    ], // prettier-ignore
    {
      cwd: workshop,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CHROME: browser, RUST_LOG: 'error', LANG: 'zh_CN.UTF-8' },
    },
  );
  const ended = new Promise<'ended'>((end) => {
    program.once('exit', () => {
      end('ended');
    });
  });
  do await checkNew();
  while ((await Promise.race([ended, wait(2_000)])) !== 'ended');
  await checkNew();
  await reportSteps(traces);
}

const end = performance.now() + minutes * 60_000;
for (let run = 0; performance.now() < end; run += 1) {
  await fetch(studio.origin).catch((error: unknown) => {
    throw new Error(`The office is gone, after the parts in ${workshop}.`, { cause: error });
  });
  await explore(run, Math.min(part, (end - performance.now()) / 60_000));
}
const left = git('status', '--porcelain');
if (left !== '') report(`Not recorded:\n${left}`);
await studio.stop();
console.log(
  `${String(minutes)} minutes, ${String(steps)} steps, ${String(saves)} saves checked, ${String(broken)} broken. In ${workshop}.`,
);
if (steps < minutes) throw new Error('The explorer took next to no step.');
process.exitCode = broken === 0 ? 0 : 1;
