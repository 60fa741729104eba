/** What `npm run bench` keeps of its file. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { sectionsBesides } from '../bench/sections.ts';

const text =
  '# Benchmarks\n\nWritten.\n\n## Builds\n\n| a |\n\n## By hand\n\nwords\n\n### below it\n\nmore\n\n## Builds of old\n\nx\n';

test('sections that a run does not measure keep their text and their order', () => {
  assert.deepEqual(sectionsBesides(text, ['Builds', 'Never there']), [
    '## By hand\n\nwords\n\n### below it\n\nmore',
    '## Builds of old\n\nx',
  ]);
});

test('nothing is kept where every section is measured anew, and nothing of what stands before the first', () => {
  assert.deepEqual(sectionsBesides(text, ['Builds', 'By hand', 'Builds of old']), []);
  assert.deepEqual(sectionsBesides('# Benchmarks\n', []), []);
});
