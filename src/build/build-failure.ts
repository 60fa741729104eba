/** What an editor is shown of a build that failed. */
import { userInfo } from 'node:os';

/** An error with the errors that it was made from. */
interface Wrapping {
  cause?: unknown;
  errors?: unknown;
}

/** The names of the errors whose messages are for editors; classes themselves differ between bundles. */
const forEditors: readonly string[] = [
  'UnsafePictureError',
  'UnusableOutputError',
  'HalfUpdatedError',
  'LostDestinationError',
];

/** The errors that an error was made from: Astro wraps what fails while it makes pictures, once for each. */
function within(error: Error): unknown[] {
  const { cause, errors } = error as Wrapping;
  return [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
}

/**
 * The messages, written for editors, of the errors inside an error. Empty when the failure is one that only a developer can
 * explain.
 */
function messagesForEditors(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  if (forEditors.includes(error.name)) return [error.message];
  return [...new Set(within(error).flatMap(messagesForEditors))];
}

/** How an account is called; in a container it may have no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}

/** What is wrong with the disk, and what to do, by how the system calls it; programs in other languages say it in words. */
const diskFailures: readonly { codes: readonly string[]; words: RegExp; tell: (path: string) => string }[] = [
  {
    codes: ['ENOSPC', 'EDQUOT'],
    words: /no space left on device|disk quota exceeded/i,
    tell: (path) =>
      `磁盘满了，写不下${path}。请腾出空间再运行一次：旧版本在 OUT_DIR 旁边的 .releases 文件夹里，缓存在 .cache 里，都可以删。`,
  },
  {
    codes: ['EROFS'],
    words: /read-only file system/i,
    tell: (path) => `磁盘是只读的，写不了${path}。请换到可以写的地方（OUT_DIR、CACHE_DIR），或请管理员改成可写。`,
  },
  {
    codes: ['EACCES', 'EPERM'],
    words: /permission denied|operation not permitted/i,
    tell: (path) =>
      `账号 ${accountName()} 没有权限读写${path}。请用拥有这个文件夹的账号运行，或请管理员把权限给这个账号。`,
  },
];

/** What went wrong with a disk, in a sentence, and undefined when something else did. */
function diskFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', path = '', dest, message } = error as NodeJS.ErrnoException & { dest?: string };
  const found = diskFailures.find(({ codes, words }) => (code === '' ? words.test(message) : codes.includes(code)));
  if (found !== undefined) return found.tell([' ', dest ?? path].join('').trimEnd() || '文件');
  return within(error)
    .map(diskFailure)
    .find((each) => each !== undefined);
}

/** The reason of a failure in one line. */
export const reasonOf = (error: unknown): string =>
  diskFailure(error) ?? (error instanceof Error ? error.message : String(error));

/** What is told of a build that failed. */
export interface Explanation {
  /** For whoever runs the build. */
  sentences: readonly string[];
  /** Whether a developer has to look at the error. */
  needsDeveloper: boolean;
  /** Whether the site is as it was before. */
  isUnchanged: boolean;
}

/** Explains why a build failed. */
export function explain(error: unknown): Explanation {
  const isUnchanged = !(error instanceof Error && error.name === 'HalfUpdatedError');
  const messages = messagesForEditors(error);
  if (messages.length > 0) return { sentences: messages, needsDeveloper: false, isUnchanged };
  const disk = diskFailure(error);
  if (disk !== undefined) return { sentences: [disk], needsDeveloper: false, isUnchanged };
  return {
    sentences: ['生成网站的程序出了错，请把下面的内容交给开发人员：'],
    needsDeveloper: true,
    isUnchanged,
  };
}
