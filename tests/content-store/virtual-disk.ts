/**
 * A disk in memory that forgets as real ones do: what was not flushed may be lost when the power fails, names and contents
 * each by themselves. Every operation can fail, and every operation can be the last one of the process.
 */
import type { Disk, FileStatus, FolderItem } from '../../src/content-store/disk.ts';

interface FileNode {
  kind: 'file';
  inode: number;
  bytes: Uint8Array;
  /** What survives a failure of power. */
  flushed: Uint8Array | undefined;
  modified: number;
  changed: number;
}

interface FolderNode {
  kind: 'folder';
  inode: number;
  names: Map<string, Node>;
  flushedNames: Map<string, Node>;
  modified: number;
  changed: number;
}

interface LinkNode {
  kind: 'other';
  inode: number;
  modified: number;
  changed: number;
}

type Node = FileNode | FolderNode | LinkNode;

/** One operation on names: its steps survive a failure of power together or not at all. */
type NameChange = readonly { folder: FolderNode; name: string; node: Node | undefined }[];

/** The name of an operation of a disk. */
export type Operation = keyof Disk;

/** The process was killed: every operation of its disk ends with this. */
class Killed extends Error {}

/** Whether the end of the process is behind an error: what wraps it has it as its cause. */
export const isKilled = (error: unknown): boolean =>
  error instanceof Killed || (error instanceof Error && error.cause !== undefined && isKilled(error.cause));

