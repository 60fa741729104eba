/** The form of holiday features. */
import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { festivals } from '../../schemas/vocabulary.ts';
import { body, choice, day, figure, line, prose, references, titled } from './fields.ts';
import { pictureWithFocus } from './focus.ts';
import { publication } from './publication.ts';
import { storyBlocks } from './story-blocks.ts';

const cover = pictureWithFocus({
  label: '封面图',
  beside: 'entry',
  required: true,
  description: '选一张横的照片，手机照片直接放进来。',
});

/** 节日专题 */
export const features = collection({
  label: kinds.features.studio.label,
  path: kinds.features.files.studioPath,
  slugField: 'title',
  columns: ['title', 'festival', 'year'],
  entryLayout: 'form',
  format: { contentField: 'text' },
  schema: {
    title: titled({ label: '标题', generate: slugOf }),
    festival: choice(festivals, { label: '节日' }),
    year: figure({ label: '哪一年', form: 'year', required: true }),
    from: day({ lies: 'ahead', label: '从哪天起放在首页', required: true, description: '这一天之前不公开。' }),
    to: day({
      lies: 'ahead',
      label: '到哪天止',
      required: true,
      description: '含当天。过后专题还在，只是不再放在首页。',
    }),
    cover: cover.picture,
    coverFocus: cover.focus,
    coverAlt: line({ label: '封面图说明', required: true, longest: 160, description: '读给看不见图的人听。' }),
    coverCredit: line({ label: '封面图的作者', longest: 60, description: '摄影者或绘图的人。' }),
    lead: prose({ label: '导语', required: true, longest: 300 }),
    text: body({
      label: '正文',
      description: '可以不写。人物、短片和办结的事在下面选。',
      blocks: storyBlocks('text'),
    }),
    people: references('people', { label: '人物', description: '按选的先后出现，可以上移、下移。' }),
    videos: references('videos', { label: '短片', description: '按选的先后出现，可以上移、下移。' }),
    orders: references('orders', { label: '办结的事', description: '按选的先后出现，可以上移、下移。' }),
    publication: publication({ of: 'something' }),
  },
});
