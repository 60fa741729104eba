/** Kills an office that saves, at moments from a seed, and looks after each kill at what a new one finds. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openContentStore } from '../../src/content-store/open-content-store.ts';
import { random } from '../random.ts';
import { entries, numberOf, pathsOf } from './saved-files.ts';

/** What came of it. */
export interface SaveKills {
  kills: number;
  /** Saves that were acknowledged. */
  acknowledged: number;
  /** Kills in the middle of a save, which the next start finished. */
  finished: number;
}

/** Starts an office, kills it so many milliseconds after its first save, and returns the last number it acknowledged. */
async function saveUntilKilled(content: string, first: number, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'saving-process.ts'), content, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise((end) => child.once('close', end));
  await Promise.race([
    new Promise<void>((begun) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        begun();
      });
    }),
    ended,
  ]);
  await wait(milliseconds);
  child.kill('SIGKILL');
  await ended;
  // The last line may be cut off by the kill: then it was not heard.
  const last = said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? '';
  assert.notEqual(last, '', 'the office ended before its first save');
  return Number(last);
}

/** The newest save of each entry, as its two files say; they must agree. */
function savedNumbers(content: string): Map<number, number> {
  const numbers = new Map<number, number>();
  for (let entry = 0; entry < entries; entry += 1) {
    const [text, picture] = pathsOf(entry).map((path) => {
      try {
        return numberOf(readFileSync(join(content, path))) ?? NaN;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    });
    assert.ok(
      text === picture && !Number.isNaN(text),
      `entry ${String(entry)} is torn: ${String(text)}, ${String(picture)}`,
    );
    if (text !== undefined) numbers.set(entry, text);
  }
  return numbers;
}

/**
 * Git's own program finds the repository whole, every acknowledged save in it, and no lock.
 * @param acknowledged the number of the last save
 */
export function checkRepository(content: string, acknowledged: number): void {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: content, encoding: 'utf8', maxBuffer: 2 ** 28 });
  git('fsck', '--strict');
  const messages = new Set(git('log', '--format=%s').trim().split('\n'));
  for (let number = 1; number <= acknowledged; number += 1)
    assert.ok(messages.has(`保存 ${String(number)}`), `save ${String(number)} is in no version`);
  const left = readdirSync(join(content, '.git'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    left.filter((path) => /\.lock$|hongxin-lock$/.test(path)),
    [],
  );
}

/**
 * Kills an office that saves into a folder.
 * @throws when a save was acknowledged and is lost, a file is torn, an entry half saved, or a new office cannot start
 */
export async function killSaves(content: string, kills: number, seed: number): Promise<SaveKills> {
  const next = random(seed);
  let newest = 0;
  let finished = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const acknowledged = await saveUntilKilled(content, newest + 1, next() * 40);
    const { store } = await openContentStore(content, () => true);
    const numbers = savedNumbers(content);
    // The save after the last acknowledged one may have been in the journal.
    const found = Math.max(...numbers.values());
    assert.ok(
      [acknowledged, acknowledged + 1].includes(found),
      `${String(acknowledged)} was acknowledged, ${String(found)} found`,
    );
    for (let back = 0; back < Math.min(entries, found); back += 1)
      assert.equal(numbers.get((found - back) % entries), found - back);
    if (found > acknowledged) finished += 1;
    assert.deepEqual(readdirSync(join(content, '.hongxin/journal')), []);
    assert.deepEqual(readdirSync(join(content, '.hongxin/temporary')), []);
    const tree = await store.tree();
    for (const { path, type, sha } of tree) if (type === 'blob') assert.equal(await store.recordedId(path), sha, path);
    newest = found;
  }
  return { kills, acknowledged: newest, finished };
}
