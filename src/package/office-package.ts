/**
 * The office as a package: its program with Node and everything that it imports, and the content. Unpacked anywhere, a double click
 * opens it, without a network and without a terminal.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { cp, copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { builtStudio, separatePackages } from '../build/studio-build.ts';
import { contentFolder, programFolder } from './layout.ts';
import { systems, type System, type SystemName } from './systems.ts';

/** The package could not be made. The message is a sentence for whoever makes it. */
export class PackageProblem extends Error {}

/** What to package. */
export interface PackageOptions {
  /** The absolute path of the project. */
  project: string;
  system: SystemName;
  /** The absolute path of the content tree. */
  contentDirectory: string;
  /** The folder that becomes the package. It must not be there. */
  folder: string;
  onStep: (sentence: string) => void;
}

/** Whether a system is the one that this runs on. */
const isThisSystem = ({ os, cpu }: System): boolean => os === process.platform && cpu === process.arch;

/** The version that this project has of a package. */
function versionOf(project: string, name: string): string {
  const { version } = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

interface Dependencies {
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** The packages that a package needs, itself included, of those that are installed. */
function withDependencies(project: string, name: string, found = new Set<string>()): Set<string> {
  const file = join(project, 'node_modules', name, 'package.json');
  if (found.has(name) || !existsSync(file)) return found;
  found.add(name);
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Dependencies;
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) withDependencies(project, each, found);
  return found;
}

/** Installs packages for another system into a folder, as the registry has them. */
function install(folder: string, { os, cpu }: System, packages: readonly string[]): void {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new PackageProblem('请用 npm run package 来打包：由它得知 npm 在哪里');
  const words = ['install', ...packages, `--os=${os}`, `--cpu=${cpu}`];
  if (os === 'linux') words.push('--libc=glibc');
  // A package for another system is refused otherwise, and none of its scripts could run here.
  words.push('--force', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--prefix', folder);
  const { status, stderr } = spawnSync(process.execPath, [npm, ...words], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new PackageProblem(`npm 装不上 ${packages.join('、')}：\n${stderr.trim()}`);
}

/** The packages that the built studio has beside it, and what they need. */
const separateParts = (folder: string): Set<string> => {
  const found = new Set<string>();
  for (const name of separatePackages) withDependencies(folder, name, found);
  return found;
};

/** Puts Node's program and the packages that cannot be built in into the folder of the program. */
async function addSystemParts(options: PackageOptions, program: string): Promise<void> {
  const { project } = options;
  const system: System = systems[options.system];
  const modules = join(program, 'node_modules');
  const node = join(program, system.os === 'win32' ? 'node.exe' : 'node');
  if (isThisSystem(system)) {
    for (const name of separateParts(project))
      await cp(join(project, 'node_modules', name), join(modules, name), { recursive: true, dereference: true });
    await copyFile(process.execPath, node);
    return;
  }
  const workplace = await mkdtemp(join(tmpdir(), 'hongxin-package-'));
  try {
    await writeFile(join(workplace, 'package.json'), '{"private":true}');
    const nodePackage = `${system.nodePackage}@${process.versions.node}`;
    const packages = separatePackages.map((name) => `${name}@${versionOf(project, name)}`);
    install(workplace, system, [...packages, nodePackage]);
    const installed = join(workplace, 'node_modules');
    for (const name of separateParts(workplace))
      await cp(join(installed, name), join(modules, name), { recursive: true });
    await copyFile(join(installed, system.nodePackage, system.nodeProgram), node);
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

/** Bundles the start of the office into the folder of the program. */
async function addStart(project: string, program: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: project,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: 'src/package/start-office.ts',
      outDir: program,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'office.mjs', chunkFileNames: 'office-[name]-[hash].mjs' } },
    },
  });
}

/**
 * Copies the content, with its versions where it has a repository of its own. What an office keeps for itself stays: its journal,
 * its name, what waits for a decision.
 */
async function addContent(contentDirectory: string, target: string): Promise<void> {
  const own = join(contentDirectory, '.hongxin');
  await cp(contentDirectory, target, { recursive: true, filter: (path) => path !== own });
  await mkdir(target, { recursive: true });
}

/**
 * Makes the folder that is packaged.
 * @throws {PackageProblem}
 */
export async function assembleOffice(options: PackageOptions): Promise<void> {
  const { project, folder, onStep } = options;
  const program = join(folder, programFolder);
  await mkdir(program, { recursive: true });
  onStep('准备编辑台');
  const studio = await builtStudio({ project, isPortable: true, onBuild: () => undefined });
  await cp(studio, join(program, 'studio'), { recursive: true });
  await addStart(project, program);
  onStep(`放进 Node ${process.versions.node} 和处理图片的程序`);
  await addSystemParts(options, program);
  await copyFile(join(project, 'docs/licences.md'), join(program, 'licences.md'));
  onStep('放进内容');
  await addContent(options.contentDirectory, join(folder, contentFolder));
  for (const { path, text, isExecutable } of systems[options.system].starters) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { mode: isExecutable ? 0o755 : 0o644 });
  }
}

/** Packs a folder into a ZIP file, under its own name, with what may be executed marked as such. */
export async function packFolder(folder: string, file: string): Promise<void> {
  const zip = new ZipFile();
  const name = folder.slice(folder.lastIndexOf(sep) + 1);
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile()) continue;
    const path = join(item.parentPath, item.name);
    const { mode } = await stat(path);
    zip.addFile(path, [name, ...relative(folder, path).split(sep)].join('/'), { mode });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
