/** Where this office sends its versions, as an editor of this machine has said it. It goes into no repository. */
import { randomUUID } from 'node:crypto';
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
export const isSshAddress = (url: string): boolean => /^ssh:\/\/\w|^\w[\w.-]*@\w[\w.-]*:(?!\/\/)/.test(url);

/** Why settings cannot be used, as a sentence for editors; `undefined` where they can. */
export function sharingProblem({ url, branch, user }: SharingChoice): string | undefined {
  if (!isSshAddress(url)) {
    const parsed = URL.parse(url);
    if (parsed === null || !['https:', 'http:'].includes(parsed.protocol))
      return `共享仓库的地址不对：“${url}”。应当像 https://gitee.com/xian/neirong.git`;
    if (parsed.username !== '' || parsed.password !== '') return '地址里不要写令牌，请写在“令牌”一格';
    // A token over a line that anybody reads is everybody's.
    if (parsed.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname))
      return '地址要用 https:// 开头：http:// 会把令牌露给路上的人';
  }
  if (!/^[\w][\w./-]*$/.test(branch) || branch.includes('..') || branch.endsWith('/') || branch.endsWith('.lock'))
    return `分支的名字不对：“${branch}”。一般是 main 或 master`;
  if (/[\p{Cc}:]/u.test(user)) return `用户名里不能有冒号：“${user}”`;
  return undefined;
}

/** The settings; `undefined` where the office shares nothing. */
export async function readSharingSettings(disk: Disk, root: string): Promise<SharingSettings | undefined> {
  const bytes = await disk.read(fileOf(root));
  if (bytes === undefined) return undefined;
  try {
    const settings = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<SharingSettings>;
    const { url = '', branch = '', user = '', office } = settings;
    if (typeof office !== 'string' || sharingProblem({ url, branch, user }) !== undefined) return undefined;
    return { url, branch, user, office };
  } catch {
    return undefined;
  }
}

/** Keeps settings; the name of the office stays once it has one. */
export async function writeSharingSettings(disk: Disk, root: string, choice: SharingChoice): Promise<SharingSettings> {
  const file = fileOf(root);
  const settings = { ...choice, office: (await readSharingSettings(disk, root))?.office ?? randomUUID() };
  await disk.write(`${file}.part`, Buffer.from(`${JSON.stringify(settings)}\n`));
  await disk.flushFile(`${file}.part`);
  await disk.rename(`${file}.part`, file);
  await disk.flushFolder(posix.dirname(file));
  return settings;
}

/** Stops sharing. What was sent stays where it is. */
export async function removeSharingSettings(disk: Disk, root: string): Promise<void> {
  await disk.remove(fileOf(root));
  await disk.flushFolder(posix.dirname(fileOf(root)));
}
