/** Characters that no text of the content may contain. */

/**
 * Control characters other than tab and line breaks (Unicode, general category Cc), which are ill-formed in XML 1.0 (2.2);
 * noncharacters at the end of the first plane, the same; single surrogates; and the controls of direction (UAX #9), with
 * which a text turns what stands around it.
 */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u;

const everyForbidden = new RegExp(forbidden, 'gu');

/** Characters without any width that come with pasted text: they part words for no eye, and for the search. Not those that join letters. */
const widthless = /[\u200b\u2060\ufeff\u00ad]/g;

/** A text as its writer sees it: without characters of no width, and without those that no text may contain. */
export const withoutUnseen = (text: string): string => text.replace(widthless, '').replace(everyForbidden, '');

/** A character that no text may contain, as people refer to it (`U+0007`), and the line on which the first stands, from 1. */
export interface ForbiddenCharacter {
  name: string;
  line: number;
}

/** The first character of a text that no text may contain. */
export function forbiddenCharacterIn(text: string): ForbiddenCharacter | undefined {
  const found = forbidden.exec(text);
  if (found === null) return undefined;
  const code = found[0].codePointAt(0) ?? 0;
  return {
    name: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    line: text.slice(0, found.index).split('\n').length,
  };
}
