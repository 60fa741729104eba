/** How long ago somebody verified a station's entry on site. */
import type { IsoDate } from '../../schemas/field.ts';
import { daysBetween } from '../time/dates.ts';

/** After this many days a visitor is warned: doors close and sockets break in a season. */
export const daysTrusted = 90;

/** The warning about a check that is too long ago, or `undefined`. */
export function verificationWarning(on: IsoDate | undefined, today: IsoDate): string | undefined {
  if (on === undefined) return '这个站点还没有核实的记录，去之前最好先打听一下。';
  const days = daysBetween(on, today);
  return days > daysTrusted ? `上次核实是 ${days} 天前，情况可能变了，去之前最好先打听一下。` : undefined;
}
