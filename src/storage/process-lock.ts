/**
 * One process at a time. The lock is that of an SQLite transaction, which is a lock of the operating system on the file: it
 * ends with the process, however the process ends, so that no lock is ever left behind and none has to be judged by its age.
 */
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning } from './is-running.ts';
import { makeFolder } from './make-folder.ts';

/** Who has a lock. */
export interface LockHolder {
  pid: number;
  /** The moment since when, in milliseconds since 1970. */
  since: number;
  /** What it is doing, for people. */
  what: string;
}

/** A lock that this process has. */
export interface ProcessLock {
  /** Whether another process had it when it was asked for. */
  hasWaited: boolean;
  /** Whether the file system knows locks. Where it does not, nothing holds other processes off. */
  isHeld: boolean;
  /** Gives it back. */
  release: () => void;
}

/** How a lock is asked for. */
export interface LockOptions {
  /** What this process is going to do, for people. */
  what: string;
  /** Called when another process has the lock: with its holder, or with nothing when that is not known yet. */
  onWait?: (holder: LockHolder | undefined) => void;
  /** Milliseconds between two attempts. */
  interval?: number;
  /** Takes the lock of a file, or says why not. Tests bring their own. */
  take?: (file: string) => (() => void) | 'taken' | 'unsupported';
}

/** SQLite's primary result codes: somebody else has the lock; the file system cannot lock. */
const busy = 5;
const cannotLock = new Set([10, 15]);

/** Takes the system's lock on a file. */
function takeSystemLock(file: string): (() => void) | 'taken' | 'unsupported' {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return () => {
      database.close();
    };
  } catch (error) {
    database.close();
    const code = (error as { errcode?: number }).errcode ?? 0;
    // Extended codes have the primary one in their last byte.
    if ((code & 0xff) === busy) return 'taken';
    if (cannotLock.has(code & 0xff)) return 'unsupported';
    throw error;
  }
}

const holderFile = (file: string) => `${file}.json`;

function readHolder(file: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(holderFile(file), 'utf8')) as LockHolder;
    // Between taking the lock and saying so, the file names the holder before, who has ended.
    return isRunning(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a lock, after waiting for the process that has it. The order in which several processes get it is not that in which
 * they came.
 * @param file stays empty and stays there; beside it a file says who has the lock, for whoever waits
 * @throws what the file system says when the file cannot be written
 */
export async function acquireLock(
  file: string,
  { what, onWait, interval = 200, take = takeSystemLock }: LockOptions,
): Promise<ProcessLock> {
  makeFolder(dirname(file));
  // SQLite's own message would not say what is wrong with the disk.
  closeSync(openSync(file, 'a'));
  let hasWaited = false;
  let taken = take(file);
  for (let told: string | undefined; taken === 'taken'; taken = take(file)) {
    const holder = readHolder(file);
    const now = JSON.stringify(holder ?? '');
    if (told !== now && (holder !== undefined || hasWaited)) {
      told = now;
      onWait?.(holder);
    }
    hasWaited = true;
    await wait(interval);
  }
  if (taken === 'unsupported') return { hasWaited, isHeld: false, release: () => undefined };
  const release = taken;
  try {
    writeFileSync(holderFile(file), JSON.stringify({ pid: process.pid, since: Date.now(), what } satisfies LockHolder));
  } catch (error) {
    release();
    throw error;
  }
  return { hasWaited, isHeld: true, release };
}
