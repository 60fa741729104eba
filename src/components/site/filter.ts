/** Filters that work without script: radio buttons, and style rules that hide what does not fit. */
/** One filter of a list. */
export interface FilterGroup {
  /** Name of the parameter in the address and of the `data-` attribute on the items. */
  name: string;
  label: string;
  options: readonly { value: string; label: string; count: number }[];
}

/** Creates a group of the choices that occur among the items, in the order of `choices`. */
export function filterGroup<Item>(
  name: string,
  label: string,
  choices: Iterable<readonly [value: string, label: string]>,
  items: readonly Item[],
  valuesOf: (item: Item) => readonly string[],
): FilterGroup {
  const options = [...choices]
    .map(([value, each]) => ({
      value,
      label: each,
      count: items.filter((item) => valuesOf(item).includes(value)).length,
    }))
    .filter(({ count }) => count > 0);
  return { name, label, options };
}

/** The id of a radio button; a running number, since a town's name is no good id. */
export const optionId = (group: FilterGroup, index: number) => `${group.name}-${String(index)}`;

/**
 * A text as a string of a style sheet inside an HTML page. Signs are written by their numbers: a quote would end the string,
 * a line break is none of its characters, and `</style` would end the style sheet.
 */
const cssString = (text: string) =>
  `"${text.replace(/[^\p{L}\p{N} _-]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0).toString(16)} `)}"`;

/** The rules that hide, inside `.filtered`, every item that lacks the chosen value. Values are in attribute selectors. */
export function filterRules(groups: readonly FilterGroup[]): string {
  const css = groups
    .flatMap((group) =>
      group.options.map(({ value }, index) => {
        const lacks = `[data-${group.name}]:not([data-${group.name}~=${cssString(value)}])`;
        return `.filtered:has(#${optionId(group, index)}:checked) ${lacks}`;
      }),
    )
    .join(',');
  return css === '' ? '' : `${css}{display:none}`;
}
