/**
 * What becomes of the content when a version of the shared repository is taken in: entry by entry, and then what one side's
 * entries mean for the other's, so that none names one that is gone.
 */
import { createHash } from 'node:crypto';
import type { MergeDecision } from '../../content-store/content-store.ts';
import { versionOf } from '../../content-store/git-history.ts';
import type { TreeDifference } from '../../content-store/git-objects.ts';
import { otherOffice, type BlobId, type Move, type TreeItem, type Version } from '../../content-store/history.ts';
import type { WaitingSave } from '../../content-store/refused-saves.ts';
import type { EntryFile } from '../../domain/entries/entry-file.ts';
import { entryAt, entryOf, labelOf } from '../../studio/writable-paths.ts';
import { redirectsEntry } from '../consequences.ts';
import { folderOf } from '../entry-files.ts';
import { MergedNames } from './merged-names.ts';
import { itemAt, linkMode, type Content, type MergeParts, type MergeSides } from './merge-sides.ts';
import { mergeEntry, ownFile, type EntrySides, type MergedEntry } from './merge-entry.ts';

/** A decision, and what could not be taken in, as sentences. */
export interface DecidedMerge extends MergeDecision {
  notes: readonly string[];
}

/** So many versions of a side are asked who changed an entry last. */
const mostLookedAt = 200;

type Side = 'ours' | 'theirs';

/** An entry on both sides: one that a side moved has another address there. */
interface Unit {
  /** Where both had it; none of one that is new. */
  base: EntryFile | undefined;
  ours: EntryFile;
  theirs: EntryFile;
  /** Where it is afterwards. */
  target: EntryFile;
  /** The sides that deleted it, and have another entry at its address. */
  replaced: Record<Side, boolean>;
}

const pathOf = (entry: EntryFile, name: string) => (name === ownFile ? entry.file : `${folderOf(entry)}/${name}`);

/** The id of a save that waits: the same whenever the same merge is done again. */
const idOf = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

/**
 * Where each file is that one side moved, by where it was: through all moves since.
 * @param versions each after those that it is based on
 */
function movesIn(versions: readonly Version[]): Map<string, string> {
  const moves = new Map<string, string>();
  for (const { from, to } of versions.flatMap((version) => version.moves)) {
    const [origin] = [...moves].find(([, place]) => place === from) ?? [from];
    if (origin === to) moves.delete(origin);
    else moves.set(origin, to);
  }
  return moves;
}

/** Whether a link or another repository stands at a path on one side. */
const isOdd = ({ before, after }: TreeDifference) => before?.isFile === false || after?.isFile === false;

/** Decides about a merge. Reads and writes nothing but objects. */
export class VersionMerge {
  private readonly parts: MergeParts;
  private readonly sides: MergeSides;
  private readonly files = new Map<string, Content | null>();
  private readonly waiting: WaitingSave[] = [];
  private readonly notes: string[] = [];
  /** What cannot stand here, and stays in the version as theirs have it. */
  private readonly unplaced = new Map<string, TreeItem | null>();
  /** Entries that one of the sides finds elsewhere afterwards. */
  private readonly moved: Move[] = [];
  private readonly versions: Record<Side, Version[]> = { ours: [], theirs: [] };
  private readonly moves: Record<Side, Map<string, string>> = { ours: new Map(), theirs: new Map() };

  constructor(parts: MergeParts, sides: MergeSides) {
    this.parts = parts;
    this.sides = sides;
  }

  async decide(): Promise<DecidedMerge> {
    const { ourVersions, theirVersions } = this.sides;
    this.versions.ours = await this.read(ourVersions);
    this.versions.theirs = await this.read(theirVersions);
    for (const side of ['ours', 'theirs'] as const) {
      for (const [from, to] of movesIn(this.versions[side]))
        if (await this.isAt(this.sides.base, from)) this.moves[side].set(from, to);
    }
    const names = new MergedNames(this.parts, this.sides);
    const redirects = await names.redirectsOfBoth();
    for (const unit of await this.unitsOfTheirs())
      if (unit.target.file !== redirectsEntry.file || !names.isAboutRedirects(redirects)) await this.mergeUnit(unit);
    for (const difference of this.sides.theirChanges)
      if (entryOf(difference.path) === undefined || isOdd(difference)) await this.mergeFile(difference);
    const { files, notes, moved } = this;
    await names.mend({ files, notes, moved, moves: [this.moves.ours, this.moves.theirs] }, redirects);
    const { waiting, unplaced } = this;
    return { files, waiting, notes, unplaced, moves: moved, message: this.messageOf() };
  }

