/** Tells which renditions the manifests name and the media folder does not have. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const named = z.object({ renditions: z.array(z.object({ file: z.string() })) });

/** A rendition that is not there, and the manifest that names it. */
export interface MissingRendition {
  manifest: string;
  file: string;
}

/** Every rendition that is named and not there, in the order of the manifests. The content has been checked before. */
export async function missingRenditions(contentDirectory: string, mediaDirectory: string): Promise<MissingRendition[]> {
  const folder = join(contentDirectory, 'media');
  const manifests = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const missing: MissingRendition[] = [];
  for (const name of manifests) {
    const { renditions } = named.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    for (const { file } of renditions) {
      const isThere = await access(join(mediaDirectory, file)).then(
        () => true,
        () => false,
      );
      if (!isThere) missing.push({ manifest: `media/${name}`, file });
    }
  }
  return missing;
}
