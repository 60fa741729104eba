/** The finder of a page that carries all its stations. */
import type { Readings } from '../../domain/places/place-search.ts';
import type { FinderData } from '../../domain/stations/finder.ts';
import { StationList } from '../../domain/stations/search.ts';
import { fileReader } from './finder-files.client.ts';
import { StationFinder } from './station-finder.client.ts';

customElements.define(
  'station-finder',
  class extends StationFinder {
    source({ stations, readingsFile }: FinderData): StationList {
      // A page without a tree has them.
      if (stations === undefined) throw new Error('The page carries no stations.');
      const read = fileReader(this.dataset['leaf'] ?? '');
      return new StationList(stations, async () => (await read(readingsFile)) as Readings);
    }
  },
);
