/** What is used of libheif-js, whose own types describe the compiled module without its wrapper. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface HeifImage {
    get_width: () => number;
    get_height: () => number;
    is_primary: () => boolean;
    /** Writes the pixels, four bytes each, and calls back with the target; with nothing where they cannot be decoded. */
    display: (
      target: { data: Uint8ClampedArray; width: number; height: number },
      done: (result: unknown) => void,
    ) => void;
    free: () => void;
  }
  /** Starts the decoder, with its compiled code inside. */
  export default function start(): {
    HeifDecoder: new () => { decode: (bytes: Uint8Array) => HeifImage[] };
  };
}
