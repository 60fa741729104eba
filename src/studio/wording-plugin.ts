/** Applies the replacements of `wording.ts` and `keystatic-changes.ts` to Keystatic's files while Vite loads them. */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { behaviourChanges } from './keystatic-changes.ts';
import { replacements as wording } from './wording.ts';

/** Everything that is replaced. */
export const replacements = [...wording, ...behaviourChanges];

/**
 * Keystatic's files for browsers (its builds for servers have the same names with another suffix), and the one of the library below
 * it that is changed.
 */
export const browserModule =
  /(?:@(?:keystatic[\\/]core|keystar[\\/]ui)[\\/]dist[\\/](?!.*\.(?:node|worker|react-server)\.)[\w.-]+\.js|react-aria[\\/]dist[\\/]private[\\/]overlays[\\/]ariaHideOutside\.m?js)(?:\?.*)?$/;

/** The source of one of Keystatic's files with the Chinese wording, and with what a save has to say. */
export function translateSource(source: string): string {
  return replacements.reduce((text, { find, replace }) => text.replaceAll(find, () => replace), source);
}

const edition = createHash('sha256').update(JSON.stringify(replacements)).digest('hex').slice(0, 12);

/**
 * Works both as a plugin of Vite (files served unchanged) and of the bundler that pre-bundles dependencies.
 * The hash of the wording is part of the name: Vite bundles its dependencies again when the name of a plugin changes.
 */
export function wordingPlugin(): Plugin {
  return {
    name: `hongxin-studio-wording-${edition}`,
    enforce: 'pre',
    transform(code, id) {
      return browserModule.test(id) ? { code: translateSource(code), map: null } : null;
    },
  };
}
