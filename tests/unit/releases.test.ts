/**
 * How a site takes the place of the one before, ended after every single operation. What a killed build has done is what its
 * operations have done: whatever would have followed, cleaning up included, does not happen.
 */
import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileOperations, filesBelow, type FileOperations } from '../../src/build/file-operations.ts';
import {
  clearPlace,
  findPlace,
  newBuildId,
  removeOldReleases,
  restoreSite,
  switchSite,
  UnusableOutputError,
} from '../../src/build/releases.ts';
import { HalfUpdatedError } from '../../src/build/update-in-place.ts';

const workplace = mkdtempSync(join(tmpdir(), 'hongxin-releases-'));
after(() => {
  rmSync(workplace, { recursive: true });
});

type Site = Readonly<Record<string, string>>;

/** Two sites whose pages name what each of them has; some files are the same, some changed, some only in one. */
const before: Site = {
  'index.html': 'old _astro/old.css data.json',
  'people/a/index.html': 'old _astro/old.css',
  'gone/index.html': 'old _astro/old.css',
  'data.json': 'old',
  'feed.xml': 'old gone/index.html',
  '_astro/old.css': 'old',
  '_astro/same.js': 'same',
  moved: 'a file that becomes a folder',
  'other/index.html': 'a folder that becomes a file',
};
const next: Site = {
  'index.html': 'new _astro/new.css data.json people/b/index.html',
  'people/a/index.html': 'new _astro/new.css',
  'people/b/index.html': 'new _astro/new.css',
  'data.json': 'new',
  'feed.xml': 'new people/b/index.html',
  '_astro/new.css': 'new',
  '_astro/same.js': 'same',
  'moved/index.html': 'new',
  other: 'new',
};

function write(folder: string, site: Site): string {
  for (const [file, text] of Object.entries(site)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** What a web server finds at a path: the files by name, without what is hidden. Nothing when there is nothing. */
function seenAt(path: string): Site | undefined {
  if (!existsSync(path)) return undefined;
  const folder = realpathSync(path);
  const files = filesBelow(folder).filter((file) => !file.startsWith('.'));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const isSite = (seen: Site | undefined, site: Site) =>
  seen !== undefined && JSON.stringify(Object.entries(seen).sort()) === JSON.stringify(Object.entries(site).sort());

class Killed extends Error {}

/** Operations of which all from one on throw: the process is no more. */
function killedAfter(count: number, operations: FileOperations): FileOperations {
  let done = 0;
  const names = Object.keys(operations) as (keyof FileOperations)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (first: string, second: string) => {
        if (done >= count) throw new Killed();
        done += 1;
        operations[name](first, second);
      },
    ]),
  ) as unknown as FileOperations;
}

/** Operations of which one fails, always, where its path matches, as the system would say it. */
function failing(name: keyof FileOperations, path: RegExp, code: string): FileOperations {
  return {
    ...fileOperations,
    [name]: (first: string, second = '') => {
      if (path.test(second) || path.test(first)) throw Object.assign(new Error(code), { code, path: first });
      fileOperations[name](first, second);
    },
  };
}

let folders = 0;
const newFolder = () => {
  const folder = join(workplace, String(++folders));
  mkdirSync(folder);
  return folder;
};

/** An installation: where its site lies at first. */
type Installation = (path: string) => void;
const nothing: Installation = () => undefined;
const folder: Installation = (path) => {
  write(path, before);
};
const release: Installation = (path) => {
  for (const year of ['2017', '2018', '2019']) write(`${path}.releases/${year}0101T000000000Z-cccccc`, before);
  write(`${path}.releases/20200101T000000000Z-aaaaaa`, before);
  symlinkSync('dist.releases/20200101T000000000Z-aaaaaa', path);
};
const foreignLink: Installation = (path) => {
  write(join(dirname(path), 'elsewhere'), before);
  symlinkSync('elsewhere', path);
};

/** Builds here take less than a millisecond, by which their names are told apart. */
let clock = Date.now();
const nextId = () => newBuildId((clock += 1000));

