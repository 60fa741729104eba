/** The store of the content that this studio edits, the index of its entries, and whom it is shared with: one of each for all requests. */
import { join } from 'node:path';
import { mostVersions } from '../content-store/content-store.ts';
import { openContentStore } from '../content-store/open-content-store.ts';
import { environment } from '../environment.ts';
import { TokenStore } from '../sharing/token-store.ts';
import { isWritable } from '../studio/writable-paths.ts';
import { withClips, type OpenedClips } from './clips.ts';
import { withEntries } from './opened-entries.ts';
import { Sharing } from './sharing/open-sharing.ts';

/** What requests work with. */
export interface OpenedOffice extends OpenedClips {
  sharing: Sharing;
}

let opened: Promise<OpenedOffice> | undefined;

/** Milliseconds between two moments at which what is known of the files is stored. */
const rememberInterval = 60_000;
/** Milliseconds after the start from which on everything is checked. */
const checkDelay = 3000;

async function open(): Promise<OpenedOffice> {
  const found = await openContentStore(environment.contentDirectory, isWritable, {
    snapshots: join(environment.cacheDirectory, 'content-index'),
  });
  // Without it the next start takes longer, and nothing else.
  const remember = () => void found.rememberFiles().catch(() => undefined);
  remember();
  setInterval(remember, rememberInterval).unref();
  // What it finds is kept; a page that needs it before asks for it itself.
  void found.repository.history.prepareVersions(mostVersions).catch(() => undefined);
  const entries = withClips(withEntries(found));
  // The desk says what is wrong; whoever opens it at once does not wait for that.
  setTimeout(() => void entries.check.checkAll().catch(() => undefined), checkDelay).unref();
  return Object.assign(entries, {
    sharing: await Sharing.open(entries, new TokenStore(environment.settingsDirectory)),
  });
}

/** What requests work with, opened at the first one; after a failure the next request tries again. */
export function openedStore(): Promise<OpenedOffice> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
