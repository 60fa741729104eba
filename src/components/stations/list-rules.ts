/**
 * The filters above the list of all stations, as style rules: without script too, what does not fit is hidden.
 * Facilities are matched by the classes that a station's list of them has anyway, so that nothing is written twice.
 */
import { facilities, stationKinds, type StationKind } from '../../schemas/vocabulary.ts';

/** The values of the two yes-or-no filters, which are also the classes of the stations that pass them. */
export const flagClasses = { always: 'always', truck: 'for-trucks' } as const;

/** The classes of a station in the list. */
export function classesOf(station: { kind: StationKind; isAlwaysOpen: boolean; takesTrucks: boolean }): string[] {
  return [
    station.kind,
    ...(station.isAlwaysOpen ? [flagClasses.always] : []),
    ...(station.takesTrucks ? [flagClasses.truck] : []),
  ];
}

/**
 * The rules for a page whose towns are these. Fields are matched by their values. A change outside the filters, such
 * as an answer, does not make a browser evaluate the rules again.
 */
export function listRules(towns: readonly string[]): string {
  const whenChosen = (value: string, hidden: string) => `.asks:has([value="${value}"]:checked)~.overview ${hidden}`;
  return `${[
    ...towns.map((town) => {
      const quoted = town.replace(/["\\]/g, '\\$&');
      return whenChosen(quoted, `.town:not([data-town="${quoted}"])`);
    }),
    ...Object.keys(facilities).map((code) => whenChosen(code, `.station:not(:has(.${code}))`)),
    ...[...Object.keys(stationKinds), flagClasses.always, flagClasses.truck].map((name) =>
      whenChosen(name, `.station:not(.${name})`),
    ),
  ].join(',')}{display:none}`;
}
