/** The form of clips. */
import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { audioKinds, scenes, themes } from '../../schemas/vocabulary.ts';
import { body, choice, day, line, references, titled, town } from './fields.ts';
import { clipFields } from './clip-file.ts';
import { pictureWithFocus } from './focus.ts';
import { publication } from './publication.ts';

const { clip, captions, withFrames } = clipFields();
const poster = pictureWithFocus({
  label: '封面图',
  beside: 'entry',
  description: '不选就用短片里最清楚的一帧。也可以另放一张照片。',
});

/** 短片 */
export const videos = collection({
  label: kinds.videos.studio.label,
  path: kinds.videos.files.studioPath,
  slugField: 'title',
  columns: ['title', 'recordedOn', 'town'],
  entryLayout: 'form',
  format: { contentField: 'transcript' },
  schema: {
    title: titled({ label: '标题', generate: slugOf }),
    clip: clip({
      label: '短片文件',
      required: true,
      description:
        '手机拍的原片直接放进来：点“选择短片文件”，或者拖到这里。3 分钟、1 GB 以内，拍摄地点会自动去掉。处理的时候可以接着填别的。',
    }),
    poster: withFrames(poster.picture),
    posterFocus: poster.focus,
    recordedOn: day({ lies: 'behind', label: '拍摄日期', required: true }),
    town: town({ label: '拍摄地所在乡镇', required: true }),
    place: line({ label: '拍摄地点', description: '写到社区或路段，不写门牌号。' }),
    scene: choice(scenes, { label: '场景' }),
    theme: choice(themes, { label: '主题' }),
    people: references('people', { label: '出镜的人', description: '从已有的人物里选。' }),
    credit: line({ label: '拍摄者' }),
    audio: choice(audioKinds, {
      label: '声音',
      defaultValue: 'ambient',
      description: '选“有人说话”的短片必须有字幕，听不见的人才看得懂。',
    }),
    captions: captions({
      label: '字幕',
      beside: 'entry',
      description:
        '剪映等软件导出的 .srt、.vtt，或一行一句的 .txt，选了就会检查。有人说话就要有字幕；没有声音的短片不用字幕。',
    }),
    transcript: body({ label: '文字稿', description: '把短片里说的话和看到的事写下来，搜索时能找到。' }),
    publication: publication({ of: 'somebody' }),
  },
});
