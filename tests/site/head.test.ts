/** What every page says of itself in its head, and what its security policy allows. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { portalSite, rootSite } from '../sites.ts';
import { pagesOf } from './dist.ts';

const pages = pagesOf(rootSite);
const listed = pages.filter(({ $ }) => $('meta[name=robots]').length === 0);

test('there is a page for every entry', () => {
  assert.ok(pages.length > 220, String(pages.length));
});

test('no two pages have the same title, and none is without', () => {
  const titles = Map.groupBy(listed, ({ $ }) => $('title').text());
  assert.ok(!titles.has(''));
  const shared = [...titles].filter(([, same]) => same.length > 1);
  assert.deepEqual(
    shared.map(([title, same]) => `${title}: ${same.map(({ address }) => address).join(' ')}`),
    [],
  );
});

test('every page has a description of its own language and length', () => {
  for (const { $, address } of pages) {
    const description = $('meta[name=description]').attr('content') ?? '';
    assert.match(description, /\p{Script=Han}{4}/u, address);
    assert.ok(description.length <= 150, address);
    assert.equal($('html').attr('lang'), 'zh-CN', address);
  }
});

test('every page has exactly one first heading, and no heading skips a level', () => {
  for (const { $, address } of pages) {
    assert.equal($('h1').length, 1, address);
    const levels = $('h1, h2, h3, h4')
      .toArray()
      .map((heading) => Number(heading.tagName.slice(1)));
    levels.forEach((level, index) => {
      assert.ok(index === 0 || level <= (levels[index - 1] ?? 0) + 1, `${address}: ${levels.join(' ')}`);
    });
  }
});

test('canonical addresses and Open Graph name the public origin and the base path', () => {
  for (const { $, address } of pagesOf(portalSite)) {
    if ($('meta[name=robots]').length > 0) continue;
    const canonical = $('link[rel=canonical]').attr('href');
    assert.equal(canonical, `https://www.example.gov.cn${address}`);
    assert.equal($('meta[property="og:url"]').attr('content'), canonical);
    for (const property of ['og:title', 'og:description', 'og:type', 'og:site_name']) {
      assert.notEqual($(`meta[property="${property}"]`).attr('content') ?? '', '', `${address} ${property}`);
    }
  }
});

test('the policy of every page forbids inlined scripts, styles and plug-ins', () => {
  for (const { $, address, html } of pages) {
    const policy = $('meta[http-equiv="content-security-policy"]').attr('content') ?? '';
    assert.match(policy, /default-src 'self'/, address);
    assert.match(policy, /object-src 'none'/, address);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*/, address);
    assert.ok(!html.includes(' style="'), `${address} has a style attribute, which the policy forbids`);
    assert.ok(!/ on[a-z]+="/.test(html), `${address} has an event attribute`);
    // Data is no script. What opens the search stands in every page, and the finder's script in its own, so that one request
    // brings the answer: by their hashes.
    for (const element of $('script:not([src], [type="application/json"], [type="application/ld+json"])').toArray()) {
      const digest = createHash('sha256').update($(element).text()).digest('base64');
      assert.ok(
        policy.includes(`'sha256-${digest}'`),
        `${address} has an inlined script that the policy does not know`,
      );
      assert.ok(address === '/stations/' || $(element).text().includes('open-search'), address);
    }
  }
});

test('every page may compile WebAssembly for its search dialog, and none names the engine that does', () => {
  for (const { html, address } of pages) {
    assert.ok(html.includes("'wasm-unsafe-eval'"), address);
    assert.ok(!html.includes('pagefind/'), address);
  }
});

test('every picture has its size, a text and a modern format', () => {
  let pictures = 0;
  for (const { $, address } of pages) {
    $('img').each((_, element) => {
      const image = $(element);
      // What stands in a picture's place until it arrives fills the place and says nothing.
      if (image.attr('src')?.startsWith('data:') === true) {
        assert.equal(image.attr('alt'), '', address);
        assert.equal(image.siblings('picture').length, 1, address);
        assert.ok((image.attr('src') ?? '').length < 400, address);
        return;
      }
      pictures += 1;
      assert.ok(Number(image.attr('width')) > 0 && Number(image.attr('height')) > 0, address);
      assert.notEqual(image.attr('alt'), undefined, address);
      // What a finger held on the share poster saves must be a file that every app can send: the poster itself, a JPEG.
      if (image.closest('.share').length > 0) assert.equal(image.attr('loading'), 'lazy', address);
      else assert.ok(image.closest('picture').find('source[type="image/avif"]').length > 0, address);
    });
  }
  assert.ok(pictures > 100);
});

