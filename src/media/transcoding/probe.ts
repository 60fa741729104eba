/** Probes a file before any work: its kind, duration, size and rotation. */
import { open, stat } from 'node:fs/promises';
import { formatBytes } from '../../domain/clips/format.ts';
import { runFfmpeg, type Program } from './ffmpeg.ts';
import { MediaRefusal } from '../errors.ts';

/** The longest clip, seconds. */
const longestSeconds = 180;
/** The shortest clip, seconds. */
const shortestSeconds = 1;
/** The largest original, bytes. */
export const largestBytes = 1_000_000_000;

/** The properties of an original. */
export interface Probe {
  /** The demuxer that reads it: passed to ffmpeg, so that it does not guess from an untrusted file. */
  demuxer: string;
  bytes: number;
  durationSeconds: number;
  /** Of the upright picture with square pixels. */
  width: number;
  height: number;
  /** Frames a second of the original; for a phone's clip an average. */
  framesPerSecond: number;
  /** How the brightness of an HDR picture is coded; none for an ordinary picture. */
  hdr?: 'hlg' | 'pq';
  /** How colours are coded, as the scale filter names it. */
  matrix: 'bt709' | 'bt601' | 'bt2020';
  fullRange: boolean;
  /** Channels of its sound track, two at most; 0 when it has none. */
  channels: 0 | 1 | 2;
}

const clipExpected = '手机拍的短片（MP4、MOV、3GP 等），1 秒到 3 分钟';

interface Kind {
  demuxer: string;
}

/** Kinds of file by their first bytes. No other kind is passed to ffmpeg. */
function kindOf(head: Buffer): Kind | string {
  const ascii = (start: number, end: number) => head.toString('latin1', start, end);
  const box = ascii(4, 8);
  if (box === 'ftyp') {
    const brands = ascii(8, Math.min(head.length, Math.max(12, head.readUInt32BE(0))));
    if (/^(heic|heix|hevc|heim|heis|mif1|msf1|avif|avis)/.test(brands)) return '一张照片（HEIC 或 AVIF）';
    if (/^(M4A |M4B )/.test(brands)) return '一段录音';
    return { demuxer: 'mov' };
  }
  if (/^(moov|mdat|wide|free|skip|pnot)$/.test(box)) return { demuxer: 'mov' };
  if (head.readUInt32BE(0) === 0x1a45dfa3) return { demuxer: 'matroska' };
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'AVI ') return { demuxer: 'avi' };
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return '一张图片（WebP）';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WAVE') return '一段录音（WAV）';
  if (head.readUInt32BE(0) === 0x000001ba) return { demuxer: 'mpeg' };
  if (head[0] === 0x47 && head[188] === 0x47) return { demuxer: 'mpegts' };
  if (head.readUInt32BE(0) === 0x3026b275) return { demuxer: 'asf' };
  if (ascii(0, 4) === 'FLV\x01') return { demuxer: 'flv' };
  if (head.readUInt16BE(0) === 0xffd8) return '一张照片（JPEG）';
  if (ascii(1, 4) === 'PNG') return '一张图片（PNG）';
  if (ascii(0, 3) === 'GIF') return '一张动图（GIF）';
  if (ascii(0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0) || ascii(0, 4) === 'OggS') {
    return '一段录音';
  }
  if (ascii(0, 4) === 'PK\x03\x04') return '一个压缩包或文档（ZIP）';
  if (ascii(0, 4) === '%PDF') return '一份 PDF 文档';
  if (head.subarray(0, 512).every((byte) => byte === 0)) return '开头全是空白数据，文件损坏了';
  return '看不出是什么的文件';
}

/**
 * Whether every box at the top of an MP4 or MOV is within the file. An interrupted transfer leaves the last one short,
 * and a player would show the first half as if it were complete.
 */
