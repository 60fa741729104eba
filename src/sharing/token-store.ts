/**
 * Tokens of shared repositories: outside of any repository, in the folder of the account, readable by its owner alone. A token
 * belongs to one server and one repository there.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The tokens in a folder. */
export class TokenStore {
  private readonly file: string;

  /** @param directory the project's folder among the settings of the account */
  constructor(directory: string) {
    this.file = join(directory, 'tokens.json');
  }

  /** The token for a repository; `undefined` where none is known. */
  async get(url: string): Promise<string | undefined> {
    return (await this.all())[keyOf(url)];
  }

  /** Keeps a token, or forgets it. */
  async set(url: string, token: string | undefined): Promise<void> {
    const { [keyOf(url)]: _old, ...others } = await this.all();
    const tokens = token === undefined ? others : { ...others, [keyOf(url)]: token };
    const part = `${this.file}.${randomUUID()}.part`;
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    await writeFile(part, `${JSON.stringify(tokens, undefined, 2)}\n`, { mode: 0o600 });
    // A file that was there keeps the mode that it had.
    await chmod(part, 0o600);
    await rename(part, this.file);
  }

  private async all(): Promise<Record<string, string>> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.file, 'utf8'));
      if (typeof parsed !== 'object' || parsed === null) return {};
      return Object.fromEntries(
        Object.entries(parsed).filter((each): each is [string, string] => typeof each[1] === 'string'),
      );
    } catch {
      // Without its tokens an office still saves; the server says that it wants one.
      return {};
    }
  }
}

/** The same repository is written with and without `.git` and a slash at its end. */
const keyOf = (url: string) => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
};
