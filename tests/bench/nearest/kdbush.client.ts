/** kdbush with geokdbush: the whole index and the facilities of all are fetched. What the stations are called is not. */
import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { answer, bytesOf, question, wanted } from './question.ts';

async function run(): Promise<void> {
  const { lng, lat, facility } = question();
  const [index, facilities] = await Promise.all([bytesOf('kdbush.bin'), bytesOf('facilities.bin')]);
  const has = new Int32Array(facilities);
  const found = around(KDBush.from(index), lng, lat, wanted, Infinity, (id) => ((has[id] ?? 0) & facility) !== 0);
  answer(found.map((id) => String(id)));
}

void run();