/** One build's part in a switch, from looking for the place to removing old releases. */
function build(path: string, operations: FileOperations = fileOperations, project = dirname(path)): void {
  const site = write(join(dirname(path), 'work', nextId()), next);
  const place = findPlace(path, []);
  clearPlace(place, operations);
  switchSite(site, place, { id: nextId(), project, operations });
  removeOldReleases(place, operations);
}

/** Ends a build after each of its operations in turn, the last included, and says what a web server sees then. */
function* killedEverywhere(
  install: Installation,
  { operations = fileOperations, isElsewhere = false } = {},
): Generator<{ path: string; step: number; seen: Site | undefined }> {
  for (let step = 0; step < 1000; step++) {
    const path = join(newFolder(), 'dist');
    install(path);
    const killed = killedAfter(step, operations);
    let isDone = true;
    try {
      build(path, killed, isElsewhere ? `${workplace}/another` : dirname(path));
    } catch (error) {
      if (![error, (error as Error).cause].some((each) => each instanceof Killed)) throw error;
      isDone = false;
    }
    yield { path, step, seen: seenAt(path) };
    if (isDone) return;
  }
}

/** The next build removes what the killed one has left, and its own site is whole. */
function assertNextBuildCleans(path: string): void {
  build(path);
  assert.ok(isSite(seenAt(path), next));
  const hidden = (folder: string) =>
    readdirSync(folder).filter((name) => name.startsWith('.') && !name.includes('lock'));
  if (existsSync(`${path}.releases`)) assert.deepEqual(hidden(`${path}.releases`), []);
  assert.deepEqual(hidden(realpathSync(path)), []);
}

describe('a build that is killed after any of its operations', () => {
  for (const isElsewhere of [false, true]) {
    const where = isElsewhere ? 'written anew elsewhere' : 'moved within the project';
    test(`shows the old site or the new one, whole, where releases are ${where}`, () => {
      const seen = new Set<string>();
      for (const { path, step, seen: site } of killedEverywhere(release, { isElsewhere })) {
        const what = isSite(site, before) ? 'old' : isSite(site, next) ? 'new' : 'neither';
        assert.notEqual(what, 'neither', `after ${String(step)} operations`);
        seen.add(what);
        assertNextBuildCleans(path);
      }
      assert.deepEqual([...seen], ['old', 'new']);
    });
  }

  test('shows nothing or the new site where there was none', () => {
    for (const { path, seen } of killedEverywhere(nothing)) {
      assert.ok(seen === undefined || isSite(seen, next));
      assertNextBuildCleans(path);
    }
  });

  test('leaves a gap at one operation alone where a folder becomes a link, and the next start closes it', async () => {
    let gaps = 0;
    for (const { path, step, seen } of killedEverywhere(folder)) {
      if (seen !== undefined) {
        assert.ok(isSite(seen, before) || isSite(seen, next), `after ${String(step)} operations`);
        assert.equal(await restoreSite(path), false);
        continue;
      }
      gaps += 1;
      assert.equal(await restoreSite(path), true);
      assert.ok(isSite(seenAt(path), next));
      assertNextBuildCleans(path);
    }
    assert.equal(gaps, 1);
  });

  test('leaves a gap at one operation alone where there are no links', async () => {
    const operations = failing('link', /./, 'EPERM');
    let gaps = 0;
    for (const { path, seen } of killedEverywhere(folder, { operations })) {
      if (seen !== undefined) continue;
      gaps += 1;
      assert.equal(await restoreSite(path, operations), true);
      assert.ok(isSite(seenAt(path), next));
      assert.ok(lstatSync(path).isDirectory());
    }
    assert.equal(gaps, 1);
  });

  test('never breaks a page where files are replaced in place', () => {
    let mixed = 0;
    for (const { path, step, seen } of killedEverywhere(foreignLink)) {
      assert.ok(seen !== undefined);
      if (!isSite(seen, before) && !isSite(seen, next)) mixed += 1;
      for (const [file, text] of Object.entries(seen)) {
        if (!/\.(html|xml|json|css)$/.test(file)) continue;
        assert.ok([before[file], next[file]].includes(text), `${file} is old or new after ${String(step)} operations`);
        for (const named of text
          .split(' ')
          .slice(1)
          .filter((word) => word.includes('.')))
          assert.ok(named in seen, `${file} names ${named}, which is gone after ${String(step)} operations`);
      }
      assertNextBuildCleans(path);
    }
    assert.ok(mixed > 0);
  });
});

