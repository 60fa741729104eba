/** Offices that share a repository, in stories: `npm run bench` runs many more; here a fixed share of them. */
import assert from 'node:assert/strict';
import { before, mock, test, type TestContext } from 'node:test';
import { GitHistory } from '../../src/content-store/git-history.ts';
import { RefusedSaves } from '../../src/content-store/refused-saves.ts';
import { MergedNames } from '../../src/office/sharing/merged-names.ts';
import { VersionMerge } from '../../src/office/sharing/merge-versions.ts';
import { BrokenPromise, simulateSharing } from './simulation.ts';

const stories = 40;

// The library prints what it rethrows.
before(() => {
  mock.method(console, 'log', () => undefined);
});

test(`in ${String(stories)} stories of two to five offices every promise is kept`, async () => {
  const total = { saves: 0, undone: 0, merges: 0, kills: 0, failures: 0, waiting: 0 };
  for (let seed = 1; seed <= stories; seed += 1) {
    const story = await simulateSharing(seed);
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += story[name];
  }
  // A simulation in which nothing happens would keep every promise.
  for (const [what, count] of Object.entries(total)) assert.ok(count > stories / 2, `${what}: ${String(count)}`);
});

/** The parts of a merge that faults are built into; private for everybody else. */
const merge = VersionMerge.prototype as unknown as {
  unitsOfTheirs: () => Promise<unknown[]>;
  decide: () => Promise<{ files: Map<string, Uint8Array | string | null> }>;
};

const names = MergedNames.prototype as unknown as { mendReferences: () => Promise<void> };

type Commit = [change: unknown, tree: string | undefined, parents: string[]];
const history = GitHistory.prototype as unknown as { writeCommit: (...commit: Commit) => Promise<string> };

const faults: readonly { what: string; plant: (context: TestContext) => void; found: RegExp }[] = [
  {
    what: 'does not follow moves and deletions in what names them',
    plant: ({ mock: planted }) => planted.method(names, 'mendReferences', () => Promise.resolve()),
    found: /which is gone/,
  },
  {
    what: 'forgets what one side wrote and the result has not',
    plant: ({ mock: planted }) => planted.method(RefusedSaves.prototype, 'keepWaiting', () => Promise.resolve()),
    found: /is lost/,
  },
  {
    what: 'forgets an entry of theirs',
    plant({ mock: planted }) {
      const { unitsOfTheirs } = merge;
      planted.method(merge, 'unitsOfTheirs', async function (this: typeof merge) {
        return (await unitsOfTheirs.call(this)).slice(1);
      });
    },
    found: /is lost|which is gone|was withdrawn|differs between/,
  },
  {
    what: 'shows what was withdrawn',
    plant({ mock: planted }) {
      const { decide } = merge;
      planted.method(merge, 'decide', async function (this: typeof merge) {
        const decided = await decide.call(this);
        for (const [path, content] of decided.files) {
          if (content instanceof Uint8Array)
            decided.files.set(path, Buffer.from(Buffer.from(content).toString().replace('withdrawn', 'published')));
        }
        return decided;
      });
    },
    found: /was withdrawn and is published/,
  },
  {
    what: 'leaves its own versions out of what it sends',
    plant({ mock: planted }) {
      const { writeCommit } = history;
      planted.method(history, 'writeCommit', function (this: typeof history, ...[change, tree, parents]: Commit) {
        return writeCommit.call(this, change, tree, parents.slice(-1));
      });
    },
    found: /no longer in the history/,
  },
];

for (const { what, plant, found } of faults) {
  test(`the simulation finds an office that ${what}`, async (context) => {
    plant(context);
    for (let seed = 1; seed <= 200; seed += 1) {
      try {
        await simulateSharing(seed);
      } catch (error) {
        assert.ok(error instanceof BrokenPromise, String(error));
        assert.match(error.message, found);
        return;
      }
    }
    assert.fail('it was not found in 200 stories');
  });
}

test('a story is the same whenever its seed is told again', async () => {
  assert.deepEqual(await simulateSharing(5), await simulateSharing(5));
});
