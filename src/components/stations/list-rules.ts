/**
 * The questions above the list of all stations, answered by style rules: without script too, what does not fit is hidden.
 * Facilities are asked by the marks that a station's list of them bears anyway, so that nothing is written twice.
 */
import { createHash } from 'node:crypto';
import { facilities, stationKinds, type Facility, type StationKind } from '../../schemas/vocabulary.ts';

/** The ids of the fields that rules listen to, and the classes that stations bear. */
export const fieldId = {
  town: (index: number) => `town-${String(index)}`,
  facility: (facility: Facility) => `has-${facility}`,
  kind: (kind: StationKind) => `kind-${kind}`,
  always: 'always',
  truck: 'takes-trucks',
} as const;

/** The classes of a station in the list. */
export function classesOf(station: { kind: StationKind; isAlwaysOpen: boolean; takesTrucks: boolean }): string[] {
  return [
    `is-${station.kind}`,
    ...(station.isAlwaysOpen ? ['is-always'] : []),
    ...(station.takesTrucks ? ['is-for-trucks'] : []),
  ];
}

/** The rules for a page whose towns are these, and their hash for its security policy. */
export function listRules(towns: readonly string[]): { css: string; hash: `sha256-${string}` } {
  const whenChosen = (id: string, hidden: string) => `.filtered:has(#${id}:checked) ${hidden}`;
  const css = `${[
    ...towns.map((town, index) =>
      whenChosen(fieldId.town(index), `.town:not([data-town="${town.replace(/["\\]/g, '\\$&')}"])`),
    ),
    ...(Object.keys(facilities) as Facility[]).map((code) =>
      whenChosen(fieldId.facility(code), `.station:not(:has(.${code}))`),
    ),
    ...(Object.keys(stationKinds) as StationKind[]).map((kind) =>
      whenChosen(fieldId.kind(kind), `.station:not(.is-${kind})`),
    ),
    whenChosen(fieldId.always, '.station:not(.is-always)'),
    whenChosen(fieldId.truck, '.station:not(.is-for-trucks)'),
  ].join(',')}{display:none}`;
  return { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}
