/**
 * What somebody may do in the office, at random, and what must be true of every screen that they see. The explorer runs this
 * file twice: its extracting parts in the page, the rest in an engine of its own, which has no browser.
 */
import { always, eventually, type JSON as Json } from '@antithesishq/bombadil';
import {
  actions,
  extract,
  getFingerprint,
  weighted,
  type ActionTemplate,
  type Fingerprint,
} from '@antithesishq/bombadil/browser';
import { isLatin, wordsOnPage } from '../studio/words.ts';
import { files } from './files.ts';

export { noHttpErrorCodes } from '@antithesishq/bombadil/browser/defaults';

const exceptions = extract(({ errors }) =>
  errors.uncaughtExceptions
    .map(({ text, remote_object }) => `${text} ${remote_object?.description ?? ''}`)
    // A request of a page that is left ends like this.
    .filter((text) => !text.includes('Failed to fetch')),
);
export const everyErrorIsCaught = always(() => exceptions.current.length === 0);

/** Milliseconds that a screen may take until it shows something. */
const patience = 20_000;

/** Every element of a page, those in shadow trees too. */
function everyElement(root: Document | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot === null ? [element] : [element, ...everyElement(element.shadowRoot)],
  );
}

/** The middle of an element where a click meets it and nothing that lies above it. */
function reachablePoint(element: Element): { x: number; y: number } | null {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return null;
  const point = { x: left + width / 2, y: top + height / 2 };
  if (point.x < 0 || point.y < 0 || point.x >= window.innerWidth || point.y >= window.innerHeight) return null;
  let hit = document.elementFromPoint(point.x, point.y);
  while (hit !== null && hit.shadowRoot !== null) {
    const inner = hit.shadowRoot.elementFromPoint(point.x, point.y);
    if (inner === null || inner === hit) break;
    hit = inner;
  }
  for (
    let above: Node | null = hit;
    above !== null;
    above = above.parentNode ?? (above as Partial<ShadowRoot>).host ?? null
  )
    if (above === element) return point;
  return null;
}

/** Something to click. */
interface Control extends Record<string, Json> {
  fingerprint: Fingerprint;
  point: { x: number; y: number };
  kind: 'save' | 'field' | 'link' | 'other';
}

const clickable =
  'a[href],button,summary,input:not([type=file]),textarea,select,[contenteditable=true],[role=button],[role=option],[role=checkbox],[role^=menuitem],[role=tab],[role=combobox],[role=switch],label';

const controls = extract(({ document }) => {
  const found: Control[] = [];
  for (const element of everyElement(document)) {
    if (!element.matches(clickable) || element.matches(':disabled')) continue;
    // Another window would be left open.
    if (element.matches('a') && (element.getAttribute('target') === '_blank' || element.hasAttribute('download')))
      continue;
    const point = reachablePoint(element);
    if (point === null) continue;
    const words = element.textContent.trim();
    // The office would be gone.
    if (words === '关闭编辑台') continue;
    const kind = /^(?:保存|创建|新建)$/.test(words)
      ? 'save'
      : element.matches('input,textarea,[contenteditable=true]')
        ? 'field'
        : element.matches('a')
          ? 'link'
          : 'other';
    found.push({ fingerprint: getFingerprint(element), point, kind });
  }
  return found;
});

/** What has the focus, by what may be typed there. */
const focused = extract(({ document }) => {
  let element = document.activeElement;
  for (let inner = element; inner !== null; inner = inner.shadowRoot?.activeElement ?? null) element = inner;
  if (element === null) return 'nothing';
  if (element.matches('input')) return element.type;
  return element.matches('textarea,[contenteditable=true]') ? 'text' : 'nothing';
});

const fileFields = extract(({ document }) =>
  [...document.querySelectorAll('input[type=file]')].map((element, index) => {
    element.setAttribute('data-explored-file', String(index));
    return `[data-explored-file="${String(index)}"]`;
  }),
);

/** Where the page is scrolled to: of the page, or of what scrolls in it. */
const screen = extract(({ window }) => ({ width: window.innerWidth, height: window.innerHeight }));

/** The explorer stops where a generator has nothing to offer. */
const orWait = (offered: ActionTemplate[]): ActionTemplate[] => (offered.length === 0 ? ['Wait'] : offered);

const click = ({ fingerprint, point }: Control): ActionTemplate => ({ Click: { fingerprint, point } });
const controlsOf = (wanted: Control['kind']) => controls.current.filter(({ kind }) => kind === wanted).map(click);

const isForm = extract(({ window }) => /\/(?:create|item\/[^/]+|singleton\/[^/]+)$/.test(window.location.pathname));

