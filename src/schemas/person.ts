/** A worker who is shown on the site; the body of the file is the story. */
import { z } from 'zod';
import {
  choice,
  entry,
  focus,
  line,
  list,
  prose,
  referenceTo,
  whenFieldsValid,
  year,
  type ImageField,
} from './field.ts';
import { publication } from './publication.ts';
import { honourLevels, themes, trades } from './vocabulary.ts';

const honour = z.strictObject({
  title: line('荣誉名称'),
  level: choice(honourLevels, '授予级别'),
  year: year('获得年份'),
  by: line('授予单位'),
  source: line('出处：文件名、报道或网址', 400).optional(),
});

/** The fields of a person. `image` returns the schema of a picture field. */
export function personSchema<Image extends z.ZodType>(image: ImageField<Image>) {
  return entry(
    z
      .strictObject({
        name: line('姓名', 40),
        trade: choice(trades, '职业'),
        employer: line('所属平台或企业').optional(),
        town: line('所在乡镇，写全称，与网站设置里的名单一致'),
        since: year('从哪一年起从事这个职业').optional(),
        portrait: image().optional().describe('人物照片'),
        portraitAlt: line('照片说明：读给看不见照片的人听', 160).optional(),
        portraitFocus: focus('照片的重点，裁切时留住它').optional(),
        portraitCredit: line('照片的拍摄者', 60).optional(),
        headline: line('一句话介绍，出现在列表里', 60),
        citation: prose('颁奖词或推荐词', 400).optional(),
        quote: line('本人的一句话，照原话写', 200).optional(),
        honours: list(honour, '获得的荣誉'),
        themes: list(choice(themes, '主题'), '主题：劳动、担当、奉献'),
        videos: list(referenceTo('videos', '短片的网址名'), '出镜的短片'),
        stations: list(referenceTo('stations', '站点的网址名'), '常去的站点'),
        publication,
      })
      .refine((value) => value.portrait === undefined || value.portraitAlt !== undefined, {
        path: ['portraitAlt'],
        message: '有照片 portrait 时必须填写照片说明',
        when: whenFieldsValid('portrait', 'portraitAlt'),
      })
      .refine(
        ({ publication: { status, sample, consent } }) =>
          status !== 'published' || sample === true || consent !== undefined,
        {
          path: ['publication', 'consent'],
          message: '本人书面同意的记录：范围和签署日期。有了它才能发布；编写的样例标明是示例',
          when: whenFieldsValid('publication'),
        },
      ),
  );
}
export type Honour = z.infer<typeof honour>;
