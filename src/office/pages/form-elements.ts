/** What the elements of the office in Keystatic's page are made of. */
import type { WordedProblem } from '../../domain/entries/worded-problem.ts';
import { studioColours } from './studio-colours.ts';

/** An element with its children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** A style sheet for a shadow root, with the colours of the studio. */
export const sheetOf = (style: string): HTMLStyleElement => element('style', studioColours + style);

/** What was found and what is expected. */
export const inOneLine = ({ found, expected }: WordedProblem): string =>
  expected === '' ? found : `${found}。应为：${expected}`;
