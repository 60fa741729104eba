/** Rules across files: references to entries and files, towns and points against the settings. */
import { dirname, posix } from 'node:path';
import { isWithin, type Point } from '../domain/places/coordinates.ts';
import { orderStateSequence } from '../domain/orders/states.ts';
import { dayInChina, environment } from '../environment.ts';
import { folded } from '../domain/search/text.ts';
import { isRealDay } from '../schemas/field.ts';
import { kindRow } from '../kinds.ts';
import { captionsProblems, soundProblems } from './captions.ts';
import { problemAt, type ContentContext, type ContentEntry } from './content-entry.ts';
import { pictureProblems } from './pictures.ts';
import { formatValue, type Problem } from './problem.ts';
import { visitTexts } from './schema-walk.ts';

/** Up to three slugs that begin like the one that was not found. */
function alike(slug: string, slugs: Iterable<string>): string[] {
  const start = slug.slice(0, 3);
  return [...slugs].filter((each) => each.startsWith(start) || each.includes(slug)).slice(0, 3);
}

function referenceProblems(entry: ContentEntry, context: ContentContext): Problem[] {
  const problems: Problem[] = [];
  visitTexts(entry.schema, entry.source.fields, (text, notes, path) => {
    if (notes.refersTo === undefined || text === '') return;
    const { label, files } = kindRow(notes.refersTo);
    const slug = files.slugPrefix === undefined ? text : text.replace(files.slugPrefix, '');
    if (context.filesOf(notes.refersTo, slug.trim()).length > 0) return;
    const similar = alike(slug, context.slugsOf(notes.refersTo));
    const kind = `${label}（${notes.refersTo}）`;
    problems.push(
      problemAt(
        entry,
        path,
        'no-such-entry',
        formatValue(text),
        `${kind}里有的网址名${similar.length === 0 ? '' : `，例如 ${similar.join('、')}`}`,
      ),
    );
  });
  return problems;
}

async function fileProblems(entry: ContentEntry, context: ContentContext): Promise<Problem[]> {
  const named: { name: string; path: PropertyKey[]; picture: boolean }[] = [];
  visitTexts(entry.schema, entry.source.fields, (name, notes, path) => {
    const captions = entry.collection === 'videos' && path.length === 1 && path[0] === 'captions';
    if (name !== '' && (notes.picture === true || captions)) named.push({ name, path, picture: !captions });
  });
  const problems = await Promise.all(
    named.map(async ({ name, path, picture }): Promise<Problem[]> => {
      const relative = posix.normalize(posix.join(dirname(entry.source.file), name));
      if (relative.startsWith('..')) {
        return [problemAt(entry, path, 'no-such-file', formatValue(name), '内容目录里的文件')];
      }
      return picture
        ? pictureProblems(entry, path, name, relative, context.files)
        : captionsProblems(entry, path, relative, context);
    }),
  );
  return problems.flat();
}

function isPoint(value: unknown): value is Point {
  if (value === null || typeof value !== 'object') return false;
  const { lng, lat, datum } = value as Partial<Record<string, unknown>>;
  return typeof lng === 'number' && typeof lat === 'number' && ['wgs84', 'gcj02', 'bd09'].includes(String(datum));
}

