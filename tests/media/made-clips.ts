/** Small clips made by ffmpeg, cached between runs. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../src/environment.ts';
import { findProgram, runFfmpeg } from '../../src/media/transcoding/ffmpeg.ts';
import { testCache } from '../places.ts';

/** The program that the tests use: the one that the command would use. */
export const program = await findProgram(environment.ffmpeg);

const kept = join(testCache, 'media');

/** A clip made by ffmpeg with these parameters, cached between runs. `file` is its name with extension. */
export async function clip(file: string, ...parameters: string[]): Promise<string> {
  const key = createHash('sha256').update(parameters.join('\0')).digest('hex').slice(0, 12);
  const folder = join(kept, key);
  const path = join(folder, file);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `making-${String(process.pid)}-${file}`);
  const { code, messages } = await runFfmpeg(program.path, ['-loglevel', 'error', '-y', ...parameters, part]);
  if (code !== 0) throw new Error(`${file}: ${messages}`);
  renameSync(part, path);
  return path;
}

/** Parameters for a moving picture with a tone. `seconds` long. */
export function picture(size: string, seconds: number, rate = 30, sound = 'sine=frequency=440'): string[] {
  const length = String(seconds);
  return [
    '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${String(rate)}:duration=${length}`,
    '-f', 'lavfi', '-i', `${sound}:duration=${length}`,
    '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest',
  ]; // prettier-ignore
}

/** The usual small clip: 1.2 s, 192×108, a few ten kB. */
export function smallClip(): Promise<string> {
  return clip('small.mp4', ...picture('192x108', 1.2));
}
