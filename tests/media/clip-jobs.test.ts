/** Clips that are made while somebody goes on working. */
import assert from 'node:assert/strict';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ClipJobs, type ClipJobsOptions } from '../../src/media/clips/clip-jobs.ts';
import { missingFiles } from '../../src/media/clips/add-clip.ts';
import { readManifests } from '../../src/media/clips/manifest.ts';
import { MediaFailure, MediaRefusal } from '../../src/media/errors.ts';
import { folderStore } from '../../src/media/stores/store.ts';
import { runAndKill } from './killed-process.ts';
import { clip, picture, program } from './made-clips.ts';
import { workshop } from './workshop.ts';

interface Opened {
  jobs: ClipJobs;
  ready: string[];
  folder: string;
}

function open(directory: string, options: Partial<ClipJobsOptions> = {}): Opened {
  const ready: string[] = [];
  const folder = join(directory, 'jobs');
  const jobs = new ClipJobs({
    folder,
    contentDirectory: join(directory, 'content'),
    openStore: () => folderStore(join(directory, 'media')),
    findProgram: () => Promise.resolve(program),
    onReady: (id) => ready.push(id),
    ...options,
  });
  return { jobs, ready, folder };
}

const files = await Promise.all(
  [440, 550, 660].map((frequency) =>
    clip(`hand-${String(frequency)}.mp4`, ...picture('128x72', 1, 30, `sine=frequency=${String(frequency)}`)),
  ),
);
const [first = '', second = '', third = ''] = files;

test('one is made after the other, nothing is written into the content, and the originals go', async () => {
  const { directory, contentDirectory, store } = workshop();
  const { jobs, ready, folder } = open(directory);
  const handed = [];
  for (const file of [first, second, third])
    handed.push(await jobs.receive('C:\\手机\\VID.MP4', createReadStream(file)));
  assert.deepEqual(
    handed.map(({ name }) => name),
    ['VID.MP4', 'VID.MP4', 'VID.MP4'],
  );
  assert.deepEqual(jobs.find(handed[2]?.clip ?? '')?.state, { is: 'waiting', ahead: 2 });
  await jobs.idle();
  assert.deepEqual(
    ready,
    handed.map((job) => job.clip),
  );
  for (const id of ready) {
    const state = jobs.find(id)?.state;
    assert.ok(state?.is === 'ready' && state.isNew);
    assert.deepEqual(await missingFiles(state.manifest, store), []);
    const record = await jobs.recordOf(id);
    assert.equal(record?.manifest?.poster, `./${id}.jpg`);
    assert.equal(Buffer.from(record.poster ?? []).toString('hex', 0, 3), 'ffd8ff');
    assert.deepEqual(
      readdirSync(join(folder, id)).filter((name) => name.startsWith('original')),
      [],
    );
  }
  assert.equal(existsSync(join(contentDirectory, 'media')), false);
});

test('the same original is one clip, handed in twice, and one of the content is not made again', async () => {
  const { directory, take } = workshop();
  const { jobs } = open(directory);
  const [one, two] = [
    await jobs.receive('a.mp4', createReadStream(first)),
    await jobs.receive('b.mp4', createReadStream(first)),
  ];
  assert.equal(one.clip, two.clip);
  assert.equal(jobs.all().length, 1);
  await jobs.idle();
  await take(second, { id: 'yuzhong' });
  const known = await jobs.receive('c.mp4', createReadStream(second));
  assert.equal(known.clip, 'yuzhong');
  await jobs.idle();
  const state = jobs.find('yuzhong')?.state;
  assert.ok(state?.is === 'ready' && !state.isNew);
  assert.equal(await jobs.recordOf('yuzhong'), undefined);
});

test('what is no clip is refused when it arrives, by the name that it had, and leaves nothing', async () => {
  const { directory } = workshop();
  const { jobs, folder } = open(directory);
  const text = () => [Buffer.from('这不是短片'.repeat(50))].values();
  const stream = async function* () {
    await Promise.resolve();
    yield* text();
  };
  await assert.rejects(jobs.receive('会议.docx', stream()), (error) => {
    assert.ok(error instanceof MediaRefusal);
    assert.match(error.message, /^会议\.docx · 现在：看不出是什么的文件 · 应为：手机拍的短片/);
    return true;
  });
  await assert.rejects(jobs.receive('长.mp4', stream(), 1_000_000_001), /现在：1000\.0 MB · 应为：不超过 1 GB/);
  assert.deepEqual(readdirSync(folder), []);
  assert.deepEqual(jobs.all(), []);
});

