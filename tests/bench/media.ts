/** How long a clip takes to be added, and how good and how large what is made of it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { parseMp4Boxes, everyBox } from '../../src/media/metadata/mp4-boxes.ts';
import { findProgram, runFfmpeg, type Program } from '../../src/media/transcoding/ffmpeg.ts';
import { readManifests } from '../../src/media/clips/manifest.ts';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { phoneFiles } from '../media/phone-files.ts';
import { testCache } from '../places.ts';

const kept = join(testCache, 'bench');
const seconds = 30;

/**
 * A clip as a phone makes it, from real photos (a meadow, a town, a room, a table) panned by an unsteady hand and from a real
 * clip, with the noise of a sensor, coded at 17 Mbit/s as phones do. Nothing in it is a test pattern.
 */
export async function phoneClip(program: Program, folder: string): Promise<string> {
  const path = join(kept, 'phone.mp4');
  if (existsSync(path)) return path;
  mkdirSync(kept, { recursive: true });
  const photos = [
    'pic2/IMG_20200608_111614.jpg',
    'pic1/IMG_1054.JPG',
    'pic2/IMG_20200124_231153.jpg',
    'pic2/IMG_20191224_234846.jpg',
  ];
  const still = (index: number) => {
    const x = `(iw-ow)/2+(iw-ow)*0.35*sin(t*0.5+${String(index)})+6*sin(t*9.1+${String(index)})+4*sin(t*14.3)`;
    const y = `(ih-oh)/2+(ih-oh)*0.3*sin(t*0.37+${String(index)})+6*cos(t*7.7)+4*sin(t*12.9)`;
    return `[${String(index)}:v]loop=loop=-1:size=1:start=0,fps=30,trim=duration=6,setpts=N/30/TB,scale=-2:2500,crop=1160:2062:x='${x}':y='${y}',scale=1080:1920:flags=bicubic,setsar=1,format=yuv420p[s${String(index)}]`;
  };
  const moving = `[4:v]fps=30,crop=608:1080,split[f][r];[r]reverse[rr];[f][rr]concat=n=2,loop=loop=3:size=96:start=0,fps=30,trim=duration=6,setpts=N/30/TB,scale=1080:1920:flags=bicubic,setsar=1,format=yuv420p[s4]`;
  const graph = [
    ...photos.map((_, index) => still(index)),
    moving,
    '[s0][s1][s2][s3][s4]concat=n=5,noise=alls=5:allf=t+u,format=yuv420p[v]',
  ].join(';');
  const { code, messages } = await runFfmpeg(program.path, [
    '-loglevel', 'error', '-y', ...photos.flatMap((photo) => ['-i', join(folder, photo)]),
    '-i', join(folder, 'movie1/VID_20191220_170832.mp4'), '-stream_loop', '-1', '-i', join(folder, 'audio1/debian.wav'),
    '-filter_complex', graph, '-map', '[v]', '-map', '5:a', '-t', String(seconds),
    '-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '17M', '-maxrate', '20M', '-bufsize', '20M', '-bf', '0', '-g', '30',
    '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-c:a', 'aac', '-b:a', '96k',
    '-metadata', 'location=+29.2089+103.9456/', join(kept, 'making.mp4'),
  ]); // prettier-ignore
  if (code !== 0) throw new Error(messages);
  renameSync(join(kept, 'making.mp4'), path);
  return path;
}

/** Structural similarity of a rendition to the original scaled to its size: 1 is the same. */
async function similarity(
  program: Program,
  made: string,
  original: string,
  width: number,
  height: number,
): Promise<number> {
  const scaled = `[1:v]fps=30,scale=${String(width)}:${String(height)}:flags=bicubic,setsar=1,format=yuv420p[o]`;
  const { messages } = await runFfmpeg(program.path, [
    '-loglevel', 'info', '-nostats', '-i', made, '-i', original,
    '-filter_complex', `${scaled};[0:v]setsar=1[m];[m][o]ssim`, '-f', 'null', '-',
  ]); // prettier-ignore
  return Number(/All:([\d.]+)/.exec(messages)?.[1]);
}

/** Bytes from the beginning of a file to the end of its first frame. */
function bytesToFirstFrame(path: string): number {
  const boxes = [...everyBox(parseMp4Boxes(readFileSync(path)))];
  const first = (type: string, at: number) => boxes.find((box) => box.type === type)?.body.readUInt32BE(at) ?? 0;
  // The picture is the first track; `stsz` holds the sizes of its frames from byte 12 on, `stco` where its chunks begin from byte 8 on.
  return first('stco', 8) + first('stsz', 12);
}

/**
 * Takes the clip in, in a process of its own: seconds by the clock, and seconds of processor time of it and its ffmpeg, which
 * are the same however busy the machine is. The shell knows the latter; without one they are not known.
 */
function importLedger(
  program: Program,
  original: string,
  place: string,
): { wall: number; processor: number | undefined } {
  const script = join(import.meta.dirname, '../media/add-clip-process.ts');
  const words = [process.execPath, script, original, join(place, 'content'), join(place, 'media')];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync('bash', ['-c', '"$@" && times', 'bash', ...words], {
    encoding: 'utf8',
    env: { ...process.env, FFMPEG_PATH: program.path },
  });
  if (status !== 0) throw new Error(stderr);
  const children = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const processor = children.reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
  return { wall: (performance.now() - started) / 1000, processor: processor > 0 ? processor : undefined };
}

/** Takes the clip in with the ffmpeg of this machine, and with that of the npm package. */
export async function benchmarkMedia(): Promise<Record<string, string>[]> {
  const found = phoneFiles();
  if ('reason' in found) return [{ ffmpeg: `not measured: ${found.reason}` }];
  const packaged = (createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }).path;
  const usual = await findProgram('ffmpeg');
  const programs = usual.path === packaged ? [usual] : [usual, await findProgram(packaged)];
  const original = await phoneClip(usual, found.folder);
  const rows: Record<string, string>[] = [];
  for (const program of programs) {
    const place = join(kept, 'taken');
    rmSync(place, { recursive: true, force: true });
    const { wall, processor } = importLedger(program, original, place);
    const manifest = [...(await readManifests(join(place, 'content'))).values()][0];
    if (manifest === undefined) throw new Error('the clip was not taken in');
    const times = (value: number) =>
      `${value.toFixed(1)} s, ${(value / manifest.durationSeconds).toFixed(2)}× the clip`;
    for (const { file, width, height, bytes } of manifest.renditions) {
      const path = join(place, 'media', file);
      const ssim = await similarity(usual, path, original, width, height);
      rows.push({
        ffmpeg: program.version,
        'by the clock': times(wall),
        'two processors alone': processor === undefined ? 'not known' : times(processor / 2),
        rendition: `${String(width)}×${String(height)}`,
        size: `${(bytes / 1e6).toFixed(2)} MB of ${(statSync(original).size / 1e6).toFixed(0)} MB`,
        'bit rate': `${((bytes * 8) / manifest.durationSeconds / 1000).toFixed(0)} kbit/s`,
        SSIM: ssim.toFixed(4),
        'to the first frame': `${(bytesToFirstFrame(path) / 1000).toFixed(1)} kB`,
        'metadata left': String(findMetadata(readFileSync(path)).length),
      });
    }
  }
  rmSync(join(kept, 'taken'), { recursive: true, force: true });
  return rows;
}
