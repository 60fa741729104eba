/** Browser tests in Chromium, on a phone and on a desk, against sites that `npm test` has built. */
import '../src/process/start.ts';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './browser.ts';
import { projectDirectory, testCache } from './places.ts';
import { rootSite, servedSites } from './sites.ts';

const executablePath = findBrowser();

export default defineConfig({
  testDir: '.',
  outputDir: join(testCache, 'playwright/results'),
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A test that passes at the second try is listed as flaky: a fault of the test or of the page, to be fixed all the
  // same.
  retries: 1,
  // Generous, so that no test fails on a machine that is busy with something else; a passing test does not wait for
  // them.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: `http://localhost:${rootSite.port}`,
    launchOptions: { args: browserArguments, ...(executablePath !== undefined && { executablePath }) },
    // Traces of failures, step by step: `npx playwright show-trace <file>`.
    trace: 'on-first-retry',
  },
  webServer: servedSites().map(({ environment, port, basePath }) => ({
    command: 'node src/commands/serve.ts',
    url: `http://localhost:${port}${basePath}`,
    cwd: projectDirectory,
    env: environment,
    reuseExistingServer: false,
    timeout: 120_000,
  })),
  snapshotPathTemplate: '{testDir}/visual/references/{arg}{ext}',
  projects: [
    { name: 'visual', testMatch: 'visual/*.spec.ts' },
    { name: 'access', testMatch: 'access/*.spec.ts' },
    {
      name: 'phone',
      testMatch: 'site/*.spec.ts',
      use: { viewport: { width: 360, height: 740 }, hasTouch: true },
    },
    {
      name: 'desk',
      testMatch: 'site/*.spec.ts',
      // The finder is for phones, large print has one column, and the search is one element: on a desk only their layout
      // differs, which is tested separately. Addresses and files are the same on both.
      testIgnore: [
        'site/stations.spec.ts',
        'site/large-print.spec.ts',
        'site/portal.spec.ts',
        'site/search.spec.ts',
        'site/search-answers.spec.ts',
        'site/search-failures.spec.ts',
      ],
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
