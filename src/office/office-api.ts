/** What the office's own pages and its bar ask for over HTTP. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { ContentRefused, StoreFailure } from '../content-store/content-store.ts';
import { HistoryFailure } from '../content-store/git-repository.ts';
import type { OpenedEntries } from './opened-entries.ts';
import type { OpenedOffice } from './opened-store.ts';
import { makeSafePhoto } from '../media/pictures/safe-photo.ts';
import { versionMessage } from '../studio/save-words.ts';
import { entryAt, isWritable } from '../studio/writable-paths.ts';
import {
  deletedAddress,
  deskAddress,
  formAddress,
  refusedAddress,
  sharingAddress,
  versionsAddress,
} from '../domain/entries/addresses.ts';
import { currentDay } from '../environment.ts';
import { kindNames } from '../kinds.ts';
import type { OfficeState } from '../domain/entries/office-state.ts';
import { sentence } from './answers.ts';
import { countyOf } from './county.ts';
import { clipsResponse } from './clips-api.ts';
import { verdictOf, wrongInOneLine, type CheckedResult } from './checked-save.ts';
import type { Side } from './conflict.ts';
import { editorNameProblem } from '../content-store/editor-name.ts';
import { restoreDeleted } from './deleted-entries.ts';
import { folderOf } from './entry-files.ts';
import { rowOf, rowsNamed } from './entry-rows.ts';
import { findEntries, withExcerpts } from './entry-search.ts';
import { decide, isDeletion, isRefusedForUse, refusedView, waitingSaves, type RefusedView } from './refused-view.ts';
import { formatMoment, lastSave, restoreEntry, undoLastSave } from './restore.ts';

const setAsideSchema = z.strictObject({
  savedAt: z.iso.datetime(),
  files: z.array(z.strictObject({ path: z.string(), contents: z.base64() })).min(1),
});

/** Milliseconds that a page waits for what goes on in the background. */
const longestWait = 5000;

/** Leads on to a page, with what happened said there. */
const leadTo = (address: string, said = '') =>
  new Response(null, {
    status: 303,
    headers: {
      location:
        said === '' ? address : `${address}${address.includes('?') ? '&' : '?'}said=${encodeURIComponent(said)}`,
    },
  });

async function state({ store, author, hasChosenName, sharing }: OpenedOffice): Promise<OfficeState> {
  const [last, refused] = [await lastSave(store), await waitingSaves(store)];
  const status = await sharing.status();
  // Whoever asks has perhaps just saved.
  if (status !== undefined && status.unsent > 0) void sharing.run();
  return {
    editor: { name: author.name, isChosen: hasChosenName },
    ...(last !== undefined && {
      lastSave: {
        version: last.version,
        message: last.message,
        author: last.author.name,
        at: last.at.toISOString(),
        ...(last.entry !== undefined && { address: versionsAddress(last.entry.file) }),
      },
    }),
    ...(status !== undefined && {
      sharing: { unsent: status.unsent, ...(status.problem !== undefined && { problem: status.problem }) },
    }),
    refused: refused.map((save) => ({
      message: save.message,
      at: formatMoment(save.at),
      address: refusedAddress(save.id),
      isInUse: isRefusedForUse(store, save),
      isShared: save.isShared,
    })),
  };
}

/** An entry's file as it stands, for whoever cannot open its form. */
async function sourceOf({ store }: OpenedEntries, file: string): Promise<Response> {
  const id = entryAt(file) === undefined ? undefined : store.index.idOf(file);
  const bytes = id === undefined ? undefined : await store.read(file, id);
  return bytes === undefined ? sentence(404, '没有这一条') : sentence(200, Buffer.from(bytes).toString('utf8'));
}

/** Keeps a draft of a browser that is older than the file, for its page to compare. */
async function setAside({ store, author }: OpenedEntries, request: Request): Promise<Response> {
  const parsed = setAsideSchema.safeParse(await request.json().catch(() => undefined));
  if (!parsed.success || !parsed.data.files.every(({ path }) => isWritable(path))) {
    return sentence(400, '这份草稿读不懂，没有保存');
  }
  const writes = new Map<string, Uint8Array>(
    parsed.data.files.map(({ path, contents }) => [path, new Uint8Array(Buffer.from(contents, 'base64'))]),
  );
  const present = new Map<string, Uint8Array>();
  for (const path of writes.keys()) {
    const id = store.index.idOf(path);
    const bytes = id === undefined ? undefined : await store.read(path, id);
    if (bytes !== undefined) present.set(path, bytes);
  }
  const files = { writes, deletions: [] };
  const message = versionMessage(files, (path) => present.get(path));
  const id = await store.refused.keep({ ...files, base: new Map(), author, message }, new Date(parsed.data.savedAt));
  return Response.json({ address: refusedAddress(id) });
}

/** So many entries are offered to somebody who picks one. */
const mostOffered = 20;

