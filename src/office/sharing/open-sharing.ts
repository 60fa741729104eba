/** What an office shares, and with whom: the settings, the job that sends and brings, and how both change. */
import type { Disk } from '../../content-store/disk.ts';
import type { OpenedRepository } from '../../content-store/open-content-store.ts';
import { SharedHistory } from '../../content-store/shared-history.ts';
import {
  isSshAddress,
  readSharingNotes,
  readSharingSettings,
  removeSharingSettings,
  sharingProblem,
  writeSharingNotes,
  writeSharingSettings,
  type SharingChoice,
  type SharingSettings,
} from '../../content-store/sharing-settings.ts';
import { HttpRepository } from '../../sharing/http-repository.ts';
import type { SharedRepository } from '../../sharing/shared-repository.ts';
import { SshRepository } from '../../sharing/ssh-repository.ts';
import type { TokenStore } from '../../sharing/token-store.ts';
import type { OpenedEntries } from '../opened-entries.ts';
import { SharingJob, type SharingStatus } from './sharing-job.ts';
import { synchronize } from './synchronize.ts';

/** Who a server that tells tokens from passwords is told to be talking to, where no name was given. */
const usualUser = 'oauth2';

function repositoryOf(
  { url, branch, user }: SharingSettings,
  token: string | undefined,
  { disk, place, history }: OpenedRepository,
  signal: AbortSignal,
): SharedRepository {
  const forget = () => {
    history.objects.forget();
  };
  if (isSshAddress(url)) return new SshRepository(place.gitDirectory, { url, branch, signal }, forget);
  const credentials = token === undefined ? undefined : { user: user === '' ? usualUser : user, token };
  return new HttpRepository(disk, place.gitDirectory, { url, branch, credentials, signal });
}

/** The sharing of an office. */
export class Sharing {
  /** Where versions go; `undefined` where the office shares nothing. */
  settings: SharingSettings | undefined;
  private readonly office: OpenedEntries;
  private readonly tokens: TokenStore;
  private job: SharingJob | undefined;
  private abort = new AbortController();
  /** Settings change one after the other: two presses of a button must not begin two jobs. */
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(office: OpenedEntries, tokens: TokenStore) {
    this.office = office;
    this.tokens = tokens;
  }

  /** Opens what was chosen before, and begins to send. */
  static async open(office: OpenedEntries, tokens: TokenStore): Promise<Sharing> {
    const sharing = new Sharing(office, tokens);
    const { disk, root } = office.repository;
    await sharing.use(await readSharingSettings(disk, root));
    return sharing;
  }

  private async use(settings: SharingSettings | undefined): Promise<void> {
    // What runs is given up: it would hold the line for as long as nothing moves.
    this.abort.abort();
    this.abort = new AbortController();
    await this.job?.stop();
    this.job = undefined;
    this.settings = settings;
    const { repository: opened, store, entries } = this.office;
    const { disk, root, place, history } = opened;
    if (settings === undefined) return;
    history.office = settings.office;
    const token = isSshAddress(settings.url) ? undefined : await this.tokens.get(settings.url);
    const repository = repositoryOf(settings, token, opened, this.abort.signal);
    const shared = new SharedHistory(disk, place, history);
    this.job = new SharingJob({
      synchronize: () =>
        synchronize({ store, history, shared, repository, entries, prefix: place.prefix, author: this.office.author }),
      countUnsent: () => shared.countUnsent(),
      now: () => new Date(),
      notes: { read: () => readSharingNotes(disk, root), write: (notes) => writeSharingNotes(disk, root, notes) },
    });
    this.job.start();
  }

  /** How it stands; `undefined` where nothing is shared. */
  status(): Promise<SharingStatus | undefined> {
    return this.job === undefined ? Promise.resolve(undefined) : this.job.status();
  }

  /** An editor has read what could not be taken in. */
  async forgetNotes(notes: readonly string[]): Promise<void> {
    await this.job?.forgetNotes(notes);
  }

  /** Whether a token is kept for the repository. */
  async hasToken(): Promise<boolean> {
    const { settings } = this;
    return settings !== undefined && !isSshAddress(settings.url) && (await this.tokens.get(settings.url)) !== undefined;
  }

  /**
   * Shares from now on.
   * @param token a new one; without it the one that is kept stays
   * @returns why not, as a sentence; `undefined` where it was done
   */
  choose(choice: SharingChoice, token: string | undefined): Promise<string | undefined> {
    return this.inTurn(() => this.change(choice, token));
  }

  private async change(choice: SharingChoice, token: string | undefined): Promise<string | undefined> {
    const problem = sharingProblem(choice);
    if (problem !== undefined) return problem;
    if (this.settings !== undefined && this.settings.url !== choice.url) await this.forgetToken();
    if (token !== undefined && !isSshAddress(choice.url)) await this.tokens.set(choice.url, token);
    const { disk, root } = this.office.repository;
    await this.use(await writeSharingSettings(disk, root, choice));
    return undefined;
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** Shares nothing from now on. */
  end(): Promise<void> {
    return this.inTurn(() => this.stop());
  }

  private async stop(): Promise<void> {
    const { disk, root }: { disk: Disk; root: string } = this.office.repository;
    await this.forgetToken();
    await removeSharingSettings(disk, root);
    await this.use(undefined);
  }

  private async forgetToken(): Promise<void> {
    if (this.settings !== undefined && !isSshAddress(this.settings.url))
      await this.tokens.set(this.settings.url, undefined);
  }

  /** Sends and brings now. Resolves when that has ended. @param isAsked whether a person asks */
  async run({ isAsked = false }: { isAsked?: boolean } = {}): Promise<void> {
    await this.job?.run({ isAsked });
  }
}
