/**
 * The content check of the office's process: what it would say of entries as they stand, and as they would be after a save.
 *
 * A result is kept with everything that it was found by: which entries and files there are, what they hold, the day. It is
 * found again when one of these is another, and only then.
 */
import { dirname } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import {
  checkEntry,
  locate,
  missingSettings,
  readEntry,
  searchedName,
  type Findings,
  type LocatedEntry,
} from '../content-check/check.ts';
import type { ContentContext } from '../content-check/content-entry.ts';
import type { Problem } from '../content-check/problem.ts';
import { schemas } from '../content-check/schemas.ts';
import { readSource } from '../content-check/source-file.ts';
import type { FilesOfChange } from '../content-store/content-change.ts';
import type { ContentStore } from '../content-store/content-store.ts';
import type { BlobId } from '../content-store/history.ts';
import { currentDay } from '../environment.ts';
import { kinds, type KindName } from '../kinds.ts';
import { inspectionOfBytes, inspectionOfContent } from '../media/pictures/picture-inspections.ts';
import { slugPattern } from '../schemas/field.ts';
import type { Media } from '../schemas/media.ts';
import type { Settings } from '../schemas/site.ts';
import { entryOf } from '../studio/writable-paths.ts';
import type { EntryIndex } from './entry-index.ts';

/** What is found about an entry's file and the files beside it. */
export interface EntryFindings extends Findings {
  /** The entry's own file. */
  file: string;
}

/** The questions that the rules asked of the content as it is, each once, with the answers in a form that can be compared. */
type Asked = Map<string, { ask: () => string; answer: string }>;

interface Known {
  findings: EntryFindings;
  /** The revision of the files at which every answer was the same the last time. */
  revision: number;
  day: string;
  asked: Asked;
}

/** Milliseconds of checking after which whoever waits for an answer of the office gets one. */
const longestSlice = 15;
/** So many times as long as it checked, the first check of everything rests. */
const restShare = 4;

const nothing: FilesOfChange = { writes: new Map(), deletions: [] };
const settingsFile = kinds.settings.files.pattern;

/** What is looked up for many entries, until any file changes. */
interface Lookups {
  revision: number;
  /** The files that lie beside entries, by the entry's file. */
  beside: ReadonlyMap<string, readonly string[]>;
  /** The last file of each name that the search knows. */
  names?: ReadonlyMap<string, string>;
}

/** What tells one problem of a file from another. An item of a list is the same when one before it comes or goes. */
const keyOf = ({ kind, file, field, found }: Problem) =>
  [kind, file, field.replaceAll(/\[\d+\]/g, '[]'), found].join('\n');

/** The problems that were not there before. */
function newProblems(before: readonly Problem[], after: readonly Problem[]): Problem[] {
  const left = new Map<string, number>();
  for (const problem of before) left.set(keyOf(problem), (left.get(keyOf(problem)) ?? 0) + 1);
  return after.filter((problem) => {
    const count = left.get(keyOf(problem)) ?? 0;
    left.set(keyOf(problem), count - 1);
    return count <= 0;
  });
}

/** The name by which the search would find the entry in a file. */
function nameIn(located: LocatedEntry, bytes: Uint8Array | undefined): string | undefined {
  const entry = bytes === undefined ? undefined : readEntry(located, bytes);
  return entry === undefined || Array.isArray(entry) ? undefined : searchedName(entry);
}

/** The check. */
export class EntryCheck {
  private readonly store: ContentStore;
  private readonly entries: EntryIndex;
  private readonly known = new Map<string, Known>();
  private lookups: Lookups | undefined;
  private checking: Promise<void> | undefined;
  private hasCheckedAll = false;
  private readonly entryFiles = new Map<string, string>();
  /** The settings and manifests by the name of their content: most entries ask for them. */
  private readonly parsed = new Map<BlobId, unknown>();
  private readonly parsedOfSaves = new WeakMap<Uint8Array, unknown>();

  constructor(store: ContentStore, entries: EntryIndex) {
    this.store = store;
    this.entries = entries;
  }

