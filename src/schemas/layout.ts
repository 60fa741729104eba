/** Where each kind of entry lies in the content tree. The site, the content check and the tests read it from here. */

interface Place {
  /** Glob of the files, relative to the content tree. */
  pattern: string;
  /** Matches a file of this kind; its group `slug` is what names the entry. */
  file: RegExp;
  /** Whether the file has a Markdown body under its fields. */
  hasBody: boolean;
  /** What to tell somebody who put a file in the wrong place. */
  example: string;
  /** Slugs that no entry may have, since the site has a page of its own at that address. */
  reserved?: readonly string[];
}

const slug = '(?<slug>[^/]+)';

/** The place of each kind of entry. */
export const layout = {
  people: {
    pattern: 'people/*/index.md',
    file: new RegExp(`^people/${slug}/index\\.md$`),
    hasBody: true,
    example: 'people/<网址名>/index.md',
  },
  videos: {
    pattern: 'videos/*/index.md',
    file: new RegExp(`^videos/${slug}/index\\.md$`),
    hasBody: true,
    example: 'videos/<网址名>/index.md',
    reserved: ['feed'],
  },
  media: {
    pattern: 'media/*.json',
    file: new RegExp(`^media/${slug}\\.json$`),
    hasBody: false,
    example: 'media/<编号>.json',
  },
  stations: {
    pattern: 'stations/*.yaml',
    file: new RegExp(`^stations/${slug}\\.yaml$`),
    hasBody: false,
    example: 'stations/<网址名>.yaml',
  },
  orders: {
    pattern: 'orders/*/*.yaml',
    file: new RegExp(`^orders/\\d{4}/${slug}\\.yaml$`),
    hasBody: false,
    example: 'orders/<年份>/<网址名>.yaml',
    reserved: ['needs', 'resources', 'duties'],
  },
  indicators: {
    pattern: 'indicators/*.yaml',
    file: new RegExp(`^indicators/${slug}\\.yaml$`),
    hasBody: false,
    example: 'indicators/<网址名>.yaml',
  },
  features: {
    pattern: 'features/*/index.md',
    file: new RegExp(`^features/${slug}/index\\.md$`),
    hasBody: true,
    example: 'features/<网址名>/index.md',
  },
  teams: {
    pattern: 'teams/*.yaml',
    file: new RegExp(`^teams/${slug}\\.yaml$`),
    hasBody: false,
    example: 'teams/<网址名>.yaml',
  },
  pages: {
    pattern: 'pages/*.md',
    file: new RegExp(`^pages/${slug}\\.md$`),
    hasBody: true,
    example: 'pages/<网址名>.md',
  },
  settings: {
    pattern: 'site/settings.yaml',
    file: /^site\/(?<slug>settings)\.yaml$/,
    hasBody: false,
    example: 'site/settings.yaml',
  },
  holidays: {
    pattern: 'site/holidays/*.yaml',
    file: /^site\/holidays\/(?<slug>\d{4})\.yaml$/,
    hasBody: false,
    example: 'site/holidays/<年份>.yaml',
  },
} as const satisfies Record<string, Place>;

/** Whether a slug is the address of a page of the site's own. */
export function isReserved(name: CollectionName, slug: string): boolean {
  const place: Place = layout[name];
  return place.reserved?.includes(slug) ?? false;
}

/** The name of a collection. */
export type CollectionName = keyof typeof layout;

/** What names the entry in a file of a kind, or `undefined` when the file is not where that kind lies. */
export function slugOfFile(name: CollectionName, file: string): string | undefined {
  return layout[name].file.exec(file)?.groups?.['slug'];
}

/** Which kind of entry lies in a file (path relative to the content tree), if any. */
export function collectionOfFile(file: string): CollectionName | undefined {
  return (Object.keys(layout) as CollectionName[]).find((name) => layout[name].file.test(file));
}
