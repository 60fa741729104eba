/**
 * Real Chromium 88 and 92, from packages that carry them for other purposes (`chrome-aws-lambda`). What they need besides
 * is unpacked beside them.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { installPackage } from '../own-package.ts';
import { testCache } from '../places.ts';

/** The versions that there are. */
export const versions = ['88', '92'] as const;

/** One of them. */
export type Version = (typeof versions)[number];

/** Unpacks a version once. Returns the path of its program. */
function unpacked(version: Version): string {
  const folder = join(testCache, 'old-browsers', version);
  const program = join(folder, 'chromium');
  // Written last: a folder with it is complete.
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return program;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = (name: string) =>
    brotliDecompressSync(readFileSync(join(import.meta.dirname, `node_modules/chromium-${version}/bin/${name}.br`)));
  writeFileSync(program, packed('chromium'), { mode: 0o755 });
  const archive = join(folder, 'swiftshader.tar');
  writeFileSync(archive, packed('swiftshader.tar'));
  execFileSync('tar', ['-xf', archive, '-C', folder]);
  writeFileSync(complete, '');
  return program;
}

/** Starts a version. */
export async function launch(version: Version): Promise<Browser> {
  installPackage(import.meta.dirname);
  const { default: puppeteer } = await import('puppeteer-core');
  return puppeteer.launch({
    executablePath: unpacked(version),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--single-process', '--no-zygote'],
  });
}