  /** What is found about an entry as it stands, by its file; nothing where there is no such file. */
  async findingsOf(file: string): Promise<EntryFindings> {
    await this.entries.refresh(this.store.index);
    const located = locate(file);
    if (located === undefined || this.store.index.idOf(file) === undefined) return { file, problems: [], remarks: [] };
    const { revision } = this.store.index;
    const day = currentDay();
    const before = this.known.get(file);
    if (before?.day === day) {
      if (before.revision === revision || [...before.asked.values()].every(({ ask, answer }) => ask() === answer)) {
        before.revision = revision;
        return before.findings;
      }
    }
    const asked: Asked = new Map();
    const findings = await this.check(located, nothing, asked);
    this.known.set(file, { findings, revision, day, asked });
    if (findings.problems.length > 0) this.entries.wrong.add(file);
    else this.entries.wrong.delete(file);
    return findings;
  }

  /** Whether everything was checked at least once. */
  get isComplete(): boolean {
    return this.hasCheckedAll;
  }

  /**
   * Checks everything that may have changed; the index knows then which files are wrong. Others are let through in between: the
   * first time, ten thousand entries take half a minute, and their pictures longer.
   */
  checkAll(): Promise<void> {
    this.checking ??= this.checkEach().finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  private async checkEach(): Promise<void> {
    const files = [...this.store.index.files().keys()].filter((file) => locate(file) !== undefined);
    let since = performance.now();
    for (const file of files) {
      await this.findingsOf(file);
      const spent = performance.now() - since;
      if (spent < longestSlice) continue;
      // The first time pictures are decoded, two gigabytes perhaps: whoever works meanwhile has most of the machine.
      if (this.hasCheckedAll) await nextTurn();
      else await wait(restShare * spent, undefined, { ref: false });
      since = performance.now();
    }
    for (const file of [...this.known.keys()]) if (this.store.index.idOf(file) === undefined) this.known.delete(file);
    this.hasCheckedAll = true;
  }

  /**
   * What would be found after a save: everything about the entries that it is about, and of others what they have not now.
   * @param own the files that the save itself is about; what it brings with it in others is theirs
   */
  async findingsAfter(save: FilesOfChange, own: ReadonlySet<string>): Promise<EntryFindings[]> {
    await this.entries.refresh(this.store.index);
    const found: EntryFindings[] = [];
    const ownEntries = new Set<string>();
    for (const path of own) {
      const file = this.entryFileOf(path);
      const isThere = file !== undefined && !save.deletions.includes(file);
      if (isThere && (save.writes.has(file) || this.store.index.idOf(file) !== undefined)) ownEntries.add(file);
    }
    for (const file of ownEntries) {
      const located = locate(file);
      if (located !== undefined) found.push(await this.check(located, save));
    }
    if (save.deletions.includes(settingsFile) && !save.writes.has(settingsFile))
      found.push({ file: settingsFile, problems: [missingSettings], remarks: [] });
    for (const file of this.affectedBy(save)) {
      const located = ownEntries.has(file) ? undefined : locate(file);
      if (located === undefined) continue;
      const after = await this.check(located, save);
      if (after.problems.length === 0) continue;
      const problems = newProblems((await this.findingsOf(file)).problems, after.problems);
      if (problems.length > 0) found.push({ ...after, problems });
    }
    return found;
  }

  /** The files of other entries whose check may say something else after a save. */
  private affectedBy({ writes, deletions }: FilesOfChange): Set<string> {
    const files = new Set<string>();
    const add = (path: string) => {
      if (!deletions.includes(path) && (writes.has(path) || this.store.index.idOf(path) !== undefined)) files.add(path);
    };
    for (const path of [...writes.keys(), ...deletions]) {
      const entry = locate(path);
      if (entry === undefined) continue;
      add(path);
      if (path === settingsFile && this.changesRules({ writes, deletions }))
        for (const other of this.store.index.files().keys()) if (locate(other)) add(other);
      const comesOrGoes = (this.store.index.idOf(path) === undefined) === writes.has(path);
      if (comesOrGoes) add(kinds.redirects.files.pattern);
      if (comesOrGoes || entry.collection === 'media')
        for (const other of this.entries.referringTo({ kind: entry.collection, slug: entry.slug }))
          add(other.entry.file);
      if (this.searchedNameOf(path) !== nameIn(entry, writes.get(path))) add(kinds.synonyms.files.pattern);
    }
    return files;
  }

  /** Whether a save changes what the rules ask the settings for: towns, the county's bounds, public numbers. */
  private changesRules(save: FilesOfChange): boolean {
    const asked = (files: FilesOfChange) => {
      const { towns, bounds, publicNumbers } = (this.fieldsAt('settings', settingsFile, files) ??
        {}) as Partial<Settings>;
      return JSON.stringify([towns?.map(({ name }) => name), bounds, publicNumbers?.map(({ number }) => number)]);
    };
    return asked(save) !== asked(nothing);
  }

  private async check(located: LocatedEntry, save: FilesOfChange, asked: Asked = new Map()): Promise<EntryFindings> {
    const companions = this.companionsOf(located.file, save);
    const onAsked = (name: string, ask: () => string) => {
      if (!asked.has(name)) asked.set(name, { ask, answer: ask() });
    };
    onAsked('file', () => this.store.index.idOf(located.file) ?? '');
    onAsked('beside', () => this.companionsOf(located.file, nothing).join('\n'));
    onAsked('name', () => this.filesOf(located.collection, located.slug).join('\n'));
    const context = this.contextAfter(save, onAsked);
    return { file: located.file, ...(await checkEntry(located, companions, context)) };
  }

  private companionsOf(file: string, { writes, deletions }: FilesOfChange): string[] {
    const isBeside = (path: string) => path !== file && this.entryFileOf(path) === file;
    const there = this.lookUp().beside.get(file) ?? [];
    return [...new Set([...there, ...[...writes.keys()].filter(isBeside)])]
      .filter((path) => !deletions.includes(path))
      .sort();
  }

  /** The file of the entry that a file belongs to. Found once: a path says it, and looking takes a while. */
  private entryFileOf(path: string): string | undefined {
    const known = this.entryFiles.get(path);
    if (known !== undefined) return known === '' ? undefined : known;
    const file = locate(path) === undefined ? entryOf(path)?.file : path;
    this.entryFiles.set(path, file ?? '');
    return file;
  }

  private lookUp(): Lookups {
    const { revision } = this.store.index;
    if (this.lookups?.revision === revision) return this.lookups;
    const beside = new Map<string, string[]>();
    for (const path of this.store.index.files().keys()) {
      const file = this.entryFileOf(path);
      if (file !== undefined && file !== path) beside.set(file, [...(beside.get(file) ?? []), path]);
    }
    this.lookups = { revision, beside };
    return this.lookups;
  }

  /** The name by which the search finds the entry in a file, as it stands. */
  private searchedNameOf(file: string): string | undefined {
    const indexed = this.entries.get(file);
    if (indexed?.isReadable !== true) return undefined;
    const { entry, fields } = indexed;
    return searchedName({ collection: entry.kind, source: { file, fields, lineOf: () => undefined } });
  }

  private searchedNames(): ReadonlyMap<string, string> {
    const lookups = this.lookUp();
    if (lookups.names !== undefined) return lookups.names;
    const names = new Map<string, string>();
    const all = this.entries.all().sort((a, b) => (a.entry.file < b.entry.file ? -1 : 1));
    for (const { entry } of all) {
      const name = this.searchedNameOf(entry.file);
      if (name !== undefined) names.set(name, entry.file);
    }
    lookups.names = names;
    return names;
  }

  /** The files of a kind that have a slug. */
  private filesOf(kind: KindName, slug: string): string[] {
    if (slugPattern.test(slug)) return this.entries.filesNamed({ kind, slug });
    return this.allOf(kind).flatMap((each) => (each.slug === slug ? [each.file] : []));
  }

  private allOf(kind: KindName): LocatedEntry[] {
    const all = [...this.store.index.files().keys()].sort().flatMap((path) => locate(path) ?? []);
    return all.filter(({ collection }) => collection === kind);
  }

  /** The fields of a file by its schema, or of the one that a save writes there; `undefined` where they are not right. */
  private fieldsAt(kind: 'settings' | 'media', file: string, { writes, deletions }: FilesOfChange): unknown {
    const written = writes.get(file);
    if (written !== undefined) {
      if (this.parsedOfSaves.has(written)) return this.parsedOfSaves.get(written);
      const source = readSource(file, written, kinds[kind].files.hasBody);
      const fields: unknown = Array.isArray(source) ? undefined : schemas[kind].safeParse(source.fields).data;
      this.parsedOfSaves.set(written, fields);
      return fields;
    }
    const id = deletions.includes(file) ? undefined : this.store.index.idOf(file);
    const indexed = id === undefined ? undefined : this.entries.get(file);
    if (id === undefined || indexed?.isReadable !== true) return undefined;
    if (!this.parsed.has(id)) this.parsed.set(id, schemas[kind].safeParse(indexed.fields).data);
    return this.parsed.get(id);
  }

  /** The content as it would be after a save. @param onAsked is told what is asked of the content as it is now */
  private contextAfter(save: FilesOfChange, onAsked: (name: string, question: () => string) => void): ContentContext {
    const { writes, deletions } = save;
    const { index } = this.store;
    const askFile = (path: string) => {
      onAsked(`file ${path}`, () => index.idOf(path) ?? '');
    };
    const isGone = (path: string) => deletions.includes(path) && !writes.has(path);
    const written = [...writes.keys()].flatMap((path) => locate(path) ?? []);
    const settings = () => {
      askFile(settingsFile);
      return this.fieldsAt('settings', settingsFile, save) as Settings | undefined;
    };
    return {
      files: {
        isFile: (path) => {
          askFile(path);
          return writes.has(path) || (!isGone(path) && index.idOf(path) !== undefined);
        },
        read: async (path) => {
          askFile(path);
          const id = isGone(path) ? undefined : index.idOf(path);
          return writes.get(path) ?? (id === undefined ? undefined : this.store.read(path, id));
        },
        inspect: (path) => {
          askFile(path);
          const bytes = writes.get(path);
          if (bytes !== undefined) return inspectionOfBytes(bytes);
          const id = index.idOf(path) ?? '';
          return inspectionOfContent(id, async () => (await this.store.read(path, id)) ?? new Uint8Array());
        },
      },
      filesOf: (kind, slug) => {
        onAsked(`entry ${kind}/${slug}`, () => this.filesOf(kind, slug).join('\n'));
        const added = written.flatMap((each) => (each.collection === kind && each.slug === slug ? [each.file] : []));
        return [...new Set([...this.filesOf(kind, slug), ...added])].filter((file) => !isGone(file)).sort();
      },
      slugsOf: (kind) => {
        // Asked for where something is missing: any change may bring it.
        onAsked('all', () => String(index.revision));
        const added = written.filter(({ collection }) => collection === kind);
        const all = [...this.allOf(kind), ...added].filter(({ file }) => !isGone(file));
        return new Set(all.sort((a, b) => (a.file < b.file ? -1 : 1)).map(({ slug }) => slug));
      },
      fileNamed: (name) => {
        onAsked(`name ${name}`, () => this.searchedNames().get(name) ?? '');
        const renamed = written.filter((each) => nameIn(each, writes.get(each.file)) === name).map(({ file }) => file);
        const known = this.searchedNames().get(name);
        const isStill = known !== undefined && !isGone(known) && !writes.has(known);
        return [...renamed, ...(isStill ? [known] : [])].sort().at(-1);
      },
      manifest: (id) => {
        const file = `${dirname(kinds.media.files.pattern)}/${id}.json`;
        askFile(file);
        return this.fieldsAt('media', file, save) as Media | undefined;
      },
      get settings() {
        return settings();
      },
    };
  }
}
