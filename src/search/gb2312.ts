/** The characters of GB 2312 (1980), the national standard for simplified Chinese. */

function charactersOfRows(first: number, last: number): Set<string> {
  const decoder = new TextDecoder('gbk');
  const rows = Array.from({ length: last - first + 1 }, (_, index) => index + first);
  const cells = Array.from({ length: 0xff - 0xa1 }, (_, index) => index + 0xa1);
  return new Set(
    rows
      .flatMap((row) => cells.map((cell) => decoder.decode(new Uint8Array([row, cell]))))
      .filter((character) => /^\p{Script=Han}$/u.test(character)),
  );
}

/** Level one: the 3,755 common characters, in rows B0 to D7. */
export const commonCharacters: ReadonlySet<string> = charactersOfRows(0xb0, 0xd7);

/** Both levels: 6,763 characters. */
export const simplifiedCharacters: ReadonlySet<string> = charactersOfRows(0xb0, 0xf7);
