/**
 * The files made of a clip, and the arguments of ffmpeg for them. Pure: the same clip and program give the same plan.
 */
import { createHash } from 'node:crypto';
import type { Program } from './ffmpeg.ts';
import type { Probe } from './probe.ts';

/** A bit rate that is not exceeded over so many seconds. */
interface Ceiling {
  kilobits: number;
  seconds: number;
  /** How full the buffer is at the beginning, 0 to 1. */
  start: number;
}

/** A size that the site offers. */
interface Size {
  name: string;
  /** The shorter side, pixels. A smaller original is never enlarged. */
  shortSide: number;
  /** Constant rate factor of x264 (quality, smaller is better), and its preset, which trades time for compression. */
  h264: { factor: number; preset: 'medium' | 'slow' };
  /** Highest bit rate of the picture, kbit/s, over a time. */
  ceiling: Ceiling;
  /** A line of the transcript seeks to any moment: what is decoded before it is shown begins at a key frame. */
  secondsBetweenKeyFrames: number;
  /** Constant rate factor of SVT-AV1. */
  av1: number;
  sound: { channels: 1 | 2; kilobits: number };
}

/**
 * Small enough that a link of 400 kbit/s plays it without stalling: picture and sound together stay below that on
 * average, and the buffer that allows a busy scene a higher rate begins half empty (`start`), so that playback never
 * runs ahead of the link by more than what was loaded before the first frame. Within that, the picture may be as good
 * as it can: the limit is the highest bit rate, not the factor. The slower preset is cheap at this size.
 */
const small: Size = {
  name: '480p',
  shortSide: 480,
  h264: { factor: 22.5, preset: 'slow' },
  ceiling: { kilobits: 356, seconds: 3.9, start: 0.5 },
  secondsBetweenKeyFrames: 4,
  av1: 40,
  sound: { channels: 1, kilobits: 40 },
};
const large: Size = {
  name: '720p',
  shortSide: 720,
  h264: { factor: 27.5, preset: 'medium' },
  ceiling: { kilobits: 2000, seconds: 3, start: 0.9 },
  secondsBetweenKeyFrames: 2,
  av1: 40,
  sound: { channels: 2, kilobits: 96 },
};

/**
 * Frames a second at most. Clips of 60 show no more of a person at work, cost half as much again, and the phones of
 * visitors drop frames; every second frame is left out, so that movement stays even.
 */
const mostFrames = 30;

/**
 * Change when the filters of picture or posters change (the parameters of the encoders are part of the names anyway):
 * new files then get new names, and published files are not touched.
 */
const version = 1;

/** A file to make. */
export interface PlannedRendition {
  /** `480p`, `720p`; with `-av1` for that codec. */
  name: string;
  codec: 'h264' | 'av1';
  width: number;
  height: number;
  /** Its name in the store, which contains the hash of original and settings. */
  file: string;
  quality: number;
  preset: string;
  ceiling: Ceiling;
  secondsBetweenKeyFrames: number;
  sound: { channels: 1 | 2; kilobits: number };
}

/** All files to make of a clip. */
export interface TranscodePlan {
  /** Frames a second, as a fraction, e.g. `30000/1001`. */
  framesPerSecond: string;
  renditions: readonly PlannedRendition[];
  posters: readonly { jpeg: string; avif: string }[];
  /** Frames examined for posters, per second of the clip. */
  framesLookedAt: number;
}

/** A frame rate as a fraction that encoders use: the NTSC ones are thousands over 1001. */
export function frameRate(original: number): string {
  let rate = original;
  while (rate > mostFrames * 1.02) rate /= 2;
  for (const whole of [24, 30]) {
    if (Math.abs(rate - (whole * 1000) / 1001) < 0.012) return `${String(whole * 1000)}/1001`;
    if (Math.abs(rate - whole) <= 0.02 * whole && rate >= whole) return String(whole);
  }
  return Math.abs(rate - Math.round(rate)) < 0.05
    ? String(Math.round(rate))
    : `${String(Math.round(rate * 1000))}/1000`;
}

