/** The county that the content is about, for forms and lists. */
import { schemas } from '../content-check/schemas.ts';
import type { County } from '../domain/entries/county.ts';
import { kinds } from '../kinds.ts';
import { fieldsOf } from './entry-text.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** The county as the settings have it; `undefined` where they cannot be read. */
export async function countyOf({ store }: OpenedEntries): Promise<County | undefined> {
  const file = kinds.settings.files.pattern;
  const id = store.index.idOf(file);
  const bytes = id === undefined ? undefined : await store.read(file, id);
  if (bytes === undefined) return undefined;
  const settings = schemas.settings.safeParse(fieldsOf({ kind: 'settings', slug: 'settings', file }, bytes)).data;
  if (settings === undefined) return undefined;
  const { county, towns, rivers, bounds } = settings;
  return { county, towns, rivers, bounds };
}
