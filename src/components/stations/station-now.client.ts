/** Shows whether a station is open now, and marks today, by China's clock whatever the phone's. */
import { dateOfDay, dayAt, weekdayOf, type Calendar } from '../../domain/time/calendar.ts';
import { openingOf } from '../../domain/stations/opening-hours.ts';
import { unpackHours } from '../../domain/stations/record.ts';
import { verificationWarning } from '../../domain/stations/verification.ts';
import type { Closure } from '../../schemas/station.ts';
import { everyMinute } from '../site/minute-clock.client.ts';
import { openStateNow, showOpenState } from './open-state.client.ts';

class StationNow extends HTMLElement {
  connectedCallback(): void {
    const { hours, closures, calendar } = JSON.parse(this.dataset['now'] ?? '') as {
      hours: string;
      closures: Closure[];
      calendar: Calendar;
    };
    const opening = openingOf(unpackHours(hours), closures);
    const update = () => {
      const { is, text } = openStateNow(opening, calendar);
      showOpenState(this, this.querySelector('p'), is, `现在${text}`);
      this.markToday();
    };
    update();
    everyMinute(update, update);
    this.updateVerification();
  }

  private markToday(): void {
    const today = weekdayOf(dayAt(Date.now()).day);
    document.querySelectorAll('[data-hours] tr').forEach((row, index) => {
      if (index === today) row.setAttribute('aria-current', 'date');
      else row.removeAttribute('aria-current');
    });
  }

  /** The page was built some days ago; the last verification of the station may be out of date since. */
  private updateVerification(): void {
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
