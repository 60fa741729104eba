/** A holiday feature: people, clips and finished orders that an editor collects for a holiday. */
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
  year,
  type ImageField,
} from './field.ts';
import { publication } from './publication.ts';
import { festivals } from './vocabulary.ts';

/** The fields of a feature. `image` returns the schema of a picture field. */
export function featureSchema<Image extends z.ZodType>(image: ImageField<Image>) {
  return entry(
    z
      .strictObject({
        title: line('标题', 40),
        festival: choice(festivals, '节日'),
        year: year('哪一年'),
        from: day('从哪天起放在首页；这天之前不公开'),
        to: day('到哪天止（含当天）'),
        cover: image().describe('封面图'),
        coverAlt: line('封面图说明：读给看不见图的人听', 160),
        coverFocus: focus('封面图的重点，裁切时留住它').optional(),
        coverCredit: line('封面图的摄影者或作者', 60).optional(),
        lead: prose('导语', 300),
        people: list(referenceTo('people', '人物的网址名'), '人物，按此顺序出现'),
        videos: list(referenceTo('videos', '短片的网址名'), '短片，按此顺序出现'),
        orders: list(referenceTo('orders', '办件的网址名'), '办结的事，按此顺序出现'),
        publication,
      })
      .refine(...notBefore('to', 'from'))
      .refine((value) => value.from.startsWith(String(value.year)) || value.to.startsWith(String(value.year)), {
        path: ['year'],
        message: '与 from 或 to 的年份一致',
        when: whenFieldsValid('year', 'from', 'to'),
      }),
  );
}
