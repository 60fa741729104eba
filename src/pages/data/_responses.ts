/** How the data files are written. */
import { stringify } from 'csv-stringify/sync';
import { environment } from '../../environment.ts';

/** The whole address of a path. */
export function absolute(href: string): string {
  return new URL(href, environment.siteUrl).href;
}

/** A JSON answer, indented so that two versions can be compared line by line. */
export function json(data: unknown, type = 'application/json'): Response {
  return new Response(`${JSON.stringify(data, null, 1)}\n`, { headers: { 'content-type': `${type}; charset=utf-8` } });
}

/**
 * A CSV answer. The byte-order mark makes Excel read it as UTF-8; cells that begin like a formula are escaped, so that
 * opening the file runs nothing.
 */
export function csv(
  rows: readonly Record<string, string | number | undefined>[],
  columns: readonly string[],
): Response {
  const text = stringify([...rows], { header: true, columns: [...columns], bom: true, escape_formulas: true });
  return new Response(text, { headers: { 'content-type': 'text/csv; charset=utf-8' } });
}
