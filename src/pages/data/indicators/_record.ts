/** A published figure as the data files give it. */
import type { Indicator } from '../../../library/indicators.ts';
import { absolute } from '../_responses.ts';

/** The figure with its source, and apart from it what the ledger adds. */
export function indicatorRecord({ href, added, ...indicator }: Indicator) {
  return {
    ...indicator,
    url: absolute(href),
    ...(added && { ledger: { ...added.query, count: added.count, samples: added.samples } }),
  };
}
