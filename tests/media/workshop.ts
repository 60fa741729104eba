/** Fixtures of the pipeline tests: an ffmpeg, small clips made by it, and empty folders to add them to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { addClip, type AddClipOptions, type AddedClip } from '../../src/media/clips/add-clip.ts';
import { runFfmpeg } from '../../src/media/transcoding/ffmpeg.ts';
import { folderStore, type Store } from '../../src/media/stores/store.ts';
import { clip, program } from './made-clips.ts';

export { clip, picture, program, smallClip } from './made-clips.ts';

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