/** Entries of a kind for a picker: those that are named, or those that fit what is typed. */
async function entriesFor(opened: OpenedEntries, question: URLSearchParams): Promise<Response> {
  const kind = kindNames.find((name) => name === question.get('kind'));
  if (kind === undefined) return sentence(404, '没有这个栏目');
  // Not the whole folder on the disk at every key: what other programs write is seen when a list or a form is opened.
  await opened.entries.refresh(opened.store.index);
  const today = currentDay();
  const query = { kinds: [kind], words: question.get('q') ?? '' };
  const rows = question.has('name')
    ? rowsNamed(opened, kind, question.getAll('name'), today)
    : withExcerpts(findEntries(opened.entries, query, today).slice(0, mostOffered), query).map((found) =>
        rowOf(opened, found, today),
      );
  return Response.json(rows, { headers: { 'cache-control': 'no-store' } });
}

/** The text of a field; empty where there is none. */
function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

async function restore(opened: OpenedEntries, form: FormData): Promise<Response> {
  const [file, version] = [textIn(form, 'file'), textIn(form, 'version')];
  const entry = entryAt(file);
  const versions = entry === undefined ? [] : await opened.store.versionsOf(file, folderOf(entry));
  const found = versions.find((each) => each.version === version);
  // A version in which it was deleted brings nothing back.
  if (entry === undefined || found === undefined || found.id === null) return sentence(404, '没有这个版本');
  const result = await restoreEntry(opened, entry, found);
  return leadTo(versionsAddress(file), restored(result));
}

const restored = (result: CheckedResult) => {
  if (result.kind === 'wrong') return `没有恢复，这一版现在不对了：${wrongInOneLine(result.entries)}`;
  if (result.kind === 'saved') return '已恢复，并记成一个新的版本';
  return result.kind === 'unchanged' ? '现在的内容就是这一版' : '没有恢复：内容刚刚又被改过，请再看一遍';
};

async function bringBack(opened: OpenedEntries, form: FormData): Promise<Response> {
  const result = await restoreDeleted(opened, textIn(form, 'version'));
  if (result === undefined) return sentence(404, '没有这次删除');
  if (result.kind === 'wrong')
    return leadTo(deletedAddress, `没有恢复，它现在不对了：${wrongInOneLine(result.entries)}`);
  const said = result.kind === 'conflict' ? '没有恢复：这个网址名已经有了另一条' : '已恢复，图片和提到它的地方也回来了';
  return leadTo(deletedAddress, said);
}

async function chooseName(opened: OpenedEntries, form: FormData): Promise<Response> {
  const name = textIn(form, 'name').trim();
  const problem = editorNameProblem(name);
  if (problem !== undefined) return leadTo('/office/editor/', problem);
  await opened.chooseName(name);
  return leadTo('/office/editor/', `记下了：从现在起，版本里写“${name}”`);
}

async function share({ sharing }: OpenedOffice, form: FormData): Promise<Response> {
  if (form.get('do') === 'end') {
    await sharing.end();
    return leadTo(sharingAddress, '已经停止共享。送出的还在共享仓库里，这里的内容没有变');
  }
  if (form.get('do') === 'read') {
    await sharing.forgetNotes(form.getAll('note').filter((note) => typeof note === 'string'));
    return leadTo(sharingAddress);
  }
  if (form.get('do') !== 'now') {
    const token = textIn(form, 'token').trim();
    const choice = {
      url: textIn(form, 'url').trim(),
      branch: textIn(form, 'branch').trim(),
      user: textIn(form, 'user').trim(),
    };
    const problem = await sharing.choose(choice, token === '' ? undefined : token);
    if (problem !== undefined) return leadTo(sharingAddress, problem);
  }
  // A first copy takes long: nobody has to wait for it.
  await Promise.race([sharing.run({ isAsked: true }), wait(longestWait, undefined, { ref: false })]);
  const status = await sharing.status();
  if (status === undefined) return leadTo(sharingAddress, '现在没有共享');
  if (status.isRunning) return leadTo(sharingAddress, '正在同步，可以接着编辑');
  return leadTo(sharingAddress, status.problem ?? '已经同步：这里的改动都已送出，别处的改动都已收到');
}

/** Makes a photo that a form holds safe to be kept, before it gets anywhere else. */
async function takePhoto(request: Request): Promise<Response> {
  const photo = await makeSafePhoto(new Uint8Array(await request.arrayBuffer()));
  if ('refused' in photo) return sentence(422, photo.refused);
  return new Response(new Uint8Array(photo.bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'x-extension': photo.extension,
      // Headers take Latin letters alone.
      'x-remarks': encodeURIComponent(photo.remarks.join('。')),
    },
  });
}

async function undo(opened: OpenedOffice, request: Request): Promise<Response> {
  const body = z.strictObject({ version: z.string() }).safeParse(await request.json().catch(() => undefined));
  if (!body.success) return sentence(400, '编辑台没有听懂这个请求，请刷新这个窗口');
  const result = await undoLastSave(opened, body.data.version);
  if (result.kind === 'conflict')
    return sentence(409, '没有撤销：在那次保存以后又有改动。请到“版本”里恢复想要的那一版');
  return Response.json(await state(opened));
}

