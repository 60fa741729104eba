/** FlatGeobuf: a packed Hilbert R-tree read by ranges; the rectangle grows until ten lie surely inside it. */
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { distance } from '../../../src/domain/places/distance.ts';
import { answer, question, wanted } from './question.ts';

async function run(): Promise<void> {
  const { lng, lat, facility } = question();
  const address = new URL('stations.fgb', location.href).href;
  let slugs: string[] = [];
  for (let reach = 4_000; slugs.length < wanted && reach < 5_000_000; reach *= 2) {
    const high = reach / 111_195;
    const wide = high / Math.cos((lat * Math.PI) / 180);
    const box = { minX: lng - wide, minY: lat - high, maxX: lng + wide, maxY: lat + high };
    const found: { slug: string; metres: number }[] = [];
    for await (const feature of deserialize(address, { rect: box })) {
      const { geometry, properties } = feature as {
        geometry: { coordinates: [number, number] };
        properties: { slug: string; has: number };
      };
      const metres = distance({ lng, lat }, { lng: geometry.coordinates[0], lat: geometry.coordinates[1] });
      if ((properties.has & facility) !== 0 && metres <= reach) found.push({ slug: properties.slug, metres });
    }
    slugs = found
      .sort((a, b) => a.metres - b.metres || (a.slug < b.slug ? -1 : 1))
      .slice(0, wanted)
      .map(({ slug }) => slug);
  }
  answer(slugs);
}

void run();