  private async read(commits: readonly string[]): Promise<Version[]> {
    // One after the other: beside each other threads would decide what is read first, and a story of the simulation be another.
    const versions: Version[] = [];
    for (const oid of commits) versions.push(versionOf(oid, await this.parts.objects.commit(oid)));
    return versions;
  }

  /** Whether a commit has a file. */
  private async isAt(commit: string | undefined, file: string): Promise<boolean> {
    return (await itemAt(this.parts, commit, file)) !== undefined;
  }

  /**
   * The entries that theirs changed, each once: first those that both had, wherever they are now, then those that are new there.
   * One at the former address of another is another one.
   */
  private async unitsOfTheirs(): Promise<Unit[]> {
    const changed = new Map(
      this.sides.theirChanges.flatMap(({ path }) => {
        const entry = entryOf(path);
        return entry === undefined ? [] : [[entry.file, entry] as const];
      }),
    );
    const origins = new Map([...this.moves.theirs].map(([from, to]) => [to, from]));
    const known = new Map<string, Unit>();
    const created: Unit[] = [];
    for (const [file, entry] of changed) {
      const origin = origins.get(file) ?? file;
      const base = entryAt(origin) ?? entry;
      if (await this.isAt(this.sides.base, origin)) {
        known.set(origin, this.unitOf(base));
      }
      const isOther = origin === file && this.moves.theirs.has(file) && (await this.isAt(this.sides.theirs, file));
      if (isOther || !(await this.isAt(this.sides.base, origin)))
        created.push({
          base: undefined,
          ours: entry,
          theirs: entry,
          target: entry,
          replaced: { ours: false, theirs: false },
        });
      // What stood at the address before was deleted there, for another one moved to it.
      const former = origin === file ? undefined : entryAt(file);
      if (former !== undefined && !known.has(file) && (await this.isAt(this.sides.base, file)))
        known.set(file, this.unitOf(former));
    }
    const units = [...known.values()];
    for (const { ours, target, replaced } of units)
      if (replaced.theirs || ours.file !== target.file) this.leaving.add(ours.file);
    return [...units, ...created];
  }

  /** An entry that both sides had. */
  private unitOf(base: EntryFile): Unit {
    const [ours, theirs] = (['ours', 'theirs'] as const).map(
      (side) => entryAt(this.moves[side].get(base.file) ?? base.file) ?? base,
    ) as [EntryFile, EntryFile];
    const isReplaced = (side: Side) =>
      !this.moves[side].has(base.file) && [...this.moves[side].values()].includes(base.file);
    return {
      base,
      ours,
      theirs,
      target: ours.file === base.file ? theirs : ours,
      replaced: { ours: isReplaced('ours'), theirs: isReplaced('theirs') },
    };
  }

  /** Addresses of ours whose entries go elsewhere. */
  private readonly leaving = new Set<string>();

  /** The files of an entry in a commit. */
  private async contentsAt(commit: string | undefined, entry: EntryFile): Promise<Map<string, BlobId>> {
    const contents = new Map<string, BlobId>();
    const { objects } = this.parts;
    const own = await itemAt(this.parts, commit, entry.file);
    if (own?.type === 'blob' && own.mode !== linkMode) contents.set(ownFile, own.oid);
    const walk = async (oid: string, path: string): Promise<void> => {
      for (const [name, item] of await objects.tree(oid)) {
        if (item.type === 'tree') await walk(item.oid, `${path}${name}/`);
        else if (item.type === 'blob' && item.mode !== linkMode && `${folderOf(entry)}/${path}${name}` !== entry.file)
          contents.set(`${path}${name}`, item.oid);
      }
    };
    const folder = await itemAt(this.parts, commit, folderOf(entry));
    if (folder?.type === 'tree') await walk(folder.oid, '');
    return contents;
  }

