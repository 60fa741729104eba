/** What Keystatic asks for over HTTP: the list of files, a file, and a save. Answered from the store. */
import { extname } from 'node:path';
import { z } from 'zod';
import type { ContentChange } from '../content-store/content-change.ts';
import { ContentRefused, StoreFailure } from '../content-store/content-store.ts';
import { HistoryFailure } from '../content-store/git-repository.ts';
import { makeSafePhoto, type KeptExtension } from '../media/pictures/safe-photo.ts';
import { sentence } from './answers.ts';
import type { OpenedEntries } from './opened-entries.ts';
import { saveChecked, wrongSave } from './checked-save.ts';
import { movedFrom } from './consequences.ts';
import { kinds } from '../kinds.ts';
import { usesOf } from './uses.ts';
import { withComments } from '../studio/keep-comments.ts';
import { withoutUnseen } from '../domain/text/characters.ts';
import { conflictMessage, versionMessage } from '../studio/save-words.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { entryAt } from '../studio/writable-paths.ts';

/** Bytes as Keystatic sends them: base64 for addresses. */
const bytesSchema = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64url')));

const updateSchema = z.strictObject({
  additions: z.array(z.strictObject({ path: z.string(), contents: bytesSchema })),
  deletions: z.array(z.strictObject({ path: z.string() })),
  base: z.array(z.strictObject({ path: z.string(), sha: z.string().nullable() })),
});

/** The text of an entry that a form wrote, with the comments of the file that is there. */
function withCommentsOf(old: Uint8Array, wanted: Uint8Array, { kind }: EntryFile): Uint8Array {
  const { hasBody } = kinds[kind].files;
  return Buffer.from(withComments(Buffer.from(old).toString(), Buffer.from(wanted).toString(), hasBody));
}

const badRequest = () => sentence(400, '编辑台没有听懂这个请求，请刷新这个窗口');

async function treeResponse({ store }: OpenedEntries, isFresh: boolean): Promise<Response> {
  return Response.json(isFresh ? store.index.entries() : await store.tree(), {
    headers: { 'cache-control': 'no-store' },
  });
}

async function blobResponse({ store }: OpenedEntries, [id = '', ...names]: readonly string[]): Promise<Response> {
  const bytes = await store.read(names.join('/'), id);
  if (bytes === undefined) return sentence(404, '这个文件刚刚被改过，请刷新这个窗口');
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
  });
}

/** Refuses a save. It is kept until somebody decides: closing the window loses nothing. */
async function refuse({ store }: OpenedEntries, change: ContentChange, text: string): Promise<Response> {
  const refused = await store.refused.keep(change, new Date());
  return new Response(text, {
    status: 409,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-refused-save': refused },
  });
}

/** The refusal of a deletion that other entries should be asked about; `undefined` where the save is none. */
async function refusedForUse(opened: OpenedEntries, change: ContentChange): Promise<Response | undefined> {
  const entry = change.writes.size > 0 ? undefined : change.deletions.map(entryAt).find((each) => each !== undefined);
  if (entry === undefined) return undefined;
  const uses = await usesOf(opened, entry);
  const { index } = opened.store;
  const isChanged = [...change.base].some(([path, id]) => (index.idOf(path) ?? null) !== id);
  if (uses.length === 0 || isChanged) return undefined;
  return refuse(opened, change, `没有删除：用在 ${String(uses.length)} 处。点右下角的“去看看”，一起处理`);
}

const extensions: Readonly<Record<string, KeptExtension>> = {
  '.jpg': 'jpg',
  '.jpeg': 'jpg',
  '.png': 'png',
  '.webp': 'webp',
  '.avif': 'avif',
};

/**
 * Takes out of pictures where, with what and by whom they were taken. Forms hand them in so already; what an older draft or another
 * program sends is made so here. What cannot be decoded stays as it is: the check refuses it by its field.
 */
async function makePicturesSafe(writes: Map<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of writes) {
    const extension = extensions[extname(path).toLowerCase()];
    if (extension === undefined) continue;
    const photo = await makeSafePhoto(bytes, extension);
    if (!('refused' in photo)) writes.set(path, photo.bytes);
  }
}

async function update(opened: OpenedEntries, request: Request): Promise<Response> {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = updateSchema.safeParse(body);
  if (!parsed.success) return badRequest();
  const { store, author } = opened;
  const writes = new Map<string, Uint8Array>(parsed.data.additions.map(({ path, contents }) => [path, contents]));
  const deletions = parsed.data.deletions.map(({ path }) => path);
  const base = new Map(parsed.data.base.map(({ path, sha }) => [path, sha]));
  const present = new Map<string, Uint8Array>();
  for (const path of [...writes.keys(), ...deletions, ...base.keys()]) {
    const id = store.index.idOf(path);
    const bytes = id === undefined ? undefined : await store.read(path, id);
    if (bytes !== undefined) present.set(path, bytes);
  }
  for (const [path, bytes] of writes) {
    const entry = entryAt(path);
    // Of an entry that moves the file that it had; of any other its own.
    const old = present.get(path) ?? present.get(movedFrom(entry, deletions)?.file ?? '');
    if (old !== undefined && entry !== undefined) writes.set(path, withCommentsOf(old, bytes, entry));
  }
  await makePicturesSafe(writes);
  for (const [path, bytes] of writes)
    if (entryAt(path) !== undefined) writes.set(path, Buffer.from(withoutUnseen(Buffer.from(bytes).toString())));
  const files = { writes, deletions };
  const change: ContentChange = {
    ...files,
    base,
    author,
    message: versionMessage(files, (path) => present.get(path)),
  };
  try {
    const used = await refusedForUse(opened, change);
    if (used !== undefined) return used;
    const result = await saveChecked(opened, change);
    if (result.kind === 'wrong') return Response.json(wrongSave(result.entries), { status: 422 });
    if (result.kind !== 'conflict') return await treeResponse(opened, true);
    const now = new Map<string, Uint8Array | undefined>();
    for (const path of result.paths) {
      const id = store.index.idOf(path);
      now.set(path, id === undefined ? undefined : await store.read(path, id));
    }
    const text = conflictMessage(
      files,
      result.paths,
      (path) => (base.get(path) ?? null) !== null,
      (path) => (now.has(path) ? now.get(path) : present.get(path)),
    );
    return await refuse(opened, change, text);
  } catch (error) {
    if (error instanceof ContentRefused) return sentence(400, `没有保存：${error.message}`);
    if (error instanceof StoreFailure || error instanceof HistoryFailure) return sentence(500, error.message);
    throw error;
  }
}

/**
 * Answers a request of Keystatic.
 * @param parameters the path under `/api/keystatic/`
 */
export async function contentResponse(opened: OpenedEntries, request: Request, parameters: string): Promise<Response> {
  // A page of another site cannot send this header without being asked first, and is refused then.
  if (request.headers.get('no-cors') !== '1') return badRequest();
  const [name, ...rest] = parameters.split('/');
  if (request.method === 'GET' && parameters === 'tree') return treeResponse(opened, false);
  if (request.method === 'GET' && name === 'blob') return blobResponse(opened, rest);
  if (request.method === 'POST' && parameters === 'update') return update(opened, request);
  return sentence(404, '编辑台没有这个地址');
}
