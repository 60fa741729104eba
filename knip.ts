/** `npm run lint:unused`: no file, dependency or export that nothing uses, and no dependency that is not declared. */
import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'src/commands/*.ts',
        // Bundled into packages of the office.
        'src/package/start-office.ts',
        'src/**/*.client.ts',
        // Named by their paths: Astro's picture service, the office's routes and middleware, and the threads that draw share images.
        'src/**/picture-service.ts',
        'src/office/pages/*.{ts,astro}',
        'src/office/own-requests.ts',
        'src/**/worker.ts',
        'tests/**/*.{test,spec}.ts',
        // Started as processes of their own, to be killed.
        'tests/**/*-process.ts',
        'tests/**/*-probe.ts',
        'tools/*/{make,pictures}.ts',
      ],
      project: ['src/**/*.{ts,tsx,astro}', 'tests/**/*.{ts,js}', 'tools/**/*.ts', '*.{ts,js,mjs}'],
      playwright: { config: 'tests/playwright.config.ts' },
      ignoreDependencies: [
        // A program, which `src/media` looks for with `require` when it is needed.
        '@ffmpeg-installer/ffmpeg',
      ],
      ignoreBinaries: [
        // Parts of the system: say which fonts there are.
        'fc-list',
        'fc-match',
        // Speaks the lines of the sample clips, on the machine of whoever makes them anew.
        'espeak-ng',
        // Part of the system: runs the validator of HTML.
        'java',
        // Part of the system: a certificate for the test of servers.
        'openssl',
        // Part of the system: small disks for the tests of full and read-only ones.
        'mount',
        'umount',
        // Browsers of other engines and a screen for them, which tests install.
        'WebKitWebDriver',
        'Xvfb',
      ],
    },
    'tests/bench': {
      entry: ['**/*.client.ts'],
      project: ['**/*.ts'],
      ignoreDependencies: [
        // Copied file by file into the pages that are measured.
        'hls.js',
        'plyr',
        'video.js',
        // Started as a program.
        'decap-server',
        // Types that `tsconfig.rivals.json` alone reads.
      ],
    },
    'tests/explorer': {
      entry: ['properties.ts'],
      project: ['*.ts'],
    },
    'tests/old-browsers': {
      project: ['*.ts'],
      ignoreDependencies: [
        // Files in them are read and started.
        'chromium-88',
        'chromium-92',
      ],
    },
    'tests/validity': {
      ignoreDependencies: [
        // Started by Java.
        'vnu-jar',
      ],
    },
    'tests/mutation': {
      project: ['*.ts'],
      ignoreDependencies: [
        // Started as a program, which is told the name of its plugin.
        '@stryker-mutator/core',
        '@stryker-mutator/tap-runner',
      ],
    },
  },
};

export default config;
