/** Opens the store of the settings. */
import type { Environment } from '../../environment.ts';
import { bucketStore } from './bucket-store.ts';
import { folderStore, type Store } from './store.ts';

/**
 * The bucket of `MEDIA_STORE`, else the folder `MEDIA_DIR`. Throws `MediaFailure` when the keys of the bucket are
 * missing.
 */
export function storeOf(settings: Pick<Environment, 'mediaBucket' | 'mediaDirectory'>): Store {
  return settings.mediaBucket === undefined ? folderStore(settings.mediaDirectory) : bucketStore(settings.mediaBucket);
}
