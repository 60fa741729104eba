/**
 * The studio as it runs: built once from this project's code, and kept by its content. A studio that starts has no compiler
 * and no development server behind it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { allowBuild } from '../integrations/build-guard.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { acquireLock } from '../storage/process-lock.ts';

/**
 * The packages that the studio needs and that cannot be built into it: sharp (pictures) and satteri (Markdown) have parts for each
 * system, libheif-js (photos of iPhones) looks for the folder that it lies in, and the encoder of clips is a program.
 */
export const separatePackages = ['sharp', 'satteri', 'libheif-js', '@ffmpeg-installer/ffmpeg'] as const;

/** Files and folders of the project that the studio is made of. */
const sources = ['src', 'astro.config.mjs', 'keystatic.config.ts', 'package-lock.json'] as const;

/** The digest of everything that the studio is made of: 16 hexadecimal digits. */
function digestOfSources(project: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(project, path)))
      .update('\0');
  };
  for (const source of sources) {
    if (!source.includes('.')) {
      const files = readdirSync(join(project, source), { recursive: true, withFileTypes: true });
      const paths = files
        .filter((file) => file.isFile())
        .map((file) => relative(project, join(file.parentPath, file.name)));
      for (const path of paths.sort()) add(path);
    } else if (existsSync(join(project, source))) add(source);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Options of building the studio. */
export interface StudioBuildOptions {
  /** The absolute path of the project. */
  project: string;
  /** Whether it holds all packages that it needs but the separate ones, to run where this project's are not. */
  isPortable?: boolean;
  /** Called when it has to be built: that takes seconds, on a slow machine half a minute. */
  onBuild: () => void;
}

/** The folder of the built studio, which is built first where this code has not been yet. */
export async function builtStudio({ project, isPortable = false, onBuild }: StudioBuildOptions): Promise<string> {
  const all = join(project, '.cache/studio');
  const digest = digestOfSources(project);
  const folder = join(all, isPortable ? `${digest}-portable` : digest);
  if (existsSync(folder)) return folder;
  makeFolder(all);
  const lock = await acquireLock(join(all, 'lock'), { what: '准备编辑台' });
  try {
    // Another process may have built it meanwhile.
    if (existsSync(folder)) return folder;
    onBuild();
    const unfinished = `${folder}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    // A root of its own, without pages and collections: a mistake in an entry must not keep the editor from mending it.
    const root = join(all, 'root');
    makeFolder(root);
    process.env['STUDIO'] = 'on';
    allowBuild();
    const { build } = await import('astro');
    await build({
      root,
      configFile: relative(root, join(project, 'astro.config.mjs')),
      outDir: unfinished,
      cacheDir: join(root, 'astro'),
      vite: {
        cacheDir: join(root, 'vite'),
        ...(isPortable && { ssr: { noExternal: true as const, external: [...separatePackages] } }),
      },
      logLevel: 'error',
    });
    renameSync(unfinished, folder);
    for (const name of readdirSync(all)) {
      if (/^[0-9a-f]{16}(?:-portable)?(?:\.part)?$/.test(name) && !name.startsWith(digest))
        rmSync(join(all, name), { recursive: true, force: true });
    }
    return folder;
  } finally {
    lock.release();
  }
}
