/** A rest station. */
import { z } from 'zod';
import { choice, day, entry, focus, line, list, notBefore, prose, whenFieldsValid, type ImageField } from './field.ts';
import { publication } from './publication.ts';
import { minutesOfSpan, spanSource } from './span.ts';
import {
  availabilities,
  codesOf,
  datums,
  facilities,
  holidayHours,
  hoursKinds,
  stationKinds,
  weekdays,
} from './vocabulary.ts';

const spanPattern = new RegExp(`^${spanSource}$`);

const opensOf = (text: string) => minutesOfSpan(text)[0];
const closesOf = (text: string) => minutesOfSpan(text)[1];

const span = z
  .string()
  .regex(spanPattern, '写成 08:00-22:00 这样的时段')
  .refine((text) => !spanPattern.test(text) || closesOf(text) > opensOf(text), {
    message: '结束晚于开始；开到第二天的写到 24 点以后，如 20:00-26:00（26:00 即次日 2 点）',
  })
  .describe('一个时段');

const spansOfDay = z
  .array(span)
  .refine(
    (spans) =>
      spans.every((text, index) => {
        const previous = spans[index - 1];
        return previous === undefined || closesOf(previous) <= opensOf(text);
      }),
    { message: '同一天的时段按先后写，互不重叠' },
  )
  .describe('当天的各个时段；空着为不开门');

const hours = z
  .strictObject({
    kind: choice(hoursKinds, '开放时间怎么给：全天、按星期或不详'),
    weekly: z
      .strictObject(
        Object.fromEntries(codesOf(weekdays).map((weekday) => [weekday, spansOfDay.optional()])) as Record<
          keyof typeof weekdays,
          z.ZodOptional<typeof spansOfDay>
        >,
      )
      .optional()
      .describe('每天的时段；没写的那天不开门'),
    holidays: choice(holidayHours, '法定节假日怎么开').default('unknown'),
  })
  .refine(
    (value) => value.kind !== 'weekly' || Object.values(value.weekly ?? {}).some((spans) => (spans?.length ?? 0) > 0),
    {
      path: ['weekly'],
      message: '开放时间按星期给出时，至少写一天的时段',
      when: whenFieldsValid('kind', 'weekly'),
    },
  )
  .refine(
    (value) =>
      value.kind === 'weekly' || Object.values(value.weekly ?? {}).every((spans) => (spans?.length ?? 0) === 0),
    {
      path: ['weekly'],
      message: '只有开放时间“按星期”时才填写',
      when: whenFieldsValid('kind', 'weekly'),
    },
  )
  .describe('开放时间');

const location = z
  .strictObject({
    lng: z.number().min(-180).max(180).describe('经度'),
    lat: z.number().min(-90).max(90).describe('纬度'),
    datum: choice(datums, '坐标系：从哪种地图或设备抄来'),
  })
  .describe('位置');

const closure = z
  .strictObject({
    from: day('从哪天起'),
    to: day('到哪天止（含当天）'),
    reason: line('原因'),
  })
  .refine(...notBefore('to', 'from'));

/** The fields of a station. `image` returns the schema of a picture field. */
export function stationSchema<Image extends z.ZodType>(image: ImageField<Image>) {
  return entry(
    z
      .strictObject({
        name: line('站点名称', 40),
        kind: choice(stationKinds, '类型'),
        town: line('所在乡镇，写全称'),
        address: line('地址'),
        landmark: line('附近好认的地方').optional(),
        location,
        phone: line('电话')
          .regex(/^[\d+][\d\s-]{2,19}$/, '只含数字、空格、连字符的电话号码')
          .optional(),
        host: line('设站单位').optional(),
        hours,
        facilities: z
          .partialRecord(z.enum(codesOf(facilities)), choice(availabilities, '有、没有或不详'))
          .default({})
          .describe('设施；没写的为不详'),
        access: prose('怎么进：走哪个门、要不要扫码登记', 200).optional(),
        truck: z
          .strictObject({
            bays: z.number().int().min(0).max(2000).describe('货车车位数'),
            maxLength: z.number().positive().max(30).optional().describe('能停的最大车长，米'),
            maxHeight: z.number().positive().max(6).optional().describe('能进的最大车高，米'),
          })
          .optional()
          .describe('货车停放'),
        services: list(line('服务'), '服务项目'),
        photo: image().optional().describe('站点照片'),
        photoAlt: line('照片说明：读给看不见照片的人听', 160).optional(),
        photoFocus: focus('照片的重点，裁切时留住它').optional(),
        photoCredit: line('照片的拍摄者', 60).optional(),
        verified: z
          .strictObject({ on: day('核实日期'), by: line('核实人或单位') })
          .optional()
          .describe('最近一次核实'),
        closures: list(closure, '临时关闭'),
        publication,
      })
      .refine((value) => value.photo === undefined || value.photoAlt !== undefined, {
        path: ['photoAlt'],
        message: '有照片 photo 时必须填写照片说明',
        when: whenFieldsValid('photo', 'photoAlt'),
      }),
  );
}
export type Hours = z.infer<typeof hours>;
export type Closure = z.infer<typeof closure>;
