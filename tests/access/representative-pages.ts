/** A few pages of a site on which every element of the site can be seen. */
import type { BuiltPage } from '../site/dist.ts';

/**
 * Every element of a page as style sheets distinguish it: its name, its classes, which attributes it has and the value
 * of those that style sheets select by, with the same of the two elements around it.
 */
function elementsOf({ $ }: BuiltPage): Set<string> {
  const own = (element: { tagName: string; attribs: Record<string, string> }) => {
    const { class: classes = '', ...attributes } = element.attribs;
    const attributeNames = Object.entries(attributes).flatMap(([name, value]) => {
      if (/^(data-is|data-state|aria-current|role|type)$/.test(name)) return `${name}=${value}`;
      return /^(data-|aria-)|^(hidden|open|checked|disabled)$/.test(name) ? name : [];
    });
    return [element.tagName, ...classes.split(/\s+/).sort(), ...attributeNames.sort()].join('.');
  };
  const found = new Set<string>();
  for (const element of $('body *').get()) {
    const around = $(element).parents().slice(0, 2).get();
    found.add([element, ...around].map(own).join(' < '));
  }
  return found;
}

/**
 * The fewest pages, nearly, on which every element of all pages occurs, the given ones included: pages of the same
 * templates differ in which of a template's parts an entry has, and each part is on one of these. Deterministic.
 */
export function representativePages(pages: readonly BuiltPage[], included: readonly string[]): string[] {
  const left = new Map(pages.map((page) => [page.address, elementsOf(page)]));
  const seen = new Set<string>();
  const chosen: string[] = [];
  const choose = (address: string) => {
    for (const element of left.get(address) ?? []) seen.add(element);
    left.delete(address);
    chosen.push(address);
  };
  for (const address of included) {
    if (!left.has(address)) throw new Error(`${address} is no page of the site.`);
    choose(address);
  }
  for (;;) {
    let best: { address: string; news: number } | undefined;
    for (const [address, elements] of left) {
      const news = elements.difference(seen).size;
      if (news > (best?.news ?? 0)) best = { address, news };
    }
    if (best === undefined) return chosen;
    choose(best.address);
  }
}
