/** How Astro's loader reads the entries: the fields as the content check reads them, and the pictures that blocks name. */
import { readFileSync } from 'node:fs';
import type { Loader } from 'astro/loaders';
import { z } from 'zod';
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

/** What the files of a kind have besides fields. */
export interface CheckedFields {
  hasBody: boolean;
  tellsStory: boolean;
}

/**
 * Gives Astro the fields of each entry as the content check read them: Astro's own parser makes 2 March of a 30 February.
 * Adds, where entries tell stories, the pictures that the blocks of the body name. An entry's fields are the one way to
 * give a file outside `src` to Astro's pictures.
 */
export function withCheckedFields(loader: Loader, { hasBody, tellsStory }: CheckedFields): Loader {
  return {
    ...loader,
    load: (context) =>
      loader.load({
        ...context,
        async parseData(properties) {
          const { filePath } = properties;
          if (filePath === undefined) return context.parseData(properties);
          const source = readSource(filePath, readFileSync(filePath), hasBody);
          if (Array.isArray(source)) throw new Error(source.map(lineOf).join('\n'));
          const fields = source.fields as Record<string, unknown>;
          const pictures = pictureFilesIn(tellsStory ? (source.body?.text ?? '') : '');
          const data = tellsStory
            ? { ...fields, [field]: Object.fromEntries(pictures.map((file) => [file, file])) }
            : fields;
          return context.parseData({ ...properties, data: data as typeof properties.data });
        },
      }),
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
