/** What forms ask of clips over HTTP: hand one in, see how far it is, look at its frames, read its captions. */
import { captionsAsVtt, readCaptions } from '../domain/clips/captions.ts';
import type { CaptionsRead } from '../domain/clips/clip-job.ts';
import { decodeText } from '../domain/text/decode.ts';
import { MediaFailure, MediaRefusal } from '../media/errors.ts';
import { sentence } from './answers.ts';
import { clipFrame, clipView, unusedClips, type OpenedClips } from './clips.ts';

const fresh = { headers: { 'cache-control': 'no-store' } };

async function receive(opened: OpenedClips, request: Request, name: string): Promise<Response> {
  if (request.body === null) return sentence(400, '没有收到文件');
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  const { clip } = await opened.clips.receive(name, request.body, Number.isFinite(length) ? length : undefined);
  return Response.json(await clipView(opened, clip), fresh);
}

/** The most bytes of captions that are read: a film that was chosen by mistake is not. */
const mostCaptionBytes = 2_000_000;

/** Reads captions in any format that is known, and answers with them as WebVTT or with what is wrong. */
async function readCaptionsOf(request: Request, seconds: number): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const decoded = bytes.length > mostCaptionBytes ? undefined : decodeText(bytes);
  if (decoded === undefined) return sentence(422, '不是文字，或认不出编码。字幕文件是 .srt、.vtt 或 .txt');
  const { cues, problems, isTimedByLength } = readCaptions(decoded.text, seconds > 0 ? seconds : undefined);
  const isRefused = problems.some(({ kind }) => kind === 'error');
  const read: CaptionsRead = {
    ...(!isRefused && { vtt: captionsAsVtt(cues) }),
    cues: cues.map(({ start, text }) => ({ start, text })),
    problems: problems.map(({ kind, line, found, expected }) => ({ isError: kind === 'error', line, found, expected })),
    isTimedByLength,
  };
  return Response.json(read, fresh);
}

async function answer(opened: OpenedClips, request: Request, name: string): Promise<Response | undefined> {
  const question = new URL(request.url).searchParams;
  const clip = question.get('clip') ?? '';
  if (request.method === 'GET') {
    if (name === 'clips') return Response.json(await unusedClips(opened), fresh);
    if (name === 'clip') return Response.json(await clipView(opened, clip), fresh);
    if (name !== 'clip-frame') return undefined;
    const picture = await clipFrame(opened, clip, question.get('number') ?? '');
    if (picture === undefined) return sentence(404, '没有这段短片');
    return new Response(new Uint8Array(picture), {
      headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' },
    });
  }
  if (request.method !== 'POST') return undefined;
  if (name === 'clips') return receive(opened, request, question.get('name') ?? '');
  if (name === 'captions') return readCaptionsOf(request, Number(question.get('seconds') ?? 0));
  if (name === 'clip-retry') await opened.clips.retry(clip);
  else if (name === 'clip-discard') await opened.clips.discard(clip);
  else return undefined;
  return Response.json(await clipView(opened, clip), fresh);
}

/**
 * Answers a request about clips; `undefined` where it is about something else.
 * @param name the path under `/api/office/`
 */
export async function clipsResponse(
  opened: OpenedClips,
  request: Request,
  name: string,
): Promise<Response | undefined> {
  try {
    return await answer(opened, request, name);
  } catch (error) {
    if (error instanceof MediaRefusal) return sentence(422, `现在：${error.found}。应为：${error.expected}`);
    if (error instanceof MediaFailure) return sentence(500, error.message);
    throw error;
  }
}
