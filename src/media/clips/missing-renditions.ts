/** Lists the renditions of the manifests that are missing from the media folder. */
import { readManifests } from './manifest.ts';
import { folderStore } from '../stores/store.ts';

/** A missing rendition, and the id of the clip that it belongs to. */
export interface MissingRendition {
  id: string;
  file: string;
}

/** Every missing rendition of the manifests, in the order of the clips. */
export async function missingRenditions(contentDirectory: string, mediaDirectory: string): Promise<MissingRendition[]> {
  const store = folderStore(mediaDirectory);
  const missing: MissingRendition[] = [];
  for (const [id, { renditions }] of await readManifests(contentDirectory)) {
    for (const { file } of renditions) if ((await store.has(file)) === undefined) missing.push({ id, file });
  }
  return missing;
}
