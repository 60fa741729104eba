/** The file of the search dialog: one script with all it needs, its name made of what it is. */
import { createHash } from 'node:crypto';
import text from './search-dialog.client.ts?text';

/** The script. */
export const dialogText = text;

/** The part of its name that identifies the version. */
export const dialogHash = createHash('sha256').update(text).digest('hex').slice(0, 12);
