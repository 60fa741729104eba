/** Digests of files and of code. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The SHA-256 of a file, hexadecimal, without loading the file into memory. Throws the signal's reason when it is
 * aborted.
 */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) {
    signal?.throwIfAborted();
    hash.update(part as Buffer);
  }
  return hash.digest('hex');
}

/** A relative import or export with its specifier; imports of types alone are erased and do not affect it. */
const relativeImport = /(?:^|\n)(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.{1,2}\/[^']+)'/g;

/** A module of the project and everything that it imports by relative paths, each file once, sorted. */
export function modulesOf(entry: string): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(relativeImport)) {
      visit(join(dirname(file), specifier.replace(/\?.*$/, '')));
    }
  };
  visit(resolve(entry));
  return [...found].sort();
}

/** The SHA-256 of a module's code and of all code that it imports by relative paths: changes when any of it does. */
export function digestOfModules(entry: string): string {
  const hash = createHash('sha256');
  for (const file of modulesOf(entry)) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
