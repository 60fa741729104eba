/** The station finder as a worker uses it: two taps, one thumb, with a position and without, by day and at night. */
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { removalWorker, writeOfflineWorker } from '../../src/build/offline-worker.ts';
import { largeCountySite, portalSite, rootSite } from '../sites.ts';

/** By the river in 玉津, WGS-84. */
const river = { latitude: 29.2089, longitude: 103.949, accuracy: 20 };
/** A Wednesday. */
const wednesday = '2026-11-25T10:00:00+08:00';

const nearest = (page: Page) => page.getByRole('button', { name: '离我最近' });
const answers = (page: Page) => page.locator('[data-answers] [data-list] > li');
const said = (page: Page) => page.locator('[data-said]');
const chip = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true });
const inList = (page: Page, name: string) =>
  page.getByRole('region', { name: '全部站点' }).getByRole('article').filter({ hasText: name });

async function openAt(page: Page, moment: string, path = '/stations/'): Promise<void> {
  await page.clock.setFixedTime(new Date(moment));
  await page.goto(path);
}

test.describe('with the position given', () => {
  test.use({ geolocation: river, permissions: ['geolocation'] });

  test('one tap lists the nearest that are open: how far, how long still, what there is, how to get in', async ({
    page,
  }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    await expect(page.getByRole('heading', { name: '离你最近、现在开着的站点' })).toBeFocused();
    await expect(answers(page)).toHaveCount(10);
    const second = answers(page).nth(1);
    await expect(second).toContainText('玉津镇滨江社区户外劳动者服务站');
    await expect(second).toContainText(/\d+ 米\s*步行 \d+ 分钟，骑车 \d+ 分钟/);
    await expect(second).toContainText('开着，20:00 关门');
    await expect(second).toContainText('怎么进：从步道一侧的玻璃门进，不用登记。');
    await expect(second.getByRole('list', { name: '设施' })).toContainText('微波炉');
    await expect(page.getByRole('main')).toContainText('按直线');
    const metres = await answers(page)
      .locator('[data-far]')
      .evaluateAll((all) =>
        all.map((each) => parseFloat(each.textContent) * (each.textContent.includes('公里') ? 1_000 : 1)),
      );
    expect(metres).toEqual(metres.toSorted((a, b) => a - b));
    // Nothing that is closed or unknown is among them.
    for (const state of await answers(page).locator('[data-state]').allTextContents())
      expect(state).toMatch(/^(开着|快关门了)/);
  });

  test('the second answer shows on the first screen of a phone, so that nobody thinks there is one only', async ({
    page,
  }) => {
    test.skip((page.viewportSize()?.width ?? 0) > 500, 'on a desk there are three beside each other');
    await openAt(page, wednesday);
    await nearest(page).click();
    await expect(page.getByRole('heading', { name: '离你最近、现在开着的站点' })).toBeFocused();
    const bar = await page.getByRole('navigation', { name: '主要栏目' }).boundingBox();
    const box = await answers(page).nth(1).boundingBox();
    expect(box?.y).toBeLessThan((bar?.y ?? 0) - 60);
  });

  test('filters are answered at once, and a truck must be known to fit', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    await chip(page, '停得下我的货车').check({ force: true });
    await expect(answers(page)).toHaveCount(4);
    await page.getByRole('spinbutton', { name: /车长/ }).fill('13');
    await page.getByRole('spinbutton', { name: /车高/ }).fill('4.2');
    await page.getByRole('spinbutton', { name: /车高/ }).press('Enter');
    await expect(answers(page)).toHaveCount(2);
    await expect(answers(page).first()).toContainText('玉津镇物流园货车司机之家');
    await expect(answers(page).last()).toContainText('孝姑镇港口货车司机歇脚点');
    await chip(page, '淋浴').check({ force: true });
    await expect(answers(page)).toHaveCount(1);
    await expect(page).toHaveURL(/facility=shower/);
  });

  test('what nobody has checked is no yes, and is counted apart', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    await chip(page, '电动车充换电').check({ force: true });
    await expect(answers(page)).toHaveCount(3);
    for (const each of await answers(page).all())
      await expect(each.getByRole('list', { name: '设施' })).toContainText('电动车充换电');
    await expect(said(page)).toContainText(/另有 \d+ 个设施或开放时间不详，没有列入/);
  });

  test('when nothing is open the nearest are listed all the same, with the time they open', async ({ page }) => {
    await openAt(page, '2026-11-25T03:30:00+08:00');
    await nearest(page).click();
    await chip(page, '女性关爱室').check({ force: true });
    await page.getByText('更多设施和类型').click();
    await page.locator('label').filter({ hasText: '职工之家' }).click();
    await expect(page.getByRole('heading', { name: '附近现在没有确定开着的，先列出最近的' })).toBeVisible();
    await expect(answers(page).first()).toContainText('没开，8:00 开门');
  });

  test('the visitor and the stations of the answer are on the map', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    const map = page.getByRole('group', { name: '犍为县站点示意图' });
    await expect(map.getByRole('img', { name: '你的位置' })).toBeVisible();
    await expect(map.locator('[data-listed]')).toHaveCount(10);
    await expect(map).toContainText('示意图');
    await expect(map).toContainText('10 公里');
  });

  test('each answer leads to four maps, its address and its page', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    const first = answers(page).first();
    await first.getByText('怎么去').click();
    for (const map of ['高德地图', '百度地图', '腾讯地图', '苹果地图'])
      await expect(first.getByRole('link', { name: map })).toBeVisible();
    await expect(first.getByRole('button', { name: '复制地址' })).toBeVisible();
    await first.getByRole('link', { name: '玉津镇桥头歇脚点' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('玉津镇桥头歇脚点');
  });

  test('inside WeChat the map that cannot start there is not offered, and it is said what works', async ({
    browser,
  }) => {
    const context = await browser.newContext({
      userAgent:
        'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0.50',
      geolocation: river,
      permissions: ['geolocation'],
    });
    const page = await context.newPage();
    await openAt(page, wednesday, `http://localhost:${rootSite.port}/stations/`);
    await nearest(page).click();
    await answers(page).first().getByText('怎么去').click();
    await expect(answers(page).first().getByRole('link', { name: '高德地图' })).toHaveCount(0);
    await expect(answers(page).first()).toContainText('复制地址，到高德里粘贴');
    await expect(answers(page).first().getByRole('link', { name: '腾讯地图' })).toBeVisible();
    await page.goto(`http://localhost:${rootSite.port}/stations/yujin-binjiang/`);
    await expect(page.getByRole('link', { name: '高德地图' })).toBeHidden();
    await expect(page.getByText('微信里打不开高德地图')).toBeVisible();
    await context.close();
  });

  test('a fix that is 5 km off is listed, and said to be so', async ({ page, context }) => {
    await context.setGeolocation({ ...river, accuracy: 5_000 });
    await openAt(page, wednesday);
    await nearest(page).click();
    await expect(said(page)).toContainText('这次定位只准到 5.0 公里左右');
    await expect(answers(page)).toHaveCount(10);
  });

  test('5 km outside the town the distances say so', async ({ page, context }) => {
    await context.setGeolocation({ latitude: 29.2089, longitude: 103.9, accuracy: 20 });
    await openAt(page, wednesday);
    await nearest(page).click();
    await expect(answers(page).first()).toContainText('公里');
    await expect(said(page)).toContainText('列出 10 个');
  });

  test('outside China nothing is shifted, and the visitor is told that there is nothing near', async ({
    page,
    context,
  }) => {
    // Seoul.
    await context.setGeolocation({ latitude: 37.5665, longitude: 126.978, accuracy: 20 });
    await openAt(page, wednesday);
    await nearest(page).click();
    await expect(said(page)).toContainText(/最近的站点在 2\d{3} 公里以外，你不在本地附近/);
  });
});

