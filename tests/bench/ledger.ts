/** A ledger of fifty thousand orders: how long its figures take, and what its pages weigh. */
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  daysSpans,
  doneShareAt,
  ledgerBy,
  ledgerFigures,
  ledgerMonths,
  lastDayOf,
} from '../../src/domain/orders/figures.ts';
import { packFacets } from '../../src/domain/orders/facets.ts';
import { isOverdue, stateOf } from '../../src/domain/orders/states.ts';
import { runBuild } from '../build-command.ts';
import { madeOrders } from '../ledger.ts';
import { writeManyOrders } from '../many-orders.ts';
import { towns, writeManyStations } from '../many-stations.ts';
import type { Row } from './run.ts';

const count = 50_000;
const today = '2026-10-02';
const names = towns.map(({ name }) => name);

const brotli = (bytes: Buffer) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

function timed(work: () => void): string {
  const started = performance.now();
  work();
  return `${Math.round(performance.now() - started)} ms`;
}

/** The figures of the ledger, everything that `/achievements/` and its data files show; then the site with its pages. */
export async function benchmarkLedger(): Promise<Row[]> {
  const orders = madeOrders(count, { towns: names, from: '2024-09-10', days: 740 });
  let facets = '';
  const rows: Row[] = [
    {
      what: 'figures: whole, months, days, end of two months, seven splits',
      value: timed(() => {
        ledgerFigures(orders, today);
        ledgerMonths(orders, today);
        daysSpans(orders);
        doneShareAt(orders, lastDayOf('2026-09'));
        doneShareAt(orders, lastDayOf('2026-08'));
        // Units, teams and people are as many as communities here.
        for (const keyOf of ['town', 'category', 'kind'] as const) ledgerBy(orders, (order) => order[keyOf], today);
        for (let split = 0; split < 4; split++) ledgerBy(orders, ({ town, community }) => town + community, today);
      }),
    },
    {
      what: 'facets for the filter, packed',
      value: timed(() => {
        const packed = packFacets(
          orders
            .toSorted((a, b) => (a.raisedOn < b.raisedOn ? 1 : -1))
            .map((order) => ({
              state: stateOf(order),
              kind: order.kind,
              category: order.category,
              town: order.town,
              month: order.raisedOn.slice(0, 7),
              only: isOverdue(order, today) ? ['late'] : [],
            })),
        );
        facets = JSON.stringify(packed);
      }),
    },
  ];
  rows.push({ what: 'facets, Brotli', value: kilobytes(brotli(Buffer.from(facets))) });

  const workplace = mkdtempSync(join(tmpdir(), 'hongxin-bench-'));
  try {
    const content = join(workplace, 'content');
    const site = join(workplace, 'site');
    await writeManyStations(content, 10);
    await writeManyOrders(content, { count, done: count, towns: names });
    const started = performance.now();
    const { status, output } = await runBuild({ CONTENT_DIR: content, OUT_DIR: site, SITE_DATE: today });
    if (status !== 0) throw new Error(output);
    rows.push({
      what: 'the whole site, with its search index',
      value: `${Math.round((performance.now() - started) / 1000)} s`,
    });
    const largest = (pattern: string[]) => {
      const files = globSync(pattern, { cwd: site });
      // The largest as it stands is nearly the largest when compressed; a few of them are compressed to be sure.
      const some = files
        .map((file) => [statSync(join(site, file)).size, file] as const)
        .sort(([a], [b]) => b - a)
        .slice(0, 8)
        .map(([, file]) => [brotli(readFileSync(join(site, file))), file] as const)
        .sort(([a], [b]) => b - a);
      const [bytes = 0, file = ''] = some[0] ?? [];
      return { value: `${kilobytes(bytes)} (${file})`, pages: files.length };
    };
    const lists = largest(['orders/index.html', 'orders/{needs,duties,resources,20[0-9][0-9]}/**/index.html']);
    rows.push({ what: `/orders/ and its ${lists.pages} lists, the heaviest, Brotli`, value: lists.value });
    rows.push({ what: '/achievements/, Brotli', value: largest(['achievements/index.html']).value });
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  return rows;
}
