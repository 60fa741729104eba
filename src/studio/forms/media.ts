/** The form of manifests of clips. The media program writes them; the form is for inspecting and correcting them. */
import { collection, fields } from '@keystatic/core';
import { kinds } from '../../kinds.ts';
import { figure, line, slugForm } from './fields.ts';

const fingerprint = { regex: /^[0-9a-f]{64}$/, message: '指纹是 64 位的小写字母 a–f 和数字' };

/** 短片文件 */
export const media = collection({
  label: kinds.media.studio.label,
  path: kinds.media.files.studioPath,
  slugField: 'id',
  columns: ['durationSeconds', 'width', 'height'],
  format: { data: 'json' },
  schema: {
    id: line({
      label: '编号',
      required: true,
      longest: 60,
      pattern: slugForm,
      description: '短片文件由媒体程序生成，一般不用在这里新建或修改。',
    }),
    original: fields.object(
      {
        sha256: line({ label: '指纹（SHA-256）', required: true, pattern: fingerprint }),
        bytes: figure({ label: '大小（字节）', form: 'whole', required: true }),
      },
      { label: '原片', layout: [8, 4] },
    ),
    durationSeconds: figure({ label: '时长（秒）', form: 'decimal', required: true, description: '不超过 180 秒。' }),
    width: figure({ label: '宽（像素）', form: 'whole', required: true }),
    height: figure({ label: '高（像素）', form: 'whole', required: true }),
    framesPerSecond: figure({ label: '每秒帧数', form: 'decimal' }),
    // The program stores the picture beside this file; Keystatic would store it in a directory.
    poster: line({
      label: '封面图文件名',
      required: true,
      pattern: {
        regex: /^(\.\/)?[\w.-]+\.(jpe?g|png|webp|avif)$/,
        message: '封面图是与编号同名、放在一起的图片，例如 ./songkao-lvsidai.jpg',
      },
      description: '由媒体程序生成，与这份记录放在一起，例如 ./songkao-lvsidai.jpg。',
    }),
    renditions: fields.array(
      fields.object({
        file: line({
          label: '文件名',
          required: true,
          pattern: { regex: /^\w[\w.-]*\.(mp4|webm)$/, message: '写成 clip-480.mp4 这样的文件名' },
        }),
        codec: line({ label: '编码', required: true, description: '例如 avc1.64001f, mp4a.40.2' }),
        width: figure({ label: '宽（像素）', form: 'whole', required: true }),
        height: figure({ label: '高（像素）', form: 'whole', required: true }),
        bytes: figure({ label: '大小（字节）', form: 'whole', required: true }),
        sha256: line({ label: '指纹（SHA-256）', required: true, pattern: fingerprint }),
      }),
      {
        label: '播放文件',
        description: '小的在前。',
        itemLabel: (item) => item.fields.file.value,
        validation: { length: { min: 1 } },
      },
    ),
    posterCandidates: fields.array(
      fields.object({
        atSeconds: figure({ label: '取自第几秒', form: 'decimal', required: true }),
        jpeg: line({
          label: 'JPEG 文件名',
          required: true,
          pattern: { regex: /^\w[\w.-]*\.jpg$/, message: '写成 clip-poster-1.jpg 这样的文件名' },
        }),
        avif: line({
          label: 'AVIF 文件名',
          required: true,
          pattern: { regex: /^\w[\w.-]*\.avif$/, message: '写成 clip-poster-1.avif 这样的文件名' },
        }),
      }),
      {
        label: '封面候选',
        description: '最清楚的在前。怎么换封面见《编辑手册》的“收短片”。',
        itemLabel: (item) => `第 ${item.fields.atSeconds.value} 秒`,
        validation: { length: { max: 3 } },
      },
    ),
  },
});
