/** One order of the dispatch system (派单制): what was requested, who accepted it, and the result. */
import { z } from 'zod';
import {
  choice,
  day,
  entry,
  focus,
  line,
  list,
  notBefore,
  prose,
  referenceTo,
  whenFieldsValid,
  type ImageField,
} from './field.ts';
import { publication } from './publication.ts';
import { orderKinds } from './vocabulary.ts';

/** The fields of an order. `image` returns the schema of a picture field. */
export function orderSchema<Image extends z.ZodType>(image: ImageField<Image>) {
  return entry(
    z
      .strictObject({
        title: line('标题：办什么事', 40),
        reference: line('编号：县里台账上的编号，不公开', 40).optional(),
        kind: choice(orderKinds, '类型：派单、微心愿或走访'),
        category: line('类别，例如“道路照明”', 20),
        town: line('所在乡镇，写全称'),
        community: line('社区或村，不写门牌', 40),
        source: line('需求从哪里来，例如“微信交流群”', 40),
        raisedOn: day('提出日期'),
        dueDays: z.number().int().positive().max(365).optional().describe('要求几天内办结'),
        dispatchedOn: day('派单日期').optional(),
        acceptedOn: day('接单日期').optional(),
        acceptedBy: line('接单单位或个人').optional(),
        doneOn: day('办结日期').optional(),
        ratedOn: day('评价日期').optional(),
        rating: z.number().int().min(1).max(5).optional().describe('评价，1 到 5 分'),
        helpers: list(referenceTo('people', '人物的网址名'), '出力的人'),
        team: referenceTo('teams', '队伍的网址名').optional(),
        station: referenceTo('stations', '站点的网址名').optional(),
        video: referenceTo('videos', '短片的网址名').optional(),
        summary: prose('事情经过，不写姓名住址', 1000),
        before: image().optional().describe('处理前的照片'),
        beforeFocus: focus('处理前照片的重点，裁切时留住它').optional(),
        after: image().optional().describe('处理后的照片'),
        afterFocus: focus('处理后照片的重点，裁切时留住它').optional(),
        pictureCredit: line('照片的拍摄者或来源', 60).optional(),
        publication,
      })
      .refine(...notBefore('dispatchedOn', 'raisedOn'))
      .refine(...notBefore('acceptedOn', 'dispatchedOn', 'raisedOn'))
      .refine(...notBefore('doneOn', 'acceptedOn', 'dispatchedOn', 'raisedOn'))
      .refine(...notBefore('ratedOn', 'doneOn', 'acceptedOn', 'dispatchedOn', 'raisedOn'))
      .refine((value) => (value.rating === undefined) === (value.ratedOn === undefined), {
        path: ['rating'],
        message: '评价 rating 和评价日期 ratedOn 要么都填，要么都不填',
        when: whenFieldsValid('rating', 'ratedOn'),
      })
      .refine((value) => value.ratedOn === undefined || value.doneOn !== undefined, {
        path: ['doneOn'],
        message: '有评价的必须有办结日期',
        when: whenFieldsValid('ratedOn', 'doneOn'),
      }),
  );
}

export type Order = z.infer<ReturnType<typeof orderSchema<z.ZodType>>>;