test('the site is a link to a folder beside it, the two releases before are kept, and older ones are removed', () => {
  const path = join(newFolder(), 'dist');
  const shown: string[] = [];
  for (let count = 0; count < 5; count++) {
    build(path);
    shown.push(readlinkSync(path));
  }
  assert.equal(new Set(shown).size, 5);
  assert.match(shown[4] ?? '', /^dist\.releases\/\d{8}T\d{9}Z-[0-9a-f]{6}$/);
  assert.deepEqual(
    readdirSync(`${path}.releases`)
      .map((name) => `dist.releases/${name}`)
      .sort(),
    shown.slice(2).sort(),
  );
});

test('the release that is shown stays, also when the clock was set back and it looks like the oldest', () => {
  const path = join(newFolder(), 'dist');
  release(path);
  for (const year of ['2097', '2098', '2099']) write(`${path}.releases/${year}0101T000000000Z-bbbbbb`, before);
  removeOldReleases(findPlace(path, []));
  assert.ok(isSite(seenAt(path), before));
  assert.equal(readdirSync(`${path}.releases`).length, 3);
});

test('a folder of an installation of before is kept as a release, and what stands beside it is left alone', () => {
  const path = join(newFolder(), 'dist');
  folder(path);
  utimesSync(path, 1_600_000_000, 1_600_000_000);
  write(join(dirname(path), 'dist.old'), before);
  build(path);
  assert.ok(lstatSync(path).isSymbolicLink());
  const [kept = ''] = readdirSync(`${path}.releases`);
  assert.match(kept, /^20200913T122640000Z-/);
  assert.ok(isSite(seenAt(join(`${path}.releases`, kept)), before));
  assert.ok(existsSync(join(dirname(path), 'dist.old')));
});

test('folders that killed builds of earlier versions left are removed, and their last site comes back', async () => {
  const path = join(newFolder(), 'dist');
  // A number that no process has.
  write(`${path}.previous-${String(2 ** 30)}`, before);
  write(`${path}.staging-${String(2 ** 30)}`, { 'index.html': 'half' });
  write(`${path}.staging-${String(process.pid)}`, { 'index.html': 'of a build that is running' });
  assert.equal(await restoreSite(path), true);
  assert.ok(isSite(seenAt(path), before));
  build(path);
  assert.deepEqual(readdirSync(dirname(path)).sort(), [
    'dist',
    'dist.releases',
    `dist.staging-${String(process.pid)}`,
    'work',
  ]);
});

for (const [what, operations, code] of [
  ['the disk is full while the release is written', failing('copy', /_astro/, 'ENOSPC'), 'ENOSPC'],
  ['the link cannot be written', failing('link', /./, 'ENOSPC'), 'ENOSPC'],
  ['the link cannot be put in place', failing('rename', /dist$/, 'EIO'), 'EIO'],
] as const) {
  for (const [how, install] of [['a link', release] as const, ['a folder', folder] as const]) {
    test(`when ${what}, the site stays as it was and nothing is left, where it is ${how}`, () => {
      const path = join(newFolder(), 'dist');
      install(path);
      const place = findPlace(path, []);
      const releases = readdirSync(`${path}.releases`);
      const site = write(join(dirname(path), 'work'), next);
      const id = nextId();
      assert.throws(
        () => {
          switchSite(site, place, { id, project: '/elsewhere', operations });
        },
        { code },
      );
      assert.ok(isSite(seenAt(path), before));
      assert.deepEqual(readdirSync(`${path}.releases`), releases);
    });
  }
}

test('a second rename that fails after the folder was moved brings the folder back', () => {
  const path = join(newFolder(), 'dist');
  folder(path);
  const operations: FileOperations = {
    ...fileOperations,
    rename: (from, to) => {
      if (from.includes('.link-')) throw Object.assign(new Error(), { code: 'EIO' });
      renameSync(from, to);
    },
  };
  assert.throws(
    () => {
      build(path, operations);
    },
    { code: 'EIO' },
  );
  assert.ok(isSite(seenAt(path), before));
  assert.deepEqual(readdirSync(`${path}.releases`), []);
});

