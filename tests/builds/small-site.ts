/** Two content trees that build within seconds into sites that differ, and a build that can be watched and killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../../src/build/file-operations.ts';
import { projectDirectory } from '../places.ts';

const smallest = join(projectDirectory, 'tests/fixtures/smallest/content');

/** Settings of builds whose result is the same every day. */
const settings = { SITE_URL: 'https://www.example.gov.cn', SITE_DATE: '2026-10-02', BASE_PATH: '/' };

/** Writes a content tree of a county with another name. */
export function writeCounty(directory: string, county: string): string {
  cpSync(smallest, directory, { recursive: true });
  const file = join(directory, 'site/settings.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('别的县', county));
  return directory;
}

/** A digest of all that a web server finds at a path, hidden files left out. */
export function digestOf(path: string): string {
  const folder = realpathSync(path);
  const hash = createHash('sha256');
  for (const file of filesBelow(folder).filter((name) => !name.startsWith('.'))) {
    hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

/** What builds have left in the folder of the project: the lock stays, and nothing else. */
export const leftInProject = () =>
  readdirSync(join(projectDirectory, '.cache/builds')).filter((name) => !name.startsWith('lock'));

/** A build that is running. */
export class RunningBuild {
  readonly process: ChildProcess;
  /** Ends with the exit code, or null when it was killed. */
  readonly ended: Promise<number | null>;
  /** Its output so far. */
  output = '';
  readonly #waiting: { text: string; resolve: () => void }[] = [];

  constructor(environment: Readonly<Record<string, string>>) {
    this.process = spawn(process.execPath, ['src/commands/build.ts'], {
      cwd: projectDirectory,
      env: { ...process.env, ...settings, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        for (const each of this.#waiting) if (this.output.includes(each.text)) each.resolve();
      });
    }
    this.ended = new Promise((resolve, reject) => {
      this.process.on('error', reject);
      this.process.on('close', resolve);
    });
  }

  /** Resolves when a text was written, or the build has ended. */
  async reached(text: string): Promise<void> {
    const written = new Promise<void>((resolve) => {
      this.#waiting.push({ text, resolve });
      if (this.output.includes(text)) resolve();
    });
    await Promise.race([written, this.ended]);
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }
}