test('with the position refused it says so, and a town gives the same list', async ({ page }) => {
  await openAt(page, wednesday);
  await nearest(page).click();
  await expect(said(page)).toHaveText('没有得到定位的许可。可以选乡镇，或者打一个地标、街名。');
  const town = page.getByRole('combobox', { name: '乡镇' });
  await expect(town).toBeFocused();
  await town.selectOption('清溪镇');
  await expect(page.getByRole('heading', { name: '清溪镇现在开着的站点' })).toBeVisible();
  await expect(answers(page)).toHaveCount(3);
  await expect(answers(page).first()).toContainText('关门');
});

test('without a position to be had it says so', async ({ page }) => {
  await page.addInitScript(() => {
    delete (Navigator.prototype as { geolocation?: Geolocation }).geolocation;
  });
  await openAt(page, wednesday);
  await nearest(page).click();
  await expect(said(page)).toHaveText('这里不能定位。可以选乡镇，或者打一个地标、街名。');
});

test('a phone that does not find itself is given ten seconds', async ({ page }) => {
  await page.addInitScript(() => {
    Geolocation.prototype.getCurrentPosition = (_done, failed, options) => {
      setTimeout(() => failed?.({ code: 3 } as GeolocationPositionError), options?.timeout);
    };
  });
  await page.clock.install({ time: new Date(wednesday) });
  await page.goto('/stations/');
  await nearest(page).click();
  await expect(said(page)).toHaveText('正在定位……');
  await page.clock.fastForward(10_000);
  await expect(said(page)).toHaveText('等了 10 秒还没有定到位。可以选乡镇，或者打一个地标、街名。');
});

