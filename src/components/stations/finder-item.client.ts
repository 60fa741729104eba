/** One station in an answer of the finder: a filled copy of the template in the page. */
import { formatDistance, formatTravelTime } from '../../domain/places/distance.ts';
import { mapLinks } from '../../domain/places/map-links.ts';
import type { FinderItem } from '../../domain/stations/finder.ts';
import { facilitiesOf, type SearchedStation } from '../../domain/stations/record.ts';
import { facilities } from '../../schemas/vocabulary.ts';
import { copyToClipboard } from '../site/clipboard.client.ts';

const isInWeChat = /MicroMessenger/i.test(navigator.userAgent);

/**
 * Makes the item of a station. The caller adds its opening state.
 * @param stationPath path of a station's page with `*` in place of the slug
 * @param source the name under which this site calls the map services
 */
export function stationItem(
  { station, metres }: FinderItem,
  template: HTMLTemplateElement,
  stationPath: string,
  source: string,
): DocumentFragment {
  const fragment = template.content.cloneNode(true) as DocumentFragment;
  const part = (name: string) => fragment.querySelector<HTMLElement>(`[data-${name}]`);
  const fill = (name: string, text: string) => {
    const element = part(name);
    if (element === null) return;
    if (text === '') element.remove();
    else element.textContent = text;
  };
  part('name')?.setAttribute('href', stationPath.replace('*', station.slug));
  fill('name', station.name);
  if (!station.isSample) part('sample')?.remove();
  if (metres !== undefined) {
    fill('far', formatDistance(metres));
    fill('minutes', formatTravelTime(metres));
  }
  const { address, landmark, access, truck } = station;
  fill('where', `${address}${landmark === undefined ? '' : `，${landmark}`}`);
  const limits = [
    ...(truck?.maxLength === undefined ? [] : [`车长 ${truck.maxLength} 米以内`]),
    ...(truck?.maxHeight === undefined ? [] : [`车高 ${truck.maxHeight} 米以内`]),
  ].join('、');
  const bays = truck === undefined ? '' : `货车位 ${truck.bays} 个${limits === '' ? '' : `，${limits}`}。`;
  fill('way', `${access === undefined ? '怎么进不详。' : `怎么进：${access}`}${bays}`);
  for (const code of facilitiesOf(station.has)) {
    const item = document.createElement('li');
    item.textContent = facilities[code];
    part('has')?.append(item);
  }
  for (const each of directions(station, source)) part('maps')?.append(each);
  return fragment;
}

/** Links to the station on maps, its telephone number, and a button that copies its address. */
function directions({ onMap, name, address, phone }: SearchedStation, source: string): Node[] {
  const link = (text: string, href: string) => {
    const element = document.createElement('a');
    element.className = 'choice';
    element.href = href;
    element.rel = 'noopener noreferrer';
    element.textContent = text;
    return element;
  };
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.className = 'choice';
  copy.textContent = '复制地址';
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  if (isInWeChat) status.textContent = '微信里打不开高德地图，请复制地址，到高德里粘贴。';
  copy.addEventListener('click', () => {
    const text = `${name}，${address}`;
    copyToClipboard(text).then(
      () => {
        status.textContent = '已复制';
      },
      () => {
        status.textContent = text;
      },
    );
  });
  return [
    ...mapLinks(onMap, name, source)
      .filter(({ isBarredInWeChat }) => !(isInWeChat && isBarredInWeChat === true))
      .map(({ map, href }) => link(map, href)),
    ...(phone === undefined ? [] : [link(`电话 ${phone}`, `tel:${phone.replace(/[\s-]/g, '')}`)]),
    copy,
    status,
  ];
}