async function decideRefused(opened: OpenedEntries, form: FormData): Promise<Response> {
  const id = textIn(form, 'id');
  const save = await opened.store.refused.find(id);
  const view = save === undefined ? undefined : await refusedView(opened, save);
  if (save === undefined || view === undefined) return leadTo(deskAddress, '这次保存已经处理过了');
  if (form.get('do') === 'discard') {
    await opened.store.refused.remove(id);
    return leadTo(formAddress(view.entry));
  }
  // What was looked at is what is decided about.
  if (form.get('seen') !== seenOf(view)) return leadTo(refusedAddress(id), '内容刚刚又被改过，请再看一遍');
  if (view.uses.some(({ isOptional }) => !isOptional))
    return leadTo(refusedAddress(id), '有的地方不能空着，先换成别的');
  const choices = new Map<string, Side>();
  for (const [name, value] of form) {
    if (name.startsWith('choice:') && (value === 'ours' || value === 'theirs')) choices.set(name.slice(7), value);
  }
  const slug = textIn(form, 'slug');
  const result = await decide(opened, save, view, { choices, ...(slug !== '' && { slug }) }, opened.author);
  if (result.kind === 'conflict') return leadTo(refusedAddress(id), '内容刚刚又被改过，请再看一遍');
  if (result.kind === 'wrong')
    return leadTo(refusedAddress(id), `没有保存，这样选还不对：${wrongInOneLine(result.entries)}`);
  await opened.store.refused.remove(id);
  const entry = slug === '' ? view.entry : { ...view.entry, slug };
  return leadTo(isDeletion(view) ? `/keystatic/collection/${view.entry.kind}` : formAddress(entry));
}

/** Names what a page was made from, so that a decision about something else is not taken. */
export const seenOf = ({ now, uses }: RefusedView): string =>
  [...[...now].map(([path, id]) => `${path}=${id ?? ''}`), ...uses.map(({ entry }) => `${entry.file}+`)]
    .sort()
    .join(' ');

/** Whether a browser shows the answer as a page: it sent a form of a page, and no script did. */
const isOfPage = (request: Request): boolean =>
  /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/.test(request.headers.get('content-type') ?? '');

/** The page of the office from which a form was sent, without what was said there before; the desk where nobody says. */
function pageBefore(request: Request): string {
  const referer = request.headers.get('referer');
  if (referer === null || !URL.canParse(referer)) return deskAddress;
  const { pathname, searchParams } = new URL(referer);
  if (!pathname.startsWith('/office/')) return deskAddress;
  searchParams.delete('said');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`;
}

/**
 * Answers a request of the office. What was refused is said on the page from which a form was sent: a sentence alone, on a white
 * page, has no way back.
 * @param parameters the path under `/api/office/`
 */
export async function officeResponse(opened: OpenedOffice, request: Request, parameters: string): Promise<Response> {
  const isPage = isOfPage(request);
  const response = await responseTo(opened, request, parameters);
  return isPage && response.status >= 400 ? leadTo(pageBefore(request), await response.text()) : response;
}

async function responseTo(opened: OpenedOffice, request: Request, parameters: string): Promise<Response> {
  try {
    const ofClip = await clipsResponse(opened, request, parameters);
    if (ofClip !== undefined) return ofClip;
    if (request.method === 'GET' && parameters === 'state') return Response.json(await state(opened));
    if (request.method === 'GET' && parameters === 'entries')
      return await entriesFor(opened, new URL(request.url).searchParams);
    if (request.method === 'GET' && parameters === 'check')
      return Response.json(await verdictOf(opened, new URL(request.url).searchParams.get('file') ?? ''), {
        headers: { 'cache-control': 'no-store' },
      });
    if (request.method === 'GET' && parameters === 'source')
      return await sourceOf(opened, new URL(request.url).searchParams.get('file') ?? '');
    if (request.method === 'GET' && parameters === 'county')
      return Response.json((await countyOf(opened)) ?? null, { headers: { 'cache-control': 'no-store' } });
    if (request.method !== 'POST') return sentence(404, '编辑台没有这个地址');
    if (parameters === 'photo') return await takePhoto(request);
    if (parameters === 'undo') return await undo(opened, request);
    if (parameters === 'set-aside') return await setAside(opened, request);
    if (parameters === 'sharing') return await share(opened, await request.formData());
    if (parameters === 'editor') return await chooseName(opened, await request.formData());
    if (parameters === 'bring-back') return await bringBack(opened, await request.formData());
    if (parameters === 'restore') return await restore(opened, await request.formData());
    if (parameters === 'decide') return await decideRefused(opened, await request.formData());
    return sentence(404, '编辑台没有这个地址');
  } catch (error) {
    if (error instanceof ContentRefused) return sentence(400, `没有保存：${error.message}`);
    if (error instanceof StoreFailure || error instanceof HistoryFailure) return sentence(500, error.message);
    throw error;
  }
}
