/** Reads a built site. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { load, type CheerioAPI } from 'cheerio';
import { readCarriedFiles } from '../../src/build/carry-over.ts';
import { uncompressed } from '../../src/domain/serving/response-headers.ts';
import type { TestSite } from '../sites.ts';

/** One HTML page of a built site. */
export interface BuiltPage {
  /** Its address under the base path of the site. */
  address: string;
  html: string;
  $: CheerioAPI;
}

/**
 * All files of a built site, as paths with `/`, but for compressed copies and for what stays from earlier builds: a folder in which a
 * site was built before has some.
 */
export function filesOf(directory: string): string[] {
  const carried = readCarriedFiles(`${directory}.releases/.carried-over.json`);
  return globSync('**/*', { cwd: directory })
    .map((file) => file.split(sep).join('/'))
    .filter(
      (file) => uncompressed(file) === file && carried[file] === undefined && statSync(join(directory, file)).isFile(),
    )
    .sort();
}

/** All pages of a built site. */
export function pagesOf({ directory, basePath }: Pick<TestSite, 'directory' | 'basePath'>): BuiltPage[] {
  return filesOf(directory)
    .filter((file) => file.endsWith('.html'))
    .map((file) => {
      const html = readFileSync(join(directory, file), 'utf8');
      return { address: basePath + file.replace(/(^|\/)index\.html$/, '$1'), html, $: load(html) };
    });
}
