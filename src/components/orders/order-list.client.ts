/**
 * The filter of the orders. The packed facets give the orders that fit and the counts of every other choice; the
 * rows are fetched month by month, as many as are shown. The choice is stored in the address.
 */
import { formatDate } from '../../domain/time/dates.ts';
import { formatOverdue } from '../../domain/orders/sentences.ts';
import {
  countsBehind,
  facetNames,
  fitting,
  placeOf,
  valuesAt,
  type FacetChoice,
  type FacetName,
  type OrderFacets,
  type OrderRow,
} from '../../domain/orders/facets.ts';
import { orderKinds, orderStates, type OrderKind, type OrderState } from '../../schemas/vocabulary.ts';
import { latestRequest } from '../site/latest-request.client.ts';

/** How many orders are shown at first, and how many more at a time. */
const pageSize = 50;

const isFacet = (name: string): name is FacetName => (facetNames as readonly string[]).includes(name);

class OrderList extends HTMLElement {
  private readonly rows = new Map<string, Promise<OrderRow[]>>();
  private facets: Promise<OrderFacets> | undefined;
  private unfiltered: Node[] = [];
  private unfilteredCount = '';
  private readonly startRequest = latestRequest();
  private shown = 0;

  connectedCallback(): void {
    const form = this.querySelector('form');
    const found = this.querySelector('[data-found]');
    if (form === null || found === null) return;
    this.unfiltered = [...found.childNodes];
    this.unfilteredCount = this.querySelector('[data-count]')?.textContent ?? '';
    // Until now the rules in the head have filtered the rows of the page; from here on this element filters all orders.
    this.dataset['ready'] = '';
    form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    form.addEventListener('change', () => {
      const address = new URL(location.href);
      const choice = this.choice();
      for (const name of facetNames) {
        const value = choice[name];
        if (value === undefined) address.searchParams.delete(name);
        else address.searchParams.set(name, value);
      }
      history.replaceState(null, '', address);
      void this.answer(pageSize);
    });
    this.querySelector('[data-more]')?.addEventListener('click', () => void this.answer(this.shown + pageSize));

    for (const [name, value] of new URLSearchParams(location.search)) {
      const select = isFacet(name) ? form.querySelector<HTMLSelectElement>(`select[name=${name}]`) : null;
      if (select === null) continue;
      select.value = value;
      // A value that this ledger does not have is ignored, rather than finding nothing.
      if (select.selectedIndex < 0) select.value = '';
    }
    if (Object.keys(this.choice()).length > 0) void this.answer(pageSize);
  }

  private choice(): FacetChoice {
    const choice: FacetChoice = {};
    for (const select of this.querySelectorAll('select')) {
      if (isFacet(select.name) && select.value !== '') choice[select.name] = select.value;
    }
    return choice;
  }

