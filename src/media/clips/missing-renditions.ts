/** Tells which renditions the manifests name and the media folder does not have. */
import { readManifests } from './manifest.ts';
import { folderStore } from '../stores/store.ts';

/** A rendition that is not there, and the id of the clip that it belongs to. */
export interface MissingRendition {
  id: string;
  file: string;
}

/** Every rendition that is named and not there, in the order of the clips. */
export async function missingRenditions(contentDirectory: string, mediaDirectory: string): Promise<MissingRendition[]> {
  const store = folderStore(mediaDirectory);
  const missing: MissingRendition[] = [];
  for (const [id, { renditions }] of await readManifests(contentDirectory)) {
    for (const { file } of renditions) if ((await store.has(file)) === undefined) missing.push({ id, file });
  }
  return missing;
}
