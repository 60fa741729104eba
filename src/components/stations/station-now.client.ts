/** Shows whether a station is open now, and marks today, by China's clock whatever the phone's. */
import { dateOfDay, dayAt, weekdayOf, type Calendar } from '../../domain/time/calendar.ts';
import { openingOf, openStateAt, formatOpenState } from '../../domain/stations/opening-hours.ts';
import { unpackHours } from '../../domain/stations/record.ts';
import { verificationWarning } from '../../domain/stations/verification.ts';
import type { Closure } from '../../schemas/station.ts';
import { everyMinute } from '../site/minute-clock.client.ts';

class StationNow extends HTMLElement {
  connectedCallback(): void {
    const { hours, closures, calendar } = JSON.parse(this.dataset['now'] ?? '') as {
      hours: string;
      closures: Closure[];
      calendar: Calendar;
    };
    const opening = openingOf(unpackHours(hours), closures);
    const update = () => {
      const now = Date.now();
      const state = openStateAt(opening, calendar, now);
      const reason = state.is === 'closed' && state.reason !== undefined ? `（${state.reason}）` : '';
      this.dataset['is'] = state.is;
      const line = this.querySelector('p');
      const text = `现在${formatOpenState(state, now)}${reason}`;
      if (line && line.textContent !== text) line.textContent = text;
      this.#markToday(now);
    };
    update();
    everyMinute(update, update);
    this.#updateVerification();
  }

  #markToday(now: number): void {
    const today = weekdayOf(dayAt(now).day);
    document.querySelectorAll('[data-hours] tr').forEach((row, index) => {
      if (index === today) row.setAttribute('aria-current', 'date');
      else row.removeAttribute('aria-current');
    });
  }

  /** The page was built some days ago; the last verification of the station may be out of date since. */
  #updateVerification(): void {
    const note = document.querySelector<HTMLElement>('[data-verified]');
    const warning = note?.querySelector<HTMLElement>('[data-warning]');
    if (!note || !warning) return;
    const on = note.dataset['verified'];
    const text = verificationWarning(on === '' ? undefined : on, dateOfDay(dayAt(Date.now()).day));
    warning.hidden = text === undefined;
    warning.textContent = text ?? '';
  }
}

customElements.define('station-now', StationNow);
