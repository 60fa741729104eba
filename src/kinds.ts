/**
 * The table of kinds: all properties of a kind of entry besides its fields. Whatever lists kinds derives from here:
 * collections, the content check, the gate, references, the studio's navigation, search, lists, feed, sitemap and share
 * images. A new kind is a row here, a schema (`schemas/index.ts`), a form (`studio/forms/index.ts`) and its pages.
 *
 * Browser scripts import this file, so it imports nothing but addresses.
 */
import { paths } from './addresses.ts';

/** The location of the files of a kind in the content tree. */
interface KindFiles {
  /** Glob of the files, relative to the content tree. */
  pattern: string;
  /** Matches a file of this kind; its group `slug` names the entry. */
  file: RegExp;
  /** Whether the file has a Markdown body under its fields. */
  hasBody: boolean;
  /** The hint shown to an editor who put a file in the wrong place. */
  example: string;
  /** The path as Keystatic writes it. */
  studioPath: string;
  /** What the studio puts before a slug, where entries are in folders by year; references may contain it. */
  slugPrefix?: RegExp;
}

/** Files of a kind with more than one entry: an asterisk stands for the slug. */
interface EntryFiles extends KindFiles {
  studioPath: `${string}/*` | `${string}/**` | `${string}/*/`;
}

/** How the gate treats entries of a kind, beyond their own `publication`. */
interface KindGate {
  /** The field with the day before which an entry is not public. */
  visibleFrom?: string;
  /** The field with the people who appear in it: an entry is withdrawn when the consent of one of them has ended. */
  showsPeople?: string;
}

/** The pages of a kind. */
interface KindPages {
  /** Path of the page that lists all entries; absent where there is none. */
  list?: string;
  /** Label of the list in navigation; absent where it is linked elsewhere. */
  listLabel?: string;
  /** Path of an entry's page, or of its place on a page. */
  entry: (slug: string) => string;
  /** Slugs that no entry may have, since the site has a page of its own at that address. */
  reserved?: readonly string[];
}

/** How the site's search treats entries of a kind. */
interface KindSearch {
  /** Code in the index, in the file of names and in addresses of the search page. */
  code: string;
  /** What visitors call it among the results. */
  label: string;
  /** Position among the kinds: equal hits are shown in this order. */
  rank: number;
  /** How pinyin reads the title: as a person's name, where 单 is a surname read `shan`, or as ordinary words. */
  reading?: 'name';
}

/** One row of the table. */
interface KindRow {
  /** What one entry is called in messages to editors. */
  label: string;
  files: KindFiles;
  studio: {
    /** Name of the section in the studio. */
    label: string;
    /** Group of the navigation; groups appear in the order of the table. */
    group: string;
    /** Whether there is one entry only, which is edited as a page of its own. */
    isSingle?: true;
    /** The fields with the picture that stands for an entry in the studio's lists, the best first. */
    pictures?: readonly string[];
    /** The line under the title of an entry in the studio's lists, with fields in braces. */
    summary?: string;
  };
  /** The field that names an entry. */
  title: string;
  /** Path of the field that names a town of the settings. */
  town?: readonly string[];
  /** The field with the day that entries are sorted by, newest first. */
  date?: string;
  /** Path of the field, `*` for every item of a list, with the years in which an entry is listed. */
  years?: string;
  /** Present where entries carry `publication` and pass the gate. */
  gate?: KindGate;
  /** Whether the body may hold the blocks of a story. */
  tellsStory?: true;
  /** Whether other entries may name an entry of this kind by its slug. */
  isReferable?: true;
  pages?: KindPages;
  search?: KindSearch;
  /** Present where entries appear in the feed: their description, with fields in braces. */
  feed?: { description: string };
  /** Whether entries have a share poster and a card for links. */
  hasShareImages?: true;
}

const slug = '(?<slug>[^/]+)';

/** `people/<slug>/index.md`: a folder for each entry, so that pictures are beside it. */
const entryFolders = (folder: string): EntryFiles => ({
  pattern: `${folder}/*/index.md`,
  file: new RegExp(`^${folder}/${slug}/index\\.md$`),
  hasBody: true,
  example: `${folder}/<网址名>/index.md`,
  studioPath: `${folder}/*/`,
});