  private async mergeUnit(unit: Unit): Promise<void> {
    const { base, ours, theirs } = this.sides;
    const contents: EntrySides = {
      base: unit.base === undefined ? new Map() : await this.contentsAt(base, unit.base),
      // What is new there is another entry than the one that was here at this address, and went elsewhere.
      ours:
        unit.replaced.ours || (unit.base === undefined && this.leaving.has(unit.ours.file))
          ? new Map()
          : await this.contentsAt(ours, unit.ours),
      theirs: unit.replaced.theirs ? new Map() : await this.contentsAt(theirs, unit.theirs),
    };
    const isCreated = contents.base.size === 0 && contents.ours.size === 0;
    const namesake = isCreated ? this.namesakeOf(unit.theirs) : undefined;
    if (namesake !== undefined) {
      await this.wait('theirs', unit, contents);
      return;
    }
    // Another entry of ours has the address that theirs moved this one to: it stays where it was.
    const isTaken = unit.ours.file !== unit.target.file && (await this.isTaken(unit.target.file));
    const settled = isTaken ? { ...unit, target: unit.ours } : unit;
    if (isTaken)
      this.notes.push(
        `${labelOf(unit.ours)}“${unit.ours.slug}”留在原来的网址名：“${unit.theirs.slug}”在这里已经有了另一条`,
      );
    const merged = await mergeEntry(settled.target, contents, (id) => this.parts.objects.read(id));
    await this.place(settled, contents, merged.files);
    await this.ask(settled, contents, merged);
  }

  /** Whether another entry stands at an address after the merge so far. */
  private async isTaken(file: string): Promise<boolean> {
    const content = this.files.get(file);
    return content === undefined
      ? !this.leaving.has(file) && (await this.isAt(this.sides.ours, file))
      : content !== null;
  }

  /** Another entry here that has the same name: references could not tell the two apart. */
  private namesakeOf(entry: EntryFile): string | undefined {
    return this.parts.entries
      .filesNamed(entry)
      .find((file) => file !== entry.file && this.files.get(file) !== null && !this.moves.theirs.has(file));
  }

  /** Puts the files of a merged entry where they are afterwards, unless they cannot stand there. */
  private async place(unit: Unit, { ours }: EntrySides, merged: ReadonlyMap<string, Content>): Promise<void> {
    const files = new Map<string, Content | null>();
    for (const name of ours.keys()) files.set(pathOf(unit.ours, name), null);
    for (const [name, content] of merged) files.set(pathOf(unit.target, name), content);
    // What is as it was here needs no writing.
    for (const [name, id] of ours) if (files.get(pathOf(unit.ours, name)) === id) files.delete(pathOf(unit.ours, name));
    await this.leaveOut(files);
    for (const [path, content] of files) {
      // An address that one entry leaves may be another one's by now.
      const placed = this.files.get(path);
      if (content !== null || placed === undefined) this.files.set(path, content);
    }
    if (!merged.has(ownFile)) return;
    for (const from of new Set([unit.ours.file, unit.theirs.file]))
      if (from !== unit.target.file && unit.base !== undefined) this.moved.push({ from, to: unit.target.file });
  }

  /** Leaves what cannot stand here out of the folder: in the version it is as theirs have it. */
  private async leaveOut(files: Map<string, Content | null>): Promise<void> {
    const written = () => [...files].flatMap(([path, content]) => (content === null ? [] : [path]));
    const removed = [...files].flatMap(([path, content]) => (content === null ? [path] : []));
    if ((await this.parts.problemWith(written(), removed)) === undefined) return;
    const fine: string[] = [];
    for (const path of written()) {
      const problem = await this.parts.problemWith([...fine, path], removed);
      if (problem === undefined) {
        fine.push(path);
        continue;
      }
      files.delete(path);
      const theirs = this.theirItems.get(path);
      if (theirs !== undefined) this.unplaced.set(path, theirs);
      this.notes.push(leftOut(path, problem));
    }
  }

  /** What theirs changed, by its path. */
  private get theirItems(): Map<string, TreeItem> {
    return new Map(this.sides.theirChanges.flatMap(({ path, after }) => (after === undefined ? [] : [[path, after]])));
  }

