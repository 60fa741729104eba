/** Builds the search index over the finished pages. */
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';

/** Where the index lies in the site. */
export const indexFolder = 'pagefind';

/**
 * Indexes the pages that mark their text with `data-pagefind-body`, and writes the index into the site.
 * @returns how many pages can be found
 * @throws when Pagefind refuses a page or cannot write
 */
export async function buildSearchIndex(site: string): Promise<number> {
  const refuse = (errors: readonly string[]) => {
    if (errors.length > 0) throw new Error(`搜索索引没有建成：${errors.join('；')}`);
  };
  const { index, errors } = await createIndex();
  refuse(errors);
  if (index === undefined) throw new Error('搜索索引没有建成');
  try {
    const added = await index.addDirectory({ path: site });
    refuse(added.errors);
    const written = await index.writeFiles({ outputPath: join(site, indexFolder) });
    refuse(written.errors);
    return added.page_count;
  } finally {
    await close();
  }
}
