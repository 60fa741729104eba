/**
 * Draws the ten sample clips: `node src/media/sample-clips/make.ts [id …]`.
 *
 * Nobody has given a real clip yet, and a page of clips cannot be judged without moving pictures. So each clip here is
 * drawn frame by frame (SVG → sharp → ffmpeg), wears the word 示例 on its face from the first frame to the last, and shows
 * no real person. The output is the same on every run with the same ffmpeg and fonts (a Chinese font has to be installed).
 *
 * For each clip it writes `<id>-<8 of sha256>.mp4` into `MEDIA_DIR`, and the manifest and the poster into
 * `content/media/`. The manifest's `original` is the rendition itself: a drawn clip has no other original.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { environment } from '../../environment.ts';
import { mediaSchema } from '../../schemas/media.ts';
import { clips, frame, type Clip } from './clips.ts';

const framesPerSecond = 15;
const mostBytes = 300_000;

const contentDirectory = join(environment.contentDirectory, 'media');
const mediaDirectory = environment.mediaDirectory;

/** The ffmpeg program, or an end with a message that says what to do. */
function findFfmpeg(): string {
  const program = environment.ffmpeg;
  if (spawnSync(program, ['-version'], { stdio: 'ignore' }).status === 0) return program;
  console.error(`找不到 ffmpeg（试过“${program}”）。请安装 ffmpeg，或用环境变量 FFMPEG_PATH 指明它的位置。`);
  process.exit(1);
}

/** Draws every frame of a clip and hands it to ffmpeg. */
async function encode(program: string, clip: Clip, target: string): Promise<void> {
  const { width, height, seconds, sound } = clip;
  const size = `${String(width)}x${String(height)}`;
  const soundInput =
    sound === undefined
      ? []
      : ['-f', 'lavfi', '-i', `${sound},afade=t=in:d=0.5,afade=t=out:st=${String(seconds - 1)}:d=1`];
  const soundOutput = sound === undefined ? ['-an'] : ['-map', '1:a', '-c:a', 'aac', '-b:a', '40k', '-ac', '1'];
  // What the picture may use so that the file stays under the limit: the buffer (two seconds' worth) and the sound go off it.
  const rate = Math.floor((mostBytes * 0.95 * 8) / 1000 / (seconds + 2)) - (sound === undefined ? 0 : 44);
  const ffmpeg = spawn(
    program,
    // prettier-ignore
    [
      '-hide_banner', '-loglevel', 'error', '-y',
      '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-r', String(framesPerSecond), '-i', 'pipe:0',
      ...soundInput,
      '-map', '0:v', '-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-c:v', 'libx264', '-profile:v', 'high', '-level', '3.1', '-pix_fmt', 'yuv420p',
      '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709',
      '-preset', 'slow', '-tune', 'animation', '-crf', '26', '-maxrate', `${String(rate)}k`, '-bufsize', `${String(rate * 2)}k`, '-threads', '1',
      ...soundOutput,
      '-t', String(seconds), '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', target,
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = once(ffmpeg, 'close');
  for (let index = 0; index < seconds * framesPerSecond; index += 1) {
    const picture = await sharp(Buffer.from(frame(clip, index / framesPerSecond)))
      .removeAlpha()
      .raw()
      .toBuffer();
    if (!ffmpeg.stdin.write(picture)) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${clip.id}：ffmpeg 没有做成（退出码 ${String(code)}）`);
}

/** Makes the rendition, the poster and the manifest of one clip. */
async function make(program: string, clip: Clip, workDirectory: string): Promise<void> {
  const draft = join(workDirectory, `${clip.id}.mp4`);
  await encode(program, clip, draft);
  const data = await readFile(draft);
  if (data.length > mostBytes) throw new Error(`${clip.id}：${String(data.length)} 字节，超过 ${String(mostBytes)}`);
  const sha256 = createHash('sha256').update(data).digest('hex');
  const file = `${clip.id}-${sha256.slice(0, 8)}.mp4`;
  for (const old of await readdir(mediaDirectory)) {
    if (old.startsWith(`${clip.id}-`) && old.endsWith('.mp4') && old !== file) await rm(join(mediaDirectory, old));
  }
  await writeFile(join(mediaDirectory, `${file}.part`), data);
  await rename(join(mediaDirectory, `${file}.part`), join(mediaDirectory, file));

  const poster = `${clip.id}.jpg`;
  await sharp(Buffer.from(frame(clip, clip.posterAt)))
    .flatten()
    .jpeg({ quality: 84, mozjpeg: true })
    .toFile(join(contentDirectory, poster));

  const codec = clip.sound === undefined ? 'avc1.64001f' : 'avc1.64001f, mp4a.40.2';
  const manifest = {
    original: { sha256, bytes: data.length },
    durationSeconds: clip.seconds,
    width: clip.width,
    height: clip.height,
    renditions: [{ file, codec, width: clip.width, height: clip.height, bytes: data.length, sha256 }],
    poster: `./${poster}`,
  };
  mediaSchema(() => z.string()).parse(manifest);
  await writeFile(join(contentDirectory, `${clip.id}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(`${file}  ${String(Math.round(data.length / 1000))} kB`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => clips.every((clip) => clip.id !== id));
if (unknown.length > 0) {
  console.error(`没有这些短片：${unknown.join('、')}。可以写：${clips.map((clip) => clip.id).join('、')}`);
  process.exit(1);
}
const ffmpegProgram = findFfmpeg();
await mkdir(contentDirectory, { recursive: true });
await mkdir(mediaDirectory, { recursive: true });
const workDirectory = await mkdtemp(join(tmpdir(), 'sample-clips-'));
try {
  for (const clip of clips) {
    if (wanted.length === 0 || wanted.includes(clip.id)) await make(ffmpegProgram, clip, workDirectory);
  }
} finally {
  await rm(workDirectory, { recursive: true, force: true });
}
