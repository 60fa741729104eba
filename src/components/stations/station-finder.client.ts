/**
 * The station finder in the browser: asks the phone where it is, or reads the form, and lists what `domain/finder.ts` answers.
 * Everything on the page that depends on the time is told again every minute.
 */
import { dayAt, dayNumber } from '../../domain/time/calendar.ts';
import { formatDistance, formatTravelTime, type Place } from '../../domain/places/distance.ts';
import { Finder, type Answer, type Answered, type FinderData } from '../../domain/stations/finder.ts';
import { mapLinks } from '../../domain/places/map-links.ts';
import { openStateAt, formatOpenState } from '../../domain/stations/opening-hours.ts';
import { facilityBits, type StationFilter } from '../../domain/stations/filter.ts';
import { facilitiesOf, type SearchedStation } from '../../domain/stations/record.ts';
import type { StationSource } from '../../domain/stations/search.ts';
import { facilities, stationKinds, type Facility, type StationKind } from '../../schemas/vocabulary.ts';
import { slugOfLink, StationMap } from './station-map.client.ts';

/** How long the phone may look for its place before the visitor is told to choose a town, in milliseconds. */
const patience = 10_000;
/** A fix less exact than this, in metres, is said to be so. */
const vague = 500;
/** From this far on the visitor is told that there is nothing near, in metres. */
const farAway = 30_000;
const step = 10;
/** Answers that are shown before the rest: more than a screen holds. */
const atFirst = 4;

const refusals: Record<number, string> = {
  1: '没有得到定位的许可。可以选乡镇，或者打一个地标、街名。',
  2: '手机没有给出位置。可以选乡镇，或者打一个地标、街名。',
  3: '等了 10 秒还没有定到位。可以选乡镇，或者打一个地标、街名。',
};
const noLocation = '这里不能定位。可以选乡镇，或者打一个地标、街名。';

const isInWeChat = /MicroMessenger/i.test(navigator.userAgent);

export abstract class StationFinder extends HTMLElement {
  /** Where the stations of the page come from. */
  abstract source(data: FinderData): StationSource;

  #finder: Finder | undefined;
  #map: StationMap | null = null;
  #from: Place | undefined;
  #wanted = step;
  /** Whether the visitor has asked anything yet; before that the page shows its list of all stations alone. */
  #hasAsked = false;
  #turn = 0;
  #builtOn = '';
  #listed: Answered[] = [];

