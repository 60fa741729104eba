/** The content that comes with the project: complete, valid, and true to the county's published report. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { checkContent } from '../../src/content-check/check.ts';
import { lineOf } from '../../src/content-check/problem.ts';

const content = join(import.meta.dirname, '../../content');
const yaml = (file: string) => parse(readFileSync(join(content, file), 'utf8')) as Record<string, unknown>;

/** Every figure of the county's report on its three actions: action, label, value, 余 ("at least"), unit. */
const published = readFileSync(join(import.meta.dirname, 'published-figures.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

test('the content of the project has no mistake', async () => {
  const { problems, entries } = await checkContent(content);
  assert.deepEqual(problems.map(lineOf), []);
  assert.ok(entries > 200);
});

test('every published figure is an indicator, exactly as published and with its source', () => {
  assert.equal(published.length, 33);
  for (const [slug, action, label, value, atLeast, unit] of published) {
    const indicator = yaml(`indicators/${slug ?? ''}.yaml`);
    const source = indicator['source'] as Record<string, unknown>;
    assert.equal(indicator['label'], label, slug);
    assert.equal(indicator['action'], action, slug);
    assert.equal(indicator['value'], Number(value), slug);
    assert.equal(indicator['atLeast'] ?? false, atLeast === '余', slug);
    assert.equal(indicator['unit'], unit, slug);
    assert.equal(source['publisher'], '犍为县', slug);
  }
});

test('the towns are those of the official division of county 511123', () => {
  const official = readFileSync(join(import.meta.dirname, '../fixtures/china/towns-511123.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replace('\t', ' '));
  assert.equal(official.length, 15);
  const { towns } = yaml('site/settings.yaml') as { towns: { adcode: string; name: string }[] };
  assert.deepEqual(towns.map(({ adcode, name }) => `${adcode} ${name}`).sort(), official.sort());
});

test('the holiday table of 2026 has the 33 days off and 6 working weekends that were announced', () => {
  const table = yaml('site/holidays/2026.yaml') as { periods: { from: string; to: string }[]; workdays: string[] };
  const days = table.periods.reduce(
    (sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1,
    0,
  );
  assert.equal(days, 33);
  assert.equal(table.workdays.length, 6);
});

test('there are samples of every kind, and each says that it is one', () => {
  const samples = (folder: string, file: (name: string) => string) =>
    readdirSync(join(content, folder), { withFileTypes: true })
      // The folder of an order's pictures may be beside its entry.
      .filter((each) => each.isDirectory() === file('').startsWith('/'))
      .map(({ name }) => name)
      .filter((name) => {
        const text = readFileSync(join(content, folder, file(name)), 'utf8');
        return /^ {2}sample: true$/m.test(text) && /^ {2}status: published$/m.test(text);
      }).length;
  const orders = ['2025', '2026'].reduce((sum, year) => sum + samples(`orders/${year}`, (name) => name), 0);
  assert.deepEqual(
    {
      people: samples('people', (name) => `${name}/index.md`),
      videos: samples('videos', (name) => `${name}/index.md`),
      stations: samples('stations', (name) => name),
      features: samples('features', (name) => `${name}/index.md`),
      orders,
    },
    { people: 15, videos: 10, stations: 39, features: 3, orders: 120 },
  );
});

test('one home for truck drivers offers the eleven services of the report', () => {
  const homes = readdirSync(join(content, 'stations'))
    .map((name) => yaml(`stations/${name}`))
    .filter(({ kind, services }) => kind === 'truckers-home' && Array.isArray(services) && services.length === 11);
  assert.equal(homes.length, 1);
});

test('the sample clips are all there, as their manifests say, and weigh under 8 MB together', () => {
  const manifests = readdirSync(join(content, 'media')).filter((file) => file.endsWith('.json'));
  const files = manifests.flatMap(
    (name) => (yaml(`media/${name}`) as { renditions: { bytes: number; file: string }[] }).renditions,
  );
  for (const { bytes, file } of files) {
    assert.equal(readFileSync(join(content, '../media', file)).length, bytes, file);
  }
  assert.ok(manifests.length >= 10);
  const together = files.reduce((sum, { bytes }) => sum + bytes, 0);
  assert.ok(together < 8_000_000, `${String(together)} bytes`);
});

test('among the sample clips are upright and wide ones, with speech, with other sounds, and without sound', () => {
  const kinds = new Set<string>();
  for (const slug of readdirSync(join(content, 'videos'))) {
    const text = readFileSync(join(content, 'videos', slug, 'index.md'), 'utf8');
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
    const { width, height, durationSeconds } = yaml(`media/${field('clip')}.json`) as {
      width: number;
      height: number;
      durationSeconds: number;
    };
    assert.ok(durationSeconds >= 8 && durationSeconds <= 20, slug);
    kinds.add(`${width < height ? 'upright' : 'wide'} ${field('audio')}`);
  }
  for (const kind of ['upright speech', 'wide speech', 'upright ambient', 'wide ambient', 'upright silent']) {
    assert.ok(kinds.has(kind), kind);
  }
});