test('a visitor who leaves the question for the position open is told what to do, and may answer late', async ({
  page,
}) => {
  await page.addInitScript(() => {
    // The time of the options begins with the answer.
    Geolocation.prototype.getCurrentPosition = (done) => {
      setTimeout(() => {
        done({ coords: { latitude: 29.209, longitude: 103.945, accuracy: 20 } } as GeolocationPosition);
      }, 60_000);
    };
  });
  await page.clock.install({ time: new Date(wednesday) });
  await page.goto('/stations/');
  await nearest(page).click();
  await expect(said(page)).toHaveText('正在定位……');
  await page.clock.fastForward(12_000);
  await expect(said(page)).toHaveText(
    '还没有定到位。如果手机在问能不能定位，请点“允许”；也可以选乡镇，或者打一个地标、街名。',
  );
  await expect(nearest(page)).toBeEnabled();
  await page.clock.fastForward(48_000);
  await expect(page.getByRole('heading', { name: '离你最近、现在开着的站点' })).toBeFocused();
  await expect(said(page)).toHaveText(/^列出 \d+ 个/);
});

test('who asks for a town while the question for the position is open keeps the answer', async ({ page }) => {
  await page.addInitScript(() => {
    Geolocation.prototype.getCurrentPosition = () => undefined;
  });
  await page.clock.install({ time: new Date(wednesday) });
  await page.goto('/stations/');
  await nearest(page).click();
  await expect(said(page)).toHaveText('正在定位……');
  await page.getByRole('combobox', { name: '乡镇' }).selectOption('清溪镇');
  await expect(said(page)).toHaveText(/^列出 \d+ 个/);
  await page.clock.fastForward(12_000);
  await expect(said(page)).toHaveText(/^列出 \d+ 个/);
});

for (const words of ['客运站', 'keyunzhan', 'kyz']) {
  test(`a landmark typed as ${words} gives the list around it`, async ({ page }) => {
    await openAt(page, wednesday);
    await page.getByRole('searchbox', { name: '地标、街名' }).fill(words);
    await expect(answers(page).first()).toContainText('玉津镇客运站小哥驿站');
    await expect(answers(page)).toHaveCount(10);
    await expect(page.getByRole('main')).toContainText('从玉津镇客运站小哥驿站量起');
    await page.getByRole('searchbox', { name: '地标、街名' }).fill('没有这个地方');
    await expect(page.getByRole('heading', { name: '没有找到' })).toBeVisible();
  });
}

