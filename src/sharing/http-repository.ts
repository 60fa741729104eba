/** A shared repository on a server, over HTTP(S): what a PC without Git can reach. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import * as git from 'isomorphic-git';
import type { Disk } from '../content-store/disk.ts';
import { gitFileSystem } from '../content-store/git-file-system.ts';
import { failureOfRefusal, sharingFailureOf } from './failures.ts';
import { gitHttpClient, usualMostBytes, type HttpClientOptions } from './http-client.ts';
import { SharingFailure, type PushResult, type SharedRepository } from './shared-repository.ts';

/** Who the office is to the server. */
interface Credentials {
  /** What servers that tell tokens from passwords want as a name. */
  user: string;
  token: string;
}

/** Where the shared repository is, and who asks. */
export interface HttpRepositoryOptions extends HttpClientOptions {
  /** `https://host/path.git`, without a name or password in it. */
  url: string;
  branch: string;
  /** None where anybody may write. */
  credentials?: Credentials | undefined;
}

/** References of the local repository that name what is asked for and what is sent. */
const known = 'refs/hongxin/shared';
const sending = 'refs/hongxin/sending';

/** The repository. */
export class HttpRepository implements SharedRepository {
  readonly mostBytes: number;
  private readonly disk: Disk;
  private readonly gitDirectory: string;
  private readonly options: HttpRepositoryOptions;
  private readonly http: git.HttpClient;
  private readonly host: string;

  /** @param gitDirectory the absolute path of the local `.git` folder */
  constructor(disk: Disk, gitDirectory: string, options: HttpRepositoryOptions) {
    this.disk = disk;
    this.gitDirectory = gitDirectory;
    this.options = options;
    this.mostBytes = options.mostBytes ?? usualMostBytes;
    this.http = gitHttpClient(options.url, options);
    this.host = new URL(options.url).host;
  }

  private get local() {
    return { fs: gitFileSystem(this.disk), gitdir: this.gitDirectory };
  }

  private get common() {
    const { url, credentials } = this.options;
    return {
      http: this.http,
      url,
      // Otherwise the settings of the repository could send the token through somebody else's server.
      corsProxy: '',
      ...(credentials !== undefined && {
        onAuth: () => ({ username: credentials.user, password: credentials.token }),
      }),
    };
  }

  private get reference(): string {
    return `refs/heads/${this.options.branch}`;
  }

  /** What the server does, or why not. */
  private async asking<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw sharingFailureOf(error, this.host);
    }
  }

  async newest(): Promise<string | undefined> {
    // In the first version of the protocol: servers that know no other answer questions in the second with an error.
    const { refs = [] } = await this.asking(() => git.getRemoteInfo2({ ...this.common, protocolVersion: 1 }));
    const found = refs.find(({ ref }) => ref === this.reference)?.oid;
    const others = refs.flatMap(({ ref }) => /^refs\/heads\/(.+)$/.exec(ref)?.[1] ?? []);
    // A first version would make a second branch, where the other offices never look.
    if (found === undefined && others.length > 0)
      throw new SharingFailure(
        'missing',
        `共享仓库里没有“${this.options.branch}”分支，只有“${others.slice(0, 3).join('”“')}”。请在“共享”页改分支的名字`,
      );
    return found;
  }

  async fetch(): Promise<string | undefined> {
    // The library wants to know where references of other repositories go.
    await git.addRemote({ ...this.local, remote: 'hongxin', url: this.options.url, force: true });
    const before = new Set(await this.packs());
    const created = async () => (await this.packs()).filter((pack) => !before.has(pack));
    try {
      const { fetchHead } = await git.fetch({
        ...this.local,
        ...this.common,
        ref: known,
        remote: 'hongxin',
        remoteRef: this.reference,
        singleBranch: true,
        tags: false,
      });
      for (const pack of await created()) await this.verify(pack);
      if (fetchHead === null) return undefined;
      await this.verifyCommit(fetchHead);
      return fetchHead;
    } catch (error) {
      // What came was not all of it: it goes, and so does the name that says that it is here.
      for (const pack of await created())
        for (const file of [pack.replace(/\.pack$/, '.idx'), pack]) await this.disk.remove(file);
      await git.deleteRef({ ...this.local, ref: `refs/remotes/hongxin/${this.options.branch}` }).catch(() => undefined);
      throw sharingFailureOf(error, this.host);
    }
  }

  /** A server may end its answer before the first object, with or without a word. */
  private async verifyCommit(oid: string): Promise<void> {
    try {
      const { commit } = await git.readCommit({ ...this.local, oid });
      await git.readTree({ ...this.local, oid: commit.tree });
    } catch (error) {
      throw this.halfway(error);
    }
  }

  private halfway(cause?: unknown): SharingFailure {
    return new SharingFailure('offline', `从 ${this.host} 收到一半断了。有网络时自动再收`, cause);
  }

  private async packs(): Promise<string[]> {
    const folder = posix.join(this.gitDirectory, 'objects/pack');
    return (await this.disk.list(folder)).flatMap(({ name }) =>
      name.endsWith('.pack') ? [posix.join(folder, name)] : [],
    );
  }

  /** A pack that was cut on the way ends otherwise than it says: what it lacks would be missing for ever. */
  private async verify(pack: string): Promise<void> {
    const bytes = await this.disk.read(pack);
    const isWhole =
      bytes !== undefined &&
      createHash('sha1')
        .update(bytes.subarray(0, -20))
        .digest()
        .equals(Buffer.from(bytes.subarray(-20)));
    if (!isWhole) throw this.halfway();
  }

  async push(from: string | undefined, to: string): Promise<PushResult> {
    await git.writeRef({ ...this.local, ref: sending, value: to, force: true });
    const messages: string[] = [];
    try {
      await git.push({
        ...this.local,
        ...this.common,
        ref: sending,
        remote: 'hongxin',
        remoteRef: this.reference,
        onMessage: (message) => void messages.push(message),
        // What was merged here began with this one: another one there was never seen.
        onPrePush: ({ remoteRef }) => (/^0+$/.test(remoteRef.oid) ? undefined : remoteRef.oid) === from,
      });
      return 'sent';
    } catch (error) {
      if (error instanceof git.Errors.PushRejectedError || error instanceof git.Errors.UserCanceledError)
        return 'overtaken';
      if (error instanceof git.Errors.GitPushError) {
        const { result } = error.data;
        const said = result.refs[this.reference]?.error ?? result.error ?? '';
        const failure = failureOfRefusal([...messages, said].join('\n'), this.host);
        if (failure === undefined) return 'overtaken';
        throw failure;
      }
      throw sharingFailureOf(error, this.host);
    }
  }
}
