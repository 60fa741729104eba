/**
 * As many stations as a country could have, for tests and benchmarks of size: scattered around the real places of
 * `fixtures/china/places.tsv` (GeoNames, CC BY 4.0), denser where more people live, under real names of towns. Seeded,
 * so that every run generates the same ones. None of them exists.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from '../src/domain/places/coordinates.ts';
import type { Box } from '../src/domain/places/distance.ts';
import type { StationRecord } from '../src/domain/stations/record.ts';
import type { Hours } from '../src/schemas/station.ts';
import { facilities, stationKinds, weekdays, type StationKind } from '../src/schemas/vocabulary.ts';
import { oneOf, random } from './random.ts';

/** Real places, WGS-84, with how many people live there and the name of a town somewhere in the country. */
const places = readFileSync(join(import.meta.dirname, 'fixtures/china/places.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [lng = '', lat = '', population = '', town = ''] = line.split('\t');
    return { lng: Number(lng), lat: Number(lat), population: Number(population), town };
  });
const weights = places.map(({ population }) => Math.sqrt(population + 2_000));
const total = weights.reduce((sum, weight) => sum + weight, 0);
const sums: number[] = [];
for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight);

/** A point near a real place, WGS-84, to a metre, and the place's number. */
export function somewhere(next: () => number): { lng: number; lat: number; place: number } {
  const target = next() * total;
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  const { lng = 0, lat = 0 } = places[low] ?? {};
  // Most within a few kilometres of the middle, some far out.
  const away = 0.01 + 0.25 * next() ** 3;
  const angle = next() * 2 * Math.PI;
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  return { lng: round(lng + away * Math.cos(angle)), lat: round(lat + away * Math.sin(angle)), place: low };
}

const everyDay = (spans: string[], last: string[] = spans): Hours['weekly'] =>
  Object.fromEntries(Object.keys(weekdays).map((day) => [day, day === 'sun' ? last : spans]));

/** The hours of stations. */
export const hoursInUse: readonly Hours[] = [
  { kind: 'always', holidays: 'as-week' },
  { kind: 'unknown', holidays: 'unknown' },
  ...(['as-week', 'closed', 'unknown'] as const).flatMap((holidays): Hours[] => [
    { kind: 'weekly', holidays, weekly: everyDay(['08:00-18:00']) },
    { kind: 'weekly', holidays, weekly: everyDay(['08:30-12:00', '14:00-17:30'], []) },
    { kind: 'weekly', holidays, weekly: everyDay(['07:00-22:00']) },
    { kind: 'weekly', holidays, weekly: everyDay(['20:00-26:00']) },
    { kind: 'weekly', holidays, weekly: everyDay(['06:00-24:00']) },
    { kind: 'weekly', holidays, weekly: everyDay(['09:00-20:30'], ['09:00-12:00']) },
  ]),
];

const shares = [0.97, 0.6, 0.5, 0.4, 0.45, 0.9, 0.6, 0.5, 0.15, 0.1, 0.05, 0.4, 0.08, 0.3, 0.4, 0.2];
/** The facilities of stations: thirty standards, in which each facility has the share above. */
const standards = (() => {
  const next = random(6);
  return Array.from({ length: 30 }, () =>
    shares.reduce((bits, share, bit) => bits | (next() < share ? 1 << bit : 0), 0),
  );
})();
const hosts = ['社区党群服务中心', '银行网点', '通讯营业厅', '快递网点', '交通服务区', '工会'];
const ways = [
  '从侧门进',
  '扫码登记后进',
  '找前台要钥匙',
  '门口按铃',
  '直接进',
  '车停后院再进',
  '二楼右手边',
  '保安亭登记',
];
const roads = ['人民路', '建设路', '解放路', '滨河路', '中山路', '迎宾大道', '正街', '新街', '工业大道', '环城路'];
const kinds = Object.keys(stationKinds) as StationKind[];

/** Stations scattered over the country. @param count how many */
export function province(count: number, seed = 20_261_125): StationRecord[] {
  const next = random(seed);
  const stations: StationRecord[] = [];
  const numbers = new Map<number, number>();
  let twin: ReturnType<typeof somewhere> | undefined;
  for (let index = 0; index < count; index++) {
    // One in seventeen shares its door with the one before, so that distances tie.
    const { place, ...point } = twin !== undefined && next() < 0.06 ? twin : somewhere(next);
    twin = { ...point, place };
    // A place has its town, as the stations of a real one do; its villages are far out.
    const town = places[place]?.town ?? '';
    const number = (numbers.get(place) ?? 0) + 1;
    numbers.set(place, number);
    const kind = oneOf(kinds, next);
    const { lng, lat } = convert({ ...point, datum: 'wgs84' }, 'gcj02');
    let has = 0;
    let lacks = 0;
    // Stations are built to a standard, a little different from each other.
    const usual = oneOf(standards, next);
    Object.keys(facilities).forEach((_, bit) => {
      const isUsual = (usual & (1 << bit)) !== 0;
      const drawn = next();
      if (drawn < 0.1 ? !isUsual : isUsual) has |= 1 << bit;
      else if (drawn > 0.7) lacks |= 1 << bit;
    });
    const road = oneOf(roads, next);
    stations.push({
      slug: `p${place.toString(36)}-${number}`,
      name: `${town}${oneOf(['东街', '西街', '站前', '河边', '市场', '园区'], next)}${stationKinds[kind]}`,
      kind,
      town,
      address: `${town}${road}${String(1 + Math.floor(next() * 300))}号`,
      ...(next() < 0.6 && { landmark: `${oneOf(hosts, next)}旁` }),
      ...(next() < 0.4 && { access: oneOf(ways, next) }),
      ...point,
      onMap: { lng, lat },
      has,
      lacks,
      hours: oneOf(hoursInUse, next),
      closures: next() < 0.02 ? [{ from: '2026-11-20', to: '2026-12-05', reason: '装修' }] : [],
      ...((has & (1 << 12)) !== 0 && {
        truck: { bays: 1 + Math.floor(next() * 40), maxLength: oneOf([6.8, 9.6, 13, 17.5], next), maxHeight: 4.2 },
      }),
      isSample: true,
    });
  }
  return stations;
}

/** A rectangle around all of China, WGS-84. */
export const country: Box = [73, 17, 136, 54];
