import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { removalWorker } from '../../src/build/offline-worker.ts';

test('the guide shows the worker that a site without a finder leaves, letter by letter', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8');
  assert.ok(guide.includes(`\`\`\`js\n${removalWorker}\`\`\``));
});
