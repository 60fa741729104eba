/** Which paths of the content tree may be written, as far as the path itself says. */

/** Names that Windows keeps for devices, and characters that it allows in no name. */
export const reservedName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)|[<>:"|?*\\]|[. ]$/i;
/** Characters that nobody sees in a name. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
/** Longest path under the content tree, in characters: Windows allows 260 for the whole. */
const longest = 180;
/** Longest name of a file or folder, in bytes of UTF-8: of Chinese characters 85. No file system of a usual computer has longer ones. */
const longestName = 255;

/**
 * Why nothing may be written at a path, as a sentence for editors; `undefined` where it may.
 * @param path relative to the content tree, with `/`
 */
export function pathProblem(path: string): string | undefined {
  const hidden = path.split('/').find((name) => name.startsWith('.') && name !== '.' && name !== '..');
  if (hidden !== undefined) return `“${hidden}”是隐藏的文件名，编辑台不写这样的文件：${path}`;
  return problemOfNames(path);
}

/** Names of the repository's own folder, as any system may read them, and of the store's. */
const ownFolder = /^\.(?:git|git-.*|hongxin)$|^git~\d+$/i;

/**
 * Why no file of another office may stand at a path; `undefined` where it may. Repositories have hidden files of their own
 * kinds, such as `.gitignore`.
 */
export function pathProblemOfOthers(path: string): string | undefined {
  const own = path.split('/').find((name) => ownFolder.test(name));
  if (own !== undefined) return `“${own}”是仓库自己的目录：${path}`;
  return problemOfNames(path);
}

function problemOfNames(path: string): string | undefined {
  const names = path.split('/');
  if (path.length > longest) return `文件名太长：${path.slice(0, 40)}…，最多 ${String(longest)} 个字符`;
  const long = names.find((name) => Buffer.byteLength(name) > longestName);
  if (long !== undefined) return `文件名太长：${long.slice(0, 40)}…，一个名字最多 85 个汉字`;
  if (path !== path.normalize('NFC') || invisible.test(path)) return `文件名里有看不见的字符：${path}`;
  if (names.some((name) => name === '' || name === '.' || name === '..')) return `不是内容目录里的路径：${path}`;
  const reserved = names.find((name) => reservedName.test(name));
  if (reserved !== undefined) return `“${reserved}”在 Windows 上不能做文件名：${path}`;
  return undefined;
}

/** The folders that a path is in, the nearest first: `a/b/c` is in `a/b` and `a`. */
export function foldersOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, names.length - 1 - index).join('/'));
}
