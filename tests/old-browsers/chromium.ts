/**
 * Real Chromium 88 and 92, from packages that carry them for other purposes (`chrome-aws-lambda`). What they need besides
 * is unpacked beside them.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { installPackage } from '../own-package.ts';
import { testCache } from '../places.ts';
import type { BrowserProgram } from '../restartable-browser.ts';

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

/** A version, to be started and, when it no longer answers, started again. */
export const chromiumOf = (version: Version): BrowserProgram<Browser> => ({
  name: `Chromium ${version}`,
  start: async () => {
    installPackage(import.meta.dirname);
    const { default: puppeteer } = await import('puppeteer-core');
    return puppeteer.launch({
      executablePath: unpacked(version),
      headless: true,
      // A container often has little shared memory.
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  },
  ping: async (browser) => {
    const page = await browser.newPage();
    const answer = await page.evaluate<number>('1 + 1');
    if (answer !== 2) throw new Error(`1 + 1 is ${answer}.`);
    await page.close();
  },
  kill: async (browser) => {
    const program = browser.process();
    if (program?.exitCode !== null || program.signalCode !== null) return;
    const ended = once(program, 'exit');
    program.kill('SIGKILL');
    await ended;
  },
});
