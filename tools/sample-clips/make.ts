/**
 * Draws the ten sample clips: `node tools/sample-clips/make.ts [id …]`.
 *
 * There is no real clip yet, and a page of clips cannot be judged without moving pictures. So each clip here is
 * drawn frame by frame (SVG → sharp → ffmpeg), is marked with 示例 from the first frame to the last, shows no
 * real person, and has a synthetic voice (espeak-ng). The drawn original is then added like every clip, through
 * `addClip`. It needs a Chinese font, ffmpeg, and for the four with speech espeak-ng.
 *
 * The poster is drawn as well, without the text at the bottom; the candidates of every clip are not stored, since
 * the samples are in Git. The captions go beside the entry of the same name.
 */
import '../../src/process/start.ts';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { captionsAsVtt, type Cue } from '../../src/domain/clips/captions.ts';
import { environment } from '../../src/environment.ts';
import { addClip } from '../../src/media/clips/add-clip.ts';
import { findProgram } from '../../src/media/transcoding/ffmpeg.ts';
import { clipRecordAt, readManifest, saveClipRecord } from '../../src/media/clips/manifest.ts';
import { clips, frame, type Clip } from './clips.ts';

const framesPerSecond = 20;
/** The scenes are drawn 540 wide or high; the original is 720, as the larger rendition is. */
const scale = 720 / 540;
/** Words a minute, and the options that distinguish the voices of espeak-ng. */
const speed = '175';
const voices = { low: ['-v', 'cmn', '-p', '35'], high: ['-v', 'cmn+f3', '-p', '55'] } as const;

const { contentDirectory, mediaDirectory } = environment;

interface Speech {
  at: number;
  file: string;
  cue: Cue;
}

/** Seconds of a WAV file as espeak-ng writes it: 16 bits, one channel, a header of 44 bytes. */
const secondsOfWave = (bytes: Buffer) => (bytes.length - 44) / 2 / bytes.readUInt32LE(24);

/** Synthesises every line of a clip, each into a file. */
async function speak(clip: Clip, workDirectory: string): Promise<Speech[]> {
  const spoken: Speech[] = [];
  for (const [index, { at, text, voice }] of (clip.speech ?? []).entries()) {
    const wave = execFileSync('espeak-ng', [...voices[voice], '-s', speed, '--stdout', text], { maxBuffer: 2 ** 26 });
    const file = join(workDirectory, `${clip.id}-${String(index)}.wav`);
    await writeFile(file, wave);
    spoken.push({ at, file, cue: { start: at, end: at + secondsOfWave(wave), text } });
  }
  return spoken;
}

/** The inputs and the filter that mix the sound of a clip; nothing for a silent one. */
function soundOf(clip: Clip, spoken: readonly Speech[]): { inputs: string[]; filter: string[] } {
  if (clip.sound === undefined && spoken.length === 0) return { inputs: [], filter: ['-an'] };
  const { seconds } = clip;
  const fade = `afade=t=in:d=0.5,afade=t=out:st=${String(seconds - 1)}:d=1`;
  const background = clip.sound ?? 'anullsrc=sample_rate=44100';
  // The speech is well above the street noise.
  const level = spoken.length > 0 ? ',volume=0.25' : '';
  const delayed = spoken.map(({ at }, index) => {
    const milliseconds = String(Math.round(at * 1000));
    return `[${String(index + 2)}:a]aresample=44100,adelay=${milliseconds}:all=1[s${String(index)}]`;
  });
  const mixed = [`[1:a]${fade}${level}[b]`, ...delayed];
  const names = ['[b]', ...spoken.map((_, index) => `[s${String(index)}]`)].join('');
  const mix = `${names}amix=inputs=${String(spoken.length + 1)}:duration=first:normalize=0[a]`;
  return {
    inputs: ['-f', 'lavfi', '-t', String(seconds), '-i', background, ...spoken.flatMap(({ file }) => ['-i', file])],
    filter: ['-filter_complex', [...mixed, mix].join(';'), '-map', '[a]', '-c:a', 'aac', '-b:a', '160k'],
  };
}

