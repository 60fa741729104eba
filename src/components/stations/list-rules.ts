/**
 * The questions above the list of all stations, answered by style rules: without script too, what does not fit is hidden.
 * Facilities are asked by the marks that a station's list of them bears anyway, so that nothing is written twice.
 */
import { facilities, stationKinds, type StationKind } from '../../schemas/vocabulary.ts';

/** The values of the two questions that stand alone, and the classes of the stations that answer yes. */
export const alone = { always: 'always', truck: 'for-trucks' } as const;

/** The classes of a station in the list. */
export function classesOf(station: { kind: StationKind; isAlwaysOpen: boolean; takesTrucks: boolean }): string[] {
  return [station.kind, ...(station.isAlwaysOpen ? [alone.always] : []), ...(station.takesTrucks ? [alone.truck] : [])];
}

/**
 * The rules for a page whose towns are these. Fields are known by their values. What changes outside the questions, as
 * answers do, lets a browser leave the rules alone.
 */
export function listRules(towns: readonly string[]): string {
  const whenChosen = (value: string, hidden: string) => `.asks:has([value="${value}"]:checked)~.overview ${hidden}`;
  return `${[
    ...towns.map((town) => {
      const quoted = town.replace(/["\\]/g, '\\$&');
      return whenChosen(quoted, `.town:not([data-town="${quoted}"])`);
    }),
    ...Object.keys(facilities).map((code) => whenChosen(code, `.station:not(:has(.${code}))`)),
    ...[...Object.keys(stationKinds), alone.always, alone.truck].map((name) =>
      whenChosen(name, `.station:not(.${name})`),
    ),
  ].join(',')}{display:none}`;
}
