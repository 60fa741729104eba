/**
 * A clip like a phone's: 1080×1920, 30 frames a second, real pictures under an unsteady hand, grain, sound. The pictures are those of Debian's
 * package `forensics-samples-files` (CC BY-SA 4.0: photographs of 12 megapixels and a short film, made with phones);
 * nothing of them is kept in the project.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../src/environment.ts';
import { findProgram } from '../../src/media/ffmpeg.ts';

const kept = join(import.meta.dirname, '../../node_modules/.cache/hongxin/bench/phone');
const samples = join(kept, 'usr/share/forensics-samples/original-files');

function run(command: string, parameters: readonly string[], directory = kept): void {
  const { status } = spawnSync(command, parameters, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} did not succeed.`);
}

/** Fetches the package and unpacks it into the cache. Needs a Debian or Ubuntu. */
function fetchSamples(): void {
  if (existsSync(samples)) return;
  mkdirSync(kept, { recursive: true });
  run('apt-get', ['download', '-qq', 'forensics-samples-files']);
  const archive = readdirSync(kept).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get fetched no package.');
  run('dpkg-deb', ['-x', archive, '.']);
}

/** A hand that holds a phone: a slow pan, and a tremble of a few pixels. `size` is how far the crop may go. */
const wander = (size: string, phase: number) =>
  `(${size})*(0.5+0.42*sin(t*0.35+${phase})+0.006*sin(t*9+${phase})+0.004*sin(t*17.3))`;

/** Makes the clip, or finds it made before. @param seconds its length; @returns its path */
export async function phoneClip(seconds: number): Promise<string> {
  const target = join(kept, `phone-${seconds}.mp4`);
  if (existsSync(target)) return target;
  fetchSamples();
  const { path: ffmpeg } = await findProgram(environment.ffmpeg);
  const photos = [
    'pic2/IMG_20191224_234846.jpg',
    'pic2/IMG_20200608_111614.jpg',
    'pic1/IMG_20200827_231612.jpg',
    'pic2/IMG_20200124_231153.jpg',
  ];
  const each = seconds / (photos.length + 1);
  const stills = photos.flatMap((photo) => [
    '-loop',
    '1',
    '-framerate',
    '30',
    '-t',
    String(each),
    '-i',
    join(samples, photo),
  ]);
  const moving = photos.map(
    (_, index) =>
      `[${index}:v]scale=-2:2600,crop=1080:1920:x='${wander('iw-ow', index)}':y='${wander('ih-oh', index + 2)}',setsar=1,fps=30[p${index}]`,
  );
  const film = `[${photos.length}:v]scale=-2:1920,crop=1080:1920,setsar=1,fps=30,trim=duration=${each}[film]`;
  const names = photos.map((_, index) => `[p${index}]`).join('');
  const graph = [
    ...moving,
    film,
    `${names}[film]concat=n=${photos.length + 1},noise=alls=4:allf=t:all_seed=7,format=yuv420p[v]`,
  ].join(';');
  const part = join(kept, 'making.mp4');
  run(ffmpeg, [
    '-loglevel', 'error', '-y', ...stills,
    '-stream_loop', '-1', '-i', join(samples, 'movie1/VID_20191220_170832.mp4'),
    '-f', 'lavfi', '-i', `anoisesrc=color=pink:amplitude=0.2:seed=5:sample_rate=44100`,
    '-filter_complex', graph, '-map', '[v]', '-map', `${photos.length + 1}:a`, '-t', String(seconds),
    '-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '17M', '-maxrate', '20M', '-bufsize', '20M', '-c:a', 'aac', '-b:a', '160k', part,
  ]); // prettier-ignore
  renameSync(part, target);
  return target;
}
