/** The sites that the tests read: one at the root, one as a column of a county portal, one of extremes. */
import { join } from 'node:path';
import { testCache, testPort } from './places.ts';

/** A built site. */
export interface TestSite {
  /** Its name in the runner and in Playwright's configuration. */
  name: string;
  /** The folder of the build. */
  directory: string;
  /** The environment of its build and of its server. */
  environment: Record<string, string>;
  port: number;
  basePath: string;
}

function site(name: string, port: number, basePath: string): TestSite {
  const directory = join(testCache, 'sites', name);
  return {
    name,
    directory,
    port,
    basePath,
    environment: {
      OUT_DIR: directory,
      SITE_URL: 'https://www.example.gov.cn',
      BASE_PATH: basePath,
      // A day within a feature's period, so that the home page is tested with one.
      SITE_DATE: '2026-10-02',
      PORT: String(port),
    },
  };
}

/** The site at the root of its own domain. */
export const rootSite = site('root', testPort('root'), '/');

/** The site as a column of the county portal, which is the usual case. */
export const portalSite = site('portal', testPort('portal'), '/ztzl/xjy/');

/** Names, stories and honours of every length that may occur, to test that layouts hold. */
export const extremesSite: TestSite = (() => {
  const extremes = site('extremes', testPort('extremes'), '/');
  const content = join(import.meta.dirname, 'fixtures/extremes/content');
  return { ...extremes, environment: { ...extremes.environment, CONTENT_DIR: content } };
})();

/**
 * A county with more stations than a page contains, whose finder fetches leaves, and with more orders than a page
 * contains. `many-stations.ts` and `many-orders.ts` write its content.
 */
export const largeCountySite: TestSite = (() => {
  const large = site('large-county', testPort('largeCounty'), '/ztzl/xjy/');
  return { ...large, environment: { ...large.environment, CONTENT_DIR: join(testCache, 'large-county-content') } };
})();

/** All of them. */
const testSites: readonly TestSite[] = [rootSite, portalSite, extremesSite, largeCountySite];

/** The sites in `TEST_SITES`, set by the runner, names joined by commas; all of them when it is not set. */
export function servedSites(): readonly TestSite[] {
  const names = process.env['TEST_SITES'];
  return names === undefined ? testSites : testSites.filter(({ name }) => names.split(',').includes(name));
}

/** How many stations the large county has. */
export const manyStations = 400;

/** How many orders the large county has, and how many of them are finished. */
export const manyOrders = { count: 1600, done: 40 };

/** One page of each kind, without the base path. */
export const pageKinds = {
  home: '/',
  people: '/people/',
  person: '/people/an-tu/',
  'person without portrait': '/people/bai-xiaoshao/',
  videos: '/videos/',
  video: '/videos/binjiang-zaoban/',
  stations: '/stations/',
  station: '/stations/yujin-wuliuyuan/',
  'door poster': '/stations/yujin-wuliuyuan/poster/',
  achievements: '/achievements/',
  indicator: '/achievements/dispatch-orders-done/',
  orders: '/orders/',
  'orders of a month': '/orders/2026/09/',
  needs: '/orders/needs/',
  resources: '/orders/resources/',
  duties: '/orders/duties/',
  order: '/orders/chang-jia-hou-jiang-bian-liu-xia-yi-di/',
  'order with pictures': '/orders/lu-kou-jing-gai-qiao-qi-ban-bian/',
  features: '/features/',
  feature: '/features/shiyi-2026/',
  teams: '/teams/',
  search: '/search/',
  about: '/about/',
  'not found': '/404.html',
} as const;
