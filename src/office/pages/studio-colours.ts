/** The colours of `styles/tokens.css` for elements in Keystatic's page, which does not load it: it would change Keystatic's own. */
export const studioColours = `
  :host {
    --paper-raised: #fffdf9; --ink: #2a2420; --ink-soft: #544a42; --line: #dfd4c1; --vermilion: #ad3a22; --vermilion-pale: #fbeee9;
    --river: #2a6353; --jasmine: #6f5006; --jasmine-pale: #f8ecc9; --focus: #0b57a4;
    font: 0.875rem/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: var(--ink);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --paper-raised: #221d19; --ink: #f1e9dc; --ink-soft: #cabfae; --line: #3c342c; --vermilion: #f59a80; --vermilion-pale: #351d16;
      --river: #8fcdb8; --jasmine: #e5c26b; --jasmine-pale: #33290f; --focus: #9ac7ff;
    }
  }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  [hidden] { display: none; }
`;
