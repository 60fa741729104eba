/**
 * The station finder in the browser: asks the device for its position, or reads the form, and lists what
 * `domain/stations/finder.ts` answers. Everything on the page that depends on the time is updated every minute.
 */
import type { Place } from '../../domain/places/distance.ts';
import { Finder, type FinderResult, type FinderItem, type FinderData } from '../../domain/stations/finder.ts';
import type { SearchedStation } from '../../domain/stations/record.ts';
import type { StationSource } from '../../domain/stations/search.ts';
import { latestRequest } from '../site/latest-request.client.ts';
import { everyMinute } from '../site/minute-clock.client.ts';
import { PageElement } from '../site/page-element.client.ts';
import { stationItem } from './finder-item.client.ts';
import { locate } from './finder-location.client.ts';
import { registerWorker, showAge, slugInAddress } from './finder-offline.client.ts';
import { onQuestion, readQuestion, restoreFromAddress, storeInAddress } from './finder-question.client.ts';
import { headingOf, summaryOf } from './finder-texts.client.ts';
import { openStateNow, showOpenState } from './open-state.client.ts';
import { slugOfLink, StationMap } from './station-map.client.ts';

/** How many stations an answer lists at first, and how many more at a time. */
const pageSize = 10;
/** Items that are shown before the rest: more than a screen holds. */
const firstItems = 4;

export abstract class StationFinder extends PageElement {
  /** Where the stations of the page come from. */
  abstract source(data: FinderData): StationSource;

  private finder!: Finder;
  private map: StationMap | null = null;
  private from: Place | undefined;
  private limit = pageSize;
  /** Whether the visitor has asked anything yet; until then the page shows only its list of all stations. */
  private hasAsked = false;
  private listed: FinderItem[] = [];
  private readonly startRequest = latestRequest();

  private get form(): HTMLFormElement {
    return this.partNamed('asks', HTMLFormElement);
  }

  private get stationPath(): string {
    return this.dataset['station'] ?? '';
  }

  connectedCallback(): void {
    const data = JSON.parse(this.partNamed('finder').textContent) as FinderData;
    this.finder = new Finder(data.calendar, this.source(data));
    this.map = this.querySelector('station-map');
    if (this.map) {
      this.map.describe = (slug) => {
        const station = this.stationBySlug(slug);
        return station === undefined ? '' : openStateNow(station.opening, data.calendar).text;
      };
    }

    const locateButton = this.partNamed('locate', HTMLButtonElement);
    locateButton.disabled = false;
    locateButton.addEventListener('click', () => {
      this.locate();
    });
    const form = this.form;
    this.hasAsked = restoreFromAddress(form);
    if (this.hasAsked) void this.search({ isQuiet: true });
    onQuestion(form, () => {
      this.limit = pageSize;
      this.hasAsked = true;
      storeInAddress(form);
      void this.search();
    });
    this.partNamed('more').addEventListener('click', () => {
      this.limit += pageSize;
      void this.search();
    });

    showAge(this.partNamed('age'), data.builtOn);
    this.updateStates();
    everyMinute(
      () => {
        this.updateStates();
        if (this.hasAsked) void this.search({ isQuiet: true });
      },
      () => {
        this.updateStates();
      },
    );
    this.showStationOfAddress();
    registerWorker(this.dataset['worker'] ?? '');
  }

  private stationBySlug(slug: string | undefined): SearchedStation | undefined {
    return this.finder.all.find((station) => station.slug === slug);
  }

  /** Without a network every station's address is answered with this page: then it shows that one station. */
  private showStationOfAddress(): void {
    const slug = slugInAddress(this.stationPath);
    if (slug === undefined) return;
    this.announce('没有网络，这是存在手机里的站点资料。');
    const station = this.stationBySlug(slug);
    if (station === undefined) return;
    this.show({ list: [{ station }], hasMore: false, isRelaxed: false }, station.name);
    const directions = this.querySelector<HTMLDetailsElement>('[data-list] details');
    if (directions) directions.open = true;
  }

