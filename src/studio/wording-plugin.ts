/** Makes the replacements of `wording.ts` in Keystatic's files while Vite reads them. */
import type { Plugin } from 'vite';
import { replacements } from './wording.ts';

/** The files of Keystatic that a browser gets; its builds for servers have the same names with an ending of their own. */
export const browserModule = /@keystatic[\\/]core[\\/]dist[\\/](?!.*\.(?:node|worker|react-server)\.)[\w.-]+\.js(?:\?.*)?$/;

/** The Chinese source of one of Keystatic's files. */
export function inChinese(source: string): string {
  return replacements.reduce((text, { find, replace }) => text.replaceAll(find, () => replace), source);
}

/**
 * Works both as a plugin of Vite (files served as they are) and of the bundler that packs dependencies beforehand.
 * The words are part of the name so that Vite's store of packed dependencies is made anew when they change.
 */
export function wordingPlugin(): Plugin {
  return {
    name: 'hongxin-studio-wording',
    enforce: 'pre',
    transform(code, id) {
      return browserModule.test(id) ? { code: inChinese(code), map: null } : null;
    },
  };
}
