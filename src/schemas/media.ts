/** The manifest of a clip's files: written by the media program, stored in Git; the renditions are in `MEDIA_DIR`. */
import { z } from 'zod';
import { entry, line, type ImageField } from './field.ts';

const sha256 = (description: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 位十六进制的 SHA-256')
    .describe(description);
const bytes = (description: string) => z.number().int().positive().describe(description);
const pixels = (description: string) => z.number().int().positive().max(8192).describe(description);

const rendition = z.strictObject({
  file: line('文件名，在 MEDIA_DIR 里').regex(
    /^[\w][\w.-]*\.(mp4|webm)$/,
    '只含字母、数字、点和连字符的 .mp4 或 .webm 文件名',
  ),
  codec: line('编码，例如 avc1.64001f, mp4a.40.2'),
  width: pixels('宽，像素'),
  height: pixels('高，像素'),
  bytes: bytes('大小，字节'),
  sha256: sha256('文件内容的指纹'),
});

const picture = (kind: string, extension: string) =>
  line(`${kind}文件名，在 MEDIA_DIR 里`).regex(
    new RegExp(`^\\w[\\w.-]*\\.${extension}$`),
    `只含字母、数字、点和连字符的 .${extension} 文件名`,
  );

const posterCandidate = z.strictObject({
  atSeconds: z.number().min(0).max(181).describe('取自短片第几秒'),
  jpeg: picture('JPEG ', 'jpg'),
  avif: picture('AVIF ', 'avif'),
});

/** The manifest of a clip. `image` returns the schema of a picture field. */
export function mediaSchema<Image extends z.ZodType>(image: ImageField<Image>) {
  return entry(
    z.strictObject({
      original: z.strictObject({ sha256: sha256('原片的指纹'), bytes: bytes('原片大小，字节') }).describe('原片'),
      // Three minutes, and the few frames that a phone writes beyond the displayed length.
      durationSeconds: z.number().positive().max(181).describe('时长，秒'),
      width: pixels('原片转正以后的宽，像素'),
      height: pixels('原片转正以后的高，像素'),
      framesPerSecond: z.number().positive().max(240).optional().describe('每秒多少帧'),
      renditions: z.array(rendition).min(1).describe('供播放的文件，小的在前'),
      posterCandidates: z.array(posterCandidate).max(3).optional().describe('可以选作封面的三帧，最清楚的在前'),
      poster: image().describe('封面图，与本文件放在一起'),
    }),
  );
}

export type Media = z.infer<ReturnType<typeof mediaSchema<z.ZodType>>>;
export type Rendition = z.infer<typeof rendition>;
/** A frame that may be the poster; its pictures are stored with the renditions. */
export type PosterCandidate = z.infer<typeof posterCandidate>;
