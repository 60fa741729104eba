/** Browser tests in Chromium, on a phone and on a desk, against sites that `npm test` has built. */
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './browser.ts';
import { extremesSite, largeCountySite, portalSite, rootSite } from './sites.ts';

const root = join(import.meta.dirname, '..');

const executablePath = findBrowser();

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'node_modules/.cache/hongxin/test-results'),
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: `http://localhost:${rootSite.port}`,
    launchOptions: { args: browserArguments, ...(executablePath !== undefined && { executablePath }) },
  },
  webServer: [rootSite, portalSite, extremesSite, largeCountySite].map(({ environment, port, basePath }) => ({
    command: 'node src/commands/serve.ts',
    url: `http://localhost:${port}${basePath}`,
    cwd: root,
    env: environment,
    reuseExistingServer: false,
  })),
  snapshotPathTemplate: '{testDir}/visual/references/{arg}{ext}',
  projects: [
    { name: 'visual', testMatch: 'visual/*.spec.ts' },
    { name: 'access', testMatch: 'access/every-page.spec.ts' },
    {
      name: 'phone',
      testMatch: ['site/*.spec.ts', 'access/axe.spec.ts'],
      use: { viewport: { width: 360, height: 740 }, hasTouch: true },
    },
    {
      name: 'desk',
      testMatch: ['site/*.spec.ts', 'access/axe.spec.ts'],
      // The finder is for phones; what is different on a desk is its look, which is tested as such.
      testIgnore: 'site/stations.spec.ts',
      use: { viewport: { width: 1280, height: 900 } },
    },
    {
      name: 'studio',
      testMatch: 'studio/*.spec.ts',
      use: { viewport: { width: 1280, height: 900 } },
      timeout: 300_000,
    },
  ],
});
