/** The subjects of the pure rules: which files are mutated, and which tests have to notice. */

/** A subject. Paths are those of the project, or patterns of them. */
export interface Subject {
  /** What is mutated. */
  mutate: readonly string[];
  /**
   * The tests that are run on a mutant, in this order, until one fails: quick ones first. Slow comparisons (with an
   * independent evaluator, with looking at every station of a province) are left out: a mutant costs a run of each file.
   */
  tests: readonly string[];
}

const unit = (name: string) => `tests/unit/${name}.test.ts`;
const properties = (name: string) => `tests/unit/properties/${name}.test.ts`;

/** All subjects, those first whose mistakes cost most. */
export const subjects: Readonly<Record<string, Subject>> = {
  time: {
    mutate: ['src/domain/time/*.ts'],
    tests: [unit('domain'), unit('opening-hours'), properties('dates')],
  },
  orders: {
    mutate: ['src/domain/orders/*.ts'],
    tests: [
      unit('domain'),
      unit('ledger-sentences'),
      properties('orders'),
      properties('facets'),
      unit('order-facets'),
      unit('figures'),
    ],
  },
  hours: {
    mutate: ['src/domain/stations/opening-hours.ts', 'src/domain/stations/hours-format.ts'],
    tests: [unit('domain'), unit('opening-hours'), properties('opening-hours')],
  },
  stations: {
    mutate: [
      'src/domain/stations/*.ts',
      '!src/domain/stations/opening-hours.ts',
      '!src/domain/stations/hours-format.ts',
    ],
    tests: [
      unit('station-record'),
      unit('station-filter'),
      unit('station-schema-org'),
      unit('station-shards'),
      unit('finder-answers'),
      properties('stations'),
      unit('finder'),
      properties('station-tree'),
    ],
  },
  places: {
    mutate: ['src/domain/places/*.ts'],
    tests: [unit('domain'), unit('place-search'), unit('quadtree'), unit('schematic-map'), properties('places')],
  },
  serving: {
    mutate: ['src/domain/serving/*.ts'],
    tests: [unit('response-headers')],
  },
  clips: {
    mutate: ['src/domain/clips/*.ts'],
    tests: [unit('domain'), unit('captions'), properties('captions')],
  },
  text: {
    mutate: ['src/domain/text/*.ts'],
    tests: [
      unit('personal-data'),
      unit('story-blocks'),
      unit('pinyin'),
      unit('pinyin-match'),
      unit('decode'),
      properties('personal-data'),
      properties('story-blocks'),
      properties('pinyin'),
      properties('decode'),
    ],
  },
  search: {
    mutate: ['src/domain/search/*.ts', '!src/domain/search/question-turns.ts'],
    tests: [
      unit('search-text'),
      unit('mixed-words'),
      unit('synonyms'),
      unit('sounds'),
      unit('search-questions'),
      unit('station-question'),
      unit('destinations'),
      unit('names-order'),
      unit('names-file'),
      unit('names'),
      properties('search'),
    ],
  },
  entries: {
    mutate: ['src/domain/entries/*.ts'],
    tests: [unit('entry-merge'), unit('office-addresses'), unit('redirects'), properties('entry-merge')],
  },
  gate: {
    mutate: ['src/library/publication.ts', 'src/schemas/field.ts', 'src/addresses.ts'],
    tests: [
      unit('publication'),
      unit('domain'),
      unit('fields'),
      unit('addresses'),
      properties('fields'),
      unit('studio-content'),
    ],
  },
};
