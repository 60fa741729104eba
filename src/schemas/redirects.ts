/** Addresses that pages had, and where they lead now. */
import { z } from 'zod';
import { day, entry, line, list } from './field.ts';

const redirect = z.strictObject({
  from: line('原来的网址，从斜线开始，以斜线结尾', 120).regex(
    /^\/(?:[a-z0-9-]+\/)+$/,
    '网站里的网址，例如 /people/li-mei/',
  ),
  to: line('现在的网址；不填就说“内容已撤回”', 120)
    .regex(/^\/(?:[a-z0-9-]+\/)*(?:\?[a-z0-9=&%-]+)?(?:#[^\s#]+)?$/i, '网站里的网址，例如 /people/li-meimei/')
    .optional(),
  since: day('从哪一天起'),
});

/** `site/redirects.yaml`. */
export const redirectsSchema = entry(z.strictObject({ redirects: list(redirect, '换过或撤掉的网址') }));
