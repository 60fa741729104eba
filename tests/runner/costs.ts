/** What each check cost when it ran last on this machine. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testCache } from '../places.ts';
import type { Outcome } from './outcome.ts';

const file = join(testCache, 'seconds.json');

/** Seconds by the name of the check; those that never ran here are missing. */
export function lastCosts(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Stores what checks that ran whole have cost. */
export function storeCosts(outcomes: readonly Outcome[]): void {
  const costs = outcomes.filter(({ failed }) => failed === 0).map(({ check, seconds }) => [check, Math.round(seconds)]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...lastCosts(), ...Object.fromEntries(costs) }));
}
