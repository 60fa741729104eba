/**
 * Hostile and broken content. Nothing of what an editor types runs or changes the page around it; a file that is broken is
 * refused by its name, and what is not refused builds.
 *
 * A fixed share runs here; `HOSTILE_ENTRIES=2000 HOSTILE_BREAKAGES=300` runs as many.
 */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before, suite } from 'node:test';
import { chromium } from '@playwright/test';
import { load } from 'cheerio';
import { checkContent, readContent } from '../../src/content-check/check.ts';
import { ensureBrowser } from '../browser.ts';
import { runBuild } from '../build-command.ts';
import { broken, trap, writeHostileContent } from '../hostile-content.ts';
import { projectDirectory, testCache } from '../places.ts';
import { random } from '../random.ts';
import { largeCountySite, rootSite } from '../sites.ts';
import { filesOf, pagesOf } from '../site/dist.ts';

const entryCount = Number(process.env['HOSTILE_ENTRIES'] ?? 40);
const breakageCount = Number(process.env['HOSTILE_BREAKAGES'] ?? 40);
const seed = 20_261_126;

const workplace = join(testCache, 'hostile');
rmSync(workplace, { recursive: true, force: true });
after(() => {
  rmSync(workplace, { recursive: true, force: true });
});
const content = join(workplace, 'content');
const site = { directory: join(workplace, 'site'), basePath: '/' };
const environment = { CONTENT_DIR: content, OUT_DIR: site.directory, SITE_DATE: '2026-10-02' };

/** Addresses that a link or a picture of a page may lead to. */
const harmless = /^(?:https?:|mailto:|tel:|sms:|data:image\/|[#/.?]|$)/;

suite(`${String(entryCount)} entries with hostile texts in every field`, () => {
  let written: string[];

  before(async () => {
    written = await writeHostileContent(join(projectDirectory, 'content'), content, entryCount, seed);
    // Hostile texts may happen to be of a kind that the check refuses; what it accepts has to be harmless.
    const { problems } = await checkContent(content);
    for (const { file } of problems) rmSync(join(content, file), { force: true });
    assert.ok(
      new Set(problems.map(({ file }) => file)).size < entryCount / 10,
      problems.map(({ file }) => file).join(' '),
    );
    const { status, output } = await runBuild(environment);
    assert.equal(status, 0, output);
  });

  test('no page has a script, a handler or an address of theirs', () => {
    const scriptsOf = (directory: string) =>
      new Set(
        pagesOf({ directory, basePath: '/' }).flatMap(({ $ }) =>
          $('script:not([type]), script[type=module]')
            .toArray()
            .map((script) => $(script).attr('src') ?? $(script).text()),
        ),
      );
    // Many stations need another finder than few.
    const known = scriptsOf(rootSite.directory).union(scriptsOf(largeCountySite.directory));
    assert.deepEqual(
      [...scriptsOf(site.directory)].filter((script) => !known.has(script)),
      [],
    );
    for (const { address, $ } of pagesOf(site)) {
      for (const element of $('*').toArray()) {
        for (const [name, value] of Object.entries($(element).attr() ?? {})) {
          assert.ok(!name.startsWith('on'), `${address}: ${element.type} ${name}="${value}"`);
          if (['href', 'src', 'action', 'formaction', 'poster'].includes(name)) {
            assert.match(value, harmless, `${address}: ${element.type} ${name}`);
          }
        }
      }
      for (const script of $('script[type$=json]').toArray()) JSON.parse($(script).text());
    }
  });

  test('data files are valid: JSON parses, CSV has no formulas', () => {
    for (const file of filesOf(site.directory)) {
      if (!/^(?:data|search)\/.*\.(?:json|geojson|csv)$/.test(file)) continue;
      const text = readFileSync(join(site.directory, file), 'utf8');
      if (file.endsWith('.csv')) assert.doesNotMatch(text, /(?:^|,)"?[=@]/m, file);
      else JSON.parse(text);
    }
  });

  test('feed and sitemap are well-formed, and nothing runs on the pages of a browser', async () => {
    // On a fresh machine this may be the first test that needs one.
    const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const ran: string[] = [];
      await page.exposeFunction(trap, () => ran.push(page.url()));
      for (const file of filesOf(site.directory).filter((each) => each.endsWith('.xml'))) {
        const xml = readFileSync(join(site.directory, file), 'utf8');
        const errors = await page.evaluate(
          (text) => new DOMParser().parseFromString(text, 'application/xml').querySelector('parsererror')?.textContent,
          xml,
        );
        assert.equal(errors, undefined, `${file}: ${String(errors)}`);
      }
      // Without the security policy, which would stop a script that got into a page.
      const pages = written.map((file) =>
        file.replace(/(?:\/index)?\.(?:md|yaml)$/, '').replace(/^orders\/\d+/, 'orders'),
      );
      let seen = 0;
      for (const path of pages.filter((_, index) => index % Math.ceil(pages.length / 60) === 0)) {
        const file = join(site.directory, path.replace(/^pages\//, ''), 'index.html');
        const html = filesOf(site.directory).includes(file.slice(site.directory.length + 1))
          ? readFileSync(file, 'utf8')
          : undefined;
        if (html === undefined) continue;
        seen += 1;
        const $ = load(html);
        $('meta[http-equiv=content-security-policy], script[src], link').remove();
        await page.setContent($.html(), { waitUntil: 'load' });
      }
      assert.ok(seen > 5, String(seen));
      assert.deepEqual(ran, []);
    } finally {
      await browser.close();
    }
  });
});

test(`each of ${String(breakageCount)} broken files is refused by its name and a field, or builds`, async () => {
  const place = join(workplace, 'broken');
  await writeHostileContent(join(projectDirectory, 'content'), place, 0, seed);
  const next = random(seed);
  const { entries } = await readContent(place);
  let refused = 0;
  for (let index = 0; index < breakageCount; index += 1) {
    const { file } = entries[Math.floor(next() * entries.length)]?.source ?? { file: '' };
    const path = join(place, file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, broken(text, next));
    const { problems } = await checkContent(place);
    if (problems.some((problem) => problem.file === file)) {
      refused += 1;
      for (const { field, found, expected } of problems) {
        assert.ok(field !== '' && found !== '' && expected !== '', file);
        assert.match(found + expected, /\p{Script=Han}/u, `${file}: ${found} ${expected}`);
      }
      writeFileSync(path, text);
    } else if (problems.length > 0) {
      // Another file refers to what this one no longer says.
      writeFileSync(path, text);
    }
  }
  assert.ok(refused > breakageCount / 3, String(refused));
  assert.ok(!('polluted' in {}));
  const { status, output } = await runBuild({ ...environment, CONTENT_DIR: place });
  assert.equal(status, 0, output);
});