async function checkBoxes(path: string, bytes: number): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(16);
    let offset = 0;
    let movie = false;
    let data = false;
    while (offset + 8 <= bytes) {
      await handle.read(head, 0, 16, offset);
      const type = head.toString('latin1', 4, 8);
      let size = head.readUInt32BE(0);
      if (size === 1) size = Number(head.readBigUInt64BE(8));
      // Size 0: up to the end of the file. Four zero bytes may also end a QuickTime file.
      if (size === 0) {
        if (type === 'mdat') data = true;
        break;
      }
      if (size < 8 || !/^[\w© -]{4}$/.test(type)) {
        // Data that a phone appends after the movie is accepted; damage to the movie is not.
        if (movie && data) break;
        throw new MediaRefusal(path, '文件损坏，里面的数据对不上', '完整的文件，请让对方用原图方式重新发');
      }
      // Data that a phone appends after the movie may look like a box by chance.
      if (offset + size > bytes && movie && data && !/^(mdat|moov|moof)$/.test(type)) break;
      if (offset + size > bytes) {
        throw new MediaRefusal(
          path,
          `文件不完整，少了约 ${formatBytes(offset + size - bytes)}`,
          '传完整的文件，请让对方重新发',
        );
      }
      if (type === 'moov' || type === 'moof') movie = true;
      if (type === 'mdat') data = true;
      offset += size;
    }
    if (!movie || !data) {
      throw new MediaRefusal(path, '文件不完整，缺少索引或画面数据', '传完整的文件，请让对方重新发');
    }
  } finally {
    await handle.close();
  }
}

