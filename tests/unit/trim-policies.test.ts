import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { withTrimmedPolicy } from '../../src/build/trim-policies.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const pageWith = (scripts: string, styles: string, body: string) =>
  `<head><meta http-equiv="content-security-policy" content="default-src 'self'; script-src 'self'${scripts}; style-src 'self'${styles};"></head>${body}`;

test('a policy keeps the hashes of what stands in the page, and loses those of files and of nothing', () => {
  const [inline, file, style] = ['start()', 'export{}', 'p{margin:0}'];
  const body = `<style>${style}</style><script>${inline}</script><script type="module" src="/_astro/a.js"></script>`;
  assert.equal(
    withTrimmedPolicy(pageWith(` ${hashOf(file)} ${hashOf(inline)}`, ` ${hashOf(style)} ${hashOf('')}`, body)),
    pageWith(` ${hashOf(inline)}`, ` ${hashOf(style)}`, body),
  );
});

test('a script that runs in several lines, with attributes, keeps its hash to the letter', () => {
  const text = '\n  if (a < b && c > d) start();\n';
  const page = pageWith(` ${hashOf(text)}`, '', `<script data-large-print="/x">${text}</script>`);
  assert.equal(withTrimmedPolicy(page), page);
});

test('a page without a policy stays as it is', () => {
  assert.equal(withTrimmedPolicy('<p>一页</p>'), '<p>一页</p>');
});
