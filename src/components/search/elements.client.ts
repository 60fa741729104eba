/** How the search makes the elements that it shows. */
import { formatDate } from '../../domain/time/dates.ts';
import { pageKinds } from '../../domain/search/names.ts';
import type { Found } from '../../search/site-search.client.ts';

/** Makes an element with attributes and children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Text whose odd parts are marked. */
export const marked = (parts: readonly string[]): (Node | string)[] =>
  parts.map((part, index) => (index % 2 === 0 ? part : make('mark', {}, part)));

/** What a page is, in one line; a sample says that it is one. */
export const factsOf = ({ kind, town, date, isSample }: Pick<Found, 'kind' | 'town' | 'date' | 'isSample'>): string =>
  [pageKinds[kind], town, date && formatDate(date), isSample && '示例'].filter(Boolean).join(' · ');