test.describe('open now, truly', () => {
  test('at 23:59 a station over midnight is open till two, and one minute later still', async ({ page }) => {
    await openAt(page, '2026-11-25T23:59:00+08:00');
    await expect(inList(page, '玉津镇夜市户外劳动者服务站')).toContainText('开着，次日 2:00 关门');
    await expect(inList(page, '孝姑镇港口货车司机歇脚点')).toContainText('快关门了，还剩 1 分钟');
    await page.clock.setFixedTime(new Date('2026-11-26T00:00:00+08:00'));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(inList(page, '玉津镇夜市户外劳动者服务站')).toContainText('开着，2:00 关门');
    await expect(inList(page, '孝姑镇港口货车司机歇脚点')).toContainText('没开，6:00 开门');
  });

  test('every minute the states are told again', async ({ page }) => {
    await page.clock.install({ time: new Date('2026-11-25T19:59:30+08:00') });
    await page.goto('/stations/');
    await expect(inList(page, '玉津镇滨江社区户外劳动者服务站')).toContainText('快关门了，还剩 1 分钟');
    await page.clock.runFor(31_000);
    await expect(inList(page, '玉津镇滨江社区户外劳动者服务站')).toContainText('没开，明天 8:00 开门');
  });

  test('on the first of October holidays count', async ({ page }) => {
    await openAt(page, '2026-10-01T10:00:00+08:00');
    await expect(inList(page, '玉津镇滨江社区户外劳动者服务站')).toContainText('开着，20:00 关门');
    await expect(inList(page, '玉津镇老街户外劳动者服务站')).toContainText('没开，10月8日 8:30 开门');
    await expect(inList(page, '玉津镇桥头歇脚点')).toContainText('开没开不详');
    await expect(inList(page, '玉津镇物流园货车司机之家')).toContainText('开着，全天开放');
  });

  test('on a make-up Saturday an office opens as on workdays', async ({ page }) => {
    await openAt(page, '2026-10-10T10:00:00+08:00');
    await expect(inList(page, '玉津镇南街职工之家')).toContainText('开着，17:00 关门');
    await openAt(page, '2026-10-17T10:00:00+08:00');
    await expect(inList(page, '玉津镇南街职工之家')).toContainText('没开，星期一 9:00 开门');
  });

  test('in a year without a table what depends on holidays is unknown, never open', async ({ page }) => {
    await openAt(page, '2027-03-10T10:00:00+08:00');
    await expect(inList(page, '玉津镇老街户外劳动者服务站')).toContainText('开没开不详');
    await expect(inList(page, '玉津镇桥头歇脚点')).toContainText('开没开不详');
    await expect(inList(page, '玉津镇滨江社区户外劳动者服务站')).toContainText('开着，20:00 关门');
  });

  test('in a dated closure the door is shut, and it is said why', async ({ page }) => {
    await openAt(page, '2026-12-05T10:00:00+08:00');
    await expect(inList(page, '清溪镇茉莉园小哥驿站')).toContainText('没开，12月16日 5:30 开门（冬季修整屋顶）');
  });

  test.describe('with the phone in New York', () => {
    test.use({ timezoneId: 'America/New_York' });

    test('the answer is the same', async ({ page }) => {
      await openAt(page, '2026-10-01T10:00:00+08:00');
      await expect(inList(page, '玉津镇滨江社区户外劳动者服务站')).toContainText('开着，20:00 关门');
      await expect(inList(page, '玉津镇老街户外劳动者服务站')).toContainText('没开，10月8日 8:30 开门');
      await openAt(page, '2026-11-25T23:59:00+08:00', '/stations/yujin-yeshi/');
      await expect(page.getByRole('status').filter({ hasText: '现在' })).toHaveText('现在开着，次日 2:00 关门');
      await expect(page.getByRole('row').filter({ hasText: '星期三' })).toHaveAttribute('aria-current', 'date');
    });
  });
});

test.describe('for thumbs, keys and ears', () => {
  test.use({ geolocation: river, permissions: ['geolocation'] });

  test('every target is at least 44 px high', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    await page.getByText('更多设施和类型').click();
    await answers(page).first().getByText('怎么去').click();
    const finder = page.locator('station-finder');
    const targets = finder.locator(
      '.asks :is(button, input, select, summary), .answers :is(button, a, summary), .picked a',
    );
    let count = 0;
    for (const target of await targets.filter({ visible: true }).all()) {
      const box = await target.boundingBox();
      expect(box?.height, await target.evaluate((element) => element.outerHTML)).toBeGreaterThanOrEqual(44);
      count += 1;
    }
    expect(count).toBeGreaterThan(40);
  });

  test('keys alone do it: find, walk the map, open a station', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '离你最近、现在开着的站点' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(answers(page).first().getByRole('link', { name: '玉津镇桥头歇脚点' })).toBeFocused();

    const map = page.getByRole('group', { name: '犍为县站点示意图' });
    await page.getByRole('button', { name: '再列 10 个' }).focus();
    await page.keyboard.press('Tab');
    await expect(map.locator('a:focus')).toHaveCount(1);
    const seen = new Set<string>();
    for (const key of [
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      'ArrowUp',
      'ArrowUp',
      'ArrowLeft',
      'ArrowDown',
      'ArrowDown',
    ]) {
      await page.keyboard.press(key);
      seen.add((await map.locator('a:focus').getAttribute('aria-label')) ?? '');
    }
    expect(seen.size).toBeGreaterThan(4);
    const name = (await map.locator('a:focus').getAttribute('aria-label')) ?? '';
    await expect(page.locator('station-map').getByRole('paragraph')).toContainText(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  });

  test('a tap on the map picks the nearest dot, and its link is large', async ({ page }) => {
    await openAt(page, wednesday);
    const map = page.getByRole('group', { name: '犍为县站点示意图' });
    await map.scrollIntoViewIfNeeded();
    const box = await map.boundingBox();
    await map.click({ position: { x: (box?.width ?? 0) * 0.79, y: (box?.height ?? 0) * 0.14 } });
    const link = page.locator('station-map').getByRole('paragraph').getByRole('link');
    await expect(link).toHaveText('铁炉镇正街职工之家');
    await expect(page.locator('station-map').getByRole('paragraph')).toContainText('开着，18:00 关门');
  });

  test('every control has a name, and answers are announced', async ({ page }) => {
    await openAt(page, wednesday);
    await nearest(page).click();
    await expect(page.getByRole('combobox', { name: '乡镇' })).toBeVisible();
    await expect(page.getByRole('searchbox', { name: '地标、街名' })).toBeVisible();
    for (const name of ['现在开着', '24 小时', '卫生间', '停得下我的货车'])
      await expect(chip(page, name)).toHaveCount(1);
    await expect(page.getByRole('status').first()).toContainText('列出 10 个');
    await expect(page.getByRole('region', { name: '离你最近、现在开着的站点' })).toBeVisible();
    await expect(page.getByRole('group', { name: '犍为县站点示意图' }).getByRole('link')).toHaveCount(39);
    await page.getByText('更多设施和类型').click();
    await answers(page).first().getByText('怎么去').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual([]);
  });
});

