/** The processes that a process has started, and those that these have started. */
import { readdirSync, readFileSync } from 'node:fs';

/** The parent of each process of this machine; empty where the system has no `/proc`. */
function parents(): Map<number, number> {
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return new Map();
  }
  const found = new Map<number, number>();
  for (const name of names) {
    try {
      // `pid (name) state ppid …`: the name may have spaces and parentheses.
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      found.set(Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}

/** The ids of the running processes that descend from a process. */
export function descendantsOf(ancestor: number): number[] {
  const all = parents();
  const children = (parent: number): number[] =>
    [...all].flatMap(([id, its]) => (its === parent ? [id, ...children(id)] : []));
  return children(ancestor);
}

/** Ends all processes that descend from a process, at once. Returns how many there were. */
export function killDescendants(ancestor: number): number {
  const ids = descendantsOf(ancestor);
  for (const id of ids) {
    try {
      process.kill(id, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return ids.length;
}
