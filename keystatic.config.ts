/** The editors' side: where entries are kept and how the forms are arranged. The forms themselves are in `src/studio`. */
import { config } from '@keystatic/core';
import { kindNames, kinds } from './src/kinds.ts';
import { collectionForms, singleForms } from './src/studio/forms/index.ts';

export default config({
  storage: { kind: 'local' },
  locale: 'zh-CN',
  ui: {
    brand: { name: '红新闪耀 编辑台' },
    navigation: Object.fromEntries(Map.groupBy(kindNames, (kind) => kinds[kind].studio.group)),
  },
  collections: collectionForms,
  singletons: singleForms,
});