test('a sample says so in its title and on its page', () => {
  const samples = pages.filter(({ $ }) => $('title').text().includes('（示例）'));
  assert.equal(samples.length, 15 + 10 + 2 * 39 + 3 + 120);
  for (const { $, address } of samples) assert.ok($('article .mark').first().text().includes('示例'), address);
});

test('every page says whose it is, in which column it lies, and what it is, as the guideline for government sites asks', () => {
  for (const { $, address } of listed) {
    const said = (name: string) => $(`meta[name="${name}"]`).attr('content');
    assert.equal(said('SiteName'), '红新闪耀', address);
    assert.equal(said('SiteDomain'), 'www.example.gov.cn', address);
    // The county has not written its own yet.
    assert.equal(said('SiteIDCode'), undefined, address);
    const column = /^\/(people|videos|features|stations|orders|achievements|teams|about)\//.exec(address)?.[1];
    assert.equal(said('ColumnName') !== undefined, column !== undefined, address);
    for (const name of ['ColumnDescription', 'ColumnKeywords', 'ColumnType'])
      assert.equal(said(name) !== undefined, column !== undefined, address);
    const isEntry =
      /^\/(people|videos|features|stations|orders|achievements)\/(?!feed\/|needs\/|resources\/|duties\/|\d{4}\/)[^/]+\/$/.test(
        address,
      );
    assert.equal(said('ArticleTitle') !== undefined, isEntry, address);
    if (!isEntry) continue;
    assert.equal(said('Url'), `https://www.example.gov.cn${address}`);
    assert.match(said('ContentSource') ?? '', /犍为县/);
    assert.match(said('PubDate') ?? '2026-01-01', /^\d{4}-\d{2}-\d{2}$/, address);
  }
});

test('what search engines are told is of the kind of the page, and leads to pages that are there', () => {
  const there = new Set(pages.map(({ address }) => `https://www.example.gov.cn${address}`));
  const kinds: Record<string, string> = {
    people: 'Person',
    videos: 'VideoObject',
    features: 'Event',
    stations: 'CivicStructure',
    orders: 'Article',
    achievements: 'Dataset', // prettier-ignore
  };
  const counts: Record<string, number> = {};
  for (const { $, address } of listed) {
    const things = $('script[type="application/ld+json"]')
      .toArray()
      .map((script) => JSON.parse($(script).text()) as Record<string, unknown>);
    for (const thing of things) {
      assert.equal(thing['@context'], 'https://schema.org', address);
      counts[String(thing['@type'])] = (counts[String(thing['@type'])] ?? 0) + 1;
    }
    const [breadcrumbs, own] = things;
    if (breadcrumbs === undefined) continue;
    const items = breadcrumbs['itemListElement'] as { position: number; name: string; item?: string }[];
    assert.deepEqual(
      items.map(({ position }) => position),
      items.map((_, index) => index + 1),
      address,
    );
    for (const { item } of items) assert.ok(item === undefined || there.has(item), `${address}: ${String(item)}`);
    assert.equal(own?.['@type'], kinds[address.split('/')[1] ?? ''], address);
    assert.equal(own?.['url'], `https://www.example.gov.cn${address}`);
  }
  // Each kind has its own, and each of them its way.
  for (const type of Object.values(kinds)) assert.ok((counts[type] ?? 0) > 0, type);
  const entries = Object.values(kinds).reduce((sum, type) => sum + (counts[type] ?? 0), 0);
  assert.equal(counts['BreadcrumbList'], entries);
  assert.ok(entries > 190, String(entries));
});

test('no name of a sample stands unmarked in what search engines are told', () => {
  for (const { $, address } of listed) {
    if (!$('title').text().includes('（示例）')) continue;
    for (const script of $('script[type="application/ld+json"]').toArray().slice(1)) {
      const { name, headline } = JSON.parse($(script).text()) as { name?: string; headline?: string };
      assert.match(name ?? headline ?? '', /（示例）$/, address);
    }
  }
});
