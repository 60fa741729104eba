/** What the styles of built pages ask of a browser: nothing that one of the list in package.json lacks, but what is listed here. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import browserslist from 'browserslist';
import DoIUse from 'doiuse/lib/DoIUse.js';
import postcss from 'postcss';
import { projectDirectory } from '../places.ts';
import { rootSite } from '../sites.ts';
import { pagesOf, filesOf } from './dist.ts';

/**
 * What some browser of the list lacks or has in part, by the names of caniuse, and why a page is right without it. A
 * style that names something else fails this test: lower it, give it a fallback, or say here what is seen without it.
 */
const accepted: Readonly<Record<string, string>> = {
  'css-appearance': 'With its prefix, which the build writes.',
  'css-clip-path': 'Shapes of rectangles, which all have.',
  'css-color-adjust': 'Only print: colours that printers save.',
  'css-focus-visible': 'Without it the browser draws its own ring around what has the focus.',
  'css-gradients':
    'Its missing part is the interpolation of transparent colours in Safari before 15.4: ours are black throughout.',
  'css-has': 'Filters work by script there (filter-bar); the others are margins and lines, looked at in Chromium 88.',
  'css-logical-props': 'Its missing part are short forms in Safari before 14.1.',
  'css-masks': 'Counts clip-path, see there.',
  'css-matches-pseudo': 'Written with its prefix before, by the build.',
  'css-media-scripting': 'Without script and without this, controls that need script are shown and do nothing.',
  'css-not-sel-list':
    'Counts :not() with a selector in it that is compound or :has(): one that is not understood hides nothing.',
  'css-overflow': 'Its missing part is `overflow: clip`, which is not used.',
  'css-overscroll-behavior': 'Without it the page behind the dialog may scroll.',
  'css-paged-media': 'Only print: margins of the printer.',
  'css-scrollbar': 'Without it a scrollbar is shown.',
  'css-sticky': 'Its missing part is in tables.',
  'css-touch-action': 'The value that is used is among those that Safari knows.',
  'css-widows-orphans': 'Only print: a line may stand alone.',
  'flexbox-gap': 'Safari 14.0 alone: items stand closer together.',
  'intrinsic-width': 'fit-content for a summary: without it its line is as wide as the page.',
  multicolumn: 'Only breaks in print.',
  'text-decoration': 'Thickness and colour of an underline: without them it is the text’s own.',
  'text-size-adjust': 'Only phones enlarge text by themselves, and theirs know it.',
  'viewport-unit-variants': 'Each has the same with vh before it.',
};

/** The style sheets of a site and the different styles within its pages, by where they are. */
function stylesOf(directory: string): Map<string, string> {
  const sheets = filesOf(directory)
    .filter((file) => /^_astro\/.*\.css$/.test(file))
    .map((file) => [file, readFileSync(join(directory, file), 'utf8')] as const);
  const inPages = pagesOf(rootSite).flatMap(({ address, $ }) =>
    $('style')
      .toArray()
      .map((style) => [$(style).text(), address] as const),
  );
  return new Map([...sheets, ...[...new Map(inPages)].map(([text, address]) => [address, text] as const)]);
}

test('the styles of built pages use what every browser of the list has, or what pages are right without', async () => {
  const found = new Map<string, string>();
  const browsers = browserslist(undefined, { path: projectDirectory });
  const detector = new DoIUse({
    browsers,
    onFeatureUsage: ({ feature, usage }) => found.set(feature, String(usage).slice(0, 120)),
  });
  const styles = stylesOf(rootSite.directory);
  for (const [file, text] of styles) await postcss(detector).process(text, { from: file });
  assert.ok(styles.size > 5, 'the styles were not found');
  assert.deepEqual(
    [...found].filter(([feature]) => !Object.hasOwn(accepted, feature)),
    [],
  );
  const unused = Object.keys(accepted).filter((feature) => !found.has(feature));
  assert.deepEqual(unused, [], 'no style uses these any more');
});

test('no style is left in a cascade layer, and no media query in a range', () => {
  for (const [file, text] of stylesOf(rootSite.directory)) {
    assert.doesNotMatch(text, /@layer/, file);
    assert.doesNotMatch(text, /@media[^{]*[<>]/, file);
  }
});

test('no underline has its thickness in the short form, which WebKit passes over with all that is in it', () => {
  for (const [file, text] of stylesOf(rootSite.directory)) {
    assert.doesNotMatch(text, /text-decoration:[^;}]*\d/, file);
  }
});

test('the hint in an empty field has the colour of soft text, which WebKit would make paler', () => {
  // Engines differ in whether a script can ask for the style of a hint: the rule itself is looked at.
  const rules = [...stylesOf(rootSite.directory).values()].flatMap(
    (text) => text.match(/::placeholder\{[^}]*\}/g) ?? [],
  );
  assert.deepEqual(rules, ['::placeholder{color:var(--ink-soft);opacity:1}']);
});
