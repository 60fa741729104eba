/**
 * Finds a Chromium for the browser tests: the one of an environment variable, Playwright's own, the system's; and
 * installs one when there is none. Playwright's is what most machines have; servers and mirrors often have apt's only.
 * Of the system's, tests take the one without a window: the same engine in half the time (decision 40). Benchmarks take
 * the browser that visitors have.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Chromium without what draws windows, as Debian names it. */
const headlessShell = 'chromium-headless-shell';
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** What a browser is for. */
type Purpose = 'tests' | 'benchmarks';

function systemBrowser(purpose: Purpose): string | undefined {
  const names = purpose === 'tests' ? [headlessShell, ...browsers] : browsers;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const ending = process.platform === 'win32' ? '.exe' : '';
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name + ending))), ...usualPlaces].find(
    (file) => existsSync(file),
  );
}

/** The path of an installed browser, or `undefined`. A path in `HONGXIN_CHROMIUM` that does not exist is an error. */
export function findBrowser(purpose: Purpose = 'tests'): string | undefined {
  const named = process.env['HONGXIN_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`HONGXIN_CHROMIUM names ${named}, and there is no such file.`);
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : systemBrowser(purpose);
}

/** Milliseconds that an installation may take. */
const installationTime = 300_000;

function succeeds(command: string, parameters: string[]): boolean {
  console.log(`> ${command} ${parameters.join(' ')}`);
  const { status } = spawnSync(command, parameters, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: installationTime,
  });
  return status === 0;
}

/** Installs packages of the system with apt, as root or by a `sudo` that asks nothing. Returns whether that worked. */
export function installPackages(...names: readonly string[]): boolean {
  if (process.platform !== 'linux') return false;
  // Two checks may install at once: one waits for the other, which apt does for a part of its locks only.
  const alone = ['--timeout', '240', join(tmpdir(), 'hongxin-apt.lock'), 'apt-get'];
  const apt = (...parameters: string[]) =>
    process.getuid?.() === 0
      ? succeeds('flock', [...alone, ...parameters])
      : succeeds('sudo', ['-n', 'flock', ...alone, ...parameters]);
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...names);
}

/** Whether some font of this machine has Chinese characters; elsewhere than on Linux every system comes with one. */
function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  const { status, stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}

/**
 * Installs a Chinese font where there is none. Returns why layouts cannot be compared, if they cannot: without one, each
 * browser draws something else, and of another width, in the place of every character.
 */
export function reasonWithoutFont(): string | undefined {
  if (hasChineseFont()) return undefined;
  console.log('There is no Chinese font yet; installing one.');
  if (installPackages('fontconfig', 'fonts-noto-cjk') && hasChineseFont()) return undefined;
  return 'no Chinese font could be installed: run `sudo apt-get install -y fontconfig fonts-noto-cjk`';
}

/** Finds a browser or installs one, and a Chinese font for it. Throws, with the one command to run by hand, when installing is not allowed. */
export function ensureBrowser(purpose: Purpose = 'tests'): string {
  reasonWithoutFont();
  const found = findBrowser(purpose);
  if (found !== undefined) return found;

  console.log('There is no browser yet; installing one.');
  const playwright = join(import.meta.dirname, '../node_modules/playwright/cli.js');
  if (succeeds(process.execPath, [playwright, 'install', 'chromium'])) {
    const installed = findBrowser(purpose);
    if (installed !== undefined) return installed;
  }
  // Older releases of Debian, and Ubuntu, have no package of the shell.
  for (const name of purpose === 'tests' ? [headlessShell, 'chromium'] : ['chromium']) {
    const installed = installPackages(name) ? findBrowser(purpose) : undefined;
    if (installed !== undefined) return installed;
  }
  throw new Error('No browser could be installed: run `sudo apt-get install -y chromium`, or set HONGXIN_CHROMIUM.');
}

/** The browser's arguments: no sandbox, since tests run as root in containers, and no traffic of its own. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