/** Draws every frame of a clip and pipes it to ffmpeg, which makes an original of high quality. */
async function film(program: string, clip: Clip, spoken: readonly Speech[], target: string): Promise<void> {
  const size = `${String(clip.width * scale)}x${String(clip.height * scale)}`;
  const sound = soundOf(clip, spoken);
  const ffmpeg = spawn(
    program,
    [
      '-hide_banner', '-loglevel', 'error', '-y',
      '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-r', String(framesPerSecond), '-i', 'pipe:0',
      ...sound.inputs, ...sound.filter,
      '-map', '0:v', '-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-c:v', 'libx264', '-crf', '10', '-preset', 'fast', '-pix_fmt', 'yuv420p',
      '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709',
      '-t', String(clip.seconds), '-map_metadata', '-1', '-fflags', '+bitexact', '-f', 'mp4', target,
    ], // prettier-ignore
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = once(ffmpeg, 'close');
  for (let index = 0; index < clip.seconds * framesPerSecond; index += 1) {
    const picture = await sharp(Buffer.from(frame(clip, index / framesPerSecond, { scale })))
      .removeAlpha()
      .raw()
      .toBuffer();
    if (!ffmpeg.stdin.write(picture)) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${clip.id}：ffmpeg 没有做成（退出码 ${String(code)}）`);
}

/** Makes the original of a clip, adds it, and stores its drawn poster and its captions. */
async function make(program: string, clip: Clip, workDirectory: string): Promise<void> {
  const { id } = clip;
  const original = join(workDirectory, `${id}.mp4`);
  const spoken = await speak(clip, workDirectory);
  await film(program, clip, spoken, original);

  const before = await readManifest(contentDirectory, id);
  await rm(join(contentDirectory, 'media', `${id}.json`), { force: true });
  const { manifest } = await addClip({ file: original, id });
  const { posterCandidates = [], ...rest } = manifest;
  const files = new Set(manifest.renditions.map(({ file }) => file));
  const gone = [
    ...posterCandidates.flatMap(({ jpeg, avif }) => [jpeg, avif]),
    ...(before?.renditions ?? []).map(({ file }) => file).filter((file) => !files.has(file)),
  ];
  for (const file of gone) await rm(join(mediaDirectory, file), { force: true });

  const poster = join(workDirectory, `${id}.jpg`);
  await sharp(Buffer.from(frame(clip, clip.posterAt, { scale, isPoster: true })))
    .flatten()
    .jpeg({ quality: 84, mozjpeg: true })
    .toFile(poster);
  const base = await clipRecordAt(contentDirectory, id);
  await saveClipRecord(
    contentDirectory,
    id,
    { manifest: rest, poster: await readFile(poster) },
    base,
    `更新示例短片：${id}`,
  );

  const soundCues = (clip.sounds ?? []).map(({ from, to, text }): Cue => ({ start: from, end: to, text }));
  const cues = [...soundCues, ...spoken.map(({ cue }) => cue)].sort((a, b) => a.start - b.start);
  if (cues.length > 0) {
    await writeFile(join(contentDirectory, 'videos', id, 'captions.vtt'), captionsAsVtt(cues));
  }
  const sizes = manifest.renditions.map(({ file, bytes }) => `${file} ${String(Math.round(bytes / 1000))} kB`);
  console.log(sizes.join('  '));
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => clips.every((clip) => clip.id !== id));
if (unknown.length > 0) {
  console.error(`没有这些短片：${unknown.join('、')}。可以写：${clips.map((clip) => clip.id).join('、')}`);
  process.exit(1);
}
const program = await findProgram(environment.ffmpeg);
const workDirectory = await mkdtemp(join(tmpdir(), 'sample-clips-'));
try {
  for (const clip of clips) {
    if (wanted.length === 0 || wanted.includes(clip.id)) await make(program.path, clip, workDirectory);
  }
} finally {
  await rm(workDirectory, { recursive: true, force: true });
}
