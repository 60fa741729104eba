/** A content tree with many clips, made of the sample clips: each has a frame of its own for a poster. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { clips, frame } from '../../tools/sample-clips/clips.ts';

const content = join(import.meta.dirname, '../../content');

/** Writes the settings of the project and `count` clips into a directory. */
export async function writeManyClips(directory: string, count: number): Promise<void> {
  cpSync(join(content, 'site'), join(directory, 'site'), { recursive: true });
  mkdirSync(join(directory, 'media'), { recursive: true });
  for (let number = 0; number < count; number++) {
    const clip = clips[number % clips.length];
    if (clip === undefined) throw new Error('There are no sample clips.');
    const slug = `pian-${String(number + 1).padStart(3, '0')}`;
    // The first second of a scene is often still, so that frames begin behind it.
    const moment = 1 + ((number * 0.37) % (clip.seconds - 1.5));
    await sharp(Buffer.from(frame(clip, moment, { scale: 720 / 540, isPoster: true })))
      .flatten()
      .jpeg({ quality: 84 })
      .toFile(join(directory, 'media', `${slug}.jpg`));
    const manifest = JSON.parse(readFileSync(join(content, 'media', `${clip.id}.json`), 'utf8')) as object;
    writeFileSync(join(directory, 'media', `${slug}.json`), JSON.stringify({ ...manifest, poster: `./${slug}.jpg` }));
    const entry = join(directory, 'videos', slug);
    mkdirSync(entry, { recursive: true });
    const audio = /^audio: (.*)$/m.exec(readFileSync(join(content, 'videos', clip.id, 'index.md'), 'utf8'))?.[1] ?? '';
    const captions = audio === 'silent' ? '' : 'captions: captions.vtt\n';
    if (captions !== '') cpSync(join(content, 'videos', clip.id, 'captions.vtt'), join(entry, 'captions.vtt'));
    const day = new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
    writeFileSync(
      join(entry, 'index.md'),
      `---\ntitle: 第${String(number + 1)}段短片\nrecordedOn: ${day}\ntown: 玉津镇\nscene: daily\ntheme: labour\naudio: ${audio}\n${captions}clip: ${slug}\npublication: { status: published, sample: true }\n---\n\n画面。\n`,
    );
  }
}
