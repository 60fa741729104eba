/** Finds the ffmpeg program and runs it. */
import { spawn } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { MediaFailure } from '../errors.ts';

/** An ffmpeg program and what it can do. */
export interface Program {
  path: string;
  /** Its version, e.g. `5.1.9-0+deb12u1`. */
  version: string;
  filters: ReadonlySet<string>;
  encoders: ReadonlySet<string>;
  bitstreamFilters: ReadonlySet<string>;
}

/** How a run of ffmpeg ended. */
export interface Run {
  /** Exit code; null when it was killed. */
  code: number | null;
  /** Its error messages, without its progress. */
  messages: string;
}

interface RunOptions {
  signal?: AbortSignal | undefined;
  /** Seconds of output made so far. */
  onSeconds?: ((seconds: number) => void) | undefined;
  /** Whether it leaves the processor to other programs that need it. */
  isBackground?: boolean | undefined;
  /** Reads the program's standard output; awaited before the run counts as ended. */
  read?: ((output: Readable) => Promise<void>) | undefined;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not allow it: then it runs as others do.
  }
}

/**
 * Runs ffmpeg to its end. Progress and messages share its standard error, so that standard output is free for pictures.
 * Throws when the program cannot be started or the signal aborts; the caller handles the exit code.
 */
export async function runFfmpeg(path: string, parameters: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { signal, onSeconds, isBackground = false, read } = options;
  signal?.throwIfAborted();
  const child = spawn(path, ['-hide_banner', '-nostdin', ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (isBackground && child.pid !== undefined) lowerPriority(child.pid);
  const abort = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', abort);

  let messages = '';
  let rest = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const made = /^out_time_(?:us|ms)=(\d+)$/.exec(line)?.[1];
      if (made !== undefined) onSeconds?.(Number(made) / 1_000_000);
      else if (!/^\w+=\s*\S*$/.test(line) && messages.length < 100_000) messages += `${line}\n`;
    }
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  try {
    const reading = read === undefined ? Promise.resolve(child.stdout.resume()) : read(child.stdout);
    // The program must not outlive a reader that gave up.
    reading.catch(abort);
    const [code] = await Promise.all([ended, reading]);
    signal?.throwIfAborted();
    return { code, messages: messages + rest };
  } finally {
    signal?.removeEventListener('abort', abort);
    abort();
  }
}

/** Reads a table like that of `ffmpeg -filters`: a column of flags, then the name. */
async function namesIn(path: string, table: string): Promise<ReadonlySet<string>> {
  let text = '';
  await runFfmpeg(path, ['-loglevel', 'quiet', `-${table}`], {
    read: async (output) => {
      for await (const part of output.setEncoding('utf8') as AsyncIterable<string>) text += part;
    },
  });
  const names = text
    .split('\n')
    .map((line) => /^ ?[A-Z.|]{2,6} +([\w-]+)/.exec(line)?.[1] ?? /^([\w]+)\s*$/.exec(line)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

async function describe(path: string): Promise<Program> {
  let text = '';
  const { code } = await runFfmpeg(path, ['-version'], {
    read: async (output) => {
      for await (const part of output.setEncoding('utf8') as AsyncIterable<string>) text += part;
    },
  });
  if (code !== 0) throw new Error(text);
  const [filters, encoders, bitstreamFilters] = await Promise.all(
    ['filters', 'encoders', 'bsfs'].map((table) => namesIn(path, table)),
  );
  const none: ReadonlySet<string> = new Set();
  return {
    path,
    version: /ffmpeg version (\S+)/.exec(text)?.[1] ?? '?',
    filters: filters ?? none,
    encoders: encoders ?? none,
    bitstreamFilters: bitstreamFilters ?? none,
  };
}

/** The program that comes with the npm package, when the package has one for this machine. */
function programOfPackage(): string | undefined {
  try {
    const { path } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string };
    // Its install script would allow it to be run; where install scripts are disabled, it is not.
    if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
    return path;
  } catch {
    return undefined;
  }
}

const needed = { encoders: ['libx264', 'aac'], filters: ['loudnorm', 'scale', 'fps'] } as const;

function lacks(program: Program): string[] {
  return [
    ...needed.encoders.filter((name) => !program.encoders.has(name)),
    ...needed.filters.filter((name) => !program.filters.has(name)),
  ];
}

/**
 * The ffmpeg program: the one given (`FFMPEG_PATH`), and no other; else the one on the PATH; else that of the npm
 * package. One without H.264 (some systems ship such a build) is ignored. Throws `MediaFailure` when there is none.
 */
export async function findProgram(given: string): Promise<Program> {
  const candidates = given === 'ffmpeg' ? ['ffmpeg', programOfPackage()] : [given];
  const tried: string[] = [];
  for (const path of candidates) {
    if (path === undefined) continue;
    try {
      const program = await describe(path);
      const missing = lacks(program);
      if (missing.length === 0) return program;
      tried.push(`${path} 缺少 ${missing.join('、')}`);
    } catch {
      tried.push(`${path} 不能运行`);
    }
  }
  throw new MediaFailure(
    `找不到能用的 ffmpeg（${tried.join('；')}）。请运行 npm ci 装上自带的一份，或安装 ffmpeg，或用环境变量 FFMPEG_PATH 指明它的位置。`,
  );
}
