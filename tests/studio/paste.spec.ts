/** Texts from Word and WeChat: headings, lists, bold and links stay, tables become lists, what is not kept is said. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Editor } from './editor.ts';
import type { EntryForm } from './entry-form.ts';

test.describe.configure({ mode: 'serial' });

let editor: Editor;
let page: Page;
let form: EntryForm;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  editor = await Editor.begin(browser, 'tests/fixtures/studio/content');
  ({ page } = editor);
});

test.afterAll(() => editor.end());

/** Pastes what another program puts into the clipboard. */
async function paste(html: string, text = '文字'): Promise<void> {
  const text_ = page.locator('[contenteditable="true"]');
  await text_.click();
  await text_.evaluate(
    (element, given) => {
      const data = new DataTransfer();
      data.setData('text/html', given.html);
      data.setData('text/plain', given.text);
      const place = element.querySelector('p') ?? element;
      place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    { html, text },
  );
}

/** Saves a new person with what stands in the text, and returns the text of the file. */
async function storedText(slug: string): Promise<string> {
  await form.create();
  const file = await readFile(join(editor.content, `people/${slug}/index.md`), 'utf8');
  return file.slice(file.indexOf('---', 4) + 4).trim();
}

async function begin(name: string): Promise<void> {
  form = await editor.open('/collection/people/create');
  await form.write('姓名', name);
}

// As Word 2019 and WPS put it into the clipboard, shortened: lists are paragraphs there, and the file of a picture is on the disk.
const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body lang=ZH-CN>
<!--StartFragment--><h1><span>标题一</span></h1>
<p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:宋体;color:#C00000'>他每天
六点出门，</span><b><span>风雨无阻</span></b><span>。<o:p></o:p></span></p>
<h4>路上</h4>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><span>先送药</span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span><span>再送饭</span></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><span>热水</span></p>
<table class=MsoTableGrid border=1><tr><td><p><b>年份</b></p></td><td><p><b>荣誉</b></p></td></tr><tr><td><p>2025</p></td><td><p>最美骑手</p></td></tr><tr><td><p>2026</p></td><td><p>文明之星</p></td></tr></table>
<p class=MsoNormal><img width=300 src="file:///C:/Users/a/AppData/Local/Temp/msohtmlclip1/01/clip_image001.jpg"></p>
<p class=MsoNormal><span>&nbsp;</span></p><!--EndFragment--></body></html>`;

test('a text of Word keeps its headings, lists and bold; of the rest it is said what became', async () => {
  await begin('贴一');
  await paste(word);
  await expect(
    page.getByText(
      '贴进来的文字里，1 张图片没有带进来，请用“＋”里的“图片”一张张放；1 个表格改成了列表；颜色、斜体和下划线没有保留。',
    ),
  ).toBeVisible();
  await page.getByRole('button', { name: '知道了' }).click();
  await expect(page.getByText('贴进来的文字里')).toHaveCount(0);
  expect(await storedText('tie-yi')).toBe(
    [
      '## 标题一',
      '他每天六点出门，**风雨无阻**。',
      '### 路上',
      '1. 先送药\n2. 再送饭',
      '* 热水\n* 年份：2025；荣誉：最美骑手\n* 年份：2026；荣誉：文明之星',
    ].join('\n\n'),
  );
});

// As an article of an account looks in WeChat: sections in sections, styles on every word, pictures that load later.
const wechat = `<section style="margin:0"><section><p style="text-align:center"><strong><span style="color:rgb(255,0,0)">致敬路上的人</span></strong></p>
<section><p><span style="font-size:15px">雨下了一夜。</span></p><p><br></p><p><span>他说：</span><span style="font-weight:700">“到了。”</span><a href="https://mp.weixin.qq.com/s/abc">原文</a></p></section>
<p><img data-src="https://mmbiz.qpic.cn/a.jpg"><img data-src="https://mmbiz.qpic.cn/b.jpg"></p><blockquote><p>路还长。</p></blockquote></section></section>`;

test('an article of WeChat becomes paragraphs, and asks for its pictures', async () => {
  await begin('贴二');
  await paste(wechat);
  await expect(page.getByText('2 张图片没有带进来')).toBeVisible();
  expect(await storedText('tie-er')).toBe(
    ['**致敬路上的人**', '雨下了一夜。', '他说：**“到了。”**[原文](https://mp.weixin.qq.com/s/abc)', '> 路还长。'].join(
      '\n\n',
    ),
  );
});

test('plain words and what the editor itself copied are pasted as they are', async () => {
  await begin('贴三');
  await paste('<p>一段话</p>');
  await expect(page.locator('[contenteditable="true"]')).toContainText('一段话');
  await expect(page.getByText('贴进来的文字里')).toHaveCount(0);
  await paste('<p data-pm-slice="1 1 []">另一段</p>');
  await expect(page.locator('[contenteditable="true"]')).toContainText('另一段');
});
