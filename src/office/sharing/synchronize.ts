/** Brings what other offices did, merges it with what was done here, and sends both. */
import type { ContentStore } from '../../content-store/content-store.ts';
import type { GitHistory } from '../../content-store/git-history.ts';
import type { Author } from '../../content-store/history.ts';
import type { SharedHistory } from '../../content-store/shared-history.ts';
import { SharingFailure, tooLarge, type SharedRepository } from '../../sharing/shared-repository.ts';
import type { EntryIndex } from '../entry-index.ts';
import { VersionMerge, type DecidedMerge } from './merge-versions.ts';

/** What a synchronization works with. */
export interface SynchronizeParts {
  store: ContentStore;
  history: GitHistory;
  shared: SharedHistory;
  repository: SharedRepository;
  entries: EntryIndex;
  /** Path of the content in the repository. */
  prefix: string;
  /** Who is named where versions are joined. */
  author: Author;
}

/** What a synchronization did. */
export interface Synchronized {
  /** Paths that changed here. */
  changed: readonly string[];
  /** What could not be taken in, as sentences. */
  notes: readonly string[];
  /** How many decisions wait for an editor because of it. */
  waiting: number;
}

/** So often others may come before, while an office merges. */
const mostAttempts = 10;

/**
 * Synchronizes once.
 * @throws {SharingFailure} where the network or the server did not do it; what was taken in until then stays
 */
export async function synchronize(parts: SynchronizeParts): Promise<Synchronized> {
  const done = { changed: [] as string[], notes: [] as string[], waiting: 0 };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const { history, shared, repository } = parts;
    const theirs = await bring(parts);
    if (theirs !== undefined) {
      const taken = await takeIn(parts, theirs);
      done.changed.push(...taken.changed);
      done.notes.push(...taken.notes);
      done.waiting += taken.waiting;
    }
    const ours = (await history.head()).commit;
    if (ours === undefined || ours === theirs) return done;
    const { mostBytes = Infinity } = repository;
    const size = mostBytes === Infinity ? 0 : await shared.sizeOfChanges(theirs, ours);
    if (size > mostBytes) throw tooLarge(`待送出的文件有 ${String(Math.ceil(size / 1e6))} MB`, mostBytes);
    if ((await repository.push(theirs, ours)) === 'sent') {
      await shared.setKnown(ours);
      return done;
    }
  }
  throw new SharingFailure('server', '别处一直有人在送出改动，这里的还没有送出。过一会儿会再试');
}

/** The newest version there, which is here afterwards; `undefined` before the first. */
async function bring({ shared, repository }: SynchronizeParts): Promise<string | undefined> {
  const [newest, known] = [await repository.newest(), await shared.known()];
  if (newest === undefined || newest === known) return newest;
  const theirs = await repository.fetch();
  if (theirs === undefined) return undefined;
  await shared.flushFetched();
  await shared.setKnown(theirs);
  return theirs;
}

/** Takes a version of theirs in, if something of it is not here. */
async function takeIn(
  { store, history, shared, entries, prefix, author }: SynchronizeParts,
  theirs: string,
): Promise<Synchronized> {
  const none = { changed: [], notes: [], waiting: 0 };
  const before = await shared.standingTo(theirs);
  if (before.kind === 'same' || before.kind === 'ahead') return none;
  if (before.kind === 'unrelated')
    throw new SharingFailure('unrelated', '共享仓库里是另一份内容，与这里的来源不同，不能合并。请核对共享仓库的地址');
  const sidesNow = async () => {
    // A merge that was stopped half-way may have been finished since: then nothing of theirs is new.
    const standing = await shared.standingTo(theirs);
    const ours = 'ours' in standing ? standing.ours : theirs;
    const base = standing.kind === 'diverged' ? standing.base : standing.kind === 'behind' ? ours : theirs;
    return { base, ours, ...(await split(base, ours)) };
  };
  const split = async (base: string | undefined, ours: string | undefined) => {
    const { ours: ourChanges, theirs: theirChanges, outside } = await shared.sidesSince(base, ours, theirs);
    if (outside.length > 0)
      throw new SharingFailure(
        'program',
        `共享仓库里还有网站程序的改动（${outside[0] ?? ''}${outside.length > 1 ? ` 等 ${String(outside.length)} 个文件` : ''}），编辑台只收内容。请技术人员先把程序更新到最新`,
      );
    return { ourChanges, theirChanges };
  };
  let decided: DecidedMerge | undefined;
  const { changed } = await store.merge({
    theirs,
    author,
    paths: async () => (await sidesNow()).theirChanges.map(({ path }) => path),
    decide: async (problemWith) => {
      const sides = await sidesNow();
      await entries.refresh(store.index);
      const merge = new VersionMerge(
        {
          objects: history.objects,
          prefix,
          changesOf: (version) => history.changesOf(version),
          entries,
          problemWith,
          read: async (path) => {
            const id = store.index.idOf(path);
            return id === undefined ? undefined : store.read(path, id);
          },
        },
        {
          ...sides,
          theirs,
          ourVersions: sides.ours === undefined ? [] : await shared.versionsSince(sides.base, sides.ours),
          theirVersions: await shared.versionsSince(sides.base, theirs),
        },
      );
      decided = await merge.decide();
      return decided;
    },
  });
  return { changed, notes: decided?.notes ?? [], waiting: decided?.waiting.length ?? 0 };
}
