/** A shared repository over SSH: by the system's own Git, with the keys that the account has. */
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';
import { environmentWith } from '../environment.ts';
import { failureOfRefusal } from './failures.ts';
import { SharingFailure, type PushResult, type SharedRepository } from './shared-repository.ts';

const run = promisify(execFile);

/** Where the shared repository is. */
export interface SshRepositoryOptions {
  /** `git@host:path`, or `ssh://…`. */
  url: string;
  branch: string;
  signal?: AbortSignal | undefined;
}

/** Milliseconds after which a server has not answered, however it keeps the line. */
const longest = 30 * 60_000;

/** Where fetched versions are noted until the office has taken them in. */
const fetched = 'refs/hongxin/fetched';

/** What SSH and Git say, and what it means. */
const meanings: readonly (readonly [RegExp, SharingFailure['problem'], string])[] = [
  [
    /Host key verification failed/i,
    'certificate',
    '不能确认连到的就是那台服务器，没有送出。请技术人员用 ssh 连一次，核对服务器的指纹',
  ],
  [/Permission denied/i, 'token', '服务器不认这台电脑的 SSH 钥匙。请技术人员把公钥加到共享仓库'],
  [
    /Could not resolve|timed out|Connection refused|No route|Network is unreachable|Connection reset|closed by remote/i,
    'offline',
    '连不上共享仓库。改动留在这台电脑上，有网络时自动送出',
  ],
  [
    /not found|does not exist|not appear to be a git repository/i,
    'missing',
    '服务器上没有这个仓库，或者看不到它。请核对地址',
  ],
  [/No space left|quota/i, 'server', '服务器的空间满了。请联系管理共享仓库的人'],
];

/** The repository. */
export class SshRepository implements SharedRepository {
  private readonly gitDirectory: string;
  private readonly options: SshRepositoryOptions;
  /** Called when objects came that the office did not write. */
  private readonly onObjects: () => void;

  /** @param gitDirectory the absolute path of the local `.git` folder */
  constructor(gitDirectory: string, options: SshRepositoryOptions, onObjects: () => void = () => undefined) {
    this.gitDirectory = gitDirectory;
    this.options = options;
    this.onObjects = onObjects;
  }

  private get reference(): string {
    return `refs/heads/${this.options.branch}`;
  }

  private async git(...words: string[]): Promise<string> {
    try {
      // No program of the repository's own runs, and nothing is packed while the office uses it.
      const own = ['-c', `core.hooksPath=${devNull}`, '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
      const { stdout } = await run('git', [`--git-dir=${this.gitDirectory}`, ...own, ...words], {
        timeout: longest,
        killSignal: 'SIGKILL',
        signal: this.options.signal,
        env: environmentWith({
          // Nobody sits there to be asked.
          GIT_TERMINAL_PROMPT: '0',
          GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=20',
          LC_ALL: 'C',
        }),
        maxBuffer: 2 ** 24,
      });
      return stdout;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        throw new SharingFailure(
          'missing',
          '这台电脑上没有 Git，不能走 SSH。请用 https:// 开头的地址和令牌，或者请技术人员装上 Git',
          error,
        );
      if ((error as { killed?: boolean }).killed === true || (error as NodeJS.ErrnoException).code === 'ABORT_ERR')
        throw new SharingFailure('offline', `${this.host} 很久没有回应。改动留在这台电脑上，过一会儿自动再送`, error);
      const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
      throw this.failureOf(`${stderr}${stdout}`, error);
    }
  }

  private failureOf(said: string, cause: unknown): Error {
    if (/rejected|hook declined/i.test(said)) {
      const failure = failureOfRefusal(said, this.host);
      return failure ?? new Overtaken('', { cause });
    }
    const [, problem, words] = meanings.find(([pattern]) => pattern.test(said)) ?? [];
    if (problem !== undefined && words !== undefined) return new SharingFailure(problem, words, cause);
    return new SharingFailure(
      'token',
      `通过 SSH 没有连上 ${this.host}。请技术人员在这台电脑上用 ssh 连一次，看看提示`,
      cause,
    );
  }

  private get host(): string {
    return /@([\w.-]+)/.exec(this.options.url)?.[1] ?? '服务器';
  }

  async newest(): Promise<string | undefined> {
    const [oid] = (await this.git('ls-remote', this.options.url, this.reference)).split('\t');
    return oid === undefined || oid.trim() === '' ? undefined : oid.trim();
  }

  async fetch(): Promise<string | undefined> {
    if ((await this.newest()) === undefined) return undefined;
    await this.git(
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      this.options.url,
      `+${this.reference}:${fetched}`,
    );
    this.onObjects();
    return (await this.git('rev-parse', fetched)).trim();
  }

  async push(from: string | undefined, to: string): Promise<PushResult> {
    try {
      // Moves the branch only from where it was when this version was made.
      await this.git(
        'push',
        '--quiet',
        `--force-with-lease=${this.reference}:${from ?? ''}`,
        this.options.url,
        `${to}:${this.reference}`,
      );
      return 'sent';
    } catch (error) {
      if (error instanceof Overtaken) return 'overtaken';
      throw error;
    }
  }
}

/** Somebody else moved the branch. */
class Overtaken extends Error {}
