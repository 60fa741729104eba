/** The figures on the built pages: the county's as published, the ledger's as the open data say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { load } from 'cheerio';
import { ledgerFigures, formatPercent, type LedgerOrder } from '../../src/domain/orders/figures.ts';
import { rootSite } from '../sites.ts';

const read = (file: string) => readFileSync(join(rootSite.directory, file), 'utf8').replace(/^\uFEFF/, '');
const $ = load(read('achievements/index.html'));
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Every figure of the county's report: slug, action, label, value, 余, unit. */
const published = readFileSync(join(import.meta.dirname, '../content/published-figures.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

/** Rows of a CSV file without quoted cells. */
function table(file: string): Record<string, string>[] {
  const [heads = [], ...rows] = read(file)
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? ''])));
}

test('every published figure is on the page exactly as published, 余 included', () => {
  assert.equal(published.length, 33);
  for (const [slug = '', , label = '', value = '', atLeast = '', unit = ''] of published) {
    const link = $(`main article h3 a[href="/achievements/${slug}/"]`);
    assert.equal(plain(link.text()), label);
    const tile = link.closest('article');
    assert.equal(plain(tile.find('.value').text()), `${value}${atLeast}`, slug);
    assert.equal(plain(tile.find('.unit').text()), unit, slug);
  }
});

test('what the ledger adds stands beside the published figure and says that it is of samples', () => {
  const tile = $('main article h3 a[href="/achievements/dispatch-orders-done/"]').closest('article');
  const added = Number(tile.find('.added').text().replace('＋', ''));
  const orders = table('data/orders.csv').filter(
    (order) => order['类型'] === '派单' && (order['办结日期'] ?? '') >= '2025-09-01',
  );
  assert.ok(added > 0);
  assert.equal(added, orders.length);
  assert.match(tile.text(), /示例/);
  const { value, atLeast, ledger } = JSON.parse(read('data/indicators/dispatch-orders-done.json')) as Record<
    string,
    unknown
  >;
  assert.deepEqual([value, atLeast], [300, true]);
  assert.deepEqual(ledger, { from: '2025-09-01', state: 'done', kind: 'dispatch', count: added, samples: added });
});

/** The ledger as anybody can count it again from the open data. */
const orders = table('data/orders.csv').map((row): LedgerOrder => {
  const given = (head: string) => (row[head] === '' ? undefined : row[head]);
  const number = (head: string) => (given(head) === undefined ? undefined : Number(row[head]));
  return Object.fromEntries(
    Object.entries({
      raisedOn: given('提出日期'),
      dispatchedOn: given('派单日期'),
      acceptedOn: given('接单日期'),
      doneOn: given('办结日期'),
      ratedOn: given('评价日期'),
      rating: number('评价'),
      dueDays: number('办理时限（天）'),
    }).filter(([, value]) => value !== undefined),
  ) as unknown as LedgerOrder;
});
const figures = ledgerFigures(orders, rootSite.environment['SITE_DATE'] ?? '');

test('the counters of the ledger are what one counts in the open data', () => {
  const counter = (label: string) =>
    plain(
      $('.counter')
        .filter((_, each) => $(each).find('h3 a').text() === label)
        .find('.value')
        .text(),
    );
  assert.equal(orders.length, 120);
  assert.equal(counter('收到的需求'), String(orders.length));
  assert.equal(counter('办结率'), formatPercent(figures.done));
  assert.equal(counter('按期率'), formatPercent(figures.inTime));
  assert.equal(counter('满意率'), formatPercent(figures.satisfied));
  assert.equal(counter('办结用时'), String(figures.daysToDone));
  assert.equal(counter('正在办的'), String(figures.done.whole - figures.done.part));
});

test('each chart says its message, and its table holds what it draws', () => {
  const charts = $('figure.chart').toArray();
  assert.deepEqual(
    charts.map((chart) => $(chart).attr('id')),
    ['months', 'flow', 'towns', 'days'],
  );
  for (const chart of charts) {
    assert.match($(chart).find('.sentence').text(), /\d+ 件.*。$/);
    const points = $(chart).find('[data-point]').toArray();
    assert.ok(points.length >= 5);
    const cells = new Set(
      $(chart)
        .find('td')
        .toArray()
        .map((cell) => plain($(cell).text())),
    );
    for (const point of points) {
      for (const [, count = ''] of ($(point).attr('aria-label') ?? $(point).attr('data-says') ?? '').matchAll(
        /(\d+) 件/g,
      ))
        assert.ok(cells.has(count));
    }
  }
  const days = $('#days tbody tr')
    .toArray()
    .map((row) => Number($(row).find('td').first().text()));
  assert.equal(
    days.reduce((sum, count) => sum + count, 0),
    figures.passed.done,
  );
  const towns = $('#towns tbody tr')
    .toArray()
    .map((row) => Number($(row).find('td').first().text()));
  assert.equal(
    towns.reduce((sum, count) => sum + count, 0),
    orders.length,
  );
});

test('the ledger as a table has every split, and each comes to the whole', () => {
  const rows = table('data/ledger.csv');
  const sum = (split: string, head: string) =>
    rows.filter((row) => row['分法'] === split).reduce((total, row) => total + Number(row[head]), 0);
  for (const split of ['月份', '乡镇', '社区（村）', '类别', '类型']) {
    for (const head of ['收到', '派单', '接单', '办结', '评价', '按期办结', '满意']) {
      if (split === '月份' && head === '按期办结') continue;
      assert.equal(sum(split, head), sum('全部', head), `${split} ${head}`);
    }
  }
});
