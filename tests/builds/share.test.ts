/** Share pictures of the built sites: there, of their size, marked, and leading to their page. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import test, { after, suite } from 'node:test';
import decode from 'jsqr';
import sharp from 'sharp';
import { parse } from 'yaml';
import { layoutOf } from '../../src/share-images/layout.ts';
import { runBuild } from '../build-command.ts';
import { portalSite, rootSite } from '../sites.ts';
import { pagesOf, type BuiltPage } from '../site/dist.ts';

const root = join(import.meta.dirname, '../..');
const workplace = mkdtempSync(join(tmpdir(), 'hongxin-share-'));

after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

const finishedOrders = new Set(
  globSync('content/orders/*/*.yaml', { cwd: root })
    .filter((file) => Object.hasOwn(parse(readFileSync(join(root, file), 'utf8')) as object, 'doneOn'))
    .map((file) => basename(file, '.yaml')),
);

const poster = layoutOf('poster', { kind: 'trade', trade: 'other' });
const card = layoutOf('card', { kind: 'trade', trade: 'other' });

/** Whether the pale ground of the mark is at the place of the mark. */
async function isMarked(file: string, { width, mark }: typeof poster): Promise<boolean> {
  const place = { left: width - mark.right - 12, top: mark.y + 8, width: 4, height: 4 };
  const { channels } = await sharp(await sharp(file).extract(place).toBuffer()).stats();
  const pale = [248, 236, 201];
  return channels.every(({ mean }, index) => Math.abs(mean - (pale[index] ?? 0)) < 14);
}

/** What the QR code of a poster says, looked for in the whole picture or, which is quicker, in its own place. */
async function addressIn(file: string, isWhole: boolean): Promise<string | undefined> {
  const { x, y, width, height } = isWhole || poster.code === undefined ? { x: 0, y: 0, ...poster } : poster.code;
  const part = sharp(file).extract({ left: x, top: y, width, height });
  const { data, info } = await part.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

for (const site of [rootSite, portalSite]) {
  suite(`under ${site.basePath}`, () => {
    const fileAt = (address: string) => join(site.directory, address.slice(site.basePath.length));
    const isEntry = ({ address, $ }: BuiltPage) =>
      /^(people|videos|features|orders)\/(?!feed\/)[^/]+\/$/.test(address.slice(site.basePath.length)) &&
      $('meta[name=robots]').length === 0;
    const entries = pagesOf(site).filter(isEntry);
    const shared = entries.filter(
      ({ address }) => !address.includes('/orders/') || finishedOrders.has(basename(address)),
    );

    test('every person, clip, feature and finished order has a poster and a card of their exact size', async () => {
      assert.ok(shared.length > 100, String(shared.length));
      for (const { address, $ } of shared) {
        assert.equal($('.share img').attr('src'), `${address}poster.jpg`);
        assert.equal($('.share a[download]').attr('href'), `${address}poster.jpg`);
        const card = $('meta[property="og:image"]').attr('content') ?? '';
        assert.equal(card, `https://www.example.gov.cn${address}card.jpg`);
        for (const [name, width, height] of [
          ['poster', 1080, 1440],
          ['card', 1200, 630],
        ] as const) {
          const picture = await sharp(fileAt(`${address}${name}.jpg`)).metadata();
          assert.deepEqual([picture.format, picture.width, picture.height], ['jpeg', width, height], address);
        }
        const said = ['width', 'height'].map((side) => $(`meta[property="og:image:${side}"]`).attr('content'));
        assert.deepEqual(said, ['1200', '630'], address);
      }
    });

    test('a poster weighs less than 200 kB and a card less than 120 kB', () => {
      for (const { address } of shared) {
        assert.ok(readFileSync(fileAt(`${address}poster.jpg`)).length < 200_000, address);
        assert.ok(readFileSync(fileAt(`${address}card.jpg`)).length < 120_000, address);
      }
    });

    test('an order that is not finished has neither, and its page offers none', () => {
      const open = entries.filter((entry) => !shared.includes(entry));
      assert.ok(open.length > 5, String(open.length));
      for (const { address, $ } of open) {
        assert.ok(!existsSync(fileAt(`${address}poster.jpg`)), address);
        assert.ok(!existsSync(fileAt(`${address}card.jpg`)), address);
        assert.equal($('.share, meta[property="og:image"]').length, 0, address);
      }
    });

    test('no picture lies anywhere but beside the page of such an entry', () => {
      const pictures = globSync('**/{poster,card}.jpg', { cwd: site.directory }).map((file) => dirname(file));
      assert.deepEqual(
        [...new Set(pictures)].sort(),
        shared.map(({ address }) => address.slice(site.basePath.length, -1)).sort(),
      );
    });

    test('a sample says so on both of its pictures', async () => {
      const samples = shared.filter(({ $ }) => $('title').text().includes('（示例）'));
      assert.ok(samples.length > 100, String(samples.length));
      for (const { address } of samples) {
        assert.ok(await isMarked(fileAt(`${address}poster.jpg`), poster), `${address}poster.jpg`);
        assert.ok(await isMarked(fileAt(`${address}card.jpg`), card), `${address}card.jpg`);
      }
    });

    test('the QR code of every poster leads to the page', async () => {
      const seen = new Set<string>();
      for (const { address, $ } of shared) {
        const kind = dirname(address);
        const canonical = $('link[rel=canonical]').attr('href');
        assert.equal(await addressIn(fileAt(`${address}poster.jpg`), !seen.has(kind)), canonical);
        seen.add(kind);
      }
    });
  });
}

test('a build makes again exactly the pictures of what has changed, and says how many', async () => {
  const content = join(workplace, 'content');
  // Texts that no build has seen, since pictures are kept for all content trees together.
  const unseen = randomUUID();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(content, file)), { recursive: true });
    writeFileSync(join(content, file), text);
  };
  const person = (slug: string, headline: string, status = 'published') => {
    write(
      `people/${slug}/index.md`,
      `---\nname: 安途\ntrade: rider\ntown: 玉津镇\nheadline: ${headline}\npublication: { status: ${status}, sample: true }\n---\n\n一段故事。\n`,
    );
  };
  const order = (slug: string, dates: string) => {
    write(
      `orders/2026/${slug}.yaml`,
      `title: 路灯不亮 ${slug}\nkind: dispatch\ncategory: 道路照明\ntown: 玉津镇\ncommunity: 滨江社区\nsource: 微信群\nraisedOn: 2026-03-01\n${dates}summary: ${unseen}\npublication: { status: published }\n`,
    );
  };
  const built = async () => {
    const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: join(workplace, 'site') });
    assert.equal(status, 0, output);
    const counts = /(\d+) 张海报和分享图，新做 (\d+) 张/.exec(output);
    return counts?.slice(1).map(Number);
  };
  cpSync(join(root, 'tests/fixtures/smallest/content/site'), join(content, 'site'), { recursive: true });
  person('jia', `第一个 ${unseen}`);
  person('yi', `第二个 ${unseen}`);
  person('bing', `第三个 ${unseen}`, 'draft');
  order('ban-hao', 'doneOn: 2026-03-02\n');
  order('mei-ban', '');
  assert.deepEqual(await built(), [6, 6]);
  assert.deepEqual(await built(), [6, 0]);
  person('yi', `又写了一遍 ${unseen}`);
  assert.deepEqual(await built(), [6, 2]);
});
