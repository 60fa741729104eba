/**
 * Which files each version changed, kept on the disk: to ask Git for it again reads two folders of each version, which takes twenty
 * seconds for two thousand versions of two thousand people in a pack.
 */
import { posix } from 'node:path';
import type { Disk } from './disk.ts';
import { writeWhole } from './git-file-system.ts';
import type { RepositoryPlace } from './git-repository.ts';

/** Of a version that changed more, such as the first one, it is only known that it changed many. */
const mostPaths = 500;

/** Paths relative to the content; `null` where there are many. */
type Changed = readonly string[] | null;

const isChanged = (value: unknown): value is Changed =>
  value === null || (Array.isArray(value) && value.every((path) => typeof path === 'string'));

/** As it is stored. */
interface Stored {
  prefix: string;
  changed: Record<string, unknown>;
}

/** What the versions of a repository changed. A version never changes, so what is known of one stays right. */
export class ChangedPaths {
  private readonly disk: Disk;
  private readonly file: string;
  private readonly prefix: string;
  private readonly changedIn: (version: string) => Promise<readonly string[]>;
  private known: Promise<Map<string, Changed>> | undefined;
  private isKept = true;

  /**
   * @param place the repository, and where in it the content is
   * @param changedIn asks Git
   */
  constructor(
    disk: Disk,
    { gitDirectory, prefix }: RepositoryPlace,
    changedIn: (version: string) => Promise<readonly string[]>,
  ) {
    this.disk = disk;
    this.prefix = prefix;
    this.file = posix.join(gitDirectory, 'hongxin-changed-paths.json');
    this.changedIn = changedIn;
  }

  /** The files that a version changed; `null` where there are many. */
  async of(version: string): Promise<Changed> {
    this.known ??= this.read();
    const known = await this.known;
    let changed = known.get(version);
    if (changed === undefined) {
      const all = await this.changedIn(version);
      changed = all.length > mostPaths ? null : all;
      known.set(version, changed);
      this.isKept = false;
    }
    return changed;
  }

  /** Whether a version changed one of some files, or something in one of some folders. Of one that changed many it may have. */
  async mayHaveChanged(version: string, paths: readonly string[]): Promise<boolean> {
    const changed = await this.of(version);
    return changed?.some((each) => paths.some((path) => each === path || each.startsWith(`${path}/`))) ?? true;
  }

  /** Writes what is known now. Where that fails it is asked for again at another time. */
  async keep(): Promise<void> {
    if (this.isKept || this.known === undefined) return;
    this.isKept = true;
    const text = JSON.stringify({ prefix: this.prefix, changed: Object.fromEntries(await this.known) });
    await writeWhole(this.disk, this.file, Buffer.from(text)).catch(() => undefined);
  }

  private async read(): Promise<Map<string, Changed>> {
    const known = new Map<string, Changed>();
    try {
      const bytes = await this.disk.read(this.file);
      const stored = JSON.parse(bytes === undefined ? '{}' : Buffer.from(bytes).toString('utf8')) as Partial<Stored>;
      // Of a content that is elsewhere in the repository by now the paths would be others.
      if (stored.prefix !== this.prefix) return known;
      for (const [version, changed] of Object.entries(stored.changed ?? {}))
        if (isChanged(changed)) known.set(version, changed);
    } catch {
      // A file that was cut is made anew.
      known.clear();
    }
    return known;
  }
}
