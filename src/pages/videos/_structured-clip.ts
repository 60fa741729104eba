/** A clip for search engines: https://schema.org/VideoObject. */
import { shareImagePath } from '../../addresses.ts';
import { markedName, type StructuredThing } from '../../components/site/structured-data.ts';
import type { Clip } from '../../library/videos.ts';
import { scenes, themes } from '../../schemas/vocabulary.ts';

/** @param site public origin of the site */
export function structuredClip(clip: Clip, site: URL | undefined): StructuredThing {
  const absolute = (address: string) => new URL(address, site).href;
  // The H.264 file with the largest picture: what every crawler can read.
  const film = clip.sources.filter(({ type }) => type.includes('avc1')).at(-1);
  const words = clip.lines.map(({ text }) => text.replace(/\n/g, '')).join('\n');
  return {
    '@type': 'VideoObject',
    name: markedName(clip.title, clip.isSample),
    description: `${themes[clip.theme]}，${scenes[clip.scene]}，拍于${clip.town}${clip.place ?? ''}。`,
    inLanguage: 'zh-CN',
    uploadDate: `${clip.publishedOn}T00:00:00+08:00`,
    dateCreated: clip.recordedOn,
    duration: `PT${String(Math.round(clip.durationSeconds))}S`,
    thumbnailUrl: absolute(shareImagePath(clip.href, 'card')),
    url: absolute(clip.href),
    ...(film && {
      contentUrl: absolute(film.href),
      encodingFormat: 'video/mp4',
      width: film.width,
      height: film.height,
    }),
    ...(words !== '' && { transcript: words }),
    contentLocation: { '@type': 'Place', name: `${clip.town}${clip.place ?? ''}` },
  };
}