function secondsOf(text: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):([\d.]+)$/.exec(text ?? '') ?? [];
  if (hours === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * Reads the output of `ffmpeg -i` about a file. Its format has been the same from 2018 (the build of the npm package,
 * which has no ffprobe beside it) to today.
 */
export function readBanner(
  banner: string,
): (Omit<Probe, 'demuxer' | 'bytes' | 'durationSeconds'> & { durationSeconds?: number }) | undefined {
  const streams = banner.split(/\n(?= *Stream #)/).slice(1);
  const video = streams.find((text) => /^ *Stream #\S+ Video: /.test(text) && !text.includes('(attached pic)'));
  if (video === undefined) return undefined;
  const sound = streams.find((text) => /^ *Stream #\S+ Audio: (?!none)/.test(text));
  const [line = ''] = video.split('\n');
  const format = / Video: .*?, (\w+)(?:\(([^)]*)\))?, (\d+)x(\d+)/.exec(line);
  if (format === null) return undefined;
  const [, , colour = '', codedWidth = '', codedHeight = ''] = format;
  const [, across = '1', down = '1'] = /SAR (\d+):(\d+)/.exec(line) ?? [];
  const aspect = Number(across) > 0 && Number(down) > 0 ? Number(across) / Number(down) : 1;
  const turn = Number(/rotation of (-?[\d.]+) degrees/.exec(video)?.[1] ?? /rotate\s*: (-?\d+)/.exec(video)?.[1] ?? 0);
  const [width, height] = [Math.round(Number(codedWidth) * aspect), Number(codedHeight)];
  const lying = Math.abs(Math.round(turn / 90)) % 2 === 1;

  const average = Number(/([\d.]+) fps/.exec(line)?.[1] ?? 0);
  const [, tbr = '0', thousands] = /([\d.]+)(k?) tbr/.exec(line) ?? [];
  const base = Number(tbr) * (thousands === 'k' ? 1000 : 1);
  // The base rate is what the phone aims at; in poor light it delivers fewer. When the two differ widely, the average
  // is used.
  const framesPerSecond = base > 0 && base <= 240 && base <= average * 2.5 ? base : average || base;

  const hdr = colour.includes('arib-std-b67') ? 'hlg' : colour.includes('smpte2084') ? 'pq' : undefined;
  const matrix = colour.includes('bt2020')
    ? 'bt2020'
    : colour.includes('bt709')
      ? 'bt709'
      : /bt470bg|smpte170m/.test(colour)
        ? 'bt601'
        : Math.min(width, height) < 720
          ? 'bt601'
          : 'bt709';
  const duration = secondsOf(/Duration: ([\d:.]+)/.exec(banner)?.[1]);
  return {
    ...(duration !== undefined && { durationSeconds: duration }),
    width: lying ? height : width,
    height: lying ? width : height,
    framesPerSecond: framesPerSecond > 0 ? framesPerSecond : 25,
    ...(hdr !== undefined && { hdr }),
    matrix,
    fullRange: /^pc\b/.test(colour) || line.includes('yuvj'),
    channels: sound === undefined ? 0 : /, mono\b/.test(sound) ? 1 : 2,
  };
}

/** The arguments to open an original: with a named demuxer, and without following references to other files. */
export function inputOf(path: string, demuxer: string): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-f', demuxer, '-i', `file:${path}`];
}

/** The refusal of an original with more bytes than `largestBytes`. */
export const tooLarge = (path: string, bytes: number): MediaRefusal =>
  new MediaRefusal(path, formatBytes(bytes), '不超过 1 GB 的短片');

/** Probes an original. Throws `MediaRefusal` for everything that the pipeline does not accept. */
export async function probe(path: string, program: Program, signal?: AbortSignal): Promise<Probe> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new MediaRefusal(path, '没有这个文件', '一个存在的文件');
  if (!found.isFile()) throw new MediaRefusal(path, '这不是文件', clipExpected);
  if (found.size === 0) throw new MediaRefusal(path, '空文件，0 字节', clipExpected);
  if (found.size > largestBytes) throw tooLarge(path, found.size);

  const head = Buffer.alloc(512);
  const handle = await open(path, 'r');
  try {
    await handle.read(head, 0, head.length, 0);
  } finally {
    await handle.close();
  }
  const kind = kindOf(head);
  if (typeof kind === 'string') throw new MediaRefusal(path, kind, clipExpected);
  const { demuxer } = kind;
  if (demuxer === 'mov') await checkBoxes(path, found.size);

  const { messages } = await runFfmpeg(program.path, inputOf(path, demuxer), { signal });
  if (!messages.includes('Stream #')) {
    throw new MediaRefusal(path, '打不开，文件损坏或不是视频', clipExpected);
  }
  const read = readBanner(messages);
  if (read === undefined) throw new MediaRefusal(path, '里面没有画面', clipExpected);
  let durationSeconds = read.durationSeconds;
  if (durationSeconds === undefined) {
    // A clip recorded by a browser may have no duration: its packets do.
    let seconds = 0;
    const count = (made: number) => (seconds = Math.max(seconds, made));
    const copy = [
      '-loglevel',
      'error',
      '-progress',
      'pipe:2',
      ...inputOf(path, demuxer),
      '-map',
      '0:V:0',
      '-c',
      'copy',
      '-f',
      'null',
      '-',
    ];
    await runFfmpeg(program.path, copy, { signal, onSeconds: count });
    durationSeconds = seconds;
  }
  if (durationSeconds < shortestSeconds) {
    throw new MediaRefusal(path, `只有 ${durationSeconds.toFixed(1)} 秒`, '至少 1 秒的短片');
  }
  // Phones write a few frames beyond the displayed length.
  if (durationSeconds > longestSeconds + 0.5) {
    const whole = Math.round(durationSeconds);
    throw new MediaRefusal(
      path,
      `${String(Math.floor(whole / 60))} 分 ${String(whole % 60)} 秒`,
      '不超过 3 分钟，请剪短以后再来',
    );
  }
  if (read.width < 16 || read.height < 16 || read.width > 8192 || read.height > 8192) {
    throw new MediaRefusal(path, `画面 ${String(read.width)}×${String(read.height)}`, '宽和高在 16 到 8192 像素之间');
  }
  return { demuxer, bytes: found.size, ...read, durationSeconds };
}