  private async ask(unit: Unit, contents: EntrySides, { files, overruled, contested }: MergedEntry): Promise<void> {
    for (const side of ['theirs', 'ours'] as const) {
      if (!overruled[side]) continue;
      const fields = contested?.[side];
      if (fields === undefined && contested === undefined) {
        await this.wait(side, unit, contents);
        continue;
      }
      // Of what was merged only that is asked about in which the side was overruled: the rest may change until somebody decides.
      const { objects } = this.parts;
      const kept = fields === undefined ? [] : await objects.keep([fields.before, fields.written]);
      const base = new Map(contents.base);
      const own = new Map(contents[side]);
      for (const [name, content] of files) if (name !== ownFile && own.get(name) === content) base.set(name, content);
      const [before, written] = kept;
      base.delete(ownFile);
      own.delete(ownFile);
      if (before !== undefined && written !== undefined) {
        base.set(ownFile, before);
        own.set(ownFile, written);
      }
      await this.wait(side, unit, { ...contents, base, [side]: own }, false);
    }
  }

  /** Keeps what one side has and the result has not, for an editor to decide about. */
  private async wait(
    side: Side,
    unit: Unit,
    contents: EntrySides,
    isDeletion = !contents[side].has(ownFile),
  ): Promise<void> {
    const [own, from] = [contents[side], contents.base];
    const at = (name: string) => pathOf(unit.target, name);
    const version = await this.lastVersion(side, unit);
    this.waiting.push({
      id: idOf(this.sides.theirs, this.sides.ours ?? '', (unit.base ?? unit.theirs).file, side),
      at: version?.at ?? new Date(0),
      author: version?.author ?? otherOffice,
      message: version?.message ?? `修改${labelOf(unit.theirs)}：${unit.theirs.slug}`,
      base: new Map([...new Set([...own.keys(), ...from.keys()])].map((name) => [at(name), from.get(name) ?? null])),
      writes: isDeletion
        ? new Map<string, BlobId>()
        : new Map([...own].filter(([name, id]) => from.get(name) !== id).map(([name, id]) => [at(name), id])),
      deletions: isDeletion ? [...from.keys()].map(at) : [],
    });
  }

  /** The last version of a side that changed an entry; none among the last ones. */
  private async lastVersion(side: Side, unit: Unit): Promise<Version | undefined> {
    const saves = this.versions[side]
      .filter(({ isMerge }) => !isMerge)
      .toSorted((a, b) => b.at.getTime() - a.at.getTime());
    for (const save of saves.slice(0, mostLookedAt)) {
      const changes = await this.parts.changesOf(save.version);
      if (changes?.some(({ path }) => entryOf(path)?.file === unit[side].file) === true) return save;
    }
    return undefined;
  }

  /** A file that belongs to no entry. */
  private async mergeFile(difference: TreeDifference): Promise<void> {
    const { path, before, after } = difference;
    if (before?.id === after?.id) return;
    const ours = this.sides.ourChanges.find((each) => each.path === path);
    if (ours !== undefined && ours.after?.id !== after?.id) {
      this.notes.push(`文件“${path}”两边都改过，留下了这里的`);
      return;
    }
    const problem = isOdd(difference)
      ? '它是链接或另一个仓库'
      : await this.parts.problemWith(after === undefined ? [] : [path], after === undefined ? [path] : []);
    if (problem === undefined) this.files.set(path, after?.id ?? null);
    else {
      this.unplaced.set(path, after ?? null);
      if (after !== undefined) this.notes.push(leftOut(path, problem));
    }
  }

  private messageOf(): string {
    const names = new Set(this.versions.theirs.filter(({ isMerge }) => !isMerge).map(({ author }) => author.name));
    const who = names.size === 0 ? '' : `（${[...names].slice(0, 3).join('、')}）`;
    return `收下别处的改动${who}`;
  }
}

/** Says that a file is not here, and why. */
const leftOut = (path: string, problem: string) =>
  problem.includes(path) ? `没有放到这台电脑上：${problem}` : `“${path}”没有放到这台电脑上：${problem}`;
