/** The files of large print, fetched when it is chosen: a style sheet and a script. Their names change with them. */
import { createHash } from 'node:crypto';
import style from './large-print.css?inline';
import code from './large-print.client.ts?text';

/** Their texts, by the ending of their names. */
export const largePrintTexts = { css: style, js: code } as const;

/** The part of their names that identifies the version. */
export const largePrintHash = createHash('sha256').update(style).update(code).digest('hex').slice(0, 12);
