/** The settings of the whole site: its name, its host, the towns, the holidays. */
import { z } from 'zod';
import { day, entry, line, list, notBefore, prose, telephone, whenFieldsValid, year } from './field.ts';

const town = z.strictObject({
  name: line('乡镇全称', 20),
  adcode: z
    .string()
    .regex(/^\d{9}$/, '9 位乡级行政区划代码，用引号括起来')
    .optional()
    .describe('行政区划代码'),
  lng: z.number().min(-180).max(180).describe('镇政府所在地的大致经度，WGS-84，只用于示意图'),
  lat: z.number().min(-90).max(90).describe('镇政府所在地的大致纬度，WGS-84，只用于示意图'),
});

const river = z.strictObject({
  name: line('河名', 20),
  course: line('河道上的几个点，从上游到下游，只用于示意图', 2000).regex(
    /^\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?( \d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?)+$/,
    '至少两个点，经度和纬度之间用逗号，点与点之间用空格，例如 103.86,29.36 103.95,29.21',
  ),
});

/** The page to which a mark in the footer leads, where its holder can be looked up. @param domain the domain that it is on */
const markAddress = (label: string, domain?: string) =>
  line(label, 300).refine(
    (value) =>
      URL.canParse(value) &&
      /^https?:$/.test(new URL(value).protocol) &&
      (domain === undefined || `.${new URL(value).hostname}`.endsWith(`.${domain}`)),
    domain === undefined ? '以 https:// 开头的网址' : `${domain} 上的网址，从标识的图片上复制链接`,
  );

const publicNumber = z.strictObject({
  number: line('电话号码', 24).regex(/^[+\d][\d\s-]{2,23}$/, '只含数字、空格、连字符的号码'),
  whose: line('谁的电话、为什么公开，例如“县总工会职工服务热线”', 60),
});

/** `site/settings.yaml`. */
export const settingsSchema = entry(
  z
    .strictObject({
      name: line('网站名称', 20),
      county: line('县（市、区）名称', 20),
      description: line('一句话介绍网站', 120),
      host: line('主办单位', 60),
      operator: line('承办单位', 60).optional(),
      contact: z
        .strictObject({
          phone: telephone('电话').optional(),
          email: z.email().optional().describe('电子邮箱'),
          address: line('地址').optional(),
        })
        .default({})
        .describe('联系方式'),
      filings: z
        .strictObject({
          // 《互联网信息服务管理办法》；工业和信息化部的备案号以省的简称开头，子站加连字符和序号。
          icp: line('ICP 备案号')
            .regex(/^\p{Script=Han}ICP备\d{6,10}号(?:-\d{1,3})?$/u, 'ICP 备案号，例如 蜀ICP备05000000号-1')
            .optional(),
          // 全国公安机关互联网站安全服务平台：省的简称、公网安备和 14 位数字。
          police: line('公安备案号')
            .regex(/^\p{Script=Han}公网安备 ?\d{14}号$/u, '公安备案号，例如 川公网安备51112302000001号')
            .optional(),
          // 国务院办公厅《政府网站发展指引》（国办发〔2017〕47 号）：10 位，前 6 位是行政区划代码。
          identifier: line('政府网站标识码')
            .regex(/^[0-9A-Za-z]{10}$/, '10 位的政府网站标识码，例如 5111230001')
            .optional(),
          // 中央编办《党政机关、事业单位和国有企业互联网网上名称管理暂行办法》：挂标单位在 bszs.conac.cn 上的页面。
          official: markAddress('党政机关网站标识的网址', 'conac.cn').optional(),
          // 工业和信息化部适老化及无障碍水平评测：评测结果的页面。
          accessible: markAddress('适老化及无障碍标识的网址').optional(),
        })
        .default({})
        .describe('备案'),
      adcode: z
        .string()
        .regex(/^\d{6}$/, '6 位行政区划代码，用引号括起来')
        .describe('县级行政区划代码'),
      towns: z.array(town).min(1).describe('乡镇名单'),
      bounds: z
        .strictObject({
          west: z.number().min(-180).max(180).describe('最西的经度，WGS-84'),
          south: z.number().min(-90).max(90).describe('最南的纬度，WGS-84'),
          east: z.number().min(-180).max(180).describe('最东的经度，WGS-84'),
          north: z.number().min(-90).max(90).describe('最北的纬度，WGS-84'),
        })
        .refine((value) => value.east > value.west, { path: ['east'], message: '大于 west' })
        .refine((value) => value.north > value.south, { path: ['north'], message: '大于 south' })
        .describe('站点坐标必须落在其中的范围'),
      rivers: list(river, '示意图上画的河'),
      publicNumbers: list(publicNumber, '公开的服务电话：除了这些，网站上不许出现手机号'),
    })
    .refine((value) => new Set(value.towns.map((each) => each.name)).size === value.towns.length, {
      path: ['towns'],
      message: '乡镇名称不重复',
      when: whenFieldsValid('towns'),
    }),
);

/** `site/holidays/<year>.yaml`: the days off and the make-up working days that the State Council announces (调休). */
export const holidaysSchema = entry(
  z
    .strictObject({
      year: year('哪一年'),
      source: prose('出处：国务院办公厅通知', 200),
      periods: z
        .array(
          z
            .strictObject({ name: line('节日', 20), from: day('第一天'), to: day('最后一天') })
            .refine(...notBefore('to', 'from')),
        )
        .min(1)
        .describe('放假的日子'),
      workdays: list(day('日期'), '因调休要上班的周末'),
    })
    .refine((value) => value.periods.every((period) => period.to.startsWith(String(value.year))), {
      path: ['periods'],
      message: '每个节日的最后一天都在这一年内',
      when: whenFieldsValid('periods', 'year'),
    })
    .refine(
      ({ periods, workdays }) =>
        workdays.every((date) => periods.every((period) => date < period.from || date > period.to)),
      { path: ['workdays'], message: '上班日不在放假的日子里', when: whenFieldsValid('periods', 'workdays') },
    ),
);

export type Settings = z.infer<typeof settingsSchema>;
export type River = z.infer<typeof river>;
export type HolidayTable = z.infer<typeof holidaysSchema>;
