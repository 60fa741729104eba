/** The finder without a network: the age of its data, the station that an address names, and the worker that stores both. */
import type { IsoDate } from '../../schemas/field.ts';
import { dayAt, dayNumber } from '../../domain/time/calendar.ts';

/** Keeps a line up to date that says how old the data are, and whether there is a network. */
export function showAge(line: HTMLElement, builtOn: IsoDate): void {
  const text = line.textContent.trim();
  const update = () => {
    const days = dayAt(Date.now()).day - dayNumber(builtOn);
    const age = days <= 0 ? '今天' : `${days} 天前`;
    line.textContent = `${navigator.onLine ? '' : '现在没有网络，用的是存在手机里的资料。'}${text}（${age}）`;
  };
  update();
  addEventListener('online', update);
  addEventListener('offline', update);
}

/**
 * The slug in the page's address, if that is a station's: without a network the finder's page stands in for it.
 * @param stationPath path of a station's page with `*` in place of the slug
 */
export function slugInAddress(stationPath: string): string | undefined {
  const [before = '', after = ''] = stationPath.split('*');
  const path = location.pathname;
  if (!path.startsWith(before) || path === before) return undefined;
  return path.slice(before.length).replace(after, '').split('/')[0];
}

/** Registers the worker that stores the finder. @param address empty for none */
export function registerWorker(address: string): void {
  if (address === '' || !('serviceWorker' in navigator)) return;
  const register = () => {
    // Where the browser refuses it (no HTTPS, private windows) the finder works as any page does.
    navigator.serviceWorker.register(address, { updateViaCache: 'none' }).catch(() => undefined);
  };
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
