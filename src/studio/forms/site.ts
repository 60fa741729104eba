/** The forms for the whole site: its settings and the holiday tables. */
import { collection, fields, singleton } from '@keystatic/core';
import { kinds } from '../../kinds.ts';
import { day, figure, line, prose } from './fields.ts';

const digits = (count: number, label: string) => ({
  regex: new RegExp(String.raw`^\d{${count}}$`),
  message: `${label}是 ${count} 位数字`,
});

/** 网站设置 */
export const settings = singleton({
  label: kinds.settings.studio.label,
  path: kinds.settings.files.studioPath,
  format: { data: 'yaml' },
  schema: {
    name: line({ label: '网站名称', required: true, longest: 20 }),
    county: line({ label: '县（市、区）名称', required: true, longest: 20 }),
    description: line({ label: '一句话介绍网站', required: true, longest: 120 }),
    host: line({ label: '主办单位', required: true, longest: 60 }),
    operator: line({ label: '承办单位', longest: 60 }),
    contact: fields.object(
      {
        phone: line({ label: '电话' }),
        email: line({
          label: '电子邮箱',
          pattern: { regex: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: '写成 name@example.com 这样的邮箱地址' },
        }),
        address: line({ label: '地址' }),
      },
      { label: '联系方式', layout: [6, 6, 12] },
    ),
    filings: fields.object(
      {
        icp: line({ label: 'ICP 备案号' }),
        police: line({ label: '公安备案号' }),
        identifier: line({ label: '政府网站标识码' }),
        official: line({
          label: '党政机关网站标识的网址',
          longest: 300,
          description: '挂标以后，从标识图片上复制链接。',
        }),
        accessible: line({
          label: '适老化及无障碍标识的网址',
          longest: 300,
          description: '通过评测以后，从标识图片上复制链接。',
        }),
      },
      { label: '备案', description: '出现在每一页的页脚，没有的不填。', layout: [4, 4, 4, 6, 6] },
    ),
    adcode: line({ label: '县级行政区划代码', required: true, pattern: digits(6, '县级行政区划代码') }),
    towns: fields.array(
      fields.object({
        name: line({ label: '乡镇全称', required: true, longest: 20 }),
        adcode: line({ label: '行政区划代码', pattern: digits(9, '乡级行政区划代码') }),
        lng: figure({ label: '经度', form: 'degrees', required: true, description: '镇政府的大致位置，WGS-84。' }),
        lat: figure({ label: '纬度', form: 'degrees', required: true }),
      }),
      {
        label: '乡镇名单',
        description: '人物、短片、站点和派单里写的乡镇，都要在这份名单里。',
        itemLabel: (item) => item.fields.name.value,
        validation: { length: { min: 1 } },
      },
    ),
    bounds: fields.object(
      {
        west: figure({ label: '最西的经度', form: 'degrees', required: true }),
        south: figure({ label: '最南的纬度', form: 'degrees', required: true }),
        east: figure({ label: '最东的经度', form: 'degrees', required: true }),
        north: figure({ label: '最北的纬度', form: 'degrees', required: true }),
      },
      { label: '全县范围', description: '站点的坐标必须落在这个范围里，抄错的坐标会被发现。', layout: [3, 3, 3, 3] },
    ),
    rivers: fields.array(
      fields.object({
        name: line({ label: '河名', required: true, longest: 20 }),
        course: line({
          label: '河道',
          required: true,
          longest: 2000,
          description: '从上游到下游点几个点，WGS-84，例如 103.86,29.36 103.95,29.21。',
          pattern: {
            regex: /^\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?( \d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?)+$/,
            message: '至少两个点，经度和纬度之间用逗号，点与点之间用空格',
          },
        }),
      }),
      {
        label: '示意图上的河',
        description: '只画在站点示意图上，让人辨得出方位；不画也行。',
        itemLabel: (item) => item.fields.name.value,
      },
    ),
    publicNumbers: fields.array(
      fields.object({
        number: line({
          label: '号码',
          required: true,
          longest: 24,
          pattern: { regex: /^[+\d][\d\s-]{2,23}$/, message: '只含数字、空格、连字符的号码' },
        }),
        whose: line({
          label: '谁的电话',
          required: true,
          longest: 60,
          description: '写单位和用途，例如“县总工会职工服务热线”。',
        }),
      }),
      {
        label: '公开的手机号',
        description:
          '网站上不许出现手机号。单位公开的服务号码，先登记在这里，别处才能写；个人的号码不要登记。座机和 12345 这样的短号不用登记。',
        itemLabel: (item) => `${item.fields.number.value} · ${item.fields.whose.value}`,
      },
    ),
  },
});

