/** Checks the captions of a clip against the clip: its length, and whether it contains speech. */
import { basename } from 'node:path';
import { isSound, readCaptions, type Cue } from '../domain/clips/captions.ts';
import { decodeText } from '../domain/text/decode.ts';
import type { Media } from '../schemas/media.ts';
import { audioKinds } from '../schemas/vocabulary.ts';
import { captionsField, formatValue, type Problem } from './problem.ts';
import { problemAt, type ContentContext, type ContentEntry } from './content-entry.ts';

const convert = '用 npm run media -- captions 转成的 WebVTT 字幕文件（.vtt）';

/** A field of a clip's entry, as it was written. */
function textOf({ source }: ContentEntry, field: 'audio' | 'clip'): string | undefined {
  const value = (source.fields as Partial<Record<string, unknown>> | null)?.[field];
  return typeof value === 'string' ? value.trim() : undefined;
}

function manifestOf(entry: ContentEntry, context: ContentContext): Media | undefined {
  return context.manifest(textOf(entry, 'clip') ?? '');
}

/** Problems where the captions contradict the sound that the entry states. */
function audioMismatches(entry: ContentEntry, path: PropertyKey[], cues: readonly Cue[]): Problem[] {
  const audio = textOf(entry, 'audio');
  const spoken = cues.find((cue) => !isSound(cue));
  if (audio === 'speech' && spoken === undefined && cues.length > 0) {
    const expected = `有人说话的短片，字幕里要有说的话；只有声音就把 audio 改成 ambient（${audioKinds.ambient}）`;
    return [problemAt(entry, path, 'broken-rule', '字幕里只有声音的说明，没有一句话', expected)];
  }
  if (audio === 'ambient' && spoken !== undefined) {
    const expected = `声音的说明写在（）里；有人说话就把 audio 改成 speech（${audioKinds.speech}）`;
    return [problemAt(entry, path, 'broken-rule', `字幕里有话：${formatValue(spoken.text)}`, expected)];
  }
  return [];
}

/**
 * The problems of an entry's captions.
 * @param file path of the captions, relative to the content tree
 */
export async function captionsProblems(
  entry: ContentEntry,
  path: PropertyKey[],
  file: string,
  context: ContentContext,
): Promise<Problem[]> {
  const name = formatValue(basename(file));
  const bytes = await context.files.read(file);
  if (bytes === undefined) {
    return [problemAt(entry, path, 'no-such-file', name, `与 ${entry.source.file} 放在一起的字幕文件`)];
  }
  const decoded = decodeText(bytes);
  if (decoded?.encoding !== 'UTF-8') {
    return [problemAt(entry, path, 'broken-file', `${name}，不是 UTF-8 编码`, convert)];
  }
  if (!/^\ufeff?WEBVTT(\s|$)/.test(decoded.text)) {
    return [problemAt(entry, path, 'broken-file', `${name}，开头不是 WEBVTT`, convert)];
  }
  const { cues, problems } = readCaptions(decoded.text, manifestOf(entry, context)?.durationSeconds);
  const errors = problems.filter(({ kind }) => kind === 'error');
  return [
    ...errors.map(({ line, found, expected }): Problem => ({
      kind: 'captions',
      file,
      line,
      field: captionsField,
      found,
      expected,
    })),
    ...(errors.length === 0 ? audioMismatches(entry, path, cues) : []),
  ];
}

/** Problems where the sound that a clip's entry states contradicts the film: without a sound track it is silent. */
export function soundProblems(entry: ContentEntry, context: ContentContext): Problem[] {
  if (entry.collection !== 'videos') return [];
  const audio = textOf(entry, 'audio');
  const manifest = manifestOf(entry, context);
  if (manifest === undefined || audio === undefined || !(audio in audioKinds)) return [];
  const hasSound = manifest.renditions.some(({ codec }) => /mp4a|opus/i.test(codec));
  if (hasSound === (audio !== 'silent')) return [];
  return [
    hasSound
      ? problemAt(
          entry,
          ['audio'],
          'broken-rule',
          '“silent”，可是短片文件有声音',
          'speech（有人说话）或 ambient（只有环境声）',
        )
      : problemAt(entry, ['audio'], 'broken-rule', `${formatValue(audio)}，可是短片文件没有声音`, 'silent（无声）'),
  ];
}
