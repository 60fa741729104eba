/** How long share pictures take: a thousand posters from nothing, and the same again when all are there. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { shareImageKey } from '../../src/share-images/cache-key.ts';
import { contentCaches } from '../../src/storage/content-cache.ts';
import { prepareShareImages, shareImage } from '../../src/share-images/share-images.ts';
import type { ShareImageData } from '../../src/share-images/image-data.ts';

const count = 1000;
const portrait = join(import.meta.dirname, '../../content/people/an-tu/portrait.jpg');

/** A worker, a clip or an order, in turn; a time in the texts, so that none of them is kept from another run. */
function data(number: number, run: number): ShareImageData {
  const common = {
    lead: `每天头一单从滨江路出发，一路捎带着看井盖和路灯（${run}）`,
    facts: ['外卖骑手', '舞雩镇'],
    mark: '示例',
    address: `https://www.example.gov.cn/ztzl/xjy/people/bench-${number}/`,
    siteName: '红新闪耀',
    county: '犍为县',
  };
  const visuals: ShareImageData['visual'][] = [
    { kind: 'photo', file: portrait, shape: 'upright', focus: 0.3, isClip: false },
    { kind: 'trade', trade: 'rider' },
    { kind: 'days', days: number % 30, raisedOn: '2026-03-01', doneOn: '2026-03-09' },
  ];
  const visual = visuals[number % visuals.length] ?? { kind: 'trade', trade: 'other' };
  return { ...common, label: '人物', title: `第${number}位骑手`, visual };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Makes a thousand posters on all processors, then asks for them again, when all are kept; what was made is removed. */
export async function benchmarkPosters(): Promise<{ name: string; value: string }[]> {
  const images = Array.from({ length: count }, (_, number) => data(number, Date.now()));
  const all = async () => {
    prepareShareImages(images, 'poster');
    let bytes = 0;
    for (const each of images) bytes += (await shareImage(each, 'poster')).length;
    return bytes;
  };
  let bytes = 0;
  const cold = await secondsOf(async () => {
    bytes = await all();
  });
  const warm = await secondsOf(all);
  for (const each of images)
    await rm(join(contentCaches.shareImages, `${await shareImageKey(each, 'poster')}.jpg`), { force: true });
  return [
    {
      name: `${count} posters, none kept`,
      value: `${cold.toFixed(1)} s, ${((cold / count) * 1000).toFixed(0)} ms each, ${(bytes / count / 1000).toFixed(0)} kB each`,
    },
    {
      name: `${count} posters asked for again`,
      value: `${warm.toFixed(2)} s, ${((warm / count) * 1000).toFixed(2)} ms each`,
    },
  ];
}
