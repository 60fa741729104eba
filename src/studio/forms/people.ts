/** The form of people. */
import { collection, fields } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { honourLevels, themes, trades } from '../../schemas/vocabulary.ts';
import { body, choice, choices, figure, line, prose, references, titled, town } from './fields.ts';
import { pictureWithFocus } from './focus.ts';
import { publication } from './publication.ts';
import { storyBlocks } from './story-blocks.ts';

const portrait = pictureWithFocus({ label: '照片', beside: 'entry' });

/** 人物 */
export const people = collection({
  label: kinds.people.studio.label,
  path: kinds.people.files.studioPath,
  slugField: 'name',
  columns: ['name', 'trade', 'town'],
  entryLayout: 'form',
  format: { contentField: 'story' },
  schema: {
    name: titled({ label: '姓名', generate: (name) => slugOf(name, 'name') }),
    trade: choice(trades, { label: '职业' }),
    employer: line({ label: '所属平台或企业' }),
    town: town({ label: '所在乡镇', required: true }),
    since: figure({ label: '从业年份', form: 'year', description: '从哪一年起做这一行，例如 2019。不清楚就不填。' }),
    portrait: portrait.picture,
    portraitFocus: portrait.focus,
    portraitAlt: line({
      label: '照片说明',
      longest: 160,
      description: '读给看不见照片的人听，例如“王师傅站在货车旁微笑”。有照片就要写。',
    }),
    portraitCredit: line({ label: '照片的拍摄者', longest: 60 }),
    headline: line({ label: '一句话介绍', required: true, longest: 60, description: '出现在列表里，最多 60 个字。' }),
    story: body({
      label: '事迹',
      description: '可以用小标题、加粗、列表、引用和链接，也可以插入引语、图片、短片、数字、站点和前后对比。',
      blocks: storyBlocks('story'),
    }),
    quote: line({ label: '本人的话', longest: 200, description: '照原话写，不用加引号。' }),
    citation: prose({ label: '颁奖词或推荐词', longest: 400 }),
    themes: choices(themes, { label: '主题', description: '可以选几个，也可以不选。' }),
    honours: fields.array(
      fields.object({
        title: line({ label: '荣誉名称', required: true }),
        level: choice(honourLevels, { label: '授予级别' }),
        year: figure({ label: '获得年份', form: 'year', required: true }),
        by: line({ label: '授予单位', required: true }),
        source: line({ label: '出处', longest: 400, description: '文件名、报道标题或网址。' }),
      }),
      {
        label: '荣誉',
        description: '没有就不填。',
        itemLabel: (item) => `${item.fields.year.value} 年 ${item.fields.title.value}`,
      },
    ),
    videos: references('videos', { label: '出镜的短片', description: '从已有的短片里选。' }),
    stations: references('stations', { label: '常去的站点', description: '从已有的站点里选。' }),
    publication: publication({ of: 'somebody' }),
  },
});