  private async json(address: string): Promise<unknown> {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${String(answer.status)}`);
    return answer.json();
  }

  private allFacets(): Promise<OrderFacets> {
    this.facets ??= (this.json(this.dataset['facets'] ?? '') as Promise<OrderFacets>).catch((error: unknown) => {
      this.facets = undefined;
      throw error;
    });
    return this.facets;
  }

  private rowsOf(month: string): Promise<OrderRow[]> {
    let rows = this.rows.get(month);
    if (rows === undefined) {
      rows = (this.json((this.dataset['rows'] ?? '').replace('*', month)) as Promise<OrderRow[]>).catch(
        (error: unknown) => {
          this.rows.delete(month);
          throw error;
        },
      );
      this.rows.set(month, rows);
    }
    return rows;
  }

  private async answer(limit: number): Promise<void> {
    const isCurrent = this.startRequest();
    const choice = this.choice();
    try {
      const facets = await this.allFacets();
      const numbers = Object.keys(choice).length === 0 ? undefined : fitting(facets, choice);
      const items = numbers === undefined ? [] : await this.items(facets, numbers.slice(0, limit));
      if (!isCurrent()) return;
      this.updateCounts(facets, choice);
      this.show(facets, numbers, items);
    } catch {
      if (isCurrent()) this.announce('没有连上网络，条件没有起作用。请看看网络，再选一次。');
    }
  }

  private announce(text: string): void {
    const status = this.querySelector('[data-count]');
    if (status !== null) status.textContent = text;
  }

  private async items(facets: OrderFacets, numbers: readonly number[]): Promise<Node[]> {
    const places = numbers.map((at) => placeOf(facets, at));
    const months = new Map(
      await Promise.all(
        [...new Set(places.flatMap((place) => place?.month ?? []))].map(
          async (month) => [month, await this.rowsOf(month)] as const,
        ),
      ),
    );
    return numbers.flatMap((at, index) => {
      const place = places[index];
      const row = place && months.get(place.month)?.[place.place];
      return row === undefined ? [] : this.item(facets, at, row);
    });
  }

  private item(facets: OrderFacets, at: number, row: OrderRow): Node[] {
    const [slug, title, community, raisedOn, doneOn, daysOverdue, isSample] = row;
    const template = this.querySelector('template');
    if (template === null) return [];
    const item = document.importNode(template.content, true);
    const values = valuesAt(facets, at);
    const slot = (name: string) => item.querySelector<HTMLElement>(`[data-slot=${name}]`);
    const put = (name: string, text: string) => {
      const place = slot(name);
      if (place !== null) place.textContent = text;
    };
    const link = document.createElement('a');
    link.href = (this.dataset['order'] ?? '').replace('*', slug);
    link.textContent = title;
    slot('title')?.append(link);
    put('about', `${orderKinds[values.kind as OrderKind]} · ${values.category} · ${values.town} ${community}`);
    if (isSample === 0) item.querySelector('.mark')?.remove();
    put('state', orderStates[values.state as OrderState]);
    const day = slot('day');
    if (day !== null) {
      day.setAttribute('datetime', doneOn ?? raisedOn);
      day.textContent = `${formatDate(doneOn ?? raisedOn)}${doneOn === null ? '提出' : '办结'}`;
      item.querySelector('.state')?.classList.toggle('finished', doneOn !== null);
    }
    const overdue = formatOverdue(daysOverdue, doneOn !== null);
    if (overdue === undefined) slot('late')?.remove();
    else put('late', overdue);
    return [...item.childNodes];
  }

  private updateCounts(facets: OrderFacets, choice: FacetChoice): void {
    for (const select of this.querySelectorAll('select')) {
      if (!isFacet(select.name)) continue;
      const counts = countsBehind(facets, choice, select.name);
      for (const option of select.options) {
        if (option.value === '') continue;
        const count = counts.get(option.value) ?? 0;
        option.textContent = `${option.dataset['label'] ?? ''}（${String(count)}）`;
        // A choice without orders is disabled, unless it is chosen already and has to be removable.
        option.disabled = count === 0 && !option.selected;
      }
    }
  }

  private show(facets: OrderFacets, numbers: readonly number[] | undefined, items: readonly Node[]): void {
    const found = this.querySelector('[data-found]');
    const more = this.querySelector<HTMLElement>('[data-more]');
    if (found === null || more === null) return;
    const total = facets.columns.state.length;
    if (numbers === undefined) {
      found.replaceChildren(...this.unfiltered);
      more.hidden = true;
      this.announce(this.unfilteredCount);
      return;
    }
    found.replaceChildren(...items);
    this.shown = Math.min(numbers.length, found.childElementCount);
    more.hidden = this.shown >= numbers.length;
    this.announce(
      numbers.length === 0
        ? '没有符合这些条件的，换一个条件试试。'
        : `符合条件的 ${String(numbers.length)} 件，共 ${String(total)} 件${more.hidden ? '' : `，先列最近的 ${String(this.shown)} 件`}`,
    );
  }
}

customElements.define('order-list', OrderList);
