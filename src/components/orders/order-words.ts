/** How an order's time is said. */

/** That an order ran over its time and by how much; nothing when it did not. */
export function overdueInWords({ daysOverdue, doneOn }: { daysOverdue: number; doneOn?: string }): string | undefined {
  if (daysOverdue <= 0) return undefined;
  return doneOn === undefined ? `已超期 ${String(daysOverdue)} 天` : `超期 ${String(daysOverdue)} 天办结`;
}
