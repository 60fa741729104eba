/** Open data: everything that is counted of the ledger, by month and by every split. */
import type { APIRoute } from 'astro';
import { ledger } from '../../library/ledger.ts';
import { json } from './_responses.ts';

export const GET: APIRoute = async () => {
  const { today, total, samples, months, days, by } = await ledger();
  return json({ countedOn: today, samples, total, months, days, by });
};
