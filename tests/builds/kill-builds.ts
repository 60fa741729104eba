/** Kills builds at moments from a seed, and looks after each at the site as a web server sees it. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { keptReleases } from '../../src/build/releases.ts';
import { random } from '../random.ts';
import { digestOf, leftInProject, RunningBuild, writeCounty } from './small-site.ts';

/** What came of builds that were killed. */
export interface KillCounts {
  /** Builds that were killed while they ran. */
  killed: number;
  /** Builds that had ended before. */
  ended: number;
  /** Of those that were killed: after which the old site was seen, and after which the new one. */
  old: number;
  new: number;
  /** Seconds that a build takes that nobody kills. */
  seconds: number;
}

/** Milliseconds that the last step takes, with room: half of the kills fall into it. */
const lastStep = 120;

/**
 * Builds two counties in turn to one place, and kills each build.
 * @throws when a site is seen that is neither whole and old nor whole and new, and when a build that nobody kills does not
 * clean up
 */
export async function killBuilds(workplace: string, count: number, seed: number): Promise<KillCounts> {
  const site = join(workplace, 'site');
  const counties = ['甲县', '乙县'].map((name) => writeCounty(join(workplace, name), name));
  const start = (county: number) =>
    new RunningBuild({
      CONTENT_DIR: counties[county] ?? '',
      OUT_DIR: site,
      CACHE_DIR: join(workplace, 'cache'),
      MEDIA_DIR: join(workplace, 'media'),
    });
  let seconds = 0;
  const buildWhole = async (county: number) => {
    const started = performance.now();
    const build = start(county);
    assert.equal(await build.ended, 0, build.output);
    seconds = (performance.now() - started) / 1000;
    assert.deepEqual(leftInProject(), []);
    const besides = readdirSync(`${site}.releases`).filter((name) => !/^\.(?:lock|carried-over)/.test(name));
    assert.ok(besides.length <= 1 + keptReleases && besides.every((name) => !name.startsWith('.')), besides.join());
    return digestOf(site);
  };
  const digests = [await buildWhole(0), await buildWhole(1)];
  assert.notEqual(digests[0], digests[1]);

  const next = random(seed);
  const counts: KillCounts = { killed: 0, ended: 0, old: 0, new: 0, seconds };
  let shown = 1;
  for (let at = 0; at < count; at++) {
    const county = 1 - shown;
    const build = start(county);
    if (at % 2 === 0) {
      await Promise.race([build.ended, wait(next() * seconds * 1000)]);
    } else {
      await build.reached('换上新的网站');
      await wait(next() * lastStep);
    }
    build.kill();
    const wasKilled = (await build.ended) === null;
    const seen = digests.indexOf(digestOf(site));
    assert.ok(seen === shown || seen === county, `kill ${String(at + 1)}: neither the old site nor the new one`);
    if (wasKilled) counts[seen === shown ? 'old' : 'new'] += 1;
    counts[wasKilled ? 'killed' : 'ended'] += 1;
    shown = seen;
    // What the killed builds before it have left is removed by one that nobody kills.
    if (at === count - 1 || at % 25 === 24) assert.equal(await buildWhole(shown), digests[shown]);
  }
  return counts;
}
