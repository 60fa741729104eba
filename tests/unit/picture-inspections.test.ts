/** What is remembered of a picture while a process runs, by the figures of its file. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import sharp from 'sharp';
import { inspectionOf } from '../../src/media/pictures/picture-inspections.ts';

test('a picture is remembered by its figures only when these tell a change', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'hongxin-inspections-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'photo.png');
  await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c00000' } }).toFile(file);
  const { ctimeMs } = await stat(file);
  context.after(() => {
    mock.timers.reset();
  });
  // Another one of the same size may follow within the tick of a coarse clock.
  mock.timers.enable({ apis: ['Date'], now: ctimeMs + 1000 });
  assert.notEqual(await inspectionOf(file), await inspectionOf(file));
  mock.timers.setTime(ctimeMs + 3000);
  assert.equal(await inspectionOf(file), await inspectionOf(file));
});
