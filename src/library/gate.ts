/** The settings of the gate for this run. */
import { environment } from '../environment.ts';
import type { GateSettings } from './publication.ts';

/** A build never shows drafts, whatever the environment; the development server does, marked. */
export const gate: GateSettings = {
  today: environment.today,
  samplesShown: environment.samplesShown,
  draftsShown: import.meta.env.DEV,
};
