/** What becomes of saves when the office is killed, and when disks, processes and power fail in a simulated one. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRepository, killSaves } from '../content-store/kill-saves.ts';
import { simulate } from '../content-store/simulation.ts';
import { simulateSharing } from '../sharing/simulation.ts';
import type { Row } from './run.ts';

/** Each round begins with an empty content: a repository of a hundred thousand versions would be measured otherwise. */
const rounds = 50;
const killsInRound = 200;

const stories = 100_000;
const atATime = 8;

/** Kills ten thousand offices that save. Throws when something acknowledged is lost, torn or locked. */
export async function benchmarkSaveKills(): Promise<Row[]> {
  const total = { kills: 0, acknowledged: 0, finished: 0 };
  for (let round = 1; round <= rounds; round += 1) {
    const workplace = mkdtempSync(join(tmpdir(), 'hongxin-saves-'));
    try {
      const content = join(workplace, 'content');
      mkdirSync(content);
      const { kills, acknowledged, finished } = await killSaves(content, killsInRound, round);
      checkRepository(content, acknowledged);
      total.kills += kills;
      total.acknowledged += acknowledged;
      total.finished += finished;
    } finally {
      rmSync(workplace, { recursive: true, force: true });
    }
    console.log(`round ${String(round)} of ${String(rounds)}: ${String(total.acknowledged)} saves acknowledged`);
  }
  return [
    { what: 'kills (SIGKILL)', count: String(total.kills) },
    { what: 'saves acknowledged', count: String(total.acknowledged) },
    { what: 'kills in the middle of a save, which the next start finished', count: String(total.finished) },
    { what: 'acknowledged saves lost, files torn, entries half saved, locks left', count: '0' },
  ];
}

/** Runs a hundred thousand stories of the simulated office. Throws with the seed of a story that breaks a promise. */
export async function benchmarkSimulation(): Promise<Row[]> {
  const total = { saved: 0, conflicts: 0, kills: 0, powerFailures: 0 };
  // The library prints what it rethrows.
  const { log } = console;
  for (let seed = 1; seed <= stories; seed += atATime) {
    console.log = () => undefined;
    const told = await Promise.all(Array.from({ length: atATime }, (_, index) => simulate(seed + index))).finally(
      () => {
        console.log = log;
      },
    );
    for (const { saved, conflicts, kills, powerFailures } of told) {
      total.saved += saved;
      total.conflicts += conflicts;
      total.kills += kills;
      total.powerFailures += powerFailures;
    }
    if ((seed - 1) % 1000 === 0) console.log(`story ${String(seed)} of ${String(stories)}`);
  }
  return [
    { what: 'stories, one seed each', count: String(stories) },
    { what: 'saves acknowledged', count: String(total.saved) },
    { what: 'saves refused, since somebody else had saved', count: String(total.conflicts) },
    { what: 'kills', count: String(total.kills) },
    { what: 'failures of power', count: String(total.powerFailures) },
    { what: 'promises broken', count: '0' },
  ];
}

const sharedStories = 10_000;

/** Runs ten thousand stories of offices that share a repository. Throws with the seed of a story that breaks a promise. */
export async function benchmarkSharing(): Promise<Row[]> {
  const total = { saves: 0, undone: 0, merges: 0, kills: 0, failures: 0, waiting: 0 };
  const { log } = console;
  for (let seed = 1; seed <= sharedStories; seed += 1) {
    console.log = () => undefined;
    const story = await simulateSharing(seed).finally(() => {
      console.log = log;
    });
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += story[name];
    if (seed % 500 === 0) console.log(`story ${String(seed)} of ${String(sharedStories)}`);
  }
  return [
    { what: 'stories, one seed each', count: String(sharedStories) },
    { what: 'saves', count: String(total.saves) },
    { what: 'saves taken back', count: String(total.undone) },
    { what: 'versions of others taken in', count: String(total.merges) },
    { what: 'values that wait for an editor', count: String(total.waiting) },
    { what: 'kills', count: String(total.kills) },
    { what: 'requests that the network or the disk failed', count: String(total.failures) },
    { what: 'promises broken', count: '0' },
  ];
}
