/** Hands the pictures that a story's blocks name to Astro. */
import { readFileSync } from 'node:fs';
import type { Loader } from 'astro/loaders';
import { z } from 'zod';
import { pictureAttributes } from '../schemas/story.ts';
import { readSource } from '../content-check/source-file.ts';
import { blocksIn } from '../markdown/blocks.ts';

/** The files that the blocks in a body name as pictures. */
function pictureFilesIn(body: string): string[] {
  return blocksIn(body).flatMap((found) =>
    'attributes' in found ? pictureAttributes.flatMap((name) => found.attributes[name] ?? []) : [],
  );
}

const field = 'storyPictures';

/**
 * Adds to each entry, beside the fields of its file, the pictures that the blocks of its body name. An entry's fields are
 * the one way to hand a file that lies outside `src` to Astro's pictures.
 */
export function withStoryPictures(loader: Loader): Loader {
  return {
    ...loader,
    load: (context) =>
      loader.load({
        ...context,
        async parseData(properties) {
          const { filePath, data } = properties;
          const source = filePath === undefined ? [] : readSource(filePath, readFileSync(filePath), true);
          const body = Array.isArray(source) ? '' : (source.body?.text ?? '');
          const pictures = Object.fromEntries(pictureFilesIn(body).map((file) => [file, file]));
          return context.parseData({ ...properties, data: { ...data, [field]: pictures } });
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
