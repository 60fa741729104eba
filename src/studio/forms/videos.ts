/** The form of clips. */
import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { audioKinds, scenes, themes } from '../../schemas/vocabulary.ts';
import { body, choice, day, line, reference, references, titled } from './fields.ts';
import { captions } from './files.ts';
import { pictureWithFocus } from './focus.ts';
import { publication } from './publication.ts';
import { townDescription } from './help-texts.ts';

const poster = pictureWithFocus({ label: '封面图', beside: 'entry', description: '不选就用短片自带的封面。' });

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
    clip: reference('media', {
      label: '短片文件',
      required: true,
      description: '先用媒体程序收进短片，再在这里选它的编号。',
    }),
    recordedOn: day({ label: '拍摄日期', required: true }),
    town: line({ label: '拍摄地所在乡镇', required: true, longest: 20, description: townDescription }),
    place: line({ label: '拍摄地点', description: '写到社区或路段，不写门牌号。' }),
    scene: choice(scenes, { label: '场景' }),
    theme: choice(themes, { label: '主题' }),
    people: references('people', { label: '出镜的人', description: '从已有的人物里选。' }),
    audio: choice(audioKinds, {
      label: '声音',
      defaultValue: 'ambient',
      description: '选“有人说话”的短片必须有字幕，听不见的人才看得懂。',
    }),
    captions: captions({
      label: '字幕',
      beside: 'entry',
      description: '选 .vtt 字幕文件。有人说话就要有字幕；没有声音的短片不用字幕。',
    }),
    transcript: body({ label: '文字稿', description: '把短片里说的话和看到的事写下来，搜索时能找到。' }),
    poster: poster.picture,
    posterFocus: poster.focus,
    credit: line({ label: '拍摄者' }),
    publication: publication(),
  },
});
