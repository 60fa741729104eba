/** What search engines are told of a page in the vocabulary of https://schema.org, as JSON for script elements that are never run. */
import { paths } from '../../addresses.ts';
import { href } from './href.ts';

/** A thing of schema.org, with its type. */
export type StructuredThing = Readonly<{ '@type': string } & Record<string, unknown>>;

/** A thing as the text of a script element, which ends at the first `</`, wherever it is. */
export const structuredText = (thing: StructuredThing): string =>
  JSON.stringify({ '@context': 'https://schema.org', ...thing }).replaceAll('<', '\\u003c');

/** A name as it is shown anywhere: that of a sample says so. */
export const markedName = (name: string, isSample: boolean): string => (isSample ? `${name}（示例）` : name);

/**
 * The way from the home page to a page: https://schema.org/BreadcrumbList.
 * @param trail the lists above it, by their paths
 * @param title what the page is called
 * @param site public origin of the site
 */
export function breadcrumbList(
  trail: readonly { label: string; path: string }[],
  title: string,
  site: URL | undefined,
): StructuredThing {
  const steps = [{ label: '首页', path: paths.home }, ...trail].map(({ label, path }) => ({
    name: label,
    item: new URL(href(path), site).href,
  }));
  return {
    '@type': 'BreadcrumbList',
    itemListElement: [...steps, { name: title }].map((step, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      ...step,
    })),
  };
}
