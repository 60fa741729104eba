/** The items of the list of results: names, then pages whose text was found. */
import { underBase } from '../../addresses.ts';
import type { Name } from '../../domain/search/names-file.ts';
import type { SearchHit } from '../../search/search-answer.client.ts';
import { createElement, factsOf, highlighted } from './elements.client.ts';

/** A name as an item of a list. */
export function nameItem(base: string, name: Name): HTMLLIElement {
  return createElement(
    'li',
    {},
    createElement('a', { href: underBase(base, name.path) }, name.title),
    createElement('p', { class: 'quiet' }, factsOf(name)),
  );
}

/** A page as an item of the list. */
function hitItem(hit: SearchHit): HTMLLIElement {
  const { href, title, excerpt, picture } = hit;
  const item = createElement(
    'li',
    {},
    createElement('a', { href }, ...highlighted(title)),
    createElement('p', { class: 'quiet' }, factsOf(hit)),
    createElement('p', {}, ...highlighted(excerpt)),
  );
  if (picture !== undefined) {
    item.append(
      createElement('img', { src: picture, alt: '', loading: 'lazy', decoding: 'async', width: '72', height: '72' }),
    );
  }
  return item;
}

/** The items of an answer's first page: names first, and no page twice. */
export function firstItems(base: string, names: readonly Name[], hits: readonly SearchHit[]): HTMLLIElement[] {
  const named = new Set(names.map(({ path }) => underBase(base, path)));
  return [...names.map((name) => nameItem(base, name)), ...furtherItems(hits.filter(({ href }) => !named.has(href)))];
}

/** The items of an answer's further pages. */
export const furtherItems = (hits: readonly SearchHit[]): HTMLLIElement[] => hits.map((hit) => hitItem(hit));
