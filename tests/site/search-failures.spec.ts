/** What the reader sees when a file of the search is missing, cut or late: never that there is nothing. */
import { expect, test, type Route } from '@playwright/test';
import { dialog, field, opener, results } from './search-locators.ts';

/** Ways in which a file does not come as it should. */
const failures: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'is gone': (route) => route.fulfill({ status: 404, body: '没有' }),
  'meets an error of the server': (route) => route.fulfill({ status: 500, body: '' }),
  'does not arrive': (route) => route.abort(),
  'is cut': async (route) => {
    const body = await (await route.fetch()).body();
    await route.fulfill({ status: 200, body: body.subarray(0, body.length / 2) });
  },
  'is the page of a network that wants a login': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>请登录</title>' }),
};
/** What the answer to 路灯 and to a pinyin is made of. */
const files = {
  'a piece of the index': '**/pagefind/index/*',
  'the table of the index': '**/pagefind/*.pf_meta',
  'the list of indexes': '**/pagefind/pagefind-entry.json*',
  'a text': '**/pagefind/fragment/*',
  'the engine': '**/pagefind/wasm.*',
};

for (const [failure, fail] of Object.entries(failures)) {
  test(`nobody is told that there is nothing when a file ${failure}, and once it comes the answer is there`, async ({
    page,
  }) => {
    for (const [file, pattern] of Object.entries(files)) {
      await page.goto('/search/');
      await page.route(pattern, fail);
      await field(page).fill('路灯');
      // No name has the word: all that could be found is in texts.
      await expect(page.getByRole('status'), file).toContainText(/没有连上网|搜索没有打开/);
      await expect(page.getByRole('status'), file).not.toContainText('没有找到');
      await page.unroute(pattern, fail);
      await page.getByRole('button', { name: '搜索' }).click();
      await expect(page.getByRole('status'), file).toContainText(/找到 \d+ 个页面/);
      await expect(results(page).first(), file).toBeVisible();
    }
  });

  test(`without names, synonyms or a table of characters nobody is told that there is nothing: one ${failure}`, async ({
    page,
  }) => {
    for (const [pattern, query] of [
      ['**/search/names.json', 'ouyang'],
      ['**/search/traditional.json', '誰們'],
      ['**/search/synonyms.json', '洗手间'],
      ['**/search/sounds.json', '微博炉'],
    ] as const) {
      await page.route(pattern, fail);
      await page.goto('/search/');
      await field(page).fill(query);
      await expect(page.getByRole('status'), pattern).toContainText(/没有连上网|搜索没有打开/);
      await expect(page.getByRole('status'), pattern).not.toContainText('没有找到');
      await page.unroute(pattern, fail);
    }
  });
}

test('a filter whose piece of the index is missing hides nothing in silence', async ({ page }) => {
  await page.route('**/pagefind/filter/*', (route) => route.abort());
  await page.goto('/search/?q=路灯&kind=order');
  await expect(page.getByRole('status')).toContainText(/没有连上网|搜索没有打开/);
});

test('a new build under an open page: the next question and further results come from its index', async ({ page }) => {
  await page.goto('/search/?q=年');
  await expect(results(page)).toHaveCount(10);
  // What the page knows of the old index is gone: the server has other pieces, which are asked for by other names.
  let isGone = true;
  await page.route(/\/pagefind\/(?:index|fragment)\//, (route) =>
    isGone ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  );
  await page.route('**/pagefind/pagefind-entry.json*', (route) => {
    isGone = false;
    return route.continue();
  });
  await page.getByRole('button', { name: '再看 10 条' }).click();
  await expect(results(page)).toHaveCount(20);
  isGone = true;
  await field(page).fill('井盖');
  await expect(page.getByRole('status')).toContainText(/找到 \d+ 个页面提到“井盖”/);
});

test('results that cannot be followed by more stay, and more come when the network is back', async ({ page }) => {
  await page.goto('/search/?q=年');
  await expect(results(page)).toHaveCount(10);
  await page.route('**/pagefind/**', (route) => route.abort());
  await page.getByRole('button', { name: '再看 10 条' }).click();
  await expect(page.getByRole('status')).toContainText('没有取到后面的结果');
  await expect(results(page)).toHaveCount(10);
  await page.unroute('**/pagefind/**');
  await page.getByRole('button', { name: '再看 10 条' }).click();
  await expect(results(page)).toHaveCount(20);
});

test('on a slow network the page says that it is searching, then answers', async ({ page }) => {
  const isWanted = Promise.withResolvers<undefined>();
  await page.route('**/pagefind/index/*', async (route) => {
    await isWanted.promise;
    await route.continue();
  });
  await page.goto('/search/');
  await field(page).fill('路灯');
  await expect(page.getByRole('status')).toHaveText('正在搜索…');
  isWanted.resolve(undefined);
  await expect(page.getByRole('status')).toContainText(/找到 \d+ 个页面/);
});

test('without a network the page that is read stays, a sentence says that the search did not open, and later it opens', async ({
  page,
  context,
}) => {
  await page.goto('/people/an-tu/');
  await context.setOffline(true);
  await opener(page).click();
  await expect(page.getByRole('alert')).toHaveText('搜索没有打开，请看看网络，再点一次。');
  await expect(page).toHaveURL('/people/an-tu/');
  await expect(page.getByRole('heading', { level: 1, name: '安途' })).toBeVisible();
  await context.setOffline(false);
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
