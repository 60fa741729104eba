/** Fixtures of the pipeline tests: an ffmpeg, small clips made by it, and empty folders to add them to. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { environment } from '../../src/environment.ts';
import { addClip, type AddClipOptions, type AddedClip } from '../../src/media/clips/add-clip.ts';
import { findProgram, runFfmpeg } from '../../src/media/transcoding/ffmpeg.ts';
import { folderStore, type Store } from '../../src/media/stores/store.ts';
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

/**
 * A clip in ten bits with the brightness of HDR, coded as HLG (`arib-std-b67`) or PQ (`smpte2084`). Some phones state
 * no more than that: neither primaries nor matrix.
 */
export function hdrClip(transfer: 'arib-std-b67' | 'smpte2084', saysAll = true): Promise<string> {
  const colours = saysAll ? ':colorprim=bt2020:colormatrix=bt2020nc' : '';
  return clip(
    `${transfer}.mov`,
    ...['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=30:duration=1', '-c:v', 'libx265', '-pix_fmt', 'yuv420p10le'],
    ...['-x265-params', `log-level=none:transfer=${transfer}${colours}`, '-tag:v', 'hvc1'],
  );
}

/** A content tree and a media folder to add clips to. */
export interface Workshop {
  directory: string;
  contentDirectory: string;
  mediaDirectory: string;
  store: Store;
  /** Adds a clip to them. */
  take: (file: string, options?: Partial<AddClipOptions>) => Promise<AddedClip>;
}

/** An empty workshop, removed when the tests of the file have run. */
export function workshop(): Workshop {
  const directory = mkdtempSync(join(tmpdir(), 'hongxin-media-test-'));
  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const contentDirectory = join(directory, 'content');
  const mediaDirectory = join(directory, 'media');
  const store = folderStore(mediaDirectory);
  return {
    directory,
    contentDirectory,
    mediaDirectory,
    store,
    take: (file, options) => addClip({ file, contentDirectory, store, program, ...options }),
  };
}

/** The output of ffmpeg about a file. */
export async function bannerOf(path: string): Promise<string> {
  return (await runFfmpeg(program.path, ['-i', path])).messages;
}