/** Serves a folder as plain files; what it serves can be changed, as a new build does. */
async function serveFolder(folder: () => string): Promise<{ server: Server; origin: string }> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    readFile(join(folder(), path.endsWith('/') ? `${path}index.html` : path)).then(
      (bytes) =>
        response.writeHead(200, { 'content-type': `${types[extname(path)] ?? 'text/html'}; charset=utf-8` }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { server, origin: `http://localhost:${String((server.address() as AddressInfo).port)}` };
}

test.describe('without a network', () => {
  test.use({ geolocation: river, permissions: ['geolocation'] });

  for (const [where, site] of Object.entries({ 'at the root': rootSite, 'under a portal path': portalSite })) {
    test(`after one visit the same two taps work, and every station is told, ${where}`, async ({ page, context }) => {
      const base = `http://localhost:${site.port}${site.basePath}`;
      await openAt(page, wednesday, `${base}stations/`);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await context.setOffline(true);
      await page.reload();
      await nearest(page).click();
      await expect(answers(page)).toHaveCount(10);
      await expect(page.getByText('现在没有网络，用的是存在手机里的资料')).toContainText('2026年10月2日（54 天前）');
      await expect(page.getByRole('group', { name: '犍为县站点示意图' }).getByRole('link')).toHaveCount(39);
      await page.getByRole('searchbox', { name: '地标、街名' }).fill('keyunzhan');
      await expect(answers(page).first()).toContainText('客运站');
      await page.goto(`${base}stations/yujin-binjiang/`);
      await expect(answers(page)).toHaveCount(1);
      await expect(answers(page).first()).toContainText('开着，20:00 关门');
      await expect(said(page)).toHaveText('没有网络，这是存在手机里的站点资料。');
    });
  }

  test('other pages are none of the worker’s business', async ({ page }) => {
    await page.goto('/stations/');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.goto('/people/');
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  });

  test('two sites on one origin keep a finder each, and one that goes takes only its own away', async ({
    page,
    context,
  }) => {
    const portal = await mkdtemp(join(tmpdir(), 'portal-'));
    const { server, origin } = await serveFolder(() => portal);
    try {
      for (const part of await readdir(rootSite.directory))
        await symlink(join(rootSite.directory, part), join(portal, part));
      await mkdir(join(portal, 'ztzl'));
      const column = join(portal, 'ztzl/xjy');
      await symlink(portalSite.directory, column);
      const finders = [`${origin}/stations/`, `${origin}/ztzl/xjy/stations/`];
      for (const finder of finders) {
        await openAt(page, wednesday, finder);
        await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      }
      await context.setOffline(true);
      for (const finder of finders) {
        await page.goto(finder);
        await nearest(page).click();
        await expect(answers(page)).toHaveCount(10);
      }
      await context.setOffline(false);
      // The column is taken out of the portal, and leaves the worker that removes its finder.
      await rm(column);
      await mkdir(join(column, 'stations'), { recursive: true });
      await writeFile(join(column, 'stations/index.html'), '<!doctype html><title>站点</title>');
      await writeFile(join(column, 'stations/sw.js'), removalWorker);
      await page.goto(`${origin}/stations/`);
      await page.evaluate(async (scope) => {
        const registration = await navigator.serviceWorker.getRegistration(scope);
        await registration?.update();
      }, finders[1]);
      await expect
        .poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('/ztzl/'))))
        .toEqual([]);
      await context.setOffline(true);
      await page.reload();
      await nearest(page).click();
      await expect(answers(page)).toHaveCount(10);
    } finally {
      server.close();
      await rm(portal, { recursive: true });
    }
  });

  test('a new build replaces the old one on the next visit, whole or not at all', async ({ page, context }) => {
    const copy = await mkdtemp(join(tmpdir(), 'stations-'));
    const { server, origin } = await serveFolder(() => copy);
    try {
      for (const part of ['stations', '_astro', 'search', 'data', 'large-print'])
        await cp(join(rootSite.directory, part), join(copy, part), { recursive: true });
      await openAt(page, wednesday, `${origin}/stations/`);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

      const file = join(copy, 'stations/index.html');
      const first = await readFile(file, 'utf8');
      const versionNow = () => page.evaluate(async () => (await caches.keys()).join());
      const old = await versionNow();

      // Half a build: the worker is new, the page that it names has not arrived yet.
      await writeFile(file, first.replaceAll('玉津镇滨江社区户外劳动者服务站', '玉津镇滨江新站'));
      await writeOfflineWorker(copy, '/');
      await writeFile(file, first);
      await page.reload();
      await page.evaluate(async () =>
        (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined),
      );
      // The new worker has been tried and given up.
      const isTrying = () =>
        page.evaluate(
          async () => (await navigator.serviceWorker.getRegistration())?.installing instanceof ServiceWorker,
        );
      await expect.poll(isTrying).toBe(false);
      expect(await versionNow()).toBe(old);

      // The whole build.
      await writeFile(file, first.replaceAll('玉津镇滨江社区户外劳动者服务站', '玉津镇滨江新站'));
      await page.reload();
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await expect.poll(versionNow).not.toContain(old);
      await context.setOffline(true);
      await page.reload();
      await expect(inList(page, '玉津镇滨江新站')).toHaveCount(1);
      await expect(inList(page, '玉津镇滨江社区户外劳动者服务站')).toHaveCount(0);
    } finally {
      server.close();
      await rm(copy, { recursive: true });
    }
  });
});

