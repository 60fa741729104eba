/** A path of the site as it stands in a link, under the path where the site lies. @param path begins with `/` */
import { underBase } from '../../domain/addresses.ts';

export function href(path: string): string {
  return underBase(import.meta.env.BASE_URL, path);
}
