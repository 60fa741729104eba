/** The name that versions carry, as an editor of this machine has said it. It is the machine's, and goes into no repository. */
import { posix } from 'node:path';
import { storeFolder } from './content-store.ts';
import type { Disk } from './disk.ts';

const fileOf = (root: string) => posix.join(root, storeFolder, 'editor.json');

/** Longest name, in characters. */
const longest = 20;

/** Why something is no name for versions, as a sentence for editors; `undefined` where it is one. */
export function editorNameProblem(name: string): string | undefined {
  if (name === '') return '请填写名字，例如“王小梅”';
  if (Array.from(name).length > longest)
    return `名字最多 ${String(longest)} 个字，现在是 ${String(Array.from(name).length)} 个`;
  // Git ends a name at these, and a version is one line.
  if (/[<>\p{Cc}\p{Cf}]/u.test(name)) return '名字里不能有尖括号和看不见的字符';
  return undefined;
}

/** The name that was said; `undefined` where nobody has yet. */
export async function readEditorName(disk: Disk, root: string): Promise<string | undefined> {
  const bytes = await disk.read(fileOf(root));
  if (bytes === undefined) return undefined;
  try {
    const { name } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { name?: unknown };
    return typeof name === 'string' && editorNameProblem(name) === undefined ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a name. */
export async function writeEditorName(disk: Disk, root: string, name: string): Promise<void> {
  const file = fileOf(root);
  await disk.write(`${file}.part`, Buffer.from(`${JSON.stringify({ name })}\n`));
  await disk.flushFile(`${file}.part`);
  await disk.rename(`${file}.part`, file);
  await disk.flushFolder(posix.dirname(file));
}