  private announce(text: string): void {
    this.partNamed('said').textContent = text;
  }

  /** Updates the opening states in the list of all stations and in the answer. */
  private updateStates(): void {
    const known = new Map(this.finder.all.map((station) => [station.slug, station]));
    for (const { station } of this.listed) known.set(station.slug, station);
    for (const item of this.querySelectorAll<HTMLElement>('.station, [data-list] > li')) {
      const link = item.querySelector('a');
      const station = link && known.get(slugOfLink(link));
      if (station) this.updateState(item, station);
    }
  }

  private updateState(item: HTMLElement, { opening }: SearchedStation): void {
    const { is, text } = openStateNow(opening, this.finder.calendar);
    showOpenState(item, item.querySelector('[data-state]'), is, text);
  }

  private locate(): void {
    const locating = '正在定位……';
    this.announce(locating);
    locate(
      (place, accuracy) => {
        this.from = place;
        this.hasAsked = true;
        this.limit = pageSize;
        this.map?.show(place);
        void this.search({ accuracy, isFirst: true });
      },
      (text) => {
        this.announce(text);
        this.querySelector<HTMLElement>('[name=town]')?.focus();
      },
      (text) => {
        if (this.partNamed('said').textContent === locating) this.announce(text);
      },
    );
  }

  /**
   * Answers the question of the form.
   * @param accuracy of a position that has just been found, in metres
   * @param isFirst whether the answer takes the focus
   * @param isQuiet whether nothing is announced
   */
  private async search({ accuracy = 0, isFirst = false, isQuiet = false } = {}): Promise<void> {
    const isCurrent = this.startRequest();
    const question = readQuestion(this.form);
    const from = this.from;
    try {
      const answer = await this.finder.find({ ...question, from, moment: Date.now(), limit: this.limit });
      if (!isCurrent()) return;
      this.show(answer, headingOf(answer, question, from));
      if (isQuiet) return;
      this.announce(summaryOf(answer, question, from !== undefined, accuracy));
      if (isFirst) {
        const heading = this.partNamed('heading');
        heading.focus({ preventScroll: true });
        heading.scrollIntoView();
      }
    } catch {
      if (isCurrent() && !isQuiet) this.announce('没有取到站点资料，请看看网络，再试一次。');
    }
  }

  private show({ list, around, hasMore }: FinderResult, headingText: string): void {
    this.partNamed('answers').hidden = false;
    const heading = this.partNamed('heading');
    if (heading.textContent !== headingText) heading.textContent = headingText;
    const origin = around === undefined ? '' : `从${around}量起。`;
    this.partNamed('note').textContent = list.some(({ metres }) => metres !== undefined)
      ? `距离和时间都按直线算，路上会多一些。${origin}`
      : '';
    this.partNamed('more').hidden = !hasMore;
    const isSame =
      list.length === this.listed.length &&
      list.every(
        ({ station, metres }, index) =>
          station.slug === this.listed[index]?.station.slug && metres === this.listed[index].metres,
      );
    this.listed = list;
    if (isSame) this.updateStates();
    else this.replaceItems(list);
    this.map?.mark(new Set(list.map(({ station }) => station.slug)));
  }

  /** The first screen is laid out at once; laying out the rest with it would delay it on a slow phone. */
  private replaceItems(list: FinderItem[]): void {
    const place = this.partNamed('list');
    place.replaceChildren(...list.slice(0, firstItems).map((answered) => this.item(answered)));
    requestAnimationFrame(() => {
      if (this.listed === list) place.append(...list.slice(firstItems).map((answered) => this.item(answered)));
    });
  }

  private item(answered: FinderItem): DocumentFragment {
    const template = this.partNamed('answer', HTMLTemplateElement);
    const fragment = stationItem(answered, template, this.stationPath, this.dataset['source'] ?? '');
    const item = fragment.querySelector('li');
    if (item) this.updateState(item, answered.station);
    return fragment;
  }
}

customElements.define('station-map', StationMap);
