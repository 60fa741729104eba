/** The county of the forms: its towns, its bounds. Asked for once for a page, and again after a save that may have changed it. */
import { useSyncExternalStore } from 'react';
import type { County } from '../../domain/entries/county.ts';
import { Held } from './held.ts';

const held = new Held<County | undefined>(undefined);
let isAsked = false;

async function ask(): Promise<void> {
  const response = await fetch('/api/office/county').catch(() => undefined);
  const county = response?.ok === true ? ((await response.json()) as County | null) : null;
  if (county !== null) held.update(county);
}

/** The county; `undefined` until it is known, and where the settings cannot be read. */
export function useCounty(): County | undefined {
  if (!isAsked && typeof window !== 'undefined') {
    isAsked = true;
    window.addEventListener('office:saved', () => void ask());
    void ask();
  }
  return useSyncExternalStore(held.listen, held.current, held.current);
}
