/** Sections of `docs/benchmarks.md`. */

/** The sections of a text (from a heading of the second level to the next) under other headings than these, in their order. */
export function sectionsBesides(text: string, headings: readonly string[]): string[] {
  return text
    .split(/^(?=## )/m)
    .slice(1)
    .filter((section) => !headings.some((heading) => section.startsWith(`## ${heading}\n`)))
    .map((section) => section.trim());
}