/** An error of the system. */
export const systemError = (code: string, path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: ${path}`), { code });

const knownNames = new Map<string, readonly string[]>();

/** The names in a path, the outermost first. Paths are asked for many times. */
function namesOf(path: string): readonly string[] {
  const names = knownNames.get(path) ?? path.split('/').filter((name) => name !== '');
  if (knownNames.size > 10_000) knownNames.clear();
  knownNames.set(path, names);
  return names;
}

/** The disk. */
export class VirtualDisk implements Disk {
  private root: FolderNode = this.emptyFolder();
  private unflushed: NameChange[] = [];
  private inodes = 0;
  private isDead = false;
  /** Milliseconds since 1970. */
  time = Date.parse('2026-04-30T12:00:00Z');
  /** The smallest step of the clock of the file system, in milliseconds. */
  tick = 4;
  /** Called before each operation; what it throws is how the operation ends. */
  onOperation: (operation: Operation, path: string) => void = () => undefined;

  /** Throws what a killed process meets, where it is one: a library may have taken the end of it for a missing file. */
  checkAlive(): void {
    if (this.isDead) throw new Killed();
  }

  /** Ends the process: operations that are running and those that follow end with `Killed`. */
  kill(): never {
    this.isDead = true;
    throw new Killed();
  }

  /** Starts the machine or the process again. */
  revive(): void {
    this.isDead = false;
  }

  /** Lets the power fail: what was not flushed is lost, in part or whole, as `chance` (0 to 1, below) decides. */
  failPower(chance: () => number): void {
    for (const change of this.unflushed) if (chance() < 0.5) this.flushNames(change);
    this.unflushed = [];
    const restore = (folder: FolderNode) => {
      folder.names = new Map(folder.flushedNames);
      for (const node of folder.names.values()) {
        if (node.kind === 'folder') restore(node);
        if (node.kind === 'file' && node.flushed !== node.bytes) {
          const part = node.bytes.slice(0, Math.floor(chance() * (node.bytes.length + 1)));
          node.bytes = chance() < 0.5 ? (node.flushed ?? new Uint8Array()) : part;
          node.flushed = node.bytes;
        }
      }
    };
    restore(this.root);
  }

  /** Puts everything on the disk, as an operating system does sooner or later. */
  flushAll(): void {
    for (const change of this.unflushed) this.flushNames(change);
    this.unflushed = [];
    const flush = (folder: FolderNode) => {
      for (const node of folder.names.values()) {
        if (node.kind === 'folder') flush(node);
        if (node.kind === 'file') node.flushed = node.bytes;
      }
    };
    flush(this.root);
  }

  /** Every file under a folder with its content, by paths relative to it. What is in hidden folders is left out. */
  filesUnder(
    path: string,
    isShown: (name: string) => boolean = (name) => !name.startsWith('.'),
  ): Map<string, Uint8Array> {
    const files = new Map<string, Uint8Array>();
    const walk = (folder: FolderNode, prefix: string) => {
      for (const [name, node] of folder.names) {
        if (!isShown(name)) continue;
        if (node.kind === 'folder') walk(node, `${prefix}${name}/`);
        if (node.kind === 'file') files.set(`${prefix}${name}`, node.bytes);
      }
    };
    const folder = this.find(path);
    if (folder?.kind === 'folder') walk(folder, '');
    return files;
  }

  /** Writes a file as another program does: in place, and flushed with all that was done before. */
  writeOutside(path: string, text: string | undefined): void {
    for (const change of this.unflushed) this.flushNames(change);
    this.unflushed = [];
    const names = [...namesOf(path)];
    const last = names.pop() ?? '';
    let folder = this.root;
    for (const name of names) {
      const inner = folder.names.get(name) ?? this.emptyFolder();
      if (inner.kind !== 'folder') throw new Error(`${path} is in a file`);
      folder.names.set(name, inner);
      folder.flushedNames.set(name, inner);
      folder = inner;
    }
    if (text === undefined) {
      folder.names.delete(last);
      folder.flushedNames.delete(last);
      return;
    }
    const present = folder.names.get(last);
    const node = present?.kind === 'file' ? present : this.emptyFile();
    node.bytes = Buffer.from(text);
    node.flushed = node.bytes;
    node.modified = node.changed = this.clock();
    folder.names.set(last, node);
    folder.flushedNames.set(last, node);
  }

  /** Puts a link at a path. */
  linkOutside(path: string): void {
    this.writeOutside(path, '');
    const { folder, name } = this.placeOf(path);
    folder.names.set(name, { kind: 'other', inode: (this.inodes += 1), modified: this.clock(), changed: this.clock() });
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    await this.begin('read', path);
    const node = this.find(path);
    return node?.kind === 'file' ? new Uint8Array(node.bytes) : undefined;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const { folder, name } = this.placeOf(path);
    const put = (content: Uint8Array) => {
      const present = folder.names.get(name);
      const node = present?.kind === 'file' ? present : this.emptyFile();
      node.bytes = new Uint8Array(content);
      node.modified = node.changed = this.clock();
      if (present !== node) this.changeNames([{ folder, name, node }]);
    };
    try {
      await this.begin('write', path);
    } catch (error) {
      // A write that fails or is killed leaves a part.
      if (folder.names.get(name) === undefined || error instanceof Killed) put(bytes.slice(0, bytes.length / 2));
      throw error;
    }
    put(bytes);
  }

  async create(path: string, bytes: Uint8Array): Promise<boolean> {
    await this.begin('create', path);
    const { folder, name } = this.placeOf(path);
    if (folder.names.has(name)) return false;
    const node = this.emptyFile();
    node.bytes = new Uint8Array(bytes);
    this.changeNames([{ folder, name, node }]);
    return true;
  }

  async rename(from: string, to: string): Promise<void> {
    await this.begin('rename', to);
    const [source, target] = [this.placeOf(from), this.placeOf(to)];
    const node = source.folder.names.get(source.name);
    if (node === undefined) throw systemError('ENOENT', from);
    node.changed = this.clock();
    this.changeNames([
      { ...source, node: undefined },
      { ...target, node },
    ]);
  }

  async remove(path: string): Promise<void> {
    await this.begin('remove', path);
    const folder = this.find(path.slice(0, path.lastIndexOf('/')));
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (folder?.kind !== 'folder' || !folder.names.has(name)) return;
    this.changeNames([{ folder, name, node: undefined }]);
  }

  async makeFolder(path: string): Promise<void> {
    await this.begin('makeFolder', path);
    let folder = this.root;
    for (const name of namesOf(path)) {
      const inner = folder.names.get(name) ?? this.emptyFolder();
      if (inner.kind !== 'folder') throw systemError('ENOTDIR', path);
      if (!folder.names.has(name)) this.changeNames([{ folder, name, node: inner }]);
      folder = inner;
    }
  }

  async removeEmptyFolder(path: string): Promise<boolean> {
    await this.begin('removeEmptyFolder', path);
    const node = this.find(path);
    if (node?.kind !== 'folder' || node.names.size > 0) return false;
    this.changeNames([{ ...this.placeOf(path), node: undefined }]);
    return true;
  }

  async list(path: string): Promise<FolderItem[]> {
    await this.begin('list', path);
    const node = this.find(path);
    return node?.kind === 'folder' ? [...node.names].map(([name, { kind }]) => ({ name, kind })) : [];
  }

  async status(path: string): Promise<FileStatus | undefined> {
    await this.begin('status', path);
    const node = this.find(path);
    if (node === undefined) return undefined;
    const { kind, inode, modified, changed } = node;
    return { kind, inode, modified, changed, size: node.kind === 'file' ? node.bytes.length : 0 };
  }

  async flushFile(path: string): Promise<void> {
    await this.begin('flushFile', path);
    const node = this.find(path);
    if (node?.kind !== 'file') throw systemError('ENOENT', path);
    node.flushed = node.bytes;
  }

  async flushFolder(path: string): Promise<void> {
    await this.begin('flushFolder', path);
    const node = this.find(path);
    if (node?.kind !== 'folder') return;
    const isHere = (change: NameChange) => change.some(({ folder }) => folder === node);
    for (const change of this.unflushed.filter(isHere)) this.flushNames(change);
    this.unflushed = this.unflushed.filter((change) => !isHere(change));
  }

  private emptyFile(): FileNode {
    const at = this.clock();
    return {
      kind: 'file',
      inode: (this.inodes += 1),
      bytes: new Uint8Array(),
      flushed: undefined,
      modified: at,
      changed: at,
    };
  }

  private emptyFolder(): FolderNode {
    const at = 0;
    const inode = 0;
    return { kind: 'folder', inode, names: new Map(), flushedNames: new Map(), modified: at, changed: at };
  }

  private clock(): number {
    return Math.floor(this.time / this.tick) * this.tick;
  }

  /** What every operation does first: gives way to others, and may fail. */
  private async begin(operation: Operation, path: string): Promise<void> {
    await Promise.resolve();
    if (this.isDead) throw new Killed();
    this.time += 1;
    this.onOperation(operation, path);
  }

  private find(path: string): Node | undefined {
    let node: Node | undefined = this.root;
    for (const name of namesOf(path)) {
      node = node?.kind === 'folder' ? node.names.get(name) : undefined;
    }
    return node;
  }

  private placeOf(path: string): { folder: FolderNode; name: string } {
    const at = path.lastIndexOf('/');
    const folder = this.find(path.slice(0, at));
    if (folder?.kind !== 'folder') throw systemError('ENOENT', path);
    return { folder, name: path.slice(at + 1) };
  }

  private changeNames(change: NameChange): void {
    for (const { folder, name, node } of change) {
      if (node === undefined) folder.names.delete(name);
      else folder.names.set(name, node);
    }
    this.unflushed.push(change);
  }

  private flushNames(change: NameChange): void {
    for (const { folder, name, node } of change) {
      if (node === undefined) folder.flushedNames.delete(name);
      else folder.flushedNames.set(name, node);
    }
  }
}
