/** The publication fields of an entry. Only `library/publication.ts` evaluates them. */
import { z } from 'zod';
import { choice, day, line, list, notBefore, whenFieldsValid } from './field.ts';
import { consentScopes, publicationStatuses } from './vocabulary.ts';

const review = z.strictObject({
  stage: z.number().int().min(1).max(3).describe('第几审：1、2 或 3'),
  by: line('审核人'),
  on: day('审核日期'),
  fingerprint: line('审核时正文的指纹，由程序填写'),
});

const consent = z
  .strictObject({
    scope: z
      .array(choice(consentScopes, '本人同意公开的一项'), {
        error: ({ input }) =>
          typeof input === 'string' ? '一项一项列出来；从前写成一句话的，运行 npm run migrate 换成列表' : undefined,
      })
      .min(1)
      .describe('本人同意公开的范围'),
    signedOn: day('签署日期'),
    expiresOn: day('同意到哪一天为止（含当天）；不填为长期').optional(),
    withdrawnOn: day('本人撤回同意的日期').optional(),
  })
  .refine(...notBefore('expiresOn', 'signedOn'))
  .refine(...notBefore('withdrawnOn', 'signedOn'));

/** Whether and when the public may see an entry. */
export const publication = z
  .strictObject({
    status: choice(publicationStatuses, '状态：草稿、审核中、已发布或已撤回'),
    publishOn: day('从哪一天起公开；不填为立即').optional(),
    expireOn: day('从哪一天起不再公开；不填为一直公开').optional(),
    sample: z.boolean().optional().describe('示例：内容是编写的样例，不是真实的人和事'),
    reviews: list(review, '三审三校的记录'),
    consent: consent.optional().describe('本人同意公开的记录'),
  })
  .refine((value) => !value.publishOn || !value.expireOn || value.expireOn > value.publishOn, {
    path: ['expireOn'],
    message: '晚于公开日期 publishOn',
    when: whenFieldsValid('publishOn', 'expireOn'),
  })
  .describe('发布：状态、日期、示例标记、审核和本人同意');

export type Publication = z.infer<typeof publication>;
