/** The editors' side: where entries are kept and how the forms are arranged. The forms themselves are in `src/studio`. */
import { config } from '@keystatic/core';
import { features } from './src/studio/forms/features.ts';
import { indicators } from './src/studio/forms/indicators.ts';
import { media } from './src/studio/forms/media.ts';
import { orders } from './src/studio/forms/orders.ts';
import { pages } from './src/studio/forms/pages.ts';
import { people } from './src/studio/forms/people.ts';
import { holidays, settings } from './src/studio/forms/site.ts';
import { stations } from './src/studio/forms/stations.ts';
import { teams } from './src/studio/forms/teams.ts';
import { videos } from './src/studio/forms/videos.ts';

export default config({
  storage: { kind: 'local' },
  locale: 'zh-CN',
  ui: {
    brand: { name: '红新闪耀 编辑台' },
    navigation: {
      宣传: ['people', 'videos', 'features'],
      服务: ['stations', 'orders', 'teams'],
      数据: ['indicators'],
      网站: ['pages', 'settings', 'holidays'],
      程序生成: ['media'],
    },
  },
  collections: { people, videos, features, stations, orders, teams, indicators, pages, holidays, media },
  singletons: { settings },
});
