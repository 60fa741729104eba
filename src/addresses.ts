/** The addresses of the site. They are a contract: a published address is never dropped. */

/** A path of the site under the path where the site lies. @param path begins with `/` */
export function underBase(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}${path}`;
}

/** The paths of pages, without the base path. */
export const paths = {
  home: '/',
  people: '/people/',
  person: (slug: string) => `/people/${slug}/`,
  videos: '/videos/',
  video: (slug: string) => `/videos/${slug}/`,
  /** The clips one after the other, full screen. */
  clipFeed: '/videos/feed/',
  captions: (slug: string) => `/videos/${slug}/captions.vtt`,
  stations: '/stations/',
  station: (slug: string) => `/stations/${slug}/`,
  doorSign: (slug: string) => `/stations/${slug}/poster/`,
  stationLeaf: (name: string) => `/data/stations/${name}.json`,
  /** The finder's data: all stations, or above some hundreds a tree of them. */
  finderData: '/data/finder.json',
  stationWorker: '/stations/sw.js',
  achievements: '/achievements/',
  indicator: (slug: string) => `/achievements/${slug}/`,
  orders: '/orders/',
  order: (slug: string) => `/orders/${slug}/`,
  ordersOfMonth: (month: string) => `/orders/${month.replace('-', '/')}/`,
  /** The three lists of 派单制. */
  needs: '/orders/needs/',
  resources: '/orders/resources/',
  duties: '/orders/duties/',
  orderFacets: '/data/orders/facets.json',
  orderRows: (month: string) => `/data/orders/${month}.json`,
  indicatorData: (slug: string, format: 'csv' | 'json') => `/data/indicators/${slug}.${format}`,
  features: '/features/',
  feature: (slug: string) => `/features/${slug}/`,
  teams: '/teams/',
  search: '/search/',
  /** Everything of one town, of one year: to find things without script. */
  listOfTown: (slug: string) => `/search/town/${slug}/`,
  listOfYear: (year: string) => `/search/year/${year}/`,
  /** The names and titles of all pages, for suggestions. */
  searchNames: '/search/names.json',
  /** Groups of words that mean the same to those who ask. */
  searchSynonyms: '/search/synonyms.json',
  /** Names of a large site that are not in the first file. */
  furtherNames: (hash: string) => `/search/names.${hash}.json`,
  /** Which characters sound alike. */
  searchSounds: '/search/sounds.json',
  /** Lists and pages that words lead to. */
  searchDestinations: '/search/destinations.json',
  /** Traditional characters and what they are in simplified Chinese. */
  traditionalCharacters: '/search/traditional.json',
  /** What answers questions about stations; the name holds a hash of what it is. */
  stationAnswer: (hash: string) => `/search/stations.${hash}.js`,
  /** The search dialog; the name holds a hash of what it is. */
  searchDialog: (hash: string) => `/search/dialog.${hash}.js`,
  /** The style sheet and the script of large print, but for their endings; the name holds a hash of what they are. */
  largePrint: (hash: string) => `/large-print/${hash}`,
  about: '/about/',
  /** What the site does for those who see, hear or move less well, and what of it was tested. */
  accessibility: '/about/accessibility/',
  page: (slug: string) => (slug === 'about' ? '/about/' : `/about/${slug}/`),
  feed: '/feed.xml',
  sitemap: '/sitemap-index.xml',
} as const;

/** Width and height in pixels of the share pictures of an entry: one to send and hang up, one for links to its page. */
export const shareImageSizes = {
  poster: { width: 1080, height: 1440 },
  card: { width: 1200, height: 630 },
} as const;

/** The address of a share picture of an entry. @param page address of the entry's page, with a slash at the end */
export function shareImagePath(page: string, format: keyof typeof shareImageSizes): string {
  return `${page}${format}.jpg`;
}

/** The list of orders, narrowed by a choice. The names are those of its filter. */
export function ordersWhere(choice: Readonly<Record<string, string>>): string {
  return `${paths.orders}?${new URLSearchParams(choice).toString()}`;
}
