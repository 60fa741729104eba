/** Share images: when a new one is drawn, and that no text leaves its box, however long or rare. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import sharp from 'sharp';
import { shareImageKey } from '../../src/share-images/cache-key.ts';
import { draw } from '../../src/share-images/draw.ts';
import { showable } from '../../src/share-images/fonts.ts';
import { layoutOf, type Rectangle, type ShareImageFormat } from '../../src/share-images/layout.ts';
import type { ShareImageData } from '../../src/share-images/image-data.ts';
import { emsOf, linesOf } from '../../src/share-images/text-fit.ts';

const people = join(import.meta.dirname, '../../content/people');
const workplace = mkdtempSync(join(tmpdir(), 'hongxin-posters-'));
const portrait = join(people, 'an-tu/portrait.jpg');

after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const photo = (file: string, shape: 'wide' | 'upright' | 'tall' = 'upright'): ShareImageData['visual'] => ({
  kind: 'photo',
  file,
  shape,
  focus: 0.3,
  isClip: false,
});

const plain: ShareImageData = {
  label: '人物',
  title: '安途',
  lead: '高考那几天，他的车只接考生',
  facts: ['网约车司机', '玉津镇'],
  visual: photo(portrait),
  address: 'https://www.example.gov.cn/people/an-tu/',
  siteName: '红新闪耀',
  county: '犍为县',
};

test('the key of a picture stays when nothing in it changes, wherever its photograph lies', async () => {
  const moved = join(workplace, 'moved.jpg');
  copyFileSync(portrait, moved);
  const key = await shareImageKey(plain, 'poster');
  assert.equal(await shareImageKey({ ...plain }, 'poster'), key);
  assert.equal(await shareImageKey({ ...plain, visual: photo(moved) }, 'poster'), key);
});

test('the key of a picture changes with every single thing that goes into it', async () => {
  const others: [ShareImageData, ShareImageFormat, string?][] = [
    [plain, 'poster'],
    [plain, 'card'],
    [plain, 'poster', 'another version of the template'],
    [{ ...plain, label: '随手拍' }, 'poster'],
    [{ ...plain, title: '安途途' }, 'poster'],
    [{ ...plain, lead: '高考那几天，他的车只接考生。' }, 'poster'],
    [{ ...plain, facts: ['网约车司机'] }, 'poster'],
    [{ ...plain, facts: ['网约车司机玉津镇'] }, 'poster'],
    [{ ...plain, mark: '示例' }, 'poster'],
    [{ ...plain, address: 'https://www.example.gov.cn/ztzl/people/an-tu/' }, 'poster'],
    [{ ...plain, siteName: '红心闪耀' }, 'poster'],
    [{ ...plain, county: '沐川县' }, 'poster'],
    [{ ...plain, visual: photo(join(people, 'jian-da/portrait.jpg')) }, 'poster'],
    [{ ...plain, visual: { ...photo(portrait), focus: 0.5 } as ShareImageData['visual'] }, 'poster'],
    [{ ...plain, visual: photo(portrait, 'wide') }, 'poster'],
    [{ ...plain, visual: { kind: 'trade', trade: 'rider' } }, 'poster'],
    [{ ...plain, visual: { kind: 'trade', trade: 'truck' } }, 'poster'],
  ];
  const keys = await Promise.all(others.map(([data, format, version]) => shareImageKey(data, format, version)));
  assert.equal(new Set(keys).size, others.length);
});

test('no line of a text is wider than its place, and nothing of it is lost', () => {
  const texts = [
    '阿卜杜热合曼·买买提依明江',
    '一'.repeat(40),
    '雨中送药，路上的“红头盔”',
    'a-very-long-Latin-word'.repeat(3),
  ];
  for (const text of texts) {
    for (const size of [50, 80, 124]) {
      const lines = linesOf(text, size, 600);
      assert.equal(lines.join(''), text);
      for (const line of lines) assert.ok(emsOf(line) * size <= 600, `${line} at ${size}`);
    }
  }
});

test('a line breaks after a pause rather than in a word', () => {
  assert.deepEqual(linesOf('阿卜杜热合曼·买买提依明江', 90, 628), ['阿卜杜热合曼·', '买买提依明江']);
  assert.deepEqual(linesOf('夜里十点，大车归位', 90, 628), ['夜里十点，', '大车归位']);
});

test('rare characters of names and towns are shown; what no font has is written by its sound or left out', () => {
  for (const face of ['title', 'lead', 'plain'] as const) {
    assert.equal(showable('舞雩镇的喆、堃、龑', face), '舞雩镇的喆、堃、龑');
    assert.equal(showable('李䶮', face), '李yan');
    assert.equal(showable('平安🙂到家', face), '平安到家');
    assert.equal(showable(' 一行\n接一行 ', face), '一行 接一行');
  }
});

/** Whether a part of a picture is empty background, apart from JPEG artefacts. */
async function isBlank(picture: Buffer, { x, y, width, height }: Rectangle): Promise<boolean> {
  const { channels } = await sharp(await sharp(picture).extract({ left: x, top: y, width, height }).toBuffer()).stats();
  const paper = [250, 246, 238];
  return channels.every(({ min, max }, index) => {
    const wanted = paper[index] ?? 0;
    return min > wanted - 24 && max < wanted + 24;
  });
}

