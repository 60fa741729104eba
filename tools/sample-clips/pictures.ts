/**
 * Draws the sample pictures of orders, before and after, from the scenes of the sample clips:
 * `node tools/sample-clips/pictures.ts`. Like the clips they are marked with the word 示例.
 */
import '../../src/process/start.ts';
import { join } from 'node:path';
import sharp from 'sharp';
import { environment } from '../../src/environment.ts';
import { clips, frame } from './clips.ts';

/**
 * The moments of the clip that show the state before and after, and the top of the crop as a share of the frame's
 * height.
 */
const pairs = [
  { order: 'lu-kou-jing-gai-qiao-qi-ban-bian', clip: 'suishou-jinggai', before: 0.2, after: 12.5, top: 0.56 },
  { order: 'lao-lou-er-dan-yuan-de-lou-dao-deng', clip: 'loudao-xiudeng', before: 0.2, after: 9.5, top: 0.14 },
];
const size = { width: 960, height: 720 };

/** The mark of every sample. */
const mark = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="132" height="64"><rect width="132" height="64" rx="12" fill="#2a2420" fill-opacity="0.75"/><text x="66" y="45" font-family="sans-serif" font-size="36" font-weight="700" text-anchor="middle" fill="#fffaf4">示例</text></svg>`,
);

for (const { order, clip: id, before, after, top } of pairs) {
  const clip = clips.find((each) => each.id === id);
  if (clip === undefined) throw new Error(`没有短片 ${id}`);
  for (const [name, seconds] of Object.entries({ before, after })) {
    const scale = size.width / clip.width;
    await sharp(Buffer.from(frame(clip, seconds, { scale, isPoster: true })))
      .flatten()
      .extract({ left: 0, top: Math.round(clip.height * scale * top), ...size })
      .composite([{ input: mark, left: 24, top: size.height - 88 }])
      .jpeg({ quality: 84, mozjpeg: true })
      .toFile(join(environment.contentDirectory, 'orders/2026', order, `${name}.jpg`));
  }
}
