/** Reading aloud by a voice of the device. One from the network would send the text to another host. */

/** Longest piece that a voice reads at once, in characters: Chrome falls silent after a quarter of a minute. */
const longestPiece = 120;

/** Pieces of up to that length, cut behind a sentence where there is one. */
const sentences = new RegExp(
  `.{1,${String(longestPiece)}}(?:[。！？；…]+[”’」』）]*|$)|.{1,${String(longestPiece)}}`,
  'gu',
);

/** A Mandarin voice of the device itself, if it has one. */
export function mandarinVoice(): SpeechSynthesisVoice | undefined {
  return speechSynthesis
    .getVoices()
    .find(({ lang, localService }) => localService && /^(zh[-_](cn|hans)|cmn|zh$)/i.test(lang));
}

/** A text in pieces that a voice can speak at once. */
export const piecesOf = (text: string): string[] => text.replace(/\s+/g, ' ').trim().match(sentences) ?? [];

const readingEvent = 'reading-aloud';

/** Says that somebody begins to read aloud: whoever else does has to stop, for a device has one voice. */
export function announceReading(reader: object): void {
  document.dispatchEvent(new CustomEvent(readingEvent, { detail: reader }));
}

/** Calls back when somebody else begins to read aloud. */
export function onOtherReading(reader: object, stop: () => void): void {
  document.addEventListener(readingEvent, (event) => {
    if ((event as CustomEvent<object>).detail !== reader) stop();
  });
}

/** A piece, ready to be spoken by the device's Mandarin voice. */
export function utteranceOf(piece: string): SpeechSynthesisUtterance {
  const utterance = new SpeechSynthesisUtterance(piece);
  utterance.lang = 'zh-CN';
  utterance.voice = mandarinVoice() ?? null;
  return utterance;
}