test.describe('with more stations than a page carries', () => {
  const base = `http://localhost:${largeCountySite.port}${largeCountySite.basePath}`;
  test.use({ geolocation: { latitude: 29.2, longitude: 104, accuracy: 20 }, permissions: ['geolocation'] });

  test('towns and their counts are told without loading a leaf, and the nearest come from a leaf or two', async ({
    page,
  }) => {
    const leaves: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/data/stations/')) leaves.push(request.url());
    });
    await openAt(page, wednesday, `${base}stations/`);
    await expect(page.getByRole('region', { name: '各乡镇的站点' })).toContainText('甲镇 134 个');
    expect(leaves).toEqual([]);
    await nearest(page).click();
    await expect(answers(page)).toHaveCount(10);
    await expect(answers(page).first()).toContainText('乙镇');
    expect(leaves.length).toBeGreaterThan(0);
    expect(leaves.length).toBeLessThanOrEqual(4);
    await page.getByRole('button', { name: '再列 10 个' }).click();
    await expect(answers(page)).toHaveCount(20);
    await answers(page).first().getByText('怎么去').click();
    await expect(answers(page).first().getByRole('link', { name: '电话 0833-0000001' })).toHaveAttribute(
      'href',
      'tel:08330000001',
    );
  });

  test('a town gives its stations, and words are looked for inside it', async ({ page }) => {
    await openAt(page, wednesday, `${base}stations/`);
    await page.getByRole('searchbox', { name: '地标、街名' }).fill('rml');
    await expect(page.getByRole('heading', { name: '先选一个乡镇' })).toBeVisible();
    await page.getByRole('combobox', { name: '乡镇' }).selectOption('丙镇');
    await expect(answers(page).first()).toContainText('人民路');
    await expect(answers(page).first()).toContainText('丙镇');
  });

  test('leaves that were fetched serve without a network too', async ({ page, context }) => {
    await openAt(page, wednesday, `${base}stations/`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await nearest(page).click();
    await expect(answers(page)).toHaveCount(10);
    const names = await answers(page).getByRole('heading').allTextContents();
    await context.setOffline(true);
    await page.reload();
    await nearest(page).click();
    await expect(answers(page).getByRole('heading')).toHaveText(names);
  });
});
