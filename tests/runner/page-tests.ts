/** `npm run test:page -- <page>`: the browser tests of one part of the site, with the sites that they need and no other. */
import { join } from 'node:path';
import { pageKinds, portalSite, rootSite, type TestSite } from '../sites.ts';
import { runBrowserTests } from './browser-tests.ts';
import { buildOf, checks, sitesNamedIn, type Check } from './checks.ts';

/** The spec files in `tests/site/` that test a part of the site. A part is the first step of its addresses. */
export const specsOfPages: Readonly<Record<string, readonly string[]>> = {
  home: ['large-print'],
  people: ['story', 'reading-aids', 'filters', 'thread'],
  videos: ['clip', 'feed', 'filters', 'thread'],
  stations: ['station', 'stations', 'filters', 'thread'],
  achievements: ['achievements'],
  orders: ['orders', 'thread'],
  features: ['story', 'reading-aids', 'thread'],
  teams: ['orders'],
  search: ['search', 'search-answers', 'search-failures'],
  about: ['reading-aids'],
  extremes: ['extremes'],
};

/** The spec files that go through every kind of page. */
export const specsOfEveryPage: readonly string[] = ['pages', 'portal', 'stability'];

/** A part of the site that has no tests of its own. */
export class UnknownPage extends Error {
  constructor(page: string) {
    super(`No page is called “${page}”. There are: ${Object.keys(specsOfPages).join(', ')}.`);
  }
}

const isOf = (page: string, address: string) => (page === 'home' ? address === '/' : address.startsWith(`/${page}/`));

/**
 * The checks that test a part of the site: the builds that it needs, and its browser tests. At the root of a domain alone:
 * what is different under a portal path is left to the whole run. Throws an `UnknownPage`.
 */
export function checksOfPage(page: string): Check[] {
  const specs = specsOfPages[page];
  if (specs === undefined) throw new UnknownPage(page);
  const kinds = Object.entries(pageKinds).filter(([, address]) => isOf(page, address));
  const named = specs.flatMap((spec) => sitesNamedIn(join('tests/site', `${spec}.spec.ts`)));
  const sites: TestSite[] = [...new Set([rootSite, ...named])].filter((site) => site !== portalSite);
  const titles = [
    ...specs.map((spec) => `site/${spec}.spec.ts`),
    ...['phone', 'desk'].map(
      (screen) => `every-state.spec.ts on a ${screen} ${page === 'home' ? '/ has' : `/${page}/`}`,
    ),
    ...kinds.flatMap(([kind]) => [`nothing moves while ${kind} loads `, ` px ${kind} looks as approved`]),
  ];
  const builds = checks.filter(({ name }) => sites.map(buildOf).includes(name));
  return [
    ...builds,
    {
      name: `page ${page}`,
      finds: 'what is wrong with one part of the site',
      cores: 2,
      sites,
      run: (output) =>
        runBrowserTests(output, {
          projects: ['phone', 'desk', 'access', 'visual'],
          sites,
          grep: new RegExp(titles.map((title) => RegExp.escape(title)).join('|')),
          grepInvert: /under a portal path/,
        }),
    },
  ];
}
