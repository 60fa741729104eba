/**
 * An office that saves without a pause until it is killed: `node saving-process.ts <content> <number of the first save>`.
 * Each save writes two files of one entry; its number is printed when it is acknowledged.
 */
import '../../src/process/start.ts';
import { openContentStore } from '../../src/content-store/open-content-store.ts';
import { filesOfSave } from './saved-files.ts';

const [content = '', first = ''] = process.argv.slice(2);
const { store, author } = await openContentStore(content, () => true);
for (let number = Number(first); ; number += 1) {
  const writes = filesOfSave(number);
  const base = new Map([...writes.keys()].map((path) => [path, store.index.idOf(path) ?? null]));
  const result = await store.save({ writes, deletions: [], base, author, message: `保存 ${String(number)}` });
  if (result.kind !== 'saved') throw new Error(`save ${String(number)}: ${result.kind}`);
  process.stdout.write(`${String(number)}\n`);
}
