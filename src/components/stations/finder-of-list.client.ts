/** The finder of a page that carries all its stations. */
import type { FinderData } from '../../domain/stations/finder.ts';
import { StationList } from '../../domain/stations/search.ts';
import { StationFinder } from './station-finder.client.ts';

customElements.define(
  'station-finder',
  class extends StationFinder {
    source({ stations, readings }: FinderData): StationList {
      // A page without a tree has them.
      if (stations === undefined || readings === undefined) throw new Error('The page carries no stations.');
      return new StationList(stations, readings);
    }
  },
);
