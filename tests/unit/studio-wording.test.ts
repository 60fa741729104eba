import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { browserModule, replacements, translateSource } from '../../src/studio/wording-plugin.ts';

/** Every file that the plugin would change in a browser, with its source. */
function browserSources(): Map<string, string> {
  const sources = new Map<string, string>();
  for (const directory of ['@keystatic/core/dist', '@keystar/ui/dist', 'react-aria/dist/private/overlays']) {
    const address = new URL(`../../node_modules/${directory}/`, import.meta.url);
    for (const name of readdirSync(address)) {
      if (browserModule.test(`node_modules/${directory}/${name}`)) {
        sources.set(`${directory}/${name}`, readFileSync(new URL(name, address), 'utf8'));
      }
    }
  }
  return sources;
}

const sources = browserSources();

test('every English or wrong word of the table stands in Keystatic as often as the table says', () => {
  const differing = replacements.flatMap(({ find, times }) => {
    const found = [...sources.values()].reduce((sum, source) => sum + source.split(find).length - 1, 0);
    return found === times ? [] : [`${find}: found ${found} times, expected ${times}`];
  });
  assert.deepEqual(differing, []);
});

test('no replacement is listed twice or takes away what a later one looks for', () => {
  const lost = replacements.flatMap(({ find }, index) => {
    const earlier = replacements.slice(0, index).find((other) => find.includes(other.find));
    return earlier === undefined ? [] : [`${find} is hidden by ${earlier.find}`];
  });
  assert.deepEqual(lost, []);
});

test('after the replacements nothing of the table is left, and the words are Chinese', () => {
  for (const [name, source] of sources) {
    const chinese = translateSource(source);
    for (const { find } of replacements) assert.ok(!chinese.includes(find), `${name}: ${find}`);
    assert.ok(!/节省|创造|收藏品|分支机构/.test(chinese.replace(/"zh-TW"[^}]*}/g, '')), name);
  }
});

test('the page asks no host of fonts', () => {
  for (const [name, source] of sources) assert.ok(!translateSource(source).includes('fonts.googleapis.com'), name);
});
