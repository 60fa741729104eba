/** Rules of the former addresses: each once, none in a circle, none to an entry that is not there. */
import { entryOfPage, pathOf } from '../domain/entries/public-address.ts';
import { circularRedirects } from '../domain/entries/redirects.ts';
import { kinds } from '../kinds.ts';
import { redirectsSchema } from '../schemas/redirects.ts';
import { problemAt, type ContentContext, type ContentEntry } from './content-entry.ts';
import { formatValue, type Problem } from './problem.ts';

/** The problems of `site/redirects.yaml` that are found only with the rest of the content. */
export function redirectProblems(entry: ContentEntry, context: ContentContext): Problem[] {
  if (entry.collection !== 'redirects') return [];
  const redirects = redirectsSchema.safeParse(entry.source.fields).data?.redirects ?? [];
  const at = (index: number, field: 'from' | 'to', found: string, expected: string) =>
    problemAt(entry, ['redirects', index, field], 'broken-rule', found, expected);
  const paths = redirects.map(({ from }) => from);
  const formers = new Set(paths);
  return [
    ...redirects.flatMap(({ from }, index) =>
      paths.indexOf(from) < index
        ? [at(index, 'from', formatValue(from), `每个网址只写一次，第 ${String(paths.indexOf(from) + 1)} 项已经有了`)]
        : [],
    ),
    ...circularRedirects(redirects).map((index) =>
      at(index, 'to', formatValue(redirects[index]?.to), '不绕回自己的网址：这样转来转去，永远打不开'),
    ),
    ...redirects.flatMap(({ to }, index) => {
      const path = to === undefined ? undefined : pathOf(to);
      const name = path === undefined || formers.has(path) ? undefined : entryOfPage(path);
      if (name === undefined || context.filesOf(name.kind, name.slug).length > 0) return [];
      return [at(index, 'to', formatValue(to), `${kinds[name.kind].label}里有的网址；那一条已经没有了就不填`)];
    }),
  ];
}