  #part(name: string): HTMLElement {
    const part = this.querySelector<HTMLElement>(`[data-${name}]`);
    // The markup beside this file has them all.
    if (part === null) throw new Error(`There is no [data-${name}].`);
    return part;
  }

  get #form(): HTMLFormElement {
    return this.#part('asks') as HTMLFormElement;
  }

  connectedCallback(): void {
    const data = JSON.parse(this.#part('finder').textContent) as FinderData;
    this.#builtOn = data.builtOn;
    this.#finder = new Finder(data.calendar, this.source(data));
    this.#map = this.querySelector('station-map');
    if (this.#map) {
      this.#map.describe = (slug) => {
        const station = this.#finder?.all.find((each) => each.slug === slug);
        return station === undefined ? '' : this.#stateOf(station).text;
      };
    }

    const locate = this.#part('locate') as HTMLButtonElement;
    locate.disabled = false;
    locate.addEventListener('click', () => {
      this.#locate();
    });
    const form = this.#form;
    this.#restore(form);
    let pause: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      clearTimeout(pause);
      this.#wanted = step;
      this.#hasAsked = true;
      this.#remember(form);
      void this.#answer();
    };
    form.addEventListener('change', ask);
    form.addEventListener('input', (event) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.name !== 'q') return;
      // An input method's half-typed pinyin is answered once it has become characters.
      if (event instanceof InputEvent && event.isComposing) return;
      clearTimeout(pause);
      pause = setTimeout(ask, 200);
    });
    form.addEventListener('compositionend', ask);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      ask();
    });
    this.#part('more').addEventListener('click', () => {
      this.#wanted += step;
      void this.#answer();
    });

    this.#tellAge();
    for (const event of ['online', 'offline']) {
      addEventListener(event, () => {
        this.#tellAge();
      });
    }
    this.#tellStates();
    const everyMinute = () => {
      this.#tellStates();
      if (this.#hasAsked) void this.#answer({ isQuiet: true });
      setTimeout(everyMinute, 60_000 - (Date.now() % 60_000));
    };
    setTimeout(everyMinute, 60_000 - (Date.now() % 60_000));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.#tellStates();
    });

    this.#showStandIn();
    this.#keepForLater();
  }

  /** Without a network every station's address is answered with this page: then it shows that one station. */
  #showStandIn(): void {
    const [before = '', after = ''] = (this.dataset['station'] ?? '').split('*');
    const path = location.pathname;
    if (!path.startsWith(before) || path === before) return;
    const slug = path.slice(before.length).replace(after, '').split('/')[0];
    const station = this.#finder?.all.find((each) => each.slug === slug);
    this.#say('没有网络，这是存在手机里的站点资料。');
    if (station === undefined) return;
    this.#show({ list: [{ station }], hasMore: false, isRelaxed: false }, station.name);
    const ways = this.querySelector<HTMLDetailsElement>('[data-list] details');
    if (ways) ways.open = true;
  }

  #say(text: string): void {
    this.#part('said').textContent = text;
  }

  #stateOf(station: SearchedStation): { is: string; text: string } {
    const now = Date.now();
    const state = openStateAt(station.opening, this.#finder?.calendar ?? { years: [], off: [], makeUp: [] }, now);
    const reason = state.is === 'closed' && state.reason !== undefined ? `（${state.reason}）` : '';
    return { is: state.is, text: formatOpenState(state, now) + reason };
  }

  /** Tells the states in the list of all stations and in the answers. */
  #tellStates(): void {
    const known = new Map(this.#finder?.all.map((station) => [station.slug, station]));
    for (const { station } of this.#listed) known.set(station.slug, station);
    for (const item of this.querySelectorAll<HTMLElement>('.station, [data-list] > li')) {
      const link = item.querySelector('a');
      const station = link && known.get(slugOfLink(link));
      if (station) this.#tellState(item, station);
    }
  }

  #tellState(item: HTMLElement, station: SearchedStation): void {
    const { is, text } = this.#stateOf(station);
    item.dataset['is'] = is;
    const line = item.querySelector('[data-state]');
    if (line && line.textContent !== text) line.textContent = text;
  }

  #tellAge(): void {
    const age = this.#part('age');
    age.dataset['text'] ??= age.textContent.trim();
    const days = dayAt(Date.now()).day - dayNumber(this.#builtOn);
    const ago = days <= 0 ? '今天' : `${days} 天前`;
    age.textContent = `${navigator.onLine ? '' : '现在没有网络，用的是存在手机里的资料。'}${age.dataset['text']}（${ago}）`;
  }

  #locate(): void {
    // A page that did not come over https has the object, and the browser refuses at once.
    if (!('geolocation' in navigator) || !isSecureContext) {
      this.#fallBack(noLocation);
      return;
    }
    this.#say('正在定位……');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#from = { lng: coords.longitude, lat: coords.latitude };
        this.#hasAsked = true;
        this.#wanted = step;
        this.#map?.show(this.#from);
        void this.#answer({ accuracy: coords.accuracy, isFirst: true });
      },
      ({ code }) => {
        this.#fallBack(refusals[code] ?? noLocation);
      },
      { enableHighAccuracy: true, timeout: patience, maximumAge: 60_000 },
    );
  }

  #fallBack(text: string): void {
    this.#say(text);
    this.querySelector<HTMLElement>('[name=town]')?.focus();
  }

  #question(): { words: string; filter: StationFilter } {
    const fields = new FormData(this.#form);
    const text = (name: string) => {
      const value = fields.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const size = (name: string) => {
      const value = Number(text(name));
      return Number.isFinite(value) && value > 0 ? value : 0;
    };
    const codes = fields
      .getAll('facility')
      .filter((code): code is Facility => typeof code === 'string' && code in facilities);
    const kind = text('kind');
    return {
      words: text('q'),
      filter: {
        facilities: facilityBits(codes),
        ...(kind in stationKinds && { kind: kind as StationKind }),
        ...(text('town') !== '' && { town: text('town') }),
        ...(text('open') !== '' && { isOpenNow: true }),
        ...(text('always') !== '' && { isAlwaysOpen: true }),
        ...(text('truck') !== '' && { truck: { length: size('length'), height: size('height') } }),
      },
    };
  }

  async #answer({ accuracy = 0, isFirst = false, isQuiet = false } = {}): Promise<void> {
    const turn = ++this.#turn;
    const { words, filter } = this.#question();
    const asked = { from: this.#from, words, filter, moment: Date.now(), wanted: this.#wanted };
    try {
      const answer = await this.#finder?.ask(asked);
      if (answer === undefined || turn !== this.#turn) return;
      const place = words !== '' ? `“${words}”附近` : filter.town;
      const open = filter.isOpenNow === true && !answer.isRelaxed ? '现在开着的' : '';
      const heading =
        answer.needsTown === true
          ? '先选一个乡镇'
          : answer.list.length === 0
            ? '没有找到'
            : answer.isRelaxed
              ? `${place ?? '附近'}现在没有确定开着的，先列出最近的`
              : `${place ?? (this.#from ? '离你最近' : '')}${place === undefined && open !== '' && this.#from ? '、' : ''}${open}站点`;
      this.#show(answer, heading);
      if (isQuiet) return;
      this.#say(this.#told(answer, accuracy, filter));
      if (isFirst) {
        const title = this.#part('heading');
        title.focus({ preventScroll: true });
        title.scrollIntoView();
      }
    } catch {
      if (turn === this.#turn && !isQuiet) this.#say('没有取到站点资料，请看看网络，再试一次。');
    }
  }

  /** What is said of an answer beside the list itself. */
  #told({ list, needsTown, unsure = 0 }: Answer, accuracy: number, filter: StationFilter): string {
    if (needsTown === true) return '站点很多，先选乡镇，再打地标或街名。';
    if (list.length === 0) return '没有符合这些条件的站点，去掉一两个条件试试。';
    const nearest = this.#from === undefined ? 0 : (list[0]?.metres ?? 0);
    if (nearest > farAway) return `最近的站点在 ${formatDistance(nearest)}以外，你不在本地附近。可以选乡镇看看。`;
    if (accuracy > vague) return `这次定位只准到 ${formatDistance(accuracy)}左右，先后可能不对；也可以选乡镇。`;
    const what = [
      ...((filter.facilities ?? 0) === 0 ? [] : ['设施']),
      ...(filter.isOpenNow === true ? ['开放时间'] : []),
    ].join('或');
    return `列出 ${list.length} 个${unsure > 0 && what !== '' ? `；另有 ${unsure} 个${what}不详，没有列入` : ''}`;
  }

  #show(answer: Answer, heading: string): void {
    this.#part('answers').hidden = false;
    const title = this.#part('heading');
    if (title.textContent !== heading) title.textContent = heading;
    const origin = answer.around === undefined ? '' : `从${answer.around}量起。`;
    this.#part('note').textContent = answer.list.some(({ metres }) => metres !== undefined)
      ? `距离和时间都按直线算，路上会多一些。${origin}`
      : '';
    this.#part('more').hidden = !answer.hasMore;
    const isSame =
      answer.list.length === this.#listed.length &&
      answer.list.every(
        ({ station, metres }, index) =>
          station.slug === this.#listed[index]?.station.slug && metres === this.#listed[index].metres,
      );
    this.#listed = answer.list;
    if (isSame) {
      this.#tellStates();
    } else {
      // What the screen shows comes at once; laying out the rest would keep a slow phone from showing anything.
      const list = this.#part('list');
      const { list: all } = answer;
      list.replaceChildren(...all.slice(0, atFirst).map((each) => this.#item(each)));
      requestAnimationFrame(() => {
        if (this.#listed === all) list.append(...all.slice(atFirst).map((each) => this.#item(each)));
      });
    }
    this.#map?.mark(new Set(answer.list.map(({ station }) => station.slug)));
  }

  #item({ station, metres }: Answered): DocumentFragment {
    const fragment = (this.#part('answer') as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
    const part = (name: string) => fragment.querySelector<HTMLElement>(`[data-${name}]`);
    const fill = (name: string, text: string) => {
      const element = part(name);
      if (element === null) return;
      if (text === '') element.remove();
      else element.textContent = text;
    };
    const item = fragment.querySelector('li');
    if (item) this.#tellState(item, station);
    const name = part('name');
    name?.setAttribute('href', (this.dataset['station'] ?? '').replace('*', station.slug));
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
    part('has')?.append(
      ...facilitiesOf(station.has).map((code) => {
        const each = document.createElement('li');
        each.textContent = facilities[code];
        return each;
      }),
    );
    this.#addWays(part('maps'), station);
    return fragment;
  }

  #addWays(into: HTMLElement | null, { onMap, name, address, phone }: SearchedStation): void {
    if (into === null) return;
    const link = (text: string, href: string) => {
      const each = document.createElement('a');
      each.className = 'choice';
      each.href = href;
      each.rel = 'noopener noreferrer';
      each.textContent = text;
      return each;
    };
    const links = mapLinks(onMap, name, this.dataset['source'] ?? '');
    into.append(
      ...links
        .filter(({ isBarredInWeChat }) => !(isInWeChat && isBarredInWeChat === true))
        .map(({ map, href }) => link(map, href)),
    );
    if (phone !== undefined) into.append(link(`电话 ${phone}`, `tel:${phone.replace(/[\s-]/g, '')}`));
    const copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'choice';
    copy.textContent = '复制地址';
    const said = document.createElement('p');
    said.setAttribute('role', 'status');
    if (isInWeChat) said.textContent = '微信里打不开高德地图，请复制地址，到高德里粘贴。';
    copy.addEventListener('click', () => {
      const text = `${name}，${address}`;
      const showText = () => {
        said.textContent = text;
      };
      // Portals without HTTPS have no clipboard: then the address is shown, to be held and copied.
      if (!('clipboard' in navigator)) showText();
      else
        navigator.clipboard.writeText(text).then(() => {
          said.textContent = '已复制';
        }, showText);
    });
    into.append(copy, said);
  }

  /** Keeps the choices in the address, so that they can be shared and survive going back. */
  #remember(form: HTMLFormElement): void {
    const address = new URL(location.href);
    const fields = new FormData(form);
    address.search = '';
    for (const [name, value] of fields) {
      if (typeof value === 'string' && value !== '' && name !== 'open') address.searchParams.append(name, value);
    }
    if (!fields.has('open')) address.searchParams.set('open', 'all');
    history.replaceState(history.state, '', address);
  }

  #restore(form: HTMLFormElement): void {
    const wanted = new URLSearchParams(location.search);
    if (wanted.size === 0) return;
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) {
        if (field.name === 'open') field.checked = wanted.get('open') !== 'all';
        else if (wanted.getAll(field.name).includes(field.value)) field.checked = true;
      } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        field.value = wanted.get(field.name) ?? field.value;
      }
    }
    const details = form.querySelector('details');
    if (details?.querySelector('input:checked:not([value=""])')) details.open = true;
    this.#hasAsked = ['town', 'q', 'facility', 'kind', 'always', 'truck', 'open'].some((name) => wanted.has(name));
    if (this.#hasAsked) void this.#answer({ isQuiet: true });
  }

  /** Asks the browser to keep the finder for when there is no network. */
  #keepForLater(): void {
    const worker = this.dataset['worker'] ?? '';
    if (worker === '' || !('serviceWorker' in navigator)) return;
    const register = () => {
      // Where it may not be kept (no https, private windows) the finder works as any page does.
      navigator.serviceWorker.register(worker, { updateViaCache: 'none' }).catch(() => undefined);
    };
    if (document.readyState === 'complete') register();
    else addEventListener('load', register, { once: true });
  }
}

customElements.define('station-map', StationMap);
