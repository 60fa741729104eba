/** Where this office sends its versions, as an editor of this machine has said it. It goes into no repository. */
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { posix } from 'node:path';
import { storeFolder } from './content-store.ts';
import type { Disk } from './disk.ts';

/** The shared repository of an office. The token is kept elsewhere. */
export interface SharingSettings {
  /** `https://host/path.git`, or an address of SSH. */
  url: string;
  branch: string;
  /** The name that a server wants beside the token. */
  user: string;
  /** Tells the versions of this office from those of others. */
  office: string;
}

/** What an editor fills in. */
export type SharingChoice = Omit<SharingSettings, 'office'>;

const fileOf = (root: string) => posix.join(root, storeFolder, 'sharing.json');

/** An address of SSH as Git writes it: `git@host:path`, or with a scheme. */
export const isSshAddress = (url: string): boolean =>
  /^ssh:\/\/(?:\w[\w.-]*@)?\w[\w.-]*(?::\d+)?\/[^\s\p{Cc}]+$/u.test(url) ||
  /^\w[\w.-]*@\w[\w.-]*:(?![-/]{1,2}(?:[-/]|\w*=))[^\s\p{Cc}-][^\s\p{Cc}]*$/u.test(url);

/** Whether Git takes a name for a branch, and nobody takes it for an option or for something else. */
const isBranchName = (name: string): boolean =>
  name !== 'HEAD' &&
  !name.startsWith('refs/') &&
  name.split('/').every((part) => /^\w[\w.-]*$/.test(part) && !/\.$|\.\.|\.lock$/.test(part));

/** Why settings cannot be used, as a sentence for editors; `undefined` where they can. */
export function sharingProblem({ url, branch, user }: SharingChoice): string | undefined {
  if (!isSshAddress(url)) {
    const parsed = URL.parse(url);
    if (parsed === null || !['https:', 'http:'].includes(parsed.protocol))
      // An address with a name in it may have a token in it too.
      return `共享仓库的地址不对${url.includes('@') ? '' : `：“${url}”`}。应当像 https://gitee.com/xian/neirong.git`;
    if (parsed.username !== '' || parsed.password !== '') return '令牌不要写在地址里，请填在“令牌”一栏';
    if (parsed.search !== '' || parsed.hash !== '') return '地址到 .git 为止，后面不要有问号和井号';
    // A token over a line that anybody reads is everybody's.
    if (parsed.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname))
      return '地址要以 https:// 开头：用 http://，令牌在传送途中会被别人看到';
  }
  if (!isBranchName(branch)) return `分支的名字不对：“${branch}”。一般是 main 或 master`;
  if (/[\p{Cc}:]/u.test(user)) return `用户名里不能有冒号：“${user}”`;
  return undefined;
}

/** The settings; `undefined` where the office shares nothing. */
export async function readSharingSettings(disk: Disk, root: string): Promise<SharingSettings | undefined> {
  const bytes = await disk.read(fileOf(root));
  if (bytes === undefined) return undefined;
  try {
    const settings = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<SharingChoice>;
    const { url = '', branch = '', user = '' } = settings;
    const office = await readOfficeName(disk, root);
    if (office === undefined || sharingProblem({ url, branch, user }) !== undefined) return undefined;
    return { url, branch, user, office };
  } catch {
    return undefined;
  }
}

async function readOfficeId(disk: Disk, root: string): Promise<string | undefined> {
  const bytes = await disk.read(posix.join(root, storeFolder, 'office'));
  const id = bytes === undefined ? '' : Buffer.from(bytes).toString('utf8').trim();
  return /^[0-9a-f-]{36}$/.test(id) ? id : undefined;
}

/** A folder that is copied to another place is another office, though its files say the same. */
const officeName = (id: string, root: string, host: string) =>
  createHash('sha256').update([id, root, host].join('\0')).digest('hex').slice(0, 16);

/**
 * The name of this office in its versions; `undefined` where it never shared anything.
 * @param host the name of the machine
 */
export async function readOfficeName(disk: Disk, root: string, host = hostname()): Promise<string | undefined> {
  const id = await readOfficeId(disk, root);
  return id === undefined ? undefined : officeName(id, root, host);
}

const notesFile = (root: string) => posix.join(root, storeFolder, 'sharing-notes.json');

/** What could not be taken in, as sentences: kept until an editor has read it. */
export async function readSharingNotes(disk: Disk, root: string): Promise<string[]> {
  const bytes = await disk.read(notesFile(root));
  try {
    const notes: unknown = bytes === undefined ? [] : JSON.parse(Buffer.from(bytes).toString('utf8'));
    return Array.isArray(notes) ? notes.filter((note) => typeof note === 'string') : [];
  } catch {
    return [];
  }
}

/** Keeps what could not be taken in; with none, forgets what was kept. */
export async function writeSharingNotes(disk: Disk, root: string, notes: readonly string[]): Promise<void> {
  await keep(disk, notesFile(root), `${JSON.stringify(notes)}\n`);
}

async function keep(disk: Disk, file: string, text: string): Promise<void> {
  await disk.write(`${file}.part`, Buffer.from(text));
  await disk.flushFile(`${file}.part`);
  await disk.rename(`${file}.part`, file);
  await disk.flushFolder(posix.dirname(file));
}

/** Keeps settings; the name of the office stays once it has one, also when it shares nothing for a while. */
export async function writeSharingSettings(disk: Disk, root: string, choice: SharingChoice): Promise<SharingSettings> {
  const id = (await readOfficeId(disk, root)) ?? randomUUID();
  await keep(disk, posix.join(root, storeFolder, 'office'), `${id}\n`);
  await keep(disk, fileOf(root), `${JSON.stringify(choice)}\n`);
  return { ...choice, office: officeName(id, root, hostname()) };
}

/** Stops sharing. What was sent stays where it is. */
export async function removeSharingSettings(disk: Disk, root: string): Promise<void> {
  await disk.remove(fileOf(root));
  await disk.flushFolder(posix.dirname(fileOf(root)));
}