/** `stations/<slug>.yaml` and the like: a file for each entry. */
const entryFiles = (folder: string, extension: 'yaml' | 'json' | 'md', slugLabel = '网址名'): EntryFiles => ({
  pattern: `${folder}/*.${extension}`,
  file: new RegExp(`^${folder}/${slug}\\.${extension}$`),
  hasBody: extension === 'md',
  example: `${folder}/<${slugLabel}>.${extension}`,
  studioPath: `${folder}/*`,
});

/** `orders/<yyyy>/<slug>.yaml`: a folder for each year, a file for each entry. */
const entryFilesByYear = (folder: string): EntryFiles => ({
  pattern: `${folder}/*/*.yaml`,
  file: new RegExp(`^${folder}/\\d{4}/${slug}\\.yaml$`),
  hasBody: false,
  example: `${folder}/<年份>/<网址名>.yaml`,
  studioPath: `${folder}/**`,
  slugPrefix: /^\d{4}\//,
});

/** Every kind of entry. The order is that of lists of kinds, of the studio's groups and of the sections in them. */
export const kinds = {
  people: {
    label: '人物',
    files: entryFolders('people'),
    studio: { label: '人物', group: '宣传', pictures: ['portrait'], summary: '{headline}' },
    title: 'name',
    town: ['town'],
    years: 'honours.*.year',
    gate: {},
    tellsStory: true,
    isReferable: true,
    pages: { list: paths.people, listLabel: '人物', entry: paths.person },
    search: { code: 'person', label: '人物', rank: 1, reading: 'name' },
    feed: { description: '{headline}' },
    hasShareImages: true,
  },
  videos: {
    label: '短片',
    files: entryFolders('videos'),
    studio: { label: '短片', group: '宣传', pictures: ['poster'], summary: '{scene} · {place}' },
    title: 'title',
    town: ['town'],
    date: 'recordedOn',
    years: 'recordedOn',
    gate: { showsPeople: 'people' },
    isReferable: true,
    pages: { list: paths.videos, listLabel: '随手拍短片', entry: paths.video, reserved: ['feed'] },
    search: { code: 'video', label: '随手拍', rank: 3 },
    feed: { description: '{town}的短片' },
    hasShareImages: true,
  },
  stations: {
    label: '站点',
    files: entryFiles('stations', 'yaml'),
    studio: { label: '站点', group: '服务', pictures: ['photo'], summary: '{address}' },
    title: 'name',
    town: ['town'],
    gate: {},
    isReferable: true,
    pages: { list: paths.stations, listLabel: '歇脚站点', entry: paths.station },
    search: { code: 'station', label: '站点', rank: 2 },
  },
  orders: {
    label: '办件',
    files: entryFilesByYear('orders'),
    studio: { label: '派单台账', group: '服务', pictures: ['after', 'before'], summary: '{community} · {summary}' },
    title: 'title',
    town: ['town'],
    date: 'raisedOn',
    years: 'raisedOn',
    gate: {},
    isReferable: true,
    pages: {
      list: paths.orders,
      listLabel: '派单办件',
      entry: paths.order,
      reserved: ['needs', 'resources', 'duties'],
    },
    search: { code: 'order', label: '办件', rank: 6 },
    hasShareImages: true,
  },
  indicators: {
    label: '成效数据',
    files: entryFiles('indicators', 'yaml'),
    studio: { label: '成效数据', group: '数据', summary: '{value} {unit}' },
    title: 'label',
    town: ['ledger', 'town'],
    isReferable: true,
    pages: { list: paths.achievements, listLabel: '成效数字', entry: paths.indicator },
    search: { code: 'indicator', label: '数字', rank: 7 },
  },
  features: {
    label: '专题',
    files: entryFolders('features'),
    studio: { label: '节日专题', group: '宣传', pictures: ['cover'], summary: '{lead}' },
    title: 'title',
    date: 'from',
    years: 'year',
    gate: { visibleFrom: 'from' },
    tellsStory: true,
    pages: { list: paths.features, listLabel: '节日专题', entry: paths.feature },
    search: { code: 'feature', label: '专题', rank: 4 },
    feed: { description: '{lead}' },
    hasShareImages: true,
  },
  teams: {
    label: '队伍',
    files: entryFiles('teams', 'yaml'),
    studio: { label: '队伍', group: '服务', summary: '{does}' },
    title: 'name',
    isReferable: true,
    pages: { list: paths.teams, listLabel: '服务队伍', entry: (name) => `${paths.teams}#${name}` },
    search: { code: 'team', label: '队伍', rank: 5 },
  },
  pages: {
    label: '文字页面',
    files: entryFiles('pages', 'md'),
    studio: { label: '文字页面', group: '网站' },
    title: 'title',
    pages: { list: paths.about, entry: paths.page, reserved: ['accessibility'] },
    search: { code: 'page', label: '页面', rank: 8 },
  },
  settings: {
    label: '网站设置',
    files: {
      pattern: 'site/settings.yaml',
      file: /^site\/(?<slug>settings)\.yaml$/,
      hasBody: false,
      example: 'site/settings.yaml',
      studioPath: 'site/settings',
    },
    studio: { label: '网站设置', group: '网站', isSingle: true },
    title: 'name',
  },
  synonyms: {
    label: '搜索用词',
    files: {
      pattern: 'site/synonyms.yaml',
      file: /^site\/(?<slug>synonyms)\.yaml$/,
      hasBody: false,
      example: 'site/synonyms.yaml',
      studioPath: 'site/synonyms',
    },
    studio: { label: '搜索用词', group: '网站', isSingle: true },
    title: 'groups',
  },
  redirects: {
    label: '换过的网址',
    files: {
      pattern: 'site/redirects.yaml',
      file: /^site\/(?<slug>redirects)\.yaml$/,
      hasBody: false,
      example: 'site/redirects.yaml',
      studioPath: 'site/redirects',
    },
    studio: { label: '换过的网址', group: '网站', isSingle: true },
    title: 'redirects',
  },
  holidays: {
    label: '节假日',
    files: {
      ...entryFiles('site/holidays', 'yaml', '年份'),
      file: /^site\/holidays\/(?<slug>\d{4})\.yaml$/,
    },
    studio: { label: '节假日', group: '网站' },
    title: 'year',
  },
  media: {
    label: '短片文件',
    files: entryFiles('media', 'json', '编号'),
    studio: { label: '短片文件', group: '程序生成', pictures: ['poster'] },
    title: 'id',
    isReferable: true,
  },
} as const satisfies Record<string, KindRow>;

