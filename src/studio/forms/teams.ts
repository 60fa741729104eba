/** The form of teams. */
import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { line, lines, references, titled } from './fields.ts';

/** 队伍 */
export const teams = collection({
  label: kinds.teams.studio.label,
  path: kinds.teams.files.studioPath,
  slugField: 'name',
  columns: ['name', 'kind'],
  format: { data: 'yaml' },
  schema: {
    name: titled({ label: '队伍名称', generate: slugOf }),
    kind: line({ label: '队伍类型', required: true, longest: 40, description: '例如“志愿服务队”。' }),
    does: lines({ label: '做些什么', required: true, description: '每行写一项。' }),
    roles: lines({ label: '队员的职责', description: '每行写一项。' }),
    contact: line({ label: '联系方式', description: '公开的办公电话或地点，不写个人手机号。' }),
    members: references('people', { label: '队员', description: '从已有的人物里选。' }),
  },
});
