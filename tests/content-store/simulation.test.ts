/**
 * The store in a simulated office, and the simulation itself: faults that are built into the store on purpose have to be
 * found. `npm run bench` runs a hundred thousand stories; here a fixed share of them.
 */
import assert from 'node:assert/strict';
import { before, mock, test } from 'node:test';
import type { Disk } from '../../src/content-store/disk.ts';
import type { History } from '../../src/content-store/history.ts';
import { BrokenPromise, simulate, type PlantedFault } from './simulation.ts';

const stories = 800;
const atATime = 8;

// The library prints what it rethrows.
before(() => {
  mock.method(console, 'log', () => undefined);
});

test(`in ${String(stories)} stories of editors, failing disks, kills and failures of power every promise is kept`, async () => {
  const total = { saved: 0, conflicts: 0, kills: 0, powerFailures: 0 };
  // Several at a time: each waits for threads that deflate and digest.
  for (let seed = 1; seed <= stories; seed += atATime) {
    const told = await Promise.all(Array.from({ length: atATime }, (_, index) => simulate(seed + index)));
    for (const { saved, conflicts, kills, powerFailures } of told) {
      total.saved += saved;
      total.conflicts += conflicts;
      total.kills += kills;
      total.powerFailures += powerFailures;
    }
  }
  // A simulation in which nothing happens would keep every promise.
  for (const [what, count] of Object.entries(total)) assert.ok(count > stories, `${what}: ${String(count)}`);
});

/** A disk with some operations replaced. */
const diskWith = (operations: (disk: Disk) => Partial<Disk>) => (disk: Disk) => {
  const replaced = operations(disk);
  return new Proxy(disk, {
    get: (target, name) => {
      const own: unknown = Reflect.get(replaced, name);
      const usual: unknown = Reflect.get(target, name);
      return own ?? (typeof usual === 'function' ? (usual.bind(target) as unknown) : usual);
    },
  });
};

/** A history with some operations replaced. */
const historyWith = (operations: (history: History) => Partial<History>) => (history: History) =>
  ({
    office: history.office,
    recover: () => history.recover(),
    keep: (contents) => history.keep(contents),
    read: (id) => history.read(id),
    record: (change) => history.record(change),
    newest: (paths) => history.newest(paths),
    versionsOf: (paths, most) => history.versionsOf(paths, most),
    newestVersions: (most) => history.newestVersions(most),
    latest: () => history.latest(),
    changesOf: (version) => history.changesOf(version),
    pathsOf: (version) => history.pathsOf(version),
    filesAt: (version, folder) => history.filesAt(version, folder),
    ...operations(history),
  }) satisfies History;

const faults: readonly { what: string; fault: PlantedFault; found: RegExp }[] = [
  {
    what: 'saves over what its editor has not seen',
    fault: { ignoresBase: true },
    found: /overwritten unseen/,
  },
  {
    what: 'believes what it stored of files, whatever the disk says of them',
    fault: {
      snapshot: (snapshot) =>
        snapshot.map(([path, , ...figures], at) => [path, snapshot[(at + 1) % snapshot.length]?.[1] ?? '', ...figures]),
    },
    found: /the index differs|base was right/,
  },
  {
    what: 'does not flush contents',
    fault: { disk: diskWith(() => ({ flushFile: () => Promise.resolve() })) },
    found: /torn|cannot be read|acknowledged|half/,
  },
  {
    what: 'does not flush names',
    fault: { disk: diskWith(() => ({ flushFolder: () => Promise.resolve() })) },
    found: /acknowledged|cannot be read|half|no longer in the history|differs from the newest version|does not start/,
  },
  {
    what: 'overwrites files in place',
    fault: {
      disk: diskWith((disk) => ({
        async rename(from, to) {
          const bytes = await disk.read(from);
          if (bytes === undefined || to.includes('/.')) return disk.rename(from, to);
          await disk.write(to, bytes);
          return disk.remove(from);
        },
      })),
    },
    found: /torn/,
  },
  {
    what: 'keeps no journal',
    fault: {
      disk: diskWith((disk) => ({
        rename: (from, to) => (to.includes('/journal/') ? disk.remove(from) : disk.rename(from, to)),
      })),
    },
    found: /half|differs from the newest version|the index of Git names/,
  },
  {
    what: 'forgets to empty the journal',
    fault: {
      disk: diskWith((disk) => ({
        remove: (path) => (path.endsWith('.json') ? Promise.resolve() : disk.remove(path)),
      })),
    },
    found: /journal is not empty/,
  },
  {
    what: 'says that it recorded, and does not',
    fault: { history: historyWith(() => ({ record: () => Promise.resolve('0'.repeat(40)) })) },
    found: /cannot be read|no longer in the history|differs from the newest version/,
  },
  {
    what: 'does not see that a file changed',
    fault: {
      disk: diskWith((disk) => ({
        async status(path) {
          const found = await disk.status(path);
          return found === undefined ? undefined : { ...found, modified: 0, changed: 0, inode: 0, size: 0 };
        },
      })),
    },
    found: /index differs|overwritten unseen|refused whose base was right/,
  },
  {
    what: 'leaves locks in the repository',
    fault: { history: historyWith(() => ({ recover: () => Promise.resolve() })) },
    found: /locks are left|占用/,
  },
];

for (const { what, fault, found } of faults) {
  test(`the simulation finds a store that ${what}`, async () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      try {
        await simulate(seed, fault);
      } catch (error) {
        assert.ok(error instanceof BrokenPromise, String(error));
        assert.match(error.message, found);
        return;
      }
    }
    assert.fail('it was not found in 400 stories');
  });
}

test('a process that is killed answers nobody, also when its kill is taken for a missing file', async () => {
  const deaf = diskWith((disk) => ({ status: (path) => disk.status(path).catch(() => undefined) }));
  for (let seed = 1; seed <= 40; seed += 1) await simulate(seed, { disk: deaf });
});

test('a story is the same whenever its seed is told again', async () => {
  assert.deepEqual(await simulate(7), await simulate(7));
});
