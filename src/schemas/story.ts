/** The blocks that a story may contain, with their attributes. Nothing else is recognised there. */
import { z } from 'zod';
import { entry, line, referenceTo, type ImageField } from './field.ts';

/** The attributes of each kind of block. `image` returns the schema of a picture field. */
export function storyBlockSchemas<Image extends z.ZodType>(image: ImageField<Image>) {
  const alt = (what: string) => line(`${what}的说明：读给看不见图的人听`, 160);
  return {
    Quote: entry(z.strictObject({ text: line('引语，照原话写', 300), by: line('谁说的', 60) })),
    Picture: entry(
      z.strictObject({
        src: image().describe('图片文件'),
        alt: alt('图片'),
        caption: line('图片下面的文字', 120).optional(),
        credit: line('摄影或绘图的人', 60).optional(),
      }),
    ),
    Clip: entry(z.strictObject({ slug: referenceTo('videos', '短片的网址名') })),
    Figure: entry(z.strictObject({ slug: referenceTo('indicators', '成效数据的网址名') })),
    Station: entry(z.strictObject({ slug: referenceTo('stations', '站点的网址名') })),
    BeforeAfter: entry(
      z.strictObject({
        before: image().describe('之前的图片'),
        beforeAlt: alt('之前的图片'),
        after: image().describe('之后的图片'),
        afterAlt: alt('之后的图片'),
        caption: line('两张图下面的文字', 120).optional(),
      }),
    ),
  } as const;
}

/** The attributes of a block that contain the file name of a picture. */
export const pictureAttributes: readonly string[] = ['src', 'before', 'after'];

/** The schemas of blocks in a checked story: a picture is the name of its file. */
export const writtenBlockSchemas = storyBlockSchemas(() => z.string());