/** Scales a picture so that its shorter side is the given one. H.264 in 4:2:0 requires even numbers. */
export function fit(width: number, height: number, shortSide: number): { width: number; height: number } {
  const factor = Math.min(1, shortSide / Math.min(width, height));
  const even = (value: number) => Math.max(2, Math.round((value * factor) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Sizes worth making of a picture: none above it, and no two that are nearly the same. */
function sizesOf(shortSide: number): Size[] {
  const own = { name: `${String(shortSide - (shortSide % 2))}p`, shortSide };
  if (shortSide <= small.shortSide * 1.2) return [{ ...small, ...own }];
  return [small, shortSide < large.shortSide ? { ...large, ...own } : large];
}

function key(...parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([version, ...parts]))
    .digest('hex')
    .slice(0, 12);
}

/** How many frames are examined for each of the three posters. */
const framesForEachPoster = 5;

/** Plans the files of a clip. `original` is the SHA-256 of the original. */
export function planClip(
  id: string,
  original: string,
  probe: Probe,
  codecs: readonly ('h264' | 'av1')[],
): TranscodePlan {
  const sizes = sizesOf(Math.min(probe.width, probe.height));
  const framesPerSecond = frameRate(probe.framesPerSecond);
  const renditions = codecs.flatMap((codec) =>
    sizes.map((size): PlannedRendition => {
      const name = codec === 'av1' ? `${size.name}-av1` : size.name;
      const made = {
        codec,
        ...fit(probe.width, probe.height, size.shortSide),
        quality: codec === 'av1' ? size.av1 : size.h264.factor,
        preset: codec === 'av1' ? '7' : size.h264.preset,
        ceiling: size.ceiling,
        secondsBetweenKeyFrames: size.secondsBetweenKeyFrames,
        sound:
          probe.channels === 1 && size.sound.channels === 2
            ? ({ channels: 1, kilobits: Math.round((size.sound.kilobits * 2) / 3) } as const)
            : size.sound,
      };
      return {
        name,
        ...made,
        file: `${id}-${name}-${key(original, made, pictureParameters(made, framesPerSecond), loudnessTarget)}.mp4`,
      };
    }),
  );
  const posterKey = key(original, 'posters');
  return {
    framesPerSecond,
    renditions,
    posters: [1, 2, 3].map((number) => {
      const name = `${id}-poster-${String(number)}-${posterKey}`;
      return { jpeg: `${name}.jpg`, avif: `${name}.avif` };
    }),
    framesLookedAt: (3 * framesForEachPoster) / probe.durationSeconds,
  };
}

/** Loudness as measured by a first pass over the sound, as ffmpeg's loudnorm filter reports it. */
export interface Loudness {
  input_i: string;
  input_tp: string;
  input_lra: string;
  input_thresh: string;
  target_offset: string;
}

/** LUFS and dBTP of what the site plays. */
const loudnessTarget = { integrated: -16, truePeak: -1.5, range: 11 } as const;
/** Below this a sound track counts as silence, LUFS: the absolute gate of ITU-R BS.1770. */
export const silence = -70;
/** The largest gain for a quiet clip, dB: more would amplify the microphone's noise to a hiss. */
const largestGain = 20;

/** The target of a clip: the usual one, or as near to it as the gain allows. */
function targetFor(measured: Loudness): number {
  return Math.max(-70, Math.min(loudnessTarget.integrated, Number(measured.input_i) + largestGain));
}

/** The loudnorm filter; with a measurement the second pass, which only shifts the level when that is enough. */
export function loudnorm(measured?: Loudness): string {
  const { truePeak, range, integrated } = loudnessTarget;
  const target = measured === undefined ? integrated : targetFor(measured);
  const goal = `loudnorm=I=${target.toFixed(1)}:TP=${String(truePeak)}:LRA=${String(range)}`;
  if (measured === undefined) return `${goal}:print_format=json`;
  const { input_i, input_tp, input_lra, input_thresh, target_offset } = measured;
  const known = `measured_I=${input_i}:measured_TP=${input_tp}:measured_LRA=${input_lra}:measured_thresh=${input_thresh}`;
  return `${goal}:${known}:offset=${target_offset}:linear=true,aresample=48000`;
}

/**
 * Converts the picture to the colours of BT.709, which every screen shows. HDR is tone-mapped, so the size is set
 * first.
 */
function colourFilters(probe: Probe, size: { width: number; height: number }): string {
  const { width, height } = size;
  if (probe.hdr !== undefined) {
    const transfer = probe.hdr === 'hlg' ? 'arib-std-b67' : 'smpte2084';
    return [
      // Phones do not state all of these, and zscale does not guess.
      `setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=${transfer}`,
      // Reference white of HLG and PQ programmes is 203 cd/m² (ITU-R BT.2408).
      `zscale=w=${String(width)}:h=${String(height)}:f=bicubic:t=linear:npl=203`,
      'format=gbrpf32le',
      'zscale=p=bt709',
      // Preserves the range of an ordinary picture and compresses only what is brighter; hable makes faces and snow
      // grey.
      'tonemap=tonemap=mobius:desat=0',
      'zscale=t=bt709:m=bt709:r=tv',
      'format=yuv420p',
    ].join(',');
  }
  const scale = `scale=${String(width)}:${String(height)}:flags=bicubic`;
  const from = `in_color_matrix=${probe.matrix}:in_range=${probe.fullRange ? 'pc' : 'tv'}`;
  return `${scale}:${from}:out_color_matrix=bt709:out_range=tv,format=yuv420p`;
}

/** The filters from the original to every output: `[v0]`, `[v1]` … of the renditions, `[look]` of frames. */
export function filterGraph(
  probe: Probe,
  plan: TranscodePlan,
  renditions: readonly PlannedRendition[],
  look: boolean,
): string {
  const largest = renditions.reduce((a, b) => (b.width > a.width ? b : a));
  const outputs = renditions.map((rendition, index) => ({ rendition, label: `v${String(index)}` }));
  const parts: string[] = [];
  const branch = (count: number, from: string, prefix: string) => {
    const labels = Array.from({ length: count }, (_, index) => `[${prefix}${String(index)}]`);
    parts.push(`${from}split=${String(count)}${labels.join('')}`);
    return labels;
  };
  const count = outputs.length + (look ? 1 : 0);
  // V: a cover picture, which some programs put first, is not a video track.
  const start = `[0:V:0]fps=${plan.framesPerSecond}`;
  if (probe.hdr !== undefined) {
    // Tone mapping is expensive: done once, at the largest size.
    const labels = branch(count, `${start},${colourFilters(probe, largest)},setsar=1,`, 's');
    for (const [index, { rendition, label }] of outputs.entries()) {
      parts.push(
        `${labels[index] ?? ''}scale=${String(rendition.width)}:${String(rendition.height)}:flags=bicubic,setsar=1[${label}]`,
      );
    }
    if (look) parts.push(`${labels.at(-1) ?? ''}fps=${plan.framesLookedAt.toFixed(6)}[look]`);
  } else {
    const labels = branch(count, `${start},`, 's');
    for (const [index, { rendition, label }] of outputs.entries()) {
      parts.push(`${labels[index] ?? ''}${colourFilters(probe, rendition)},setsar=1[${label}]`);
    }
    if (look) {
      parts.push(
        `${labels.at(-1) ?? ''}fps=${plan.framesLookedAt.toFixed(6)},${colourFilters(probe, largest)},setsar=1[look]`,
      );
    }
  }
  return parts.join(';');
}

/** How the picture of a rendition is coded. All of it is hashed into the file's name. */
function pictureParameters(
  rendition: Pick<PlannedRendition, 'codec' | 'quality' | 'preset' | 'ceiling' | 'secondsBetweenKeyFrames'>,
  framesPerSecond: string,
): string[] {
  const { codec, quality, preset, ceiling, secondsBetweenKeyFrames } = rendition;
  const [over = 30, under = 1] = framesPerSecond.split('/').map(Number);
  const group = String(Math.round((secondsBetweenKeyFrames * over) / under));
  const [rate, buffer] = [ceiling.kilobits, ceiling.kilobits * ceiling.seconds].map(
    (kilobits) => `${String(Math.round(kilobits))}k`,
  );
  // Bits by the picture's own variance, and little of the grain that x264 would add for the eye: at equal SSIM a
  // quarter fewer bytes. A visitor waits for the first frames while the poster is shown: they get fewer bits.
  const start = `zones=0,4,b=0.6:vbv-init=${String(ceiling.start)}`;
  return codec === 'h264'
    ? ['-c:v', 'libx264', '-preset', preset, '-aq-mode', '2', '-psy-rd', '0.4:0', '-x264-params', start, '-profile:v', 'high', '-crf', String(quality), '-maxrate', rate ?? '', '-bufsize', buffer ?? '', '-g', group] // prettier-ignore
    : ['-c:v', 'libsvtav1', '-preset', preset, '-crf', String(quality), '-g', group];
}

/** Drops the original's tags, chapters and clock, and the name of the encoder. */
const nothingBesides = ['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact']; // prettier-ignore

/**
 * Sound and picture alternate five times a second (in microseconds), not with every frame: the index in front of the
 * media data lists each piece, and is then shorter by two fifths (20 kB instead of 34 for 30 s). In longer pieces a
 * player that has just begun has the picture and waits for its sound.
 */
const pieceLength = '200000';

/** The parameters for one output. `label` is that of the filter graph. */
export function outputOf(
  rendition: PlannedRendition,
  label: string,
  path: string,
  settings: { framesPerSecond: string; loudness: Loudness | undefined; program: Program; threads: number | undefined },
): string[] {
  const { codec, sound } = rendition;
  const { framesPerSecond, loudness, program, threads } = settings;
  const picture = pictureParameters(rendition, framesPerSecond);
  // x264 writes its own name and settings into the first frame (SEI, type 6): no use to a player, and it makes the
  // first frame heavier.
  const cleaned =
    codec === 'h264' && program.bitstreamFilters.has('filter_units') ? ['-bsf:v', 'filter_units=remove_types=6'] : [];
  return [
    '-map', `[${label}]`, ...picture, ...cleaned, '-pix_fmt', 'yuv420p',
    '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv',
    ...(threads === undefined ? [] : ['-threads:v', String(threads)]),
    ...(loudness === undefined
      ? ['-an']
      : ['-map', '0:a:0', '-af', loudnorm(loudness), '-c:a', 'aac', '-ac', String(sound.channels), '-b:a', `${String(sound.kilobits)}k`]),
    // Otherwise the name of the encoder is in the field for the name of the camera.
    '-metadata:s:v:0', 'encoder= ',
    ...nothingBesides, '-movflags', '+faststart', '-chunk_duration', pieceLength, '-f', 'mp4', '-y', `file:${path}`,
  ]; // prettier-ignore
}
