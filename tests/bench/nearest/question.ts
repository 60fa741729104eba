/** What every way of searching is asked in the browser, and how it answers. */

/** The question, from the page's address: a place in WGS-84 and the bit of a facility. */
export interface Question {
  lng: number;
  lat: number;
  facility: number;
}

/** How many are wanted. */
export const wanted = 10;

export function question(): Question {
  const fields = new URLSearchParams(location.search);
  const read = (name: string) => Number(fields.get(name));
  return { lng: read('lng'), lat: read('lat'), facility: read('facility') };
}

/** Says that the answer is there: the slugs, nearest first, and the milliseconds since the visitor set out. */
export function answer(slugs: readonly string[]): void {
  Object.assign(globalThis, { answered: { slugs, milliseconds: performance.now() } });
}

/** Fetches bytes, and fails as loudly as a benchmark should. */
export async function bytesOf(address: string): Promise<ArrayBuffer> {
  const found = await fetch(address);
  if (!found.ok) throw new Error(`${found.status} ${address}`);
  return found.arrayBuffer();
}
