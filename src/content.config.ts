/** Hands the kinds to Astro: where the entries of each lie and which schema they must fit. */
import { defineCollection, type ImageFunction, type SchemaContext } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import type { z } from 'zod';
import { environment } from './environment.ts';
import { storySchema, withCheckedFields } from './integrations/checked-fields.ts';
import { kindNames, kindRow, kinds, slugOfFile, type KindName, type StoryKind } from './kinds.ts';
import { entrySchemas } from './schemas/index.ts';

type Schemas = ReturnType<typeof entrySchemas<ReturnType<ImageFunction>>>;
type SchemaOf<Kind extends KindName> = Kind extends StoryKind
  ? Schemas[Kind] extends infer Schema extends z.ZodType
    ? ReturnType<typeof storySchema<Schema, ReturnType<ImageFunction>>>
    : never
  : Schemas[Kind];

interface Collection<Kind extends KindName> {
  loader: Loader;
  schema: (context: SchemaContext) => SchemaOf<Kind>;
}

function collectionOf(kind: KindName): [KindName, Collection<KindName>] {
  const files = glob({
    base: environment.contentDirectory,
    pattern: kinds[kind].files.pattern,
    generateId: ({ entry }) => slugOfFile(kind, entry) ?? entry,
  });
  const tellsStory = kindRow(kind).tellsStory === true;
  return [
    kind,
    defineCollection({
      loader: withCheckedFields(files, { kind, contentDirectory: environment.contentDirectory }),
      schema: ({ image }: SchemaContext) => {
        const schema = entrySchemas(image)[kind];
        return tellsStory ? storySchema(schema, image) : schema;
      },
    }) as Collection<KindName>,
  ];
}

// Object.fromEntries forgets which keys it was given: they are the kinds of the table.
export const collections = Object.fromEntries(kindNames.map(collectionOf)) as unknown as {
  [Kind in KindName]: Collection<Kind>;
};
