/**
 * The mutants that no test can or should notice, and why. `npm run test:mutation` names every survivor that has no reason
 * here, and every reason whose mutant no longer survives.
 */
import type { Survivor } from './stryker.ts';

/** Mutants of a file that survive for one reason. */
interface Reason {
  file: string;
  reason: string;
  /** What stands in the source, and what it is changed to, with `=>` between and white space as single spaces. */
  mutants: readonly string[];
}

/** What TypeScript asks for where an index or a key may be missing, though it never is. */
const guard = 'Only for the type: what is asked about is always there, or its absence comes to the same.';

/** All reasons, by file. */
export const reasons: readonly Reason[] = [
  {
    file: 'src/domain/entries/addresses.ts',
    reason: 'A function that returns nothing returns undefined.',
    mutants: ['{ return undefined; } => {}'],
  },
  {
    file: 'src/domain/entries/public-address.ts',
    reason: guard,
    mutants: ['slug === undefined => false'],
  },
  {
    file: 'src/domain/entries/redirects.ts',
    reason: guard,
    mutants: ['path !== undefined => true', 'path === undefined => false'],
  },
  {
    file: 'src/domain/entries/redirects.ts',
    reason: 'What is asked is only whether it is true.',
    mutants: ['() => false => () => undefined'],
  },
  {
    file: 'src/domain/entries/merge.ts',
    reason: 'A code that neither side has is in no result.',
    mutants: ['[] => ["Stryker was here"]'],
  },
  {
    file: 'src/domain/time/dates.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`],
  },
  {
    file: 'src/domain/time/dates.ts',
    reason: 'A date that was formatted begins with its year.',
    mutants: [String.raw`/^\d+年/ => /\d+年/`],
  },
  {
    file: 'src/domain/stations/hours-format.ts',
    reason: guard,
    mutants: ['only !== undefined => true'],
  },
  {
    file: 'src/domain/stations/opening-hours.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`, 'other[index]?.[0] => other[index][0]'],
  },
  {
    file: 'src/domain/stations/opening-hours.ts',
    reason: 'A list of spans with a text in it, which has no minutes and so is never open: as an empty one.',
    mutants: [`[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/stations/opening-hours.ts',
    reason: 'Of a day that is shut nobody asks whether its spans are known: it has none.',
    mutants: ['true => false'],
  },
  {
    file: 'src/domain/stations/opening-hours.ts',
    reason: 'At the moment itself the door is in the state of now, which is no change.',
    mutants: ['minute * minuteLength > since => minute * minuteLength >= since'],
  },
  {
    file: 'src/domain/stations/opening-hours.ts',
    reason: 'A shortcut past a search that finds nothing within a year.',
    mutants: ['isAlwaysOpen(opening) && opening.closures.length === 0 => false'],
  },
  {
    file: 'src/domain/stations/record.ts',
    reason: guard,
    mutants: [
      `'' => "Stryker was here!"`,
      `'outdoor' => ""`,
      'weekly?.[day] => weekly[day]',
      `{ kind: 'unknown', holidays: 'unknown' } => {}`,
      `'unknown' => ""`,
    ],
  },
  {
    file: 'src/domain/stations/record.ts',
    reason: 'The first day of a line is always written: it repeats none.',
    mutants: [`[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/stations/shards.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`],
  },
  {
    file: 'src/domain/stations/shards.ts',
    reason: 'No two stations have the same slug.',
    mutants: ['one.slug < other.slug => one.slug <= other.slug'],
  },
  {
    file: 'src/domain/stations/tree.ts',
    reason: guard,
    mutants: ['town === undefined => false', 'leaf === undefined => false', `[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/stations/finder.ts',
    reason: 'A shortcut: who did not ask for open doors gets the same answer when asked again without them.',
    mutants: ['query.filter.isOpenNow !== true => false'],
  },
  {
    file: 'src/domain/orders/facets.ts',
    reason: guard,
    mutants: [
      `'' => "Stryker was here!"`,
      'facets.months[++index]?.[1] => facets.months[++index][1]',
      'facets.months[index]?.[0] => facets.months[index][0]',
      'month !== undefined => true',
      'placeOf(facets, at)?.month => placeOf(facets, at).month',
    ],
  },
  {
    file: 'src/domain/orders/facets.ts',
    reason: 'A shortcut: a value that does not occur has a character that no column holds, and a bit that none has.',
    mutants: ['number < 0 => false', '() => false => () => undefined'],
  },
  {
    file: 'src/domain/orders/facets.ts',
    reason: 'The code of the first character, 0x30, has no bit where the two answers have theirs, added or taken away.',
    mutants: ['column.charCodeAt(at) - firstCharacter => column.charCodeAt(at) + firstCharacter'],
  },
  {
    file: 'src/domain/orders/figures.ts',
    reason: guard,
    mutants: [
      'first === undefined || last === undefined => first === undefined && last === undefined',
      'first === undefined || last === undefined => false',
      'first === undefined => false',
      'last === undefined => false',
      'span !== undefined => true',
      'counted.at(-1)?.count => counted.at(-1).count',
    ],
  },
  {
    file: 'src/domain/orders/figures.ts',
    reason: 'A day that there is not comes neither before nor after another: a comparison with undefined is false.',
    mutants: ['doneOn !== undefined => true', 'day !== undefined => true'],
  },
  {
    file: 'src/domain/orders/figures.ts',
    reason: 'A shortcut: the days of an order that is not done are no number, and no span holds them.',
    mutants: ['doneOn === undefined => false'],
  },
  {
    file: 'src/domain/orders/figures.ts',
    reason: 'A memory for the numbers of days: without it they are computed again and are the same.',
    mutants: ['known !== undefined => false'],
  },
  {
    file: 'src/domain/orders/counters.ts',
    reason: 'The text of a number of days has 天 once, at its end.',
    mutants: ['/ 天$/ => / 天/'],
  },
  {
    file: 'src/domain/orders/sentences.ts',
    reason: guard,
    mutants: ['busiest[0]?.passed => busiest[0].passed', 'first === undefined => false'],
  },
  {
    file: 'src/domain/orders/sentences.ts',
    reason: 'The last span has no end, which no number of days reaches: a comparison with undefined is false.',
    mutants: ['to !== undefined => true'],
  },
  {
    file: 'src/domain/orders/sentences.ts',
    reason: 'Where there is nothing before there is nothing after either, and equal values were answered before.',
    mutants: ['before === undefined => false', 'difference > 0 => difference >= 0'],
  },
  {
    file: 'src/domain/orders/sentences.ts',
    reason: 'Equal values were answered on the line before.',
    mutants: ['now > before => now >= before', 'points > 0 => points >= 0'],
  },
  {
    file: 'src/domain/orders/states.ts',
    reason: guard,
    mutants: [`'raised' => ""`, 'at < orderStateSequence.length => at <= orderStateSequence.length'],
  },
  {
    file: 'src/domain/places/place-search.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`],
  },
  {
    file: 'src/domain/places/place-search.ts',
    reason: 'Between texts only Chinese characters are looked for, and a default without any is as an empty one.',
    mutants: [`[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/places/place-search.ts',
    reason:
      'One space after the other leaves an empty word, which is dropped or in every text; one sign at a time is taken away too.',
    mutants: [String.raw`/\s+/ => /\s/`, String.raw`/[\s'’]+/g => /[\s'’]/g`],
  },
  {
    file: 'src/domain/places/quadtree.ts',
    reason: guard,
    mutants: [`'0' => ""`, 'at < ranked.length => at <= ranked.length', 'next === undefined => false'],
  },
  {
    file: 'src/domain/places/schematic-map.ts',
    reason: guard,
    mutants: ['[0, 0] => []'],
  },
  {
    file: 'src/domain/places/coordinates.ts',
    reason: 'A shortcut: from a coordinate system to itself a point stays where it is.',
    mutants: ['point.datum === datum => false'],
  },
  {
    file: 'src/domain/places/distance.ts',
    reason: 'On the line between two cases both give the same distance.',
    mutants: [
      'lng >= west => lng > west',
      'lng <= east => lng < east',
      'away(west) < away(east) => away(west) <= away(east)',
      'nearest > south => nearest >= south',
      'nearest < north => nearest <= north',
    ],
  },
  {
    file: 'src/domain/search/text.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`],
  },
  {
    file: 'src/domain/search/mixed-words.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`, 'match[2]?.length => match[2].length'],
  },
  {
    file: 'src/domain/search/synonyms.ts',
    reason: 'Behind the end of a text no word begins.',
    mutants: ['at < text.length => at <= text.length'],
  },
  {
    file: 'src/domain/search/sounds.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`, `[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/search/sounds.ts',
    reason: 'Another word of one character does not keep most of it.',
    mutants: ['length > 1 => length >= 1'],
  },
  {
    file: 'src/domain/search/question.ts',
    reason: guard,
    mutants: ['[typed] => []', '[text] => []'],
  },
  {
    file: 'src/domain/search/question.ts',
    reason: 'Behind the end of a text no name and no turn begins.',
    mutants: ['at < text.length => at <= text.length'],
  },
  {
    file: 'src/domain/search/station-question.ts',
    reason: guard,
    mutants: [`[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/search/station-question.ts',
    reason: 'A number without figures before or behind its point has 0 there.',
    mutants: [`'0' => ""`],
  },
  {
    file: 'src/domain/search/station-question.ts',
    reason: 'English in place of what was asked for is no complaint in Chinese.',
    mutants: [`'' => "Stryker was here!"`],
  },
  {
    file: 'src/domain/search/names-file.ts',
    reason: guard,
    mutants: [
      `'' => "Stryker was here!"`,
      `'page' => ""`,
      '-1 => +1',
      'readings.get(character)?.join => readings.get(character).join',
    ],
  },
  {
    file: 'src/domain/search/names-file.ts',
    reason: 'The address of a plain page is stored whole: it is never the last part of itself alone.',
    mutants: ['(slug: string) => slug => () => undefined'],
  },
  {
    file: 'src/domain/search/names-file.ts',
    reason: 'The readings of a character differ from each other.',
    mutants: ['a[0] < b[0] => a[0] <= b[0]'],
  },
  {
    file: 'src/domain/search/names-file.ts',
    reason: 'No town is nowhere among the towns, which is -1 too.',
    mutants: ['town === undefined => false'],
  },
  {
    file: 'src/domain/search/names-file.ts',
    reason: 'A memory for characters and syllables: without it their forms are made again and are the same.',
    mutants: ['known !== undefined => false', 'made.set(from, value); => ;'],
  },
  {
    file: 'src/domain/search/names-file.ts',
    reason: 'A shortcut: where no title reads a character otherwise, none is found that does.',
    mutants: ['otherwise.size === 0 => false'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`, `[] => ["Stryker was here"]`],
  },
  {
    file: 'src/domain/search/names.ts',
    reason:
      'Two words that are equal were answered before, and of two that differ one ends first or has another letter.',
    mutants: ['start < a.length => true', 'start < a.length => start <= a.length'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: 'A shortcut: words whose lengths differ by two or more differ by more than one letter.',
    mutants: ['Math.abs(a.length - b.length) > longerBy => false'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: 'A shortcut: what is longer than the query gets no shorter by further syllables.',
    mutants: ['read.length <= sound.length => true'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: 'Behind the last syllable nothing is read: the same letters are compared once more.',
    mutants: ['next < sounds.length => next <= sounds.length'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: 'A shortcut: two characters that sound otherwise are too many, and so are more.',
    mutants: ['other < 2 => true', 'other < 2 => other <= 2'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: 'A shortcut: what is found beyond the names that are wanted is cut off at the end.',
    mutants: ['found.length >= most => false', 'found.length >= most => found.length > most'],
  },
  {
    file: 'src/domain/search/names.ts',
    reason: 'A shortcut: without letters a mixture is the characters as they stand, and those were looked for before.',
    mutants: ['/[a-z]/.test(letters) => true'],
  },
  {
    file: 'src/domain/clips/captions.ts',
    reason: guard,
    mutants: [`'' => "Stryker was here!"`],
  },
  {
    file: 'src/domain/clips/captions.ts',
    reason: 'Only Ā lies on this limit, which no caption is known to have: either width is right for it.',
    mutants: ['character.charCodeAt(0) < 0x100 => character.charCodeAt(0) <= 0x100'],
  },
  {
    file: 'src/domain/clips/captions.ts',
    reason: 'Times are whole thousandths of a second, and these limits lie between two of them.',
    mutants: [
      'start < previous.end - 0.0005 => start <= previous.end - 0.0005',
      'end - start < shortest - 0.005 => end - start <= shortest - 0.005',
    ],
  },
  {
    file: 'src/domain/clips/captions.ts',
    reason:
      'Where the length of the clip is not known, no caption ends after it: a comparison with undefined is false.',
    mutants: ['durationSeconds !== undefined => true'],
  },
  {
    file: 'src/domain/text/personal-data.ts',
    reason: 'A shortcut past texts in which nothing can be found.',
    mutants: [
      '!mayContainFinding.test(input) => false',
      '`[0-9０-９][\\\\s\\\\S]*[0-9０-９]|[栋幢座]|单元|号楼|[${numerals}]{4}|(?:组|社)[\\\\s\\\\S]*号|[\\\\u{1d7ce}-\\\\u{1d7ff}①-⑨]` => ``',
    ],
  },
  {
    file: 'src/domain/text/personal-data.ts',
    reason: 'A year has a 29 February when the year as far on the other side of 1900 has one.',
    mutants: ['1900 + Number(text.slice(6, 8)) => 1900 - Number(text.slice(6, 8))'],
  },
  {
    file: 'src/domain/text/personal-data.ts',
    reason: 'A sum can be divided by ten when its negative can.',
    mutants: ['sum += doubled > 9 ? doubled - 9 : doubled => sum -= doubled > 9 ? doubled - 9 : doubled'],
  },
  {
    file: 'src/domain/text/story-blocks.ts',
    reason: guard,
    mutants: [
      `'' => "Stryker was here!"`,
      `groups?.['attributes'] => groups['attributes']`,
      String.raw`/<\/?(?<name>[A-Z][A-Za-z]*[a-z][A-Za-z]*)[\s/>]/.exec(html)?.groups?.['name'] => /<\/?(?<name>[A-Z][A-Za-z]*[a-z][A-Za-z]*)[\s/>]/.exec(html)?.groups['name']`,
    ],
  },
  {
    file: 'src/domain/text/decode.ts',
    reason: 'A function that ends without a value returns none.',
    mutants: ['{ return undefined; } => {}'],
  },
  {
    file: 'src/domain/text/pinyin-match.ts',
    reason: 'No syllable has these letters anywhere but at its beginning.',
    mutants: ['/^[zcs]h/ => /[zcs]h/'],
  },
  {
    file: 'src/domain/text/pinyin.ts',
    reason: 'Whatever is not a name is read as words.',
    mutants: [`'words' => ""`],
  },
  {
    file: 'src/library/publication.ts',
    reason: 'Nothing comes neither before nor after a day: a comparison with undefined is false.',
    mutants: [
      'withdrawnOn !== undefined => true',
      'expiresOn !== undefined => true',
      '[publication.publishOn, from].filter((date) => date !== undefined) => [publication.publishOn, from]',
      'date !== undefined => true',
      'publication.expireOn !== undefined => true',
    ],
  },
  {
    file: 'src/library/publication.ts',
    reason: 'Of the states only a withdrawal has an ended consent as its cause.',
    mutants: [`person.is === 'withdrawn' => true`],
  },
  {
    file: 'src/schemas/field.ts',
    reason: 'What has more before or after it is no day for Date.parse either.',
    mutants: [
      String.raw`/^\d{4}-\d{2}-\d{2}$/ => /\d{4}-\d{2}-\d{2}$/`,
      String.raw`/^\d{4}-\d{2}-\d{2}$/ => /^\d{4}-\d{2}-\d{2}/`,
    ],
  },
  {
    file: 'src/schemas/field.ts',
    reason: 'A month with more before it is no day with 01 behind it, and no day without.',
    mutants: [String.raw`/^\d{4}-\d{2}$/ => /\d{4}-\d{2}$/`],
  },
  {
    file: 'src/schemas/field.ts',
    reason: 'Without a prefix the word "undefined" is taken out of a slug, which has none.',
    mutants: ['slugPrefix === undefined => false'],
  },
  {
    file: 'src/schemas/field.ts',
    reason: guard,
    mutants: ['issue.path?.[0] => issue.path[0]', 'field === undefined => false'],
  },
];

/** A survivor in the form of the list. */
export function mutantText({ original, replacement }: Survivor): string {
  return `${original} => ${replacement}`.replace(/\s+/g, ' ');
}

/** The survivors that have no reason. */
export function unreasoned(survivors: readonly Survivor[]): Survivor[] {
  return survivors.filter(
    (survivor) =>
      !reasons.some(({ file, mutants }) => file === survivor.file && mutants.includes(mutantText(survivor))),
  );
}

/** Reasons whose mutants are noticed by now. @param files the files that were mutated */
export function staleReasons(survivors: readonly Survivor[], files: ReadonlySet<string>): string[] {
  const surviving = new Set(survivors.map((survivor) => `${survivor.file}: ${mutantText(survivor)}`));
  return reasons
    .filter(({ file }) => files.has(file))
    .flatMap(({ file, mutants }) => mutants.map((mutant) => `${file}: ${mutant}`))
    .filter((mutant) => !surviving.has(mutant));
}
