/** A page of plain text, such as 关于; the body of the file is its text. */
import { z } from 'zod';
import { entry, line } from './field.ts';

/** The fields of a page. */
export const pageSchema = entry(
  z.strictObject({
    title: line('标题', 40),
    description: line('一句话说明，给搜索引擎看', 160),
  }),
);
