import assert from 'node:assert/strict';
import test from 'node:test';
import { markdownToHtml } from 'satteri';
import { markdownPlugins } from '../../src/markdown/plugins.ts';

const html = (markdown: string) =>
  markdownToHtml(markdown, { ...markdownPlugins, features: { smartPunctuation: false } }).html.trim();

test('a script in a text is shown as the words it is made of', () => {
  assert.equal(html('看 <script>alert(1)</script>'), '<p>看 &lt;script&gt;alert(1)&lt;/script&gt;</p>');
  assert.equal(html('<script>alert(1)</script>'), '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>');
  assert.match(html('<img src=x onerror=alert(1)>'), /^<p>&lt;img/);
});

test('lines of a Chinese paragraph are joined without a space, Latin ones keep theirs', () => {
  assert.equal(html('犍为县的\n快递员，\n每天出发。'), '<p>犍为县的快递员，每天出发。</p>');
  assert.equal(html('one\ntwo'), '<p>one\ntwo</p>');
});

test('a link to a script loses its address, other links keep theirs', () => {
  assert.equal(html('[点](javascript:alert(1))'), '<p><a>点</a></p>');
  assert.equal(html('[点](data:text/html,x)'), '<p><a>点</a></p>');
  for (const address of [
    'https://example.gov.cn/',
    '/people/',
    '#a',
    'tel:12345',
    'mailto:a@example.com',
    'a/b',
    '../a',
  ]) {
    assert.equal(html(`[点](${address})`), `<p><a href="${address}">点</a></p>`);
  }
});

test('the first heading of a text leaves the first level to the title of the page', () => {
  assert.match(html('# 一份路线表'), /^<h2[^>]*>一份路线表<\/h2>$/);
});
