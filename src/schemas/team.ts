/** A team that serves workers or that workers serve in. */
import { z } from 'zod';
import { entry, line, list, referenceTo } from './field.ts';

/** The fields of a team. */
export const teamSchema = entry(
  z.strictObject({
    name: line('队伍名称', 40),
    kind: line('队伍类型，例如“志愿服务队”', 40),
    does: z.array(line('做什么')).min(1).describe('做些什么'),
    roles: list(line('职责'), '队员承担的职责'),
    contact: line('联系方式').optional(),
    members: list(referenceTo('people', '人物的网址名'), '队员'),
  }),
);

export type Team = z.infer<typeof teamSchema>;
