/** Makes the replacements of `wording.ts` in Keystatic's files while Vite reads them. */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { replacements } from './wording.ts';

/** The files of Keystatic that a browser gets; its builds for servers have the same names with an ending of their own. */
export const browserModule =
  /@(?:keystatic[\\/]core|keystar[\\/]ui)[\\/]dist[\\/](?!.*\.(?:node|worker|react-server)\.)[\w.-]+\.js(?:\?.*)?$/;

/** The Chinese source of one of Keystatic's files. */
export function translateSource(source: string): string {
  return replacements.reduce((text, { find, replace }) => text.replaceAll(find, () => replace), source);
}

const edition = createHash('sha256').update(JSON.stringify(replacements)).digest('hex').slice(0, 12);

/**
 * Works both as a plugin of Vite (files served as they are) and of the bundler that packs dependencies beforehand.
 * The edition of the words is part of the name: Vite packs its dependencies anew when the name of a plugin changes.
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
