/** A path of the site as the address in a link, under the site's base path. @param path begins with `/` */
import { underBase } from '../../addresses.ts';

export function href(path: string): string {
  return underBase(import.meta.env.BASE_URL, path);
}
