/** The answer of the stations' data to a question about them: how many there are, the nearest, and the finder with its filter. */
import { paths, underBase } from '../../addresses.ts';
import { formatDistance, type Place } from '../../domain/places/distance.ts';
import type { StationQuestion } from '../../domain/search/station-question.ts';
import type { FinderData } from '../../domain/stations/finder.ts';
import { fits } from '../../domain/stations/filter.ts';
import { unpackStations, type SearchedStation } from '../../domain/stations/record.ts';
import { nearestInList } from '../../domain/stations/search.ts';
import { openStateNow } from '../stations/open-state.client.ts';
import { createElement } from './elements.client.ts';

/** How many stations are named. */
const named = 3;
/** How old a known position may be, and how long the device may take to tell it, in milliseconds. */
const position = { maximumAge: 600_000, timeout: 3_000 };

/** The position of a visitor who has allowed it before: nobody is asked here. */
async function knownPosition(): Promise<Place | undefined> {
  try {
    if ((await navigator.permissions.query({ name: 'geolocation' })).state !== 'granted') return undefined;
    return await new Promise((found) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          found({ lng: coords.longitude, lat: coords.latitude });
        },
        () => {
          found(undefined);
        },
        position,
      );
    });
  } catch {
    // A browser without permissions tells nothing.
    return undefined;
  }
}

/** The sentence with the counts. @param elsewhere how many there are in other towns where the one asked for has none */
function countsOf(
  matching: readonly SearchedStation[],
  { description, filter }: StationQuestion,
  data: FinderData,
  elsewhere: number,
): string {
  const what =
    filter.kind !== undefined
      ? description
      : `${description}${description === '' || description.endsWith('的') ? '' : '的'}站点`;
  if (matching.length === 0) return `没有登记${what}。${elsewhere === 0 ? '' : `别的乡镇有 ${String(elsewhere)} 处：`}`;
  const open = matching.filter(({ opening }) =>
    ['open', 'closing'].includes(openStateNow(opening, data.calendar).is),
  ).length;
  return `${what}有 ${String(matching.length)} 处${filter.isOpenNow === true ? '' : `，现在开着 ${String(open)} 处`}。`;
}

/** What the stations' data answer to a question. */
export interface StationAnswer {
  /** The finder's parameters with the filter of the question. */
  parameters: string;
  /** How many stations there are; absent where the page has a tree of them, of which the finder fetches what it needs. */
  counts?: string;
  /** The nearest to a known position, else those that are open before the others. */
  stations: { item: SearchedStation; metres?: number; state: string }[];
}

/** Answers a question about stations. */
export async function answerFromStations(question: StationQuestion, data: FinderData): Promise<StationAnswer> {
  const { parameters, filter } = question;
  if (data.stations === undefined) return { parameters, stations: [] };
  const { calendar } = data;
  const moment = Date.now();
  const all = unpackStations(data.stations);
  const { town: _, ...anywhere } = filter;
  const matching = all.filter((station) => fits(station, filter, calendar, moment));
  const fitting = matching.length > 0 ? matching : all.filter((station) => fits(station, anywhere, calendar, moment));
  const from = fitting.length === 0 ? undefined : await knownPosition();
  const isOpen = ({ opening }: SearchedStation) => openStateNow(opening, calendar).is === 'open';
  const listed =
    from === undefined
      ? [...fitting].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a))).map((item) => ({ item }))
      : nearestInList(all, { from, filter: matching.length > 0 ? filter : anywhere, calendar, moment, limit: named });
  return {
    parameters,
    counts: countsOf(matching, question, data, matching.length > 0 ? 0 : fitting.length),
    // How many there are is the answer to how many there are.
    stations: (question.isCount ? [] : listed)
      .slice(0, named)
      .map((each) => ({ ...each, state: openStateNow(each.item.opening, calendar).text })),
  };
}

/** The answer as it is shown above the results. @param base path of the site, with a slash at the end */
export async function stationAnswer(question: StationQuestion, data: FinderData, base: string): Promise<Node[]> {
  const { parameters, counts, stations } = await answerFromStations(question, data);
  const facts = ({ item, metres, state }: StationAnswer['stations'][number]) =>
    [item.town, metres !== undefined && formatDistance(metres), state, item.isSample && '示例']
      .filter(Boolean)
      .join(' · ');
  return [
    ...(counts === undefined ? [] : [createElement('p', { class: 'said' }, counts)]),
    createElement(
      'ol',
      { role: 'list' },
      ...stations.map((station) =>
        createElement(
          'li',
          {},
          createElement('a', { href: underBase(base, paths.station(station.item.slug)) }, station.item.name),
          createElement('p', { class: 'quiet' }, facts(station)),
        ),
      ),
    ),
    createElement(
      'p',
      { class: 'choices' },
      createElement(
        'a',
        { class: 'choice', href: `${underBase(base, paths.stations)}?${parameters}` },
        '在站点里看全部',
      ),
    ),
  ];
}
