/** Answers of the office over HTTP. */

/** A sentence for whoever asked. */
export const sentence = (status: number, text: string): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
