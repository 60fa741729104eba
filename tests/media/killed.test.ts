/** Killed at any moment, a run leaves no partial file under a name that is read, and the next run finishes. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { readMovie } from '../../src/media/metadata/mp4-boxes.ts';
import { missingFiles } from '../../src/media/clips/add-clip.ts';
import { readManifests } from '../../src/media/clips/manifest.ts';
import { folderStore } from '../../src/media/stores/store.ts';
import { runAndKill } from './killed-process.ts';
import { clip, picture, workshop } from './workshop.ts';

const kills = 50;
/** Runs at a time. */
const lanes = 2;

const place = workshop();
const original = await clip('tiny.mp4', ...picture('128x72', 1));

/** Runs the pipeline, and kills it after so many milliseconds. */
const run = (content: string, media: string, killAfter?: number) =>
  runAndKill(join(import.meta.dirname, 'add-clip-process.ts'), [original, content, media], killAfter);

/** Every file with its final name is whole, and a manifest refers only to existing files. */
async function checkWhole(content: string, media: string): Promise<void> {
  const named = existsSync(media) ? readdirSync(media).filter((name) => !name.startsWith('.')) : [];
  for (const name of named) {
    const data = readFileSync(join(media, name));
    if (name.endsWith('.mp4')) assert.ok(readMovie(data).durationSeconds > 0.9, name);
    else assert.equal((await sharp(data).raw().toBuffer()).length % 3, 0, name);
  }
  const beside = join(content, 'media');
  for (const [id, manifest] of await readManifests(content)) {
    assert.deepEqual(await missingFiles(manifest, folderStore(media)), [], id);
    assert.equal((await sharp(join(beside, `${id}.jpg`)).metadata()).format, 'jpeg');
  }
}

test(`killed at ${String(kills)} random moments it leaves no half file, and finishes when it runs again`, async () => {
  const started = performance.now();
  assert.equal(await run(join(place.directory, 'whole/content'), join(place.directory, 'whole/media')), 0);
  /** How long a run takes that nobody ends, in milliseconds: the first one may have been slowed by other work. */
  let usual = performance.now() - started;
  const expected = readdirSync(join(place.directory, 'whole/media'));
  assert.equal(expected.length, 1 + 6);

  // Seeded (Park and Miller), so that a failure can be reproduced.
  let state = 20_261_001;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const moments = Array.from({ length: kills }, () => random());
  let killed = 0;
  const lane = async (number: number): Promise<void> => {
    const content = join(place.directory, `lane-${String(number)}/content`);
    const media = join(place.directory, `lane-${String(number)}/media`);
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
      const begun = performance.now();
      // From the moment at which Node has started to a little past the usual end.
      if ((await run(content, media, 150 + moment * usual * 1.1)) === null) killed += 1;
      else usual = Math.min(usual, performance.now() - begun);
      await checkWhole(content, media);
      if (moments.length % 8 === 0) {
        assert.equal(await run(content, media), 0, 'it finishes when it runs again');
        assert.deepEqual(readdirSync(media), expected, 'and nothing else is left');
        assert.deepEqual(readdirSync(join(content, 'media')).length, 2);
        await checkWhole(content, media);
      }
      // Once all files exist, the next kill begins with an empty folder again.
      if (existsSync(join(content, 'media')) && (await readManifests(content)).size > 0) {
        rmSync(join(content, '..'), { recursive: true });
        mkdirSync(join(content, '..'));
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  assert.ok(killed >= kills / 2, `only ${String(killed)} runs were still going when they were to be killed`);
});

test('what a run left that was killed when the clip was complete goes with the next run', async () => {
  const content = join(place.directory, 'complete/content');
  const media = join(place.directory, 'complete/media');
  assert.equal(await run(content, media), 0);
  const files = readdirSync(media);
  const [id = ''] = [...(await readManifests(content)).keys()];
  const hash = createHash('sha256').update(readFileSync(original)).digest('hex');
  const work = join(media, '.work', `${id}-${hash.slice(0, 12)}`);
  mkdirSync(join(work, 'made'), { recursive: true });
  writeFileSync(join(work, 'made/record.json'), '{}');
  const ended = spawnSync(process.execPath, ['--version']).pid;
  writeFileSync(join(work, 'lock'), String(ended));
  assert.equal(await run(content, media), 0);
  assert.deepEqual(readdirSync(media), files);
});

test(
  'when the pipeline alone is killed, its ffmpeg ends by itself',
  { skip: process.platform === 'linux' ? false : 'looks for processes as Linux lists them' },
  async () => {
    const long = await clip('longer.mp4', ...picture('1280x720', 8));
    const folders = [join(place.directory, 'alone/content'), join(place.directory, 'alone/media')];
    const script = join(import.meta.dirname, 'add-clip-process.ts');
    const child = spawn(process.execPath, [script, long, ...folders], { stdio: 'ignore' });
    /** Processes of an encoder under a parent, without those that ended and were not yet reaped. */
    const encoders = (pattern: RegExp) =>
      spawnSync('ps', ['-ww', '-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
        .stdout.split('\n')
        .map((line) => /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line))
        .filter((match) => match !== null && !match[3]?.startsWith('Z') && pattern.test(match[4] ?? ''))
        .map((match) => ({ pid: match?.[1], parent: Number(match?.[2]) }));
    // The folder of this run alone: another checkout may be tested at the same time.
    const encoding = new RegExp(`-filter_complex .*${RegExp.escape(place.directory)}.*alone`);
    let found = encoders(encoding);
    for (let tries = 0; tries < 200 && !found.some(({ parent }) => parent === child.pid); tries += 1) {
      await wait(50);
      found = encoders(encoding);
    }
    assert.equal(found.length, 1, 'it was encoding');
    child.kill('SIGKILL');
    let left = encoders(encoding);
    for (let tries = 0; tries < 100 && left.length > 0; tries += 1) {
      await wait(100);
      left = encoders(encoding);
    }
    assert.deepEqual(left, []);
  },
);
