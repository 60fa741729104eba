/** Elements of the search, and texts of its items. */
import { formatDate } from '../../domain/time/dates.ts';
import { pageKinds } from '../../domain/search/names-file.ts';
import type { SearchHit } from '../../search/search-answer.client.ts';

/** Sets attributes of an element. */
export function setAttributes(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

/** Creates an element with attributes and children. */
export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** Text whose odd parts are highlighted. */
export const highlighted = (parts: readonly string[]): (Node | string)[] =>
  parts.map((part, index) => (index % 2 === 0 ? part : createElement('mark', {}, part)));

/** What a page is, in one line: its kind, town and date, and whether it is a sample. */
export const factsOf = ({
  kind,
  town,
  date,
  isSample,
}: Pick<SearchHit, 'kind' | 'town' | 'date' | 'isSample'>): string =>
  [pageKinds[kind], town, date && formatDate(date), isSample && '示例'].filter(Boolean).join(' · ');
