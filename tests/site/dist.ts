/** Reads a built site. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { load, type CheerioAPI } from 'cheerio';
import { uncompressed } from '../../src/domain/serving/response-headers.ts';
import type { TestSite } from '../sites.ts';

/** One HTML page of a built site. */
export interface BuiltPage {
  /** Its address under the base path of the site. */
  address: string;
  html: string;
  $: CheerioAPI;
}

/** All files of a built site but their compressed copies, as paths with `/`. */
export function filesOf(directory: string): string[] {
  return globSync('**/*', { cwd: directory })
    .map((file) => file.split(sep).join('/'))
    .filter((file) => uncompressed(file) === file && statSync(join(directory, file)).isFile())
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
