/**
 * Decodes texts that Chinese programs write: UTF-8, GB18030 (of which GBK is a part), UTF-16 with a byte-order mark.
 */

/** An encoding by the name that `TextDecoder` and messages use. */
export type Encoding = 'UTF-8' | 'GB18030' | 'UTF-16LE';

/** Decodes bytes in one encoding, without a byte-order mark; nothing when they are not valid in it. */
export function decodeAs(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const hasUtf16Mark = ([first, second]: Uint8Array) => first === 0xff && second === 0xfe;

/**
 * The text of a file and its encoding: the first of those accepted in which the bytes are valid. UTF-16 is recognised
 * by its byte-order mark only. `undefined` for anything else, and for a text with null characters.
 */
export function decodeText(
  bytes: Uint8Array,
  accepted: readonly Encoding[] = ['UTF-8', 'GB18030'],
): { text: string; encoding: Encoding } | undefined {
  // Bytes with the mark of UTF-16 are valid in no other encoding, so that the order does not matter for them.
  for (const encoding of accepted.filter((each) => each !== 'UTF-16LE' || hasUtf16Mark(bytes))) {
    const text = decodeAs(bytes, encoding);
    if (text !== undefined && !text.includes('\0')) return { text, encoding };
  }
  return undefined;
}
