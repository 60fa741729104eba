/** The form of rest stations. */
import { collection, fields } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import {
  availabilities,
  facilities,
  holidayHours,
  hoursKinds,
  stationKinds,
  type Facility,
} from '../../schemas/vocabulary.ts';
import { choice, day, figure, forEach, line, lines, prose, titled, town, week } from './fields.ts';
import { location } from './location.ts';
import { pictureWithFocus } from './focus.ts';
import { publication } from './publication.ts';

/** Keystatic divides a row of a group into twelve parts. */
const rowParts = 12;

/** Widths that set a number of fields in rows of four; those of the last row share its width. */
function columnWidths(count: number): number[] {
  const perRow = 4;
  const rest = count % perRow;
  return [
    ...Array<number>(count - rest).fill(rowParts / perRow),
    ...Array.from({ length: rest }, () => rowParts / rest),
  ];
}

const photo = pictureWithFocus({ label: '照片', beside: 'directory' });

/** 站点 */
export const stations = collection({
  label: kinds.stations.studio.label,
  path: kinds.stations.files.studioPath,
  slugField: 'name',
  columns: ['name', 'kind', 'town'],
  format: { data: 'yaml' },
  schema: {
    name: titled({ label: '站点名称', generate: slugOf }),
    kind: choice(stationKinds, { label: '类型' }),
    town: town({ label: '所在乡镇', required: true }),
    address: line({ label: '地址', required: true, description: '写到门牌号，让第一次来的人也找得到。' }),
    landmark: line({ label: '附近好认的地方', description: '例如“县客运站对面”。' }),
    access: prose({ label: '怎么进', longest: 200, description: '走哪个门、要不要扫码登记。' }),
    location: location({ label: '位置' }),
    hours: fields.object(
      {
        kind: choice(hoursKinds, { label: '怎么开放', defaultValue: 'unknown' }),
        holidays: choice(holidayHours, { label: '法定节假日', defaultValue: 'unknown' }),
        weekly: week({
          label: '每天的时段',
          description:
            '选了“按星期”才填，例如 08:00-22:00；分两段开就写 08:00-12:00，14:00-18:00；开到半夜两点就写 20:00-26:00。哪天空着，哪天就不开门。',
        }),
      },
      { label: '开放时间', layout: [6, 6, 12] },
    ),
    closures: fields.array(
      fields.object({
        from: day({ label: '从哪天起', required: true }),
        to: day({ label: '到哪天止', required: true, description: '含当天。' }),
        reason: line({ label: '原因', required: true, description: '例如“内部装修”。' }),
      }),
      {
        label: '临时关闭',
        description: '没有就不填。',
        itemLabel: (item) =>
          `${item.fields.from.value ?? ''} 至 ${item.fields.to.value ?? ''} ${item.fields.reason.value}`,
      },
    ),
    facilities: fields.object(
      forEach<Facility, ReturnType<typeof choice<keyof typeof availabilities>>>(facilities, (label) =>
        choice(availabilities, { label, defaultValue: 'unknown' }),
      ),
      {
        label: '设施',
        description: '没有核实过的就留“不详”，网站不会把它说成“有”。',
        layout: columnWidths(Object.keys(facilities).length),
      },
    ),
    services: lines({ label: '服务项目', description: '每行写一项。' }),
    truck: fields.object(
      {
        bays: figure({ label: '货车车位数', form: 'whole', description: '例如 3' }),
        maxLength: figure({ label: '最大车长（米）', form: 'decimal', description: '例如 9.6' }),
        maxHeight: figure({ label: '最大车高（米）', form: 'decimal', description: '例如 4.2' }),
      },
      { label: '货车停放', description: '不能停货车就整组留空；要填，车位数必填。', layout: [4, 4, 4] },
    ),
    phone: line({
      label: '电话',
      pattern: { regex: /^[\d+][\d\s-]{2,19}$/, message: '电话只含数字、空格和连字符，例如 0833-4221234' },
    }),
    host: line({ label: '设站单位' }),
    photo: photo.picture,
    photoFocus: photo.focus,
    photoAlt: line({
      label: '照片说明',
      longest: 160,
      description: '读给看不见照片的人听，例如“驿站的玻璃门，门口停着几辆电动车”。有照片就要写。',
    }),
    photoCredit: line({ label: '照片的拍摄者', longest: 60 }),
    verified: fields.object(
      { on: day({ lies: 'behind', label: '核实日期' }), by: line({ label: '核实人或单位' }) },
      { label: '最近一次核实', description: '两项都填，或者都不填。', layout: [6, 6] },
    ),
    publication: publication({ of: 'something' }),
  },
});
