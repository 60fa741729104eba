/** Every link inside the site leads to a page that is there, and every anchor to a place on it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { portalSite, rootSite, type TestSite } from '../sites.ts';
import { filesOf, pagesOf, type BuiltPage } from './dist.ts';

/** Labels that say nothing to somebody who hears them out of their place. */
const vagueLabels = ['点击这里', '点这里', '这里', '查看更多', '更多', '详情', '查看详情', '了解更多', '链接'];

function addressesOf({ $ }: BuiltPage): string[] {
  const found = $('[href], [src], [poster]')
    .toArray()
    .flatMap((element) => ['href', 'src', 'poster'].flatMap((name) => $(element).attr(name) ?? []));
  const sets = $('[srcset]')
    .toArray()
    .flatMap((element) => ($(element).attr('srcset') ?? '').split(', ').map((part) => part.split(' ')[0] ?? ''));
  return [...found, ...sets];
}

function brokenLinks(site: TestSite): { broken: string[]; checked: number } {
  const origin = 'https://www.example.gov.cn';
  const pages = pagesOf(site);
  const byAddress = new Map(pages.map((page) => [page.address, page]));
  const files = new Set(filesOf(site.directory).map((file) => site.basePath + file));
  const broken: string[] = [];
  let checked = 0;
  for (const page of pages) {
    for (const address of addressesOf(page)) {
      const url = new URL(address, origin + page.address);
      if (url.origin !== origin) continue;
      checked += 1;
      const path = decodeURI(url.pathname);
      const target = byAddress.get(path);
      if (target === undefined && !files.has(path)) broken.push(`${page.address} → ${address}`);
      else if (url.hash !== '' && target?.$(`[id="${decodeURIComponent(url.hash.slice(1))}"]`).length === 0) {
        broken.push(`${page.address} → ${address} (no such place on the page)`);
      }
    }
  }
  return { broken, checked };
}

for (const [name, site] of Object.entries({ 'at the root': rootSite, 'under a portal path': portalSite })) {
  test(`no link or picture is broken ${name}`, () => {
    const { broken, checked } = brokenLinks(site);
    assert.deepEqual(broken, []);
    assert.ok(checked > 5000, `only ${checked} links were checked`);
  });

  test(`no address leaves the base path ${name}`, () => {
    const outside = pagesOf(site).flatMap((page) =>
      addressesOf(page)
        .filter((address) => address.startsWith('/') && !address.startsWith(site.basePath))
        .map((address) => `${page.address} → ${address}`),
    );
    assert.deepEqual(outside, []);
  });
}

test('no link is labelled with words that say nothing', () => {
  const vague = pagesOf(rootSite).flatMap(({ address, $ }) =>
    $('a')
      .toArray()
      .map((link) => ($(link).attr('aria-label') ?? $(link).text()).trim())
      .filter((label) => label === '' || vagueLabels.includes(label))
      .map((label) => `${address}: “${label}”`),
  );
  assert.deepEqual(vague, []);
});
