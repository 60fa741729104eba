// @ts-check
/**
 * Who may import whom. One table for the editor (ESLint reads it through `import-rule.js`) and for the test
 * (`imports.test.ts`). Rooms stand from the top of the house to its ground: a room imports only rooms below it.
 *
 * @typedef {object} Room
 * @property {string} name
 * @property {RegExp} files the files of the room; a file belongs to the first room that matches
 * @property {readonly (string | RegExp)[]} may paths under `src/` (a folder ends with `/`) and packages that it may import
 * @property {readonly (string | RegExp)[]} [mayType] what it may import for its types alone
 * @property {RegExp} [apart] its first group tells parts of the room that must not import each other
 */
import { posix } from 'node:path';

/** Pure code that every room above may use. */
const pure = ['src/domain/', 'src/kinds.ts', 'src/addresses.ts'];

/** @type {readonly Room[]} */
export const rooms = [
  {
    name: 'commands',
    files: /^src\/commands\//,
    may: [
      'src/process/',
      'src/build/',
      'src/serving/',
      'src/content-check/',
      'src/import/',
      'src/media/',
      'src/studio/run-studio.ts',
      'src/package/',
      'src/content-store/',
      'src/terminal/',
      'src/environment.ts',
      'src/schemas/vocabulary.ts',
      'astro',
      /^node:/,
    ],
  },
  {
    name: 'package',
    files: /^src\/package\//,
    may: [
      'src/build/studio-build.ts',
      'src/studio/run-studio.ts',
      'src/storage/is-running.ts',
      'src/environment.ts',
      'vite',
      'yazl',
      /^node:/,
    ],
  },
  {
    name: 'build',
    files: /^src\/build\//,
    may: [
      'src/integrations/',
      'src/content-check/',
      'src/search/',
      'src/share-images/',
      'src/media/',
      'src/storage/',
      'src/process/',
      ...pure,
      'astro',
      /^node:/,
    ],
    mayType: ['src/environment.ts', 'src/terminal/'],
  },
  {
    name: 'serving',
    files: /^src\/serving\//,
    may: ['src/domain/', 'send', /^node:/],
  },
  {
    name: 'content.config',
    files: /^src\/content\.config\.ts$/,
    may: ['src/integrations/', 'src/schemas/', 'src/kinds.ts', 'src/environment.ts', 'astro:content', 'astro/loaders'],
    mayType: ['zod'],
  },
  {
    name: 'integrations',
    files: /^src\/integrations\//,
    may: [
      'src/markdown/',
      'src/content-check/',
      'src/schemas/',
      'src/kinds.ts',
      'src/storage/',
      'src/environment.ts',
      'zod',
      'vite',
      'browserslist',
      'lightningcss',
      'postcss',
      /^node:/,
    ],
    mayType: ['astro', 'astro/loaders'],
  },
  {
    name: 'pages',
    files: /^src\/pages\//,
    may: [
      'src/library/',
      'src/layouts/',
      'src/components/',
      'src/share-images/',
      ...pure,
      'src/schemas/vocabulary.ts',
      'src/environment.ts',
      'astro:assets',
      '@astrojs/rss',
      'csv-stringify/sync',
      'node:crypto',
      'node:fs/promises',
    ],
    mayType: ['astro'],
  },
  {
    name: 'layouts',
    files: /^src\/layouts\//,
    // The search dialog and large print are part of every page's frame: their addresses stand in it.
    may: [
      'src/components/site/',
      'src/components/search/dialog-file.ts',
      'src/components/large-print/',
      'src/styles/',
      'src/process/render-count.ts',
      ...pure,
      'node:crypto',
    ],
    mayType: ['src/schemas/', 'astro/types'],
  },
  {
    name: 'components/<subject>',
    files: /^src\/components\/(?!site\/)[^/]+\/(?!.*\.client\.ts$)/,
    may: [
      'src/components/site/',
      ...pure,
      'src/schemas/vocabulary.ts',
      'astro:assets',
      'node:crypto',
      'virtual:festival-colours.css',
    ],
    mayType: ['src/library/', 'src/schemas/'],
    apart: /^src\/components\/([^/]+)\//,
  },
  {
    name: 'components/site',
    files: /^src\/components\/site\/(?!.*\.client\.ts$)/,
    // The one component for pictures shows what stands in their place until they arrive.
    may: [...pure, 'src/schemas/vocabulary.ts', 'src/media/pictures/placeholder.ts', 'astro:assets'],
    mayType: ['astro', 'src/library/', 'src/schemas/'],
  },
  {
    name: 'office',
    files: /^src\/office\//,
    may: [
      'src/studio/',
      'src/sharing/',
      'src/content-store/',
      'src/content-check/',
      'src/media/clips/',
      'src/media/pictures/inspect-picture.ts',
      'src/media/pictures/picture-inspections.ts',
      'src/media/pictures/safe-photo.ts',
      'src/media/stores/open-store.ts',
      'src/media/transcoding/ffmpeg.ts',
      'src/media/errors.ts',
      'src/schemas/field.ts',
      'src/schemas/story.ts',
      'src/schemas/publication.ts',
      'src/schemas/vocabulary.ts',
      'src/library/publication.ts',
      'src/storage/content-cache.ts',
      'src/environment.ts',
      'src/styles/',
      ...pure,
      'sharp',
      'yaml',
      'zod',
      /^node:/,
    ],
    mayType: ['astro', 'src/schemas/', '@keystatic/core'],
  },
  {
    name: 'browser scripts',
    files: /\.client\.ts$/,
    may: [...pure, 'src/schemas/vocabulary.ts', 'src/schemas/span.ts', /^src\/.*\.css\?inline$/],
    mayType: ['src/schemas/'],
  },
  {
    name: 'share-images',
    files: /^src\/share-images\//,
    may: [
      'src/storage/',
      ...pure,
      'src/schemas/vocabulary.ts',
      '@resvg/resvg-js',
      'fontkitten',
      'qrcode',
      'satori',
      'sharp',
      'tinypool',
      /^node:/,
    ],
    mayType: ['src/library/', 'src/schemas/', 'react'],
  },
  {
    name: 'import',
    files: /^src\/import\//,
    // What a row becomes is judged by the same rules as what the studio writes, and is saved as it saves.
    may: [
      'src/content-check/',
      'src/content-store/',
      ...pure,
      'src/schemas/',
      'src/environment.ts',
      'src/terminal/',
      'csv-parse/sync',
      'hucre',
      'hucre/xlsx',
      'yaml',
      /^node:/,
    ],
    mayType: ['zod'],
  },
  {
    name: 'search',
    files: /^src\/search\//,
    may: [...pure, 'src/schemas/', 'cheerio', /^opencc-js\//, 'pagefind', /^node:/],
  },
  {
    name: 'studio',
    files: /^(src\/studio\/|keystatic\.config\.ts$)/,
    may: [
      'src/studio/',
      'keystatic.config.ts',
      'src/content-store/',
      // What a file says it is called, for the words of a version.
      'src/content-check/source-file.ts',
      'src/media/pictures/inspect-picture.ts',
      ...pure,
      'src/schemas/field.ts',
      'src/schemas/vocabulary.ts',
      'src/schemas/span.ts',
      'src/environment.ts',
      /^@keyst(?:atic|ar)\//,
      /^(react|react-dom|vite|astro|yaml|zod)(\/|$)/,
      /^node:/,
    ],
  },
  {
    name: 'content-check',
    files: /^src\/content-check\//,
    may: [
      'src/markdown/',
      'src/content-store/content-path.ts',
      'src/media/pictures/',
      ...pure,
      'src/schemas/',
      'src/environment.ts',
      'js-yaml',
      'yaml',
      'zod',
      /^node:/,
    ],
  },
  { name: 'markdown', files: /^src\/markdown\//, may: [...pure, 'satteri'] },
  {
    name: 'library',
    files: /^src\/library\//,
    may: [...pure, 'src/schemas/', 'src/environment.ts', 'astro:content', /^node:/],
    mayType: ['astro'],
  },
  {
    name: 'media',
    files: /^src\/media\//,
    may: [
      'src/storage/',
      'src/content-store/',
      'src/process/render-count.ts',
      ...pure,
      'src/schemas/',
      'src/environment.ts',
      'src/terminal/',
      '@bradenmacdonald/s3-lite-client',
      'astro/assets/services/sharp',
      'sharp',
      /^libheif-js\//,
      'yaml',
      'zod',
      /^node:/,
    ],
    mayType: ['astro'],
  },
  {
    name: 'sharing',
    files: /^src\/sharing\//,
    may: ['src/content-store/', 'src/environment.ts', 'isomorphic-git', /^node:/],
  },
  {
    name: 'content-store',
    files: /^src\/content-store\//,
    may: ['src/storage/', 'isomorphic-git', 'zod', /^node:/],
  },
  { name: 'storage', files: /^src\/storage\//, may: ['src/domain/time/', 'src/environment.ts', /^node:/] },
  { name: 'terminal', files: /^src\/terminal\//, may: [/^node:/] },
  { name: 'process', files: /^src\/process\//, may: [/^node:/] },
  { name: 'environment', files: /^src\/environment\.ts$/, may: ['src/schemas/field.ts', 'node:os', 'node:path'] },
  {
    name: 'domain',
    files: /^src\/domain\//,
    may: [
      'src/schemas/vocabulary.ts',
      'src/schemas/span.ts',
      'src/kinds.ts',
      'src/addresses.ts',
      'gcoord',
      'node-diff3',
      'pinyin-pro',
    ],
    mayType: ['src/schemas/'],
  },
  { name: 'schemas', files: /^src\/schemas\//, may: ['src/kinds.ts', 'zod'] },
  { name: 'kinds', files: /^src\/kinds\.ts$/, may: ['src/addresses.ts'] },
  { name: 'addresses', files: /^src\/addresses\.ts$/, may: [] },
  { name: 'styles', files: /^src\/styles\//, may: [] },
];

/** @param {string} file path from the project's folder, with `/` */
export function roomOf(file) {
  return rooms.find(({ files }) => files.test(file));
}

/** @param {string | RegExp} rule @param {string} target */
const covers = (rule, target) =>
  typeof rule === 'string' ? target === rule || (rule.endsWith('/') && target.startsWith(rule)) : rule.test(target);

/**
 * What a specifier in a file names: a path from the project's folder, or a package as it stands.
 * @param {string} file @param {string} specifier
 */
export function targetOf(file, specifier) {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : specifier;
}

/**
 * Why a file may not import something, or undefined when it may.
 * @param {string} file path from the project's folder, with `/`
 * @param {string} specifier as it stands in the import
 * @param {boolean} typesOnly whether the import is erased
 * @returns {string | undefined}
 */
export function whyForbidden(file, specifier, typesOnly) {
  const room = roomOf(file);
  if (room === undefined) return `${file} belongs to no room of tests/architecture/rooms.js`;
  const target = targetOf(file, specifier);
  const path = target.replace(/\?.*$/, '');
  const own = roomOf(path);
  if (own === room) {
    const [from, to] = [file, path].map((each) => room.apart?.exec(each)?.[1]);
    return from === to ? undefined : `components of one subject do not import those of another (${target})`;
  }
  // A component and the browser script beside it belong together.
  if (path.endsWith('.client.ts') && posix.dirname(path) === posix.dirname(file)) return undefined;
  if (room.may.some((rule) => covers(rule, target))) return undefined;
  if (typesOnly && room.mayType?.some((rule) => covers(rule, target)) === true) return undefined;
  return `${room.name} may not import ${target}${typesOnly ? '' : ' (except perhaps its types)'}: see tests/architecture/rooms.js`;
}