/** The name of a kind: of its collection, its folder and its form. */
export type KindName = keyof typeof kinds;

/** Every kind, in the order of the table. Object.keys forgets the key type; the table is a literal object. */
export const kindNames = Object.keys(kinds) as KindName[];

/** The row of a kind, with every column that it may have. */
export const kindRow = (kind: KindName): KindRow => kinds[kind];

type KindWith<Column extends keyof KindRow> = {
  [Kind in KindName]: Column extends keyof (typeof kinds)[Kind] ? Kind : never;
}[KindName];

/** The kinds whose row has a column. */
export function kindsWith<Column extends keyof KindRow>(column: Column): KindWith<Column>[] {
  return kindNames.filter((kind) => column in kinds[kind]) as KindWith<Column>[];
}

/** Kinds whose entries pass the gate. */
export type GatedKind = KindWith<'gate'>;
/** Kinds whose body may hold the blocks of a story. */
export type StoryKind = KindWith<'tellsStory'>;
/** Kinds whose entries other entries may name. */
export type ReferableKind = KindWith<'isReferable'>;
/** Kinds whose entries have pages, or places on a page. */
export type PagedKind = KindWith<'pages'>;
/** Kinds that are found by the site's search. */
type SearchableKind = KindWith<'search'>;
/** Kinds whose entries have share images. */
export type ShareImageKind = KindWith<'hasShareImages'>;
/** The code of a kind in the search. */
export type SearchCode = (typeof kinds)[SearchableKind]['search']['code'];

/** Kinds whose entries pass the gate. */
export const gatedKinds = kindsWith('gate');

/** What names the entry in a file of a kind, or `undefined` when the file is not in that kind's location. */
export function slugOfFile(kind: KindName, file: string): string | undefined {
  return kinds[kind].files.file.exec(file)?.groups?.['slug'];
}

/** The kind of entry in a file (path relative to the content tree), if any. */
export function kindOfFile(file: string): KindName | undefined {
  return kindNames.find((kind) => kinds[kind].files.file.test(file));
}

/** Whether a slug is the address of a page of the site's own. */
export function isReservedSlug(kind: KindName, slugOfEntry: string): boolean {
  return kindRow(kind).pages?.reserved?.includes(slugOfEntry) ?? false;
}
