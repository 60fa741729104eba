/** The form of pages of plain text. */
import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { body, line, titled } from './fields.ts';

/** 文字页面 */
export const pages = collection({
  label: kinds.pages.studio.label,
  path: kinds.pages.files.studioPath,
  slugField: 'title',
  columns: ['title', 'description'],
  entryLayout: 'content',
  format: { contentField: 'text' },
  schema: {
    title: titled({ label: '标题', generate: slugOf }),
    description: line({ label: '一句话说明', required: true, longest: 160, description: '给搜索引擎看的。' }),
    text: body({ label: '正文' }),
  },
});