test('when the disk is full in a folder that is updated in place, no file of it has changed', () => {
  for (const file of [/new\.css$/, /moved/, /index\.html$/, /data\.json$/]) {
    const path = join(newFolder(), 'dist');
    foreignLink(path);
    const site = write(join(dirname(path), 'work'), next);
    const operations = failing('copy', file, 'ENOSPC');
    assert.throws(
      () => {
        switchSite(site, findPlace(path, []), { id: nextId(), operations });
      },
      { code: 'ENOSPC' },
    );
    assert.ok(isSite(seenAt(path), before));
    assert.deepEqual(
      readdirSync(realpathSync(path)).filter((name) => name.startsWith('.')),
      [],
    );
  }
});

test('an update in place that stops between its renames says so, and nothing else says so', () => {
  const path = join(newFolder(), 'dist');
  foreignLink(path);
  assert.throws(() => {
    build(path, failing('rename', /people\/b/, 'EIO'));
  }, HalfUpdatedError);
  build(path);
  assert.ok(isSite(seenAt(path), next));
});

test('a folder that cannot be renamed, such as a mount point, is updated in place', () => {
  for (const code of ['EBUSY', 'EXDEV', 'EACCES', 'EPERM']) {
    const path = join(newFolder(), 'dist');
    folder(path);
    build(path, failing('rename', /dist$/, code));
    assert.ok(isSite(seenAt(path), next), code);
    assert.ok(lstatSync(path).isDirectory());
    assert.deepEqual(readdirSync(`${path}.releases`), []);
  }
});

test('a link of somebody else’s stays, hidden files in its folder too, and files that are the same are not written', () => {
  const path = join(newFolder(), 'dist');
  foreignLink(path);
  write(path, { '.well-known/security.txt': 'theirs', 'lost+found/x': 'theirs' });
  utimesSync(join(path, '_astro/same.js'), 1_600_000_000, 1_600_000_000);
  build(path);
  assert.equal(readlinkSync(path), 'elsewhere');
  assert.equal(readFileSync(join(path, '.well-known/security.txt'), 'utf8'), 'theirs');
  assert.equal(lstatSync(join(path, '_astro/same.js')).mtimeMs, 1_600_000_000_000);
  assert.ok(!existsSync(`${path}.releases`));
});

test('a link of somebody else’s that leads to nothing is built to, and is not taken for a site that was lost', async () => {
  const path = join(newFolder(), 'dist');
  symlinkSync('elsewhere', path);
  assert.equal(await restoreSite(path), false);
  build(path);
  assert.ok(isSite(seenAt(join(dirname(path), 'elsewhere')), next));
});

test('a mount point within the folder is written to with copies', () => {
  const path = join(newFolder(), 'dist');
  foreignLink(path);
  const real = fileOperations.rename;
  build(path, {
    ...fileOperations,
    rename: (from, to) => {
      if (to.includes('/people/') && dirname(from) !== dirname(to)) throw Object.assign(new Error(), { code: 'EXDEV' });
      real(from, to);
    },
  });
  assert.ok(isSite(seenAt(path), next));
});

test('a link whose release somebody has deleted leads to the newest that is left', async () => {
  const path = join(newFolder(), 'dist');
  release(path);
  write(`${path}.releases/20210101T000000000Z-dddddd`, next);
  rmSync(`${path}.releases/20200101T000000000Z-aaaaaa`, { recursive: true });
  assert.equal(await restoreSite(path), true);
  assert.ok(isSite(seenAt(path), next));
});

test('nothing is restored, and no folder made, where no build has ever been', async () => {
  const path = join(newFolder(), 'nowhere/dist');
  assert.equal(await restoreSite(path), false);
  assert.ok(!existsSync(dirname(path)));
});

test('a file, the project and what holds the content are refused as the place of the site', () => {
  const root = newFolder();
  writeFileSync(join(root, 'file'), '');
  assert.throws(() => findPlace(join(root, 'file'), []), UnusableOutputError);
  assert.throws(() => findPlace(root, [root]), UnusableOutputError);
  assert.throws(() => findPlace(root, ['/elsewhere', join(root, 'project/content')]), UnusableOutputError);
  assert.equal(findPlace(`${root}-www`, [root]).kind, 'releases');
});
