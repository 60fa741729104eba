/** The browsers of other engines, as Debian has them: finds them, or installs them where that is allowed. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from '../browser.ts';
import type { BrowserProgram } from '../restartable-browser.ts';
import type { Engine } from './engine.ts';
import { launchFirefox } from './firefox.ts';
import { launchWebKit } from './webkit.ts';

/** A browser that there may be on this machine. */
export interface EngineProgram extends BrowserProgram<Engine> {
  /** What it is driven by, which has to be on the path. */
  programs: readonly string[];
  /** What has them in Debian. Films of WebKitGTK are played by GStreamer. */
  packages: readonly string[];
}

const askedByEngine: Pick<BrowserProgram<Engine>, 'ping' | 'kill'> = {
  ping: (engine) => engine.evaluate('1 + 1'),
  kill: (engine) => engine.close(),
};

/** All that are tested. */
export const enginePrograms: readonly EngineProgram[] = [
  {
    ...askedByEngine,
    name: 'Firefox',
    programs: ['firefox-esr'],
    packages: ['firefox-esr'],
    start: (late) => launchFirefox('firefox-esr', late),
  },
  {
    ...askedByEngine,
    name: 'WebKit',
    programs: ['WebKitWebDriver', 'Xvfb'],
    packages: ['webkit2gtk-driver', 'xvfb', 'gstreamer1.0-plugins-good', 'gstreamer1.0-libav'],
    start: launchWebKit,
  },
];

const isInstalled = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Installs what is missing of a browser. Returns why its tests cannot run, if they cannot. */
export function reasonToSkip({ name, programs, packages }: EngineProgram): string | undefined {
  if (programs.every(isInstalled)) return undefined;
  if (installPackages(...packages) && programs.every(isInstalled)) return undefined;
  return `${name} could not be installed: run \`sudo apt-get install -y ${packages.join(' ')}\`.`;
}
