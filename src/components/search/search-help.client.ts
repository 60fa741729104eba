/** The help in place of results: before the first search, and when nothing was found. */
import { paths, underBase } from '../../addresses.ts';
import { createElement } from './elements.client.ts';

/** What can be searched for. */
export function helpBefore(): Node[] {
  return [
    createElement(
      'p',
      { class: 'quiet' },
      '人名、站名、地址、设施、短片里说的话、办过的事，都能搜。拼音和首字母也行，比如 xgyz。',
    ),
  ];
}

/**
 * Help when nothing was found: similar names, other places to search, whom to contact.
 * @param similar the most similar names, as items of a list
 * @param removeFilters removes the filters and searches again; undefined if there are none
 */
export function helpWithoutResults(
  base: string,
  similar: readonly Node[],
  removeFilters: (() => void) | undefined,
): Node[] {
  const link = (path: string, text: string) =>
    createElement('a', { class: 'choice', href: underBase(base, path) }, text);
  const phone = document.querySelector<HTMLAnchorElement>('footer a[href^="tel:"]');
  const parts: Node[] = [];
  if (similar.length > 0) {
    parts.push(
      createElement('h2', {}, '你是不是找'),
      createElement('ol', { role: 'list', 'data-near': '' }, ...similar),
    );
  }
  if (removeFilters !== undefined) {
    const remove = createElement('button', { type: 'button', class: 'choice' }, '去掉筛选再找');
    remove.addEventListener('click', removeFilters);
    parts.push(remove);
  }
  parts.push(
    createElement(
      'ul',
      {},
      createElement('li', {}, '少打几个字，或者换个说法。'),
      createElement('li', {}, '几个词中间用空格隔开，比如“货车 淋浴”。'),
      createElement(
        'li',
        {},
        '还是找不到，',
        ...(phone === null
          ? []
          : ['可以打电话问：', createElement('a', { href: phone.href }, phone.textContent.trim()), '，']),
        '也可以看',
        createElement('a', { href: underBase(base, paths.about) }, '怎么联系我们'),
        '。',
      ),
    ),
    createElement(
      'p',
      { class: 'choices' },
      link(paths.stations, '找最近的站点'),
      link(paths.people, '看全部人物'),
      link(paths.orders, '看办过的事'),
    ),
  );
  return parts;
}
