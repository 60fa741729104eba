/** The dictionaries of opencc-js are plain modules without types: `繁 简|…`. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