function settingsProblems(entry: ContentEntry, { settings }: ContentContext): Problem[] {
  if (settings === undefined || entry.source.fields === null || typeof entry.source.fields !== 'object') return [];
  const fields = entry.source.fields as Partial<Record<string, unknown>>;
  const problems: Problem[] = [];
  const townPath = kindRow(entry.collection).town;
  if (townPath !== undefined) {
    const path = [...townPath];
    const town = path.reduce<unknown>(
      (value, key) => (value as Partial<Record<PropertyKey, unknown>> | undefined)?.[key],
      fields,
    );
    if (typeof town === 'string' && town !== '' && !settings.towns.some(({ name }) => name === town.trim())) {
      const names = settings.towns.map(({ name }) => name).join('、');
      problems.push(problemAt(entry, path, 'wrong-value', formatValue(town), `网站设置里的乡镇：${names}`));
    }
  }
  const { location } = fields;
  if (entry.collection === 'stations' && isPoint(location) && !isWithin(location, settings.bounds)) {
    const { west, south, east, north } = settings.bounds;
    problems.push(
      problemAt(
        entry,
        ['location'],
        'broken-rule',
        `经度 ${String(location.lng)}、纬度 ${String(location.lat)}`,
        `在${settings.county}范围内：经度 ${String(west)} 到 ${String(east)}，纬度 ${String(south)} 到 ${String(north)}（看看经纬度是否写反）`,
      ),
    );
  }
  return problems;
}

function fileNameProblems(entry: ContentEntry): Problem[] {
  const fields = entry.source.fields as Partial<Record<string, unknown>> | null;
  const raisedOn = fields?.['raisedOn'];
  if (entry.collection === 'orders' && typeof raisedOn === 'string' && isRealDay(raisedOn)) {
    const year = raisedOn.slice(0, 4);
    // A row of a ledger has no file yet.
    const folder = /^orders\/(\d{4})\//.exec(entry.source.file)?.[1];
    if (folder !== undefined && folder !== year) {
      return [
        problemAt(
          entry,
          ['raisedOn'],
          'broken-rule',
          `${formatValue(raisedOn)}，文件在 orders/${folder}/ 里`,
          `放在 orders/${year}/ 里，或者改正日期`,
        ),
      ];
    }
  }
  if (
    entry.collection === 'holidays' &&
    typeof fields?.['year'] === 'number' &&
    String(fields['year']) !== entry.slug
  ) {
    return [problemAt(entry, ['year'], 'broken-rule', formatValue(fields['year']), `与文件名一致：${entry.slug}`)];
  }
  return [];
}

/** Days of an order in the future: a mistyped year would otherwise be counted. */
function futureProblems(entry: ContentEntry): Problem[] {
  if (entry.collection !== 'orders' || entry.source.fields === null || typeof entry.source.fields !== 'object') {
    return [];
  }
  // A preview of an earlier day still has today's ledger; a site for a later day may have what happens until then.
  const real = dayInChina(new Date());
  const today = environment.today > real ? environment.today : real;
  return orderStateSequence.flatMap((state) => {
    const field = `${state}On`;
    const value = (entry.source.fields as Partial<Record<string, unknown>>)[field];
    // YAML reads an unquoted day as a moment.
    const day = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : value;
    return typeof day === 'string' && isRealDay(day) && day > today
      ? [problemAt(entry, [field], 'broken-rule', formatValue(value), '不晚于今天')]
      : [];
  });
}

/** Words for the search that are the name of an entry: whoever asks for it would find everything with the others. */
function synonymProblems(entry: ContentEntry, context: ContentContext): Problem[] {
  if (entry.collection !== 'synonyms') return [];
  const problems: Problem[] = [];
  visitTexts(entry.schema, entry.source.fields, (word, _notes, path) => {
    const file = context.fileNamed(folded(word.trim()));
    if (file === undefined) return;
    problems.push(
      problemAt(
        entry,
        path,
        'broken-rule',
        `${formatValue(word)}，是 ${file} 的名称`,
        '不是人物、站点、队伍等条目的名称',
      ),
    );
  });
  return problems;
}

/** The problems of an entry that are found only with the rest of the content. */
export async function contextProblems(entry: ContentEntry, context: ContentContext): Promise<Problem[]> {
  return [
    ...referenceProblems(entry, context),
    ...settingsProblems(entry, context),
    ...fileNameProblems(entry),
    ...futureProblems(entry),
    ...synonymProblems(entry, context),
    ...(await fileProblems(entry, context)),
    ...soundProblems(entry, context),
  ];
}
