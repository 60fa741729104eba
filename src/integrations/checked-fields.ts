/** How Astro's loader reads the entries: the fields as the content check reads them, and the pictures that blocks name. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Loader } from 'astro/loaders';
import { z } from 'zod';
import { allEntryProblems } from '../content-check/check.ts';
import { mayHaveMistakes, statusOf } from '../content-check/content-entry.ts';
import { contextOnDisk } from '../content-check/context-on-disk.ts';
import { schemas } from '../content-check/schemas.ts';
import { kindRow, kinds, type KindName } from '../kinds.ts';
import { publication as publicationSchema } from '../schemas/publication.ts';
import { pictureAttributes } from '../schemas/story.ts';
import { lineOf } from '../content-check/problem.ts';
import { readSource } from '../content-check/source-file.ts';
import { blocksIn } from '../markdown/blocks.ts';

/** The files that the blocks in a body name as pictures. */
function pictureFilesIn(body: string): string[] {
  return blocksIn(body).flatMap((found) =>
    'attributes' in found ? pictureAttributes.flatMap((name) => found.attributes[name] ?? []) : [],
  );
}

const field = 'storyPictures';

/** What a kind's entries are read by. */
export interface CheckedKind {
  kind: KindName;
  contentDirectory: string;
}

/**
 * What is stored of a withdrawn entry with mistakes: its address says that it was withdrawn, and the gate asks for no more than
 * this. Nothing else of it may be used.
 */
const withdrawnAlone = (fields: Record<string, unknown>) => ({
  publication: publicationSchema.safeParse(fields['publication']).data ?? { status: 'withdrawn', reviews: [] },
});

/**
 * Gives Astro the fields of each entry as the content check read them: Astro's own parser makes 2 March of a 30 February.
 * Adds, where entries tell stories, the pictures that the blocks of the body name. An entry's fields are the one way to
 * give a file outside `src` to Astro's pictures. A draft with mistakes is left out: it stops no build, and cannot be shown.
 */
export function withCheckedFields(loader: Loader, { kind, contentDirectory }: CheckedKind): Loader {
  const { hasBody } = kinds[kind].files;
  const tellsStory = kindRow(kind).tellsStory === true;
  const checking = contextOnDisk(contentDirectory);
  return {
    ...loader,
    load: (context) => {
      const { store } = context;
      // What was right when Astro remembered it may lack a picture now.
      if (kindRow(kind).gate !== undefined)
        for (const [id, { data }] of store.entries())
          if (['draft', 'withdrawn'].includes(String(statusOf(data)))) store.delete(id);
      const leftOut = new Set<string>();
      return loader.load({
        ...context,
        store: { ...store, set: (entry) => !leftOut.has(entry.id) && store.set(entry) },
        async parseData(properties) {
          const { id, filePath } = properties;
          if (filePath === undefined) return context.parseData(properties);
          const source = readSource(
            relative(contentDirectory, filePath).replaceAll('\\', '/'),
            readFileSync(filePath),
            hasBody,
          );
          if (Array.isArray(source)) throw new Error(source.map(lineOf).join('\n'));
          const fields = source.fields as Record<string, unknown>;
          const entry = { collection: kind, slug: id, source, schema: schemas[kind] };
          leftOut.delete(id);
          if (mayHaveMistakes(entry) && (await allEntryProblems(entry, checking)).length > 0) {
            store.delete(id);
            if (statusOf(fields) === 'draft') leftOut.add(id);
            return withdrawnAlone(fields) as unknown as typeof properties.data;
          }
          const pictures = pictureFilesIn(tellsStory ? (source.body?.text ?? '') : '');
          const data = tellsStory
            ? { ...fields, [field]: Object.fromEntries(pictures.map((file) => [file, file])) }
            : fields;
          return context.parseData({ ...properties, data: data as typeof properties.data });
        },
      });
    },
  };
}

/** The schema of an entry with the pictures of its story, by the file name that stands in the block. */
export function storySchema<Schema extends z.ZodType, Image extends z.ZodType>(schema: Schema, image: () => Image) {
  const fieldsAlone = (value: unknown) =>
    Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== field));
  return z.intersection(
    z.preprocess(fieldsAlone, schema),
    z.object({ storyPictures: z.record(z.string(), image()).default({}) }),
  );
}
