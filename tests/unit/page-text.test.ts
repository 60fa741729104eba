/** The text and metadata that the search reads from a finished page. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { blockBoundary, folded } from '../../src/domain/search/text.ts';
import { plainText, searchedPage } from '../../src/search/page-text.ts';

const page = (main: string, facts = '{"kind":"order","town":"玉津镇","years":["2026"],"date":"2026-05-01"}') =>
  searchedPage(
    `<!doctype html><html lang="zh-CN"><body><header>页头</header><main data-search='${facts}'>${main}</main><footer>页脚</footer></body></html>`,
  );

test('the facts, the title and the text of the main part are taken, and nothing around it', () => {
  const read = page('<h1>路灯不亮</h1><p>修好了。</p>');
  assert.deepEqual(read, {
    kind: 'order',
    town: '玉津镇',
    years: ['2026'],
    date: '2026-05-01',
    title: '路灯不亮',
    text: '修好了。',
    parts: [],
  });
});

test('a page without facts takes no part', () => {
  assert.equal(searchedPage('<main><h1>已撤回</h1></main>'), undefined);
});

test('what is left out of the search, hidden or no text is not taken', () => {
  const read = page(
    '<h1>名</h1><div data-pagefind-ignore>别人的卡片</div><p hidden>藏</p><script>let a</script><style>p{}</style><noscript>无脚本</noscript><button>按</button><ruby>犍<rt>qián</rt></ruby>为',
  );
  assert.equal(read?.text, '犍为');
});

test('blocks stay apart, inline elements and line breaks within a sentence do not part a word', () => {
  const read = page('<h1>名</h1><p>路<b>灯</b>坏\n了</p><p>报修</p><ul><li>甲</li><li>乙</li></ul>');
  assert.equal(read?.text, ['路灯坏了', '报修', '甲', '乙'].join(` ${blockBoundary} `));
  assert.ok(!folded(read.text).includes('了报'));
});

test('widths are folded, punctuation stays as it was written', () => {
  assert.equal(plainText('ＷｉＦｉ６，㎡①，\u200B犍\u00A0为'), 'WiFi6，m21，犍为');
});

test('the smallest rendition of the first picture is the thumbnail', () => {
  const read = page(
    '<h1>名</h1><article><picture><source srcset="/_astro/a_960.avif 960w, /_astro/a_328.avif 328w"><img src="/x.jpg"></picture></article>',
  );
  assert.equal(read?.picture, '/_astro/a_328.avif');
});

test('a part with a name of its own is listed with its address', () => {
  const read = page('<h1>服务队伍</h1><section id="xianfeng" data-search-part="team"><h2>剑路先锋</h2></section>');
  assert.deepEqual(read?.parts, [{ id: 'xianfeng', title: '剑路先锋', kind: 'team' }]);
});

test('a page that takes part and has no heading stops the build', () => {
  assert.throws(() => page('<p>没有标题</p>'), /没有标题/);
});
