/** What stands where the results would be: before anything is asked, and when nothing was found. */
import { paths, underBase } from '../../domain/addresses.ts';
import { make } from './elements.client.ts';

/** What can be searched for. */
export function helpBefore(): Node[] {
  return [
    make(
      'p',
      { class: 'quiet' },
      '人名、站名、地址、设施、短片里说的话、办过的事，都能搜。拼音和首字母也行，比如 xgyz。',
    ),
  ];
}

/**
 * What helps when nothing was found: what sounds alike, where else to look, whom to ask.
 * @param near the names that come nearest, as items of a list
 * @param undoFilters takes the filters off and asks again; nothing when there are none
 */
export function helpWithNothing(base: string, near: readonly Node[], undoFilters: (() => void) | undefined): Node[] {
  const link = (path: string, text: string) => make('a', { class: 'choice', href: underBase(base, path) }, text);
  const phone = document.querySelector<HTMLAnchorElement>('footer a[href^="tel:"]');
  const parts: Node[] = [];
  if (near.length > 0) {
    parts.push(make('h2', {}, '你是不是找'), make('ol', { role: 'list', 'data-near': '' }, ...near));
  }
  if (undoFilters !== undefined) {
    const undo = make('button', { type: 'button', class: 'choice' }, '去掉筛选再找');
    undo.addEventListener('click', undoFilters);
    parts.push(undo);
  }
  parts.push(
    make(
      'ul',
      {},
      make('li', {}, '少打几个字，或者换个说法。'),
      make('li', {}, '几个词中间用空格隔开，比如“货车 淋浴”。'),
      make(
        'li',
        {},
        '还是找不到，',
        ...(phone === null ? [] : ['可以打电话问：', make('a', { href: phone.href }, phone.textContent.trim()), '，']),
        '也可以看',
        make('a', { href: underBase(base, paths.about) }, '怎么联系我们'),
        '。',
      ),
    ),
    make(
      'p',
      { class: 'choices' },
      link(paths.stations, '找最近的站点'),
      link(paths.people, '看全部人物'),
      link(paths.orders, '看办过的事'),
    ),
  );
  return parts;
}
