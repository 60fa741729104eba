/** `npm run media -- captions`: reads an editor's captions, checks them, and writes them as WebVTT. */
import { access, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { captionsAsVtt, readCaptions } from '../../domain/clips/captions.ts';
import { decodeText } from '../../domain/text/decode.ts';
import { environment } from '../../environment.ts';
import { clipOf, findEntry, linkEntry, type ClipEntry } from '../clips/link-clip.ts';
import { readManifest } from '../clips/manifest.ts';
import { MediaFailure, MediaRefusal } from '../errors.ts';
import { replaceFile } from '../../storage/replace-file.ts';

/** Larger than the captions of any clip; a film given by mistake is not read into memory. */
const mostBytes = 2_000_000;

/** The file name of an entry's captions. */
const captionsFile = 'captions.vtt';

/** Length of the clip that an entry links, in seconds; `undefined` without one. */
async function durationOf(entry: ClipEntry): Promise<number | undefined> {
  const clip = clipOf(entry);
  return clip === undefined ? undefined : (await readManifest(environment.contentDirectory, clip))?.durationSeconds;
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 180)) throw new MediaFailure(`--seconds ${text} · 应为短片的秒数，例如 18.5`);
  return seconds;
}

/** The path of the result: beside the entry, or beside the given file, which is never overwritten. */
async function targetOf(file: string, entry: ClipEntry | undefined, output: string | undefined): Promise<string> {
  if (entry !== undefined) return join(dirname(entry.path), captionsFile);
  const target = output ?? `${file.slice(0, file.length - extname(file).length)}.vtt`;
  const isThere = await access(target).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new MediaFailure(`${target} 已经有了，没有覆盖它。用 --output <文件> 另取一个名字，或用 --to 放进短片条目。`);
  return target;
}

/** Checks one file of captions and writes it as WebVTT. */
export async function captions(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { to: { type: 'string' }, seconds: { type: 'string' }, output: { type: 'string', short: 'o' } },
    allowPositionals: true,
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new MediaFailure('一次转一个字幕文件：npm run media -- captions <文件.srt|.vtt|.txt> [--to videos/<网址名>]');
  }
  const entry = values.to === undefined ? undefined : await findEntry(environment.contentDirectory, values.to);
  const durationSeconds = secondsOf(values.seconds) ?? (entry === undefined ? undefined : await durationOf(entry));

  const bytes = await readFile(file).catch(() => {
    throw new MediaFailure(`${file} · 没有这个文件，或打不开`);
  });
  const decoded = bytes.length > mostBytes ? undefined : decodeText(bytes);
  if (decoded === undefined) {
    throw new MediaRefusal(file, '不是文字，或认不出编码', 'UTF-8 或 GBK 编码的 .srt、.vtt 或 .txt 字幕');
  }
  const { cues, problems, isTimedByLength } = readCaptions(decoded.text, durationSeconds);
  for (const { kind, line, found, expected } of problems) {
    const word = kind === 'error' ? '应为' : '建议';
    console.error(`${basename(file)}:${String(line)} · 现在：${found} · ${word}：${expected}`);
  }
  const errors = problems.filter(({ kind }) => kind === 'error').length;
  if (errors > 0) {
    console.error(`有 ${String(errors)} 处错误，没有写文件。`);
    return 1;
  }
  if (isTimedByLength) console.error('这份文字没有时间，时间是按字数分的。请对着短片核对，再改一改。');
  const target = await targetOf(file, entry, values.output);
  const text = captionsAsVtt(cues);
  if (entry === undefined) await replaceFile(target, text);
  else {
    const beside = new Map([[`videos/${entry.slug}/${captionsFile}`, Buffer.from(text)]]);
    await linkEntry(environment.contentDirectory, entry, 'captions', captionsFile, beside);
  }
  console.log(`${basename(file)}（${decoded.encoding}）→ ${target}，${String(cues.length)} 条字幕`);
  return 0;
}