/** 搜索用词 */
export const synonyms = singleton({
  label: kinds.synonyms.studio.label,
  path: kinds.synonyms.files.studioPath,
  format: { data: 'yaml' },
  schema: {
    groups: fields.array(
      fields.object({
        words: fields.array(line({ label: '词', required: true, longest: 12 }), {
          label: '意思一样的几个词',
          description: '至少两个，每个两个字以上。网站上用的写在最前，例如：卫生间、厕所、洗手间。',
          itemLabel: (item) => item.value,
          validation: { length: { min: 2 } },
        }),
      }),
      {
        label: '一组一组的词',
        description: '大家搜其中一个词，写着另一个词的页面也找得到。人名、站名、队名不要写进来。',
        itemLabel: (item) => item.fields.words.elements.map(({ value }) => value).join('、'),
      },
    ),
    leads: fields.array(
      fields.object({
        title: line({ label: '去处的名称', required: true, longest: 20 }),
        path: line({
          label: '网址',
          required: true,
          longest: 80,
          description: '网站里的网址，从斜线开始，例如 /about/。',
          pattern: {
            regex: /^\/(?:[a-z0-9-]+\/)*(?:\?[a-z0-9=&%-]+)?(?:#[^\s#]+)?$/i,
            message: '写网站里的网址，例如 /about/ 或 /about/#派单制怎么走',
          },
        }),
        words: fields.array(line({ label: '词', required: true, longest: 12 }), {
          label: '搜哪些词',
          itemLabel: (item) => item.value,
          validation: { length: { min: 1 } },
        }),
      }),
      {
        label: '先给出的去处',
        description: '搜这些词的人，多半是想去这一页。',
        itemLabel: (item) => item.fields.title.value,
      },
    ),
  },
});

/** 换过的网址 */
export const redirects = singleton({
  label: kinds.redirects.studio.label,
  path: kinds.redirects.files.studioPath,
  format: { data: 'yaml' },
  schema: {
    redirects: fields.array(
      fields.object({
        from: line({
          label: '原来的网址',
          required: true,
          longest: 120,
          description: '从斜线开始，以斜线结尾，例如 /people/li-mei/。',
          pattern: { regex: /^\/(?:[a-z0-9-]+\/)+$/, message: '写网站里的网址，例如 /people/li-mei/' },
        }),
        to: line({
          label: '现在的网址',
          longest: 120,
          description: '不填，原来的网址就说“内容已撤回”。',
          pattern: {
            regex: /^\/(?:[a-z0-9-]+\/)*(?:\?[a-z0-9=&%-]+)?(?:#[^\s#]+)?$/i,
            message: '写网站里的网址，例如 /people/li-meimei/',
          },
        }),
        since: day({ label: '从哪一天起', required: true }),
      }),
      {
        label: '换过或撤掉的网址',
        description:
          '公开过的条目改了网址名，或者删掉了，编辑台会自己记在这里：打开旧网址的人会到新的那一页，或看到“内容已撤回”。',
        itemLabel: (item) =>
          `${item.fields.from.value} ${item.fields.to.value === '' ? '已撤掉' : `→ ${item.fields.to.value}`}`,
      },
    ),
  },
});

/** 节假日 */
export const holidays = collection({
  label: kinds.holidays.studio.label,
  path: kinds.holidays.files.studioPath,
  slugField: 'year',
  columns: ['source'],
  format: { data: 'yaml' },
  schema: {
    year: figure({ label: '哪一年', form: 'year', required: true, description: '每年一份，例如 2027。' }),
    source: prose({ label: '出处', required: true, longest: 200, description: '国务院办公厅通知的标题和文号。' }),
    periods: fields.array(
      fields.object({
        name: line({ label: '节日', required: true, longest: 20 }),
        from: day({ label: '第一天', required: true }),
        to: day({ label: '最后一天', required: true }),
      }),
      {
        label: '放假的日子',
        itemLabel: (item) =>
          `${item.fields.name.value} ${item.fields.from.value ?? ''} 至 ${item.fields.to.value ?? ''}`,
        validation: { length: { min: 1 } },
      },
    ),
    workdays: fields.array(day({ label: '日期', required: true }), {
      label: '调休上班的日子',
      description: '因调休要上班的周末。',
      itemLabel: (item) => item.value ?? '',
    }),
  },
});
