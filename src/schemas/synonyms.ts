/** Words of visitors for the words of the site: the search takes all words of a group for one. */
import { z } from 'zod';
import { entry, line, list } from './field.ts';

/** One width and one case, as texts are compared. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase();

const word = line('一个词，两个字以上', 12).refine((value) => Array.from(folded(value)).length > 1, {
  message: '至少两个字：一个字到处都有',
});

const group = z.strictObject({
  words: z.array(word).min(2).describe('意思一样的几个词，网站上用的写在最前'),
});

const lead = z.strictObject({
  title: line('去处的名称，例如“怎么联系我们”', 20),
  path: line('网站里的网址，从斜线开始', 80).regex(
    /^\/(?:[a-z0-9-]+\/)*(?:\?[a-z0-9=&%-]+)?(?:#[^\s#]+)?$/i,
    '网站里的网址，例如 /about/ 或 /about/#派单制怎么走',
  ),
  words: z.array(word).min(1).describe('搜哪些词时给出这个去处'),
});

/** `site/synonyms.yaml`. */
export const synonymsSchema = entry(
  z
    .strictObject({
      groups: z.array(group).max(300).describe('每组是意思一样的几个词'),
      leads: list(lead, '搜某些词时先给出的去处'),
    })
    .superRefine(({ groups }, context) => {
      const seen = new Map<string, string>();
      for (const [at, { words }] of groups.entries()) {
        for (const [index, each] of words.entries()) {
          const first = seen.get(folded(each));
          if (first !== undefined) {
            context.addIssue({
              code: 'custom',
              path: ['groups', at, 'words', index],
              message: `每个词只在一组里出现一次，“${each}”在${first}里已经有了`,
            });
          }
          seen.set(folded(each), first ?? `第 ${String(at + 1)} 组`);
        }
      }
    }),
);
