/** Open data: everything that is counted of the ledger, by month and by every split. */
import type { APIRoute } from 'astro';
import type { LedgerFigures, MonthOfLedger } from '../../domain/orders/figures.ts';
import { ledger } from '../../library/ledger.ts';
import { json } from './_responses.ts';

/** The file's own keys: its readers rely on them, whatever the code calls these counts. */
const publishedFigures = ({ atState, satisfied, ...rest }: LedgerFigures) => ({
  ...rest,
  standing: atState,
  content: satisfied,
});
const publishedMonth = ({ satisfied, ...rest }: MonthOfLedger) => ({ ...rest, content: satisfied });

export const GET: APIRoute = async () => {
  const { today, total, samples, months, days, by } = await ledger();
  return json({
    countedOn: today,
    samples,
    total: publishedFigures(total),
    months: months.map(publishedMonth),
    days,
    by: Object.fromEntries(
      Object.entries(by).map(([split, parts]) => [
        split,
        parts.map(({ figures, ...part }) => ({ ...part, figures: publishedFigures(figures) })),
      ]),
    ),
  });
};
