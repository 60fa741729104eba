/** Photos as phones make them, through the whole build: no picture of the site gives away where or with what it was taken. */
import assert from 'node:assert/strict';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import sharp from 'sharp';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { runBuild } from '../build-command.ts';
import { tellingPhoto } from '../media/files-with-metadata.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-photos-'));
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

test('no picture that the build makes of a photo tells place, device or owner', async () => {
  const content = join(workplace, 'content');
  cpSync(join(import.meta.dirname, '../fixtures/smallest/content'), content, { recursive: true });
  for (const kind of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const person = join(content, `people/${kind}`);
    mkdirSync(person, { recursive: true });
    const name = `portrait.${kind === 'jpeg' ? 'jpg' : kind}`;
    // Large enough to be made in several widths.
    const exif = await sharp(await tellingPhoto(kind)).metadata();
    assert.ok(exif.exif !== undefined, 'the photo tells something to begin with');
    const photo = await sharp(await tellingPhoto(kind))
      .resize(1600, 1200)
      .keepMetadata()
      .toBuffer();
    assert.ok(findMetadata(photo).some(({ tells }) => tells === 'place'));
    writeFileSync(join(person, name), photo);
    const front = `name: 甲乙\ntrade: rider\ntown: 玉津镇\nheadline: 一句话\nportrait: ./${name}\nportraitAlt: 一张照片\npublication: { status: published, sample: true }`;
    writeFileSync(join(person, 'index.md'), `---\n${front}\n---\n\n正文。\n\n![照片](./${name})\n`);
  }
  const target = join(workplace, 'site');
  const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: target });
  assert.equal(status, 0, output);
  const pictures = globSync('**/*.{jpg,jpeg,png,webp,avif}', { cwd: target });
  assert.ok(pictures.length >= 6, pictures.join(' '));
  for (const picture of pictures) assert.deepEqual(findMetadata(readFileSync(join(target, picture))), [], picture);
});
