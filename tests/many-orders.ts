/** Adds a long ledger to a content tree, so that lists of orders have more than one page. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { madeOrders } from './ledger.ts';

/**
 * Writes `count` orders over two years into a content tree with the given towns.
 * @param done how many are finished: each finished order gets share pictures, which take time to draw
 */
export async function writeManyOrders(
  directory: string,
  { count, done, towns }: { count: number; done: number; towns: readonly string[] },
): Promise<void> {
  for (const year of ['2024', '2025', '2026']) await mkdir(join(directory, 'orders', year), { recursive: true });
  const orders = madeOrders(count, { towns, from: '2024-09-10', days: 700 });
  for (const [index, { slug, doneOn, ratedOn, rating, ...order }] of orders.entries()) {
    const isDone = doneOn !== undefined && index < done;
    const entry = {
      ...order,
      ...(isDone && { doneOn, ...(ratedOn !== undefined && { ratedOn, rating }) }),
      publication: { status: 'published', sample: true },
    };
    await writeFile(join(directory, 'orders', order.raisedOn.slice(0, 4), `${slug}.yaml`), stringify(entry));
  }
}
