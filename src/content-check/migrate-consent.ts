/** Turns the scope of a consent from a text, as entries had it once, into the list of codes that it is now. */
import { isMap, isScalar, parseDocument } from 'yaml';
import { codesOf, consentScopes, type ConsentScope } from '../schemas/vocabulary.ts';

/** What the texts call each code. */
const words: Readonly<Record<ConsentScope, RegExp>> = {
  name: /姓名|名字/,
  portrait: /照片|肖像|相片|头像|图片|图像/,
  story: /事迹|故事|文字|经历/,
  clip: /短片|视频|影像|录像/,
  voice: /声音|录音|语音/,
  roles: /身份|党员|职务/,
};

/** What joins them, and what says no more than that they are agreed to. */
const joining = /^(?:[、，,；;。.和及与以\s]|全部|所有|都|同意|公开|本人|的)*$/;

/** The codes that a text names, in their order, and what else stands in it: an editor has to read that. */
export function scopeOfText(text: string): { scope: ConsentScope[]; rest: string } {
  const isNegated = /不|除|仅限|未/.test(text);
  const scope = codesOf(consentScopes).filter((code) => words[code].test(text));
  const rest = codesOf(consentScopes).reduce((left, code) => left.replaceAll(new RegExp(words[code], 'g'), ''), text);
  return { scope: isNegated ? [] : scope, rest: !isNegated && joining.test(rest) ? '' : text.trim() };
}

/** What becomes of a file. */
export type MigratedConsent =
  | { text: string; before: string; scope: readonly ConsentScope[] }
  /** The text says more than a list of codes can. */
  | { unclear: string };

/**
 * The file of an entry with its scope as a list; comments and the order of fields stay. `undefined` where there is none as text.
 * @param text the whole file, Markdown with front matter or YAML
 */
export function migrateConsent(text: string): MigratedConsent | undefined {
  const front = /^---[ \t]*\r?\n/.exec(text)?.[0] ?? '';
  const end = front === '' ? text.length : front.length + Math.max(0, text.slice(front.length).search(/^---/m));
  const document = parseDocument(text.slice(front.length, end));
  const publication = isMap(document.contents) ? document.contents.get('publication') : undefined;
  const consent = isMap(publication) ? publication.get('consent') : undefined;
  const old = isMap(consent) ? consent.get('scope', true) : undefined;
  if (!isMap(consent) || !isScalar(old) || typeof old.value !== 'string') return undefined;
  const { scope, rest } = scopeOfText(old.value);
  if (rest !== '' || scope.length === 0) return { unclear: old.value };
  document.setIn(['publication', 'consent', 'scope'], document.createNode(scope, { flow: true }));
  const migrated = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return { text: `${front}${migrated}${text.slice(end)}`, before: old.value, scope };
}
