/** What the tests use of the W3C's WebVTT parser, which comes without types. */
declare module 'webvtt-parser' {
  interface Parser {
    parse(
      input: string,
      mode: 'captions',
    ): { cues: { startTime: number; endTime: number; text: string }[]; errors: { message: string; line: number }[] };
  }
  const module: { WebVTTParser: new () => Parser };
  export default module;
}
