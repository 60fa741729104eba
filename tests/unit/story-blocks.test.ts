import assert from 'node:assert/strict';
import test from 'node:test';
import { markdownToHtml } from 'satteri';
import { cutAtMarkers, markerOf, meantBlock, readBlock, readBlocks } from '../../src/domain/text/story-blocks.ts';
import { markdownPlugins } from '../../src/markdown/plugins.ts';
import { blocksIn } from '../../src/markdown/blocks.ts';

const html = (markdown: string) =>
  markdownToHtml(markdown, { ...markdownPlugins, features: { smartPunctuation: false } }).html.trim();

const parts = (markdown: string) =>
  cutAtMarkers(html(markdown)).map((part) => (typeof part === 'string' ? part.trim() : part));

const one = {
  Quote: '<Quote text="路我天天跑。" by="柳如期" />',
  Picture: '<Picture src="story/a.jpg" alt="一张图" caption="文字" credit="示例" />',
  Clip: '<Clip slug="binjiang-zaoban" />',
  Figure: '<Figure slug="dispatch-orders-done" />',
  Station: '<Station slug="yujin-yeshi" />',
  BeforeAfter: '<BeforeAfter before="a.jpg" beforeAlt="暗" after="b.jpg" afterAlt="亮" />',
} as const;

for (const [name, line] of Object.entries(one)) {
  test(`a ${name} on a line of its own is recognised between paragraphs`, () => {
    const block = readBlock(line);
    assert.equal(block?.name, name);
    assert.deepEqual(parts(`前\n\n${line}\n\n后`), ['<p>前</p>', block, '<p>后</p>']);
  });
}

test('blocks on lines that follow each other are all recognised, at their own lines', () => {
  const body = `前\n\n${one.Clip}\n${one.Figure}\n\n后`;
  assert.deepEqual(
    parts(body).map((part) => (typeof part === 'string' ? part : part.name)),
    ['<p>前</p>', 'Clip', 'Figure', '<p>后</p>'],
  );
  assert.deepEqual(
    blocksIn(body).map(({ line }) => line),
    [3, 4],
  );
});

test('quotation marks and ampersands in an attribute are the characters that were meant', () => {
  assert.deepEqual(readBlock('<Quote text="他说：&quot;好&#x22; &amp;amp; &#60;b&gt;" by="甲" />')?.attributes, {
    text: '他说："好" &amp; <b>',
    by: '甲',
  });
});

test('a block in a sentence, in a list, in a quotation or in code is no block', () => {
  for (const body of [`看 ${one.Clip} 吧`, `- ${one.Clip}`, `> ${one.Clip}`, `    ${one.Clip}`, `\`${one.Clip}\``]) {
    assert.ok(!html(body).includes('story-block'), body);
    assert.ok(html(body).includes('&lt;Clip'), body);
  }
});

test('what is not written exactly as a block stays text', () => {
  for (const line of [
    '<Clip slug="a">',
    '<Clip slug=a />',
    "<Clip slug='a' />",
    '<Clip slug={a} />',
    '<Clip slug="a" slug="b" />',
    '<Clip {...a} />',
    '<Clip slug="a" /><script>alert(1)</script>',
    '<Clip on-click="a" />',
    '<clip slug="a" />',
    '<Clips slug="a" />',
    '<toString slug="a" />',
    '<Clip slug="a" />\n<img src=x onerror=alert(1)>',
  ]) {
    assert.equal(readBlocks(line), undefined, line);
    assert.ok(!/<story-block|<script|<img/.test(html(line)), html(line));
  }
});

test('hostile attributes never leave their marker', () => {
  const line = '<Quote text="&quot;&gt;&lt;/story-block&gt;<script>alert(1)</script>" by="&lt;img onerror=x&gt;" />';
  const rendered = html(line);
  assert.ok(!/<script|<img/.test(rendered), rendered);
  const [block] = cutAtMarkers(rendered);
  assert.deepEqual(block, {
    name: 'Quote',
    attributes: { text: '"></story-block><script>alert(1)</script>', by: '<img onerror=x>' },
  });
});

test('a marker that an editor types is text', () => {
  const block = readBlock(one.Clip);
  assert.ok(block);
  const marker = markerOf(block);
  assert.deepEqual(
    cutAtMarkers(html(marker)).filter((part) => typeof part !== 'string'),
    [],
  );
  assert.deepEqual(
    cutAtMarkers(html(`[看](/a "${marker}")`)).filter((part) => typeof part !== 'string'),
    [],
  );
});

test('markup that was meant as a block is distinguished from other markup', () => {
  assert.equal(meantBlock('<Clip slug="a">'), 'Clip');
  assert.equal(meantBlock('</Quote>'), 'Quote');
  assert.equal(meantBlock('<Video />'), 'Video');
  for (const other of ['<b>', '<script>', '<IMG SRC=x>', '<!-- Clip -->']) assert.equal(meantBlock(other), undefined);
});

test('the space before the end of a block may be missing or long, and before its beginning stands nothing', () => {
  const block = { name: 'Clip', attributes: { slug: 'a' } };
  for (const line of ['<Clip slug="a"/>', '<Clip slug="a"  \t/>']) assert.deepEqual(readBlock(line), block);
  for (const line of ['看 <Clip slug="a" />', '<Clip slug="a" /> 看']) assert.equal(readBlock(line), undefined);
});

test('between blocks a line may be empty or have spaces in it', () => {
  const names = readBlocks('<Clip slug="a" />\n  \n\n<Figure slug="b" />')?.map(({ name }) => name);
  assert.deepEqual(names, ['Clip', 'Figure']);
});

test('the last number that stands for a character is that character', () => {
  assert.equal(readBlock('<Quote text="&#x10ffff;" />')?.attributes['text'], '\u{10ffff}');
});

test('a name with several capitals was meant as a block as well', () => {
  assert.equal(meantBlock('<QRcode />'), 'QRcode');
  assert.equal(meantBlock('<BeforeAfter>'), 'BeforeAfter');
});