const longest = '一二三四五六七八九十'.repeat(4);
const extremes: Record<string, Partial<ShareImageData>> = {
  'a name of two characters': { title: '安途' },
  'a Uyghur name of fifteen characters': { title: '阿卜杜热合曼江·买买提依明江别克' },
  'a title of forty characters and a lead of a thousand': {
    title: longest,
    lead: '事情办好了，大家都说好。'.repeat(84),
  },
  'a title of one Latin word': { title: 'zzpeoplepubliczz'.repeat(3).slice(0, 40), lead: 'zzpeoplepubliczz'.repeat(9) },
  'wide letters': { title: 'WMWMWMWMWMWMWMWMWMWM', lead: 'WM@％'.repeat(40) },
  'rare characters': { title: '䶮龑𬱟㛃鿔', lead: '暗号鼀某某🙂' },
  'long facts and a long site name': {
    facts: ['社区工作反映'.repeat(10), '玉津镇滨江社区'.repeat(10)],
    siteName: '红新闪耀'.repeat(8),
    county: '前郭尔罗斯蒙古族自治县',
  },
};
const visuals: Record<string, ShareImageData['visual']> = {
  'a portrait': photo(portrait),
  'a landscape': photo(portrait, 'wide'),
  'an upright frame': photo(portrait, 'tall'),
  'a drawing': { kind: 'trade', trade: 'errand' },
  'a number of days': { kind: 'days', days: 365, raisedOn: '2025-12-31', doneOn: '2026-12-31' },
};

for (const [what, change] of Object.entries(extremes)) {
  test(`${what} leaves the margins and the space between the parts blank`, async () => {
    for (const [beside, visual] of Object.entries(visuals)) {
      for (const format of ['poster', 'card'] as const) {
        const data = { ...plain, ...change, visual };
        const { width, height, visual: seen, textLayout, foot, code } = layoutOf(format, visual);
        const picture = await draw(data, format);
        const top = seen.width === width ? seen.height + 4 : 0;
        // Under the ribbon, where it is over the background.
        const left = { x: 0, y: top, width: (format === 'poster' ? 72 : 60) - 4, height: height - top };
        const bottom = {
          x: 0,
          y: foot.y + foot.height + 4,
          width: foot.width,
          height: height - foot.y - foot.height - 4,
        };
        const wordsFoot = textLayout.y + textLayout.height + 4;
        const isBeside = seen.width < width;
        const between = {
          x: 0,
          y: wordsFoot,
          width: isBeside ? seen.x - 4 : foot.width,
          height: foot.y - wordsFoot - 4,
        };
        const wordsEnd = textLayout.x + textLayout.width + 4;
        const right = !isBeside
          ? { x: wordsEnd, y: top, width: width - wordsEnd, height: textLayout.y + textLayout.height - top }
          : { x: wordsEnd, y: textLayout.y, width: seen.x - wordsEnd - 4, height: textLayout.height };
        const footEnd = foot.x + foot.width + 4;
        const besideFoot = { x: footEnd, y: foot.y, width: (code ?? seen).x - footEnd - 4, height: foot.height };
        for (const [name, part] of Object.entries({ left, bottom, between, right, besideFoot })) {
          assert.ok(await isBlank(picture, part), `${format} with ${beside}: ${name} ${JSON.stringify(part)}`);
        }
      }
    }
  });
}

test('a mark stands on the picture when there is one, and nothing in its place otherwise', async () => {
  for (const format of ['poster', 'card'] as const) {
    const visual: ShareImageData['visual'] = { kind: 'days', days: 3, raisedOn: '2026-03-01', doneOn: '2026-03-04' };
    const { mark, width } = layoutOf(format, visual);
    const place = { left: width - mark.right - 12, top: mark.y + 8, width: 4, height: 4 };
    const redOf = async (data: ShareImageData) =>
      (
        await sharp(
          await sharp(await draw(data, format))
            .extract(place)
            .toBuffer(),
        ).stats()
      ).channels[0]?.mean ?? 0;
    assert.ok((await redOf({ ...plain, visual, mark: '示例' })) > 220);
    assert.ok((await redOf({ ...plain, visual })) < 90);
  }
});

test('a photograph that cannot be read is named', async () => {
  await assert.rejects(draw({ ...plain, visual: photo('/nowhere/portrait.jpg') }, 'card'), /\/nowhere\/portrait\.jpg/);
});