// Forms are filled in and sent, rather than left at once.
const clicks = actions(() => ({
  branches: (
    [
      ['other', 12],
      ['field', 16],
      ['link', isForm.current ? 1 : 10],
      ['save', 8],
    ] as const
  ).map(([kind, weight]) => [weight, { branches: orWait(controlsOf(kind)).map((value) => [1, { value }]) }]),
}));

/** What is typed: right and wrong values of every kind of field, and characters that nobody sees. */
const texts: readonly string[] = [
  '王师傅',
  '李小梅',
  '巷口的路灯坏了三天',
  '每天一早把菜送到五楼',
  '玉津镇',
  '罗城',
  '凤凰路社区',
  '红新闪耀',
  'ex-[0-9]{1,2}',
  '20[0-9]{2}-(0[1-9]|1[0-3])-(0[1-9]|[12][0-9]|3[0-2])',
  '２０２６年４月３１日',
  '昨天',
  '明年五一',
  '8:00',
  '08：00－22：00',
  '25:00-26:00',
  '9:00-9:00',
  '1[3-9][0-9]{9}',
  '0833-426[0-9]{4}',
  '12345',
  '-1',
  '0',
  '99999999999999999999',
  '3\\.5',
  '１２',
  '103\\.9[0-9]{3},29\\.2[0-9]{3}',
  '29\\.2,103\\.9',
  '0,0',
  '住三单元五楼一号',
  '手机 1[3-9][0-9]{9}',
  '\u200b\u200b',
  '\u202e颠倒\u202c',
  '\u3000',
  ' ',
  '😀',
  '\ud842\udfb7野家',
  '(长){200}',
  '# 标题',
  '> 引文',
  '- 一条',
  '/',
  '\\{\\}',
  '<b>粗</b>',
  '“引号”',
  '"',
  "'",
  '---',
  '：: #',
];

const typing = actions(() => {
  if (!['text', 'search', 'tel', 'url', 'number', 'email', 'password'].includes(focused.current)) return ['Wait'];
  return texts.map((text): ActionTemplate => ({ TypeText: { text: { Regexp: text }, delayMillis: 1 } }));
});

const keys = actions(() =>
  // Backspace, Tab, Enter, Escape, Space, the arrows, Delete.
  [8, 9, 13, 27, 32, 37, 38, 39, 40, 46].map((code): ActionTemplate => ({ PressKey: { code } })),
);

const choosing = actions(() =>
  orWait(
    fileFields.current.flatMap((selector) =>
      files.map((file): ActionTemplate => ({ SetFileInputFiles: { selector, files: [file] } })),
    ),
  ),
);

const scrolling = actions(() => {
  const { width, height } = screen.current;
  const origin = { x: width / 2, y: height / 2 };
  return [
    { ScrollDown: { origin, distance: [200, height] } },
    { ScrollDown: { origin, distance: [200, height] } },
    { ScrollUp: { origin, distance: [200, height] } },
  ];
});

const windows = actions(() => [
  { SetViewport: { width: 390, height: 844 } },
  { SetViewport: { width: 1440, height: 900 } },
]);

const waiting = actions(() => ['Wait']);

/** How many pages of the office were seen before this one. */
const before = extract(
  ({ navigationHistory, window }) =>
    navigationHistory.back.filter(({ url }) => url.startsWith(window.location.origin)).length,
);
const leaving = actions(() => (before.current > 0 ? ['Back', 'Reload'] : ['Reload']));

export const everything = weighted([
  [40, clicks],
  [25, typing],
  [8, keys],
  [4, choosing],
  [10, scrolling],
  [3, waiting],
  [1, leaving],
  [1, windows],
]);

/** Words of the content in Latin letters, of the account that the office runs under, and of what is typed. */
const own = ['QQ', 'WiFi', 'toilet', 'root', '<b>'];
const latinWords = extract(() => wordsOnPage().filter((text) => isLatin(text, own)));
export const everyWordIsChinese = always(() => latinWords.current.length === 0);

const unfinishedWords = extract(() =>
  wordsOnPage().filter((text) => /undefined|\bNaN\b|\[object |Invalid Date|\bnull\b/.test(text)),
);
export const nothingUndefinedIsShown = always(() => unfinishedWords.current.length === 0);

/** Characters on the screen. */
const shown = extract(() => wordsOnPage().join('').trim().length);
export const everyScreenShowsSomething = always(() =>
  eventually(() => shown.current > 40).within(patience, 'milliseconds'),
);

/** Pixels that the page is wider than its window. */
const beyond = extract(({ document, window }) => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth);

export const nothingReachesBeyondTheScreen = always(() =>
  eventually(() => beyond.current <= 1).within(5_000, 'milliseconds'),
);

const busy = extract(({ document }) =>
  everyElement(document).some(
    (element) => element.matches('[role=progressbar],[aria-busy=true]') && element.checkVisibility(),
  ),
);

export const nothingWaitsForEver = always(() => eventually(() => !busy.current).within(60_000, 'milliseconds'));
