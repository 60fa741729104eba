/** The form of orders of the dispatch system. */
import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { orderKinds } from '../../schemas/vocabulary.ts';
import { choice, day, figure, line, prose, reference, references, titled, town } from './fields.ts';
import { pictureWithFocus } from './focus.ts';
import { publication } from './publication.ts';

/** The year in China, for the directory of a new order. */
const yearInChina = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format();

function slugOfOrder(title: string): string {
  const slug = slugOf(title);
  return slug === '' ? '' : `${yearInChina()}/${slug}`;
}

const before = pictureWithFocus({ label: '处理前的照片', beside: 'directory' });
const after = pictureWithFocus({ label: '处理后的照片', beside: 'directory' });

/** 派单 */
export const orders = collection({
  label: kinds.orders.studio.label,
  path: kinds.orders.files.studioPath,
  slugField: 'title',
  columns: ['title', 'kind', 'town', 'raisedOn', 'doneOn'],
  format: { data: 'yaml' },
  schema: {
    title: titled({
      label: '办什么事',
      generate: slugOfOrder,
      slugPattern: {
        regex: /^\d{4}\/[a-z0-9]+(-[a-z0-9]+)*$/,
        message: '网址名写成“年份/名称”，名称只用小写字母、数字和连字符，例如 2026/xiu-lu-deng',
      },
      slugDescription: '前面是提出那年的年份，后面是网页地址里的名字，自动生成；发布后最好不改。',
    }),
    kind: choice(orderKinds, { label: '类型' }),
    category: line({ label: '类别', required: true, longest: 20, description: '例如“道路照明”。' }),
    town: town({ label: '所在乡镇', required: true }),
    community: line({ label: '社区或村', required: true, longest: 40, description: '不写门牌号。' }),
    source: line({ label: '需求来源', required: true, longest: 40, description: '例如“微信交流群”。' }),
    summary: prose({ label: '事情经过', required: true, longest: 1000, description: '不写姓名、电话和住址。' }),
    reference: line({
      label: '编号',
      longest: 40,
      description: '县里台账上的编号。不公开，从表格导入时靠它认出同一件事。',
    }),
    raisedOn: day({ lies: 'behind', label: '提出日期', required: true }),
    dueDays: figure({ label: '办结期限（天）', form: 'whole', description: '要求几天内办结。' }),
    dispatchedOn: day({ lies: 'behind', label: '派单日期', description: '还没有派单就不填，下同。' }),
    acceptedOn: day({ lies: 'behind', label: '接单日期' }),
    acceptedBy: line({ label: '接单单位或个人' }),
    doneOn: day({ lies: 'behind', label: '办结日期' }),
    ratedOn: day({ lies: 'behind', label: '评价日期', description: '评价日期和评分，要么都填，要么都不填。' }),
    rating: figure({
      label: '评分',
      form: 'whole',
      pattern: { regex: /^[1-5]$/, message: '评分：填写 1 到 5' },
      description: '1 到 5 分。',
    }),
    helpers: references('people', { label: '出力的人', description: '从已有的人物里选。' }),
    team: reference('teams', { label: '队伍' }),
    station: reference('stations', { label: '站点' }),
    video: reference('videos', { label: '短片' }),
    before: before.picture,
    beforeFocus: before.focus,
    after: after.picture,
    afterFocus: after.focus,
    pictureCredit: line({ label: '照片来源', longest: 60, description: '谁拍的；两张照片写一次。' }),
    publication: publication({ of: 'something' }),
  },
});
