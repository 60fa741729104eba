/** Addresses of the office: its own pages, and the forms of entries. */
import { kindNames, kindRow, type KindName } from '../../kinds.ts';
import type { EntryFile } from './entry-file.ts';

/** The address of an entry's form. */
export function formAddress({ kind, slug, file }: EntryFile): string {
  const { studio, files } = kindRow(kind);
  if (studio.isSingle === true) return `/keystatic/singleton/${kind}`;
  // Entries in folders by year have the year before their slug.
  const year = files.slugPrefix === undefined ? [] : file.split('/').slice(1, -1);
  return `/keystatic/collection/${kind}/item/${encodeURIComponent([...year, slug].join('/'))}`;
}

/** A part of an address as it was before it was escaped; `undefined` where it is no such part. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The entry's file whose form is at an address; `undefined` for any other page. */
export function fileOfForm(address: string): string | undefined {
  const found = /^\/keystatic\/(?:collection\/([a-z]+)\/item\/([^/]+)|singleton\/([a-z]+))/.exec(address);
  if (found === null) return undefined;
  const [, many, item, single] = found;
  const kind = kindNames.find((name) => name === (many ?? single));
  if (kind === undefined) return undefined;
  const { studioPath, file } = kindRow(kind).files;
  const name = decoded(item ?? '');
  if (name === undefined) return undefined;
  const place = studioPath.replace(/\*+\/?/, () => name);
  return ['/index.md', '.yaml', '.md', '.json'].map((end) => `${place}${end}`).find((path) => file.test(path));
}

/** The first page of the office. */
export const deskAddress = '/keystatic';

/** The list of a kind: where the form says that it is. */
export const listAddress = (kind: KindName): string => `/keystatic/collection/${kind}`;

/** The form of a new entry of a kind. */
export const newEntryAddress = (kind: KindName): string => `${listAddress(kind)}/create`;

/** The list of all entries, with a question: the names and values of its fields. */
export const entriesAddress = (question: Readonly<Record<string, string>> = {}): string => {
  const text = new URLSearchParams(question).toString();
  return `/office/entries/${text === '' ? '' : `?${text}`}`;
};

/** A small picture of a file of the content. @param id the name of its content: another picture has another address */
export const thumbnailAddress = (path: string, id: string, focus?: { x: number; y: number }): string => {
  const at = focus === undefined ? '' : `&x=${String(focus.x)}&y=${String(focus.y)}`;
  return `/office/pictures/?path=${encodeURIComponent(path)}&id=${id}${at}`;
};

/** A picture of the content as it is. */
export const pictureAddress = (path: string, id: string): string =>
  `/office/pictures/?path=${encodeURIComponent(path)}&id=${id}&whole=1`;

/** The sheet by which the person of an entry agrees to be shown. */
export const consentAddress = (file: string): string => `/office/consent/?file=${encodeURIComponent(file)}`;

/** The page with the versions of an entry. */
export const versionsAddress = (file: string): string => `/office/versions/?file=${encodeURIComponent(file)}`;

/** The page with the entries that were deleted. */
export const deletedAddress = '/office/deleted/';

/** The page of a refused save. */
export const refusedAddress = (id: string): string => `/office/refused/?id=${id}`;

/** The page of the repository that several offices share. */
export const sharingAddress = '/office/sharing/';

/** A frame of a clip that may be its poster, by its number from 1. */
export const clipFrameAddress = (clip: string, number: number): string =>
  `/api/office/clip-frame?clip=${encodeURIComponent(clip)}&number=${String(number)}`;
