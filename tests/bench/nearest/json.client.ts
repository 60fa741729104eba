/** One file with everything in it, searched through. */
import { nearestInList } from '../../../src/domain/stations/search.ts';
import { unpackStations, type PackedStations } from '../../../src/domain/stations/record.ts';
import { answer, question, wanted } from './question.ts';

async function run(): Promise<void> {
  const { lng, lat, facility } = question();
  const stations = unpackStations((await (await fetch('stations.json')).json()) as PackedStations);
  const found = nearestInList(stations, {
    from: { lng, lat },
    filter: { facilities: facility },
    calendar: { years: [], off: [], makeUp: [] },
    moment: 0,
    limit: wanted,
  });
  answer(found.map(({ item }) => item.slug));
}

void run();
