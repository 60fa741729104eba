/**
 * Writes the colours of the festivals' seals into the site's style sheet from the vocabulary, so that a new festival has
 * its colour in one place. Imported as `virtual:festival-colours.css`.
 */
import type { Plugin } from 'vite';
import { festivalColours } from '../schemas/vocabulary.ts';

const name = 'virtual:festival-colours.css';
const resolved = `\0${name}`;

/** The style rules: a seal carries its festival as a class. */
function festivalColourRules(): string {
  const rules = Object.entries(festivalColours).map(
    ([festival, colour]) => `.seal.${festival} { background: ${colour}; }`,
  );
  return `@layer components {\n${rules.join('\n')}\n}\n`;
}

/** The Vite plugin that answers the import. */
export function festivalColoursPlugin(): Plugin {
  return {
    name: 'hongxin:festival-colours',
    resolveId: (source) => (source === name ? resolved : null),
    load: (id) => (id === resolved ? festivalColourRules() : null),
  };
}