test('a sender who goes away leaves nothing, and what a killed process had received half goes after a day', async () => {
  const { directory } = workshop();
  const { jobs, folder } = open(directory);
  const broken = async function* () {
    yield readFileSync(first).subarray(0, 5000);
    await Promise.resolve();
    throw new Error('gone');
  };
  await assert.rejects(jobs.receive('a.mp4', broken()), /gone/);
  assert.deepEqual(readdirSync(folder), []);
  for (const [name, hours] of [
    ['.arriving-old', 25],
    ['.arriving-now', 1],
  ] as const) {
    mkdirSync(join(folder, name));
    const then = Date.now() / 1000 - hours * 3600;
    utimesSync(join(folder, name), then, then);
  }
  await jobs.resume();
  assert.deepEqual(readdirSync(folder), ['.arriving-now']);
});

test('a clip that failed for a reason of the machine is tried again, also by the next process', async () => {
  const { directory, store } = workshop();
  let isBroken = true;
  const openStore = () => {
    if (isBroken) throw new MediaFailure('存储桶没有应答');
    return store;
  };
  const { jobs } = open(directory, { openStore });
  const { clip: id } = await jobs.receive('a.mp4', createReadStream(first));
  await jobs.idle();
  assert.deepEqual(jobs.find(id)?.state, { is: 'failed', reason: '存储桶没有应答', canRetry: true });
  isBroken = false;
  const { jobs: next } = open(directory, { openStore });
  await next.resume();
  assert.deepEqual(next.find(id)?.state, { is: 'failed', reason: '存储桶没有应答', canRetry: true });
  await next.retry(id);
  await next.idle();
  assert.equal(next.find(id)?.state.is, 'ready');
});

test('a clip that was given up stops, and nothing of it is left to go on with', async () => {
  const { directory } = workshop();
  const { jobs, ready, folder } = open(directory);
  const one = await jobs.receive('a.mp4', createReadStream(first));
  const two = await jobs.receive('b.mp4', createReadStream(second));
  await jobs.discard(one.clip);
  await jobs.idle();
  assert.deepEqual(ready, [two.clip]);
  assert.deepEqual(readdirSync(folder), [two.clip]);
  assert.equal(jobs.find(one.clip), undefined);
});

test('a job that nobody came back to for a month goes, and one that cannot be read after a day', async () => {
  const { directory } = workshop();
  const { jobs, folder } = open(directory);
  const { clip: id } = await jobs.receive('a.mp4', createReadStream(first));
  await jobs.idle();
  const file = join(folder, id, 'job.json');
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { receivedAt: string };
  writeFileSync(file, JSON.stringify({ ...stored, receivedAt: new Date(Date.now() - 31 * 86_400_000).toISOString() }));
  mkdirSync(join(folder, 'clip-broken'));
  writeFileSync(join(folder, 'clip-broken/job.json'), '{"clip":');
  const old = Date.now() / 1000 - 2 * 86_400;
  utimesSync(join(folder, 'clip-broken'), old, old);
  await open(directory).jobs.resume();
  assert.deepEqual(readdirSync(folder), []);
});

const kills = 12;

test(`killed at ${String(kills)} moments, the next process goes on with every original that had arrived`, async () => {
  const { directory } = workshop();
  // Seeded (Park and Miller), so that a failure can be reproduced.
  let state = 20_261_127;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const run = (place: string, handed: readonly string[], killAfter?: number) => {
    const words = ['jobs', 'content', 'media'].map((name) => join(place, name));
    return runAndKill(join(import.meta.dirname, 'clip-jobs-process.ts'), [...words, ...handed], killAfter);
  };
  const started = performance.now();
  assert.equal(await run(join(directory, 'whole'), files), 0);
  const usual = performance.now() - started;
  let killed = 0;
  for (let round = 0; round < kills; round += 1) {
    const place = join(directory, `round-${String(round)}`);
    if ((await run(place, files, 150 + random() * usual)) === null) killed += 1;
    const arrived = existsSync(join(place, 'jobs'))
      ? readdirSync(join(place, 'jobs')).filter((name) => !name.startsWith('.'))
      : [];
    assert.equal(await run(place, []), 0);
    const { jobs } = open(place);
    await jobs.resume();
    assert.deepEqual(
      jobs.all().map(({ clip: id, state: { is } }) => [id, is]),
      jobs.all().map(({ clip: id }) => [id, 'ready']),
    );
    assert.deepEqual(
      jobs
        .all()
        .map(({ clip: id }) => id)
        .sort(),
      arrived.sort(),
    );
    for (const job of jobs.all())
      if (job.state.is === 'ready')
        assert.deepEqual(await missingFiles(job.state.manifest, folderStore(join(place, 'media'))), []);
    assert.equal((await readManifests(join(place, 'content'))).size, 0);
  }
  assert.ok(killed >= kills / 2, `${String(killed)} of ${String(kills)} runs were killed before their end`);
});
