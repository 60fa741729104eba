// @ts-check
/** `npm run lint:styles`: the styles in `.css` files and in the `<style>` of components. */

/** @type {import('stylelint').Config} */
export default {
  extends: ['stylelint-config-standard'],
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    // Astro's way of saying that a selector is not scoped.
    'selector-pseudo-class-no-unknown': [true, { ignorePseudoClasses: ['global'] }],
    // Ranges (`width >= 48rem`) are unknown to Chrome before 104 and Safari before 16.4.
    'media-feature-range-notation': 'prefix',
    // Rules stand in the order of the page. What this finds here are selectors of different elements, and those that layers part.
    'no-descending-specificity': null,
  },
  overrides: [
    {
      files: ['**/*.astro'],
      customSyntax: 'postcss-html',
      // `<style set:html={…}></style>` is filled while the page is built.
      rules: { 'no-empty-source': null },
    },
  ],
};
