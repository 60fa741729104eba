/** The group 发布 at the end of every form whose entries have it. */
import { fields } from '@keystatic/core';
import { consentScopes, publicationStatuses } from '../../schemas/vocabulary.ts';
import { choice, choices, day, figure, line } from './fields.ts';

/** What somebody agreed to, and until when. */
const consent = () =>
  fields.object(
    {
      scope: choices(consentScopes, {
        label: '同意公开的范围',
        description: '照同意书上勾的勾。没勾的，网站上一处也不出现；没勾“姓名”，这个人整个不出现。',
      }),
      signedOn: day({ lies: 'behind', label: '签署日期', description: '同意书上写的日期。' }),
      expiresOn: day({ lies: 'ahead', label: '到期日期', description: '同意到这一天为止，含当天。不填就是长期。' }),
      withdrawnOn: day({
        lies: 'behind',
        label: '撤回日期',
        description: '本人撤回同意的日期。填写后，网站不再出现此人的姓名、照片和事迹。',
      }),
    },
    {
      label: '本人同意',
      description: '涉及真实的人，先取得书面同意再发布。不涉及就整组留空；要填，范围和签署日期都要填。',
      layout: [12, 6, 6, 12],
    },
  );

/**
 * Status, dates, sample mark, consent and reviews of an entry.
 * @param of whether an entry shows somebody, who is asked for consent. What a file of another entry has of one is kept.
 */
export function publication({ of }: { of: 'somebody' | 'something' }) {
  return fields.object(
    {
      status: choice(publicationStatuses, {
        label: '状态',
        description: '草稿和审核中的内容不会出现在网站上；选“已发布”并保存后，下次生成网站时公开。',
      }),
      publishOn: day({ lies: 'ahead', label: '公开日期', description: '从这一天起公开。不填就是立即公开。' }),
      expireOn: day({ lies: 'ahead', label: '下线日期', description: '从这一天起不再公开。不填就是一直公开。' }),
      sample: fields.checkbox({
        label: '这是示例',
        description: '内容是编写的样例，不是真实的人和事。网站上会标明“示例”。',
      }),
      consent: of === 'somebody' ? consent() : fields.ignored(),
      reviews: fields.array(
        fields.object({
          stage: figure({
            label: '第几审',
            form: 'whole',
            required: true,
            pattern: { regex: /^[123]$/, message: '第几审：填写 1、2 或 3' },
          }),
          by: line({ label: '审核人', required: true }),
          on: day({ label: '审核日期', required: true }),
          fingerprint: line({ label: '正文指纹', required: true, description: '由程序填写。' }),
        }),
        {
          label: '审核记录',
          description: '由程序填写，一般不用改。',
          itemLabel: (item) => `第 ${item.fields.stage.value} 审 · ${item.fields.by.value}`,
        },
      ),
    },
    { label: '发布', layout: [12, 6, 6, 12, 12, 12] },
  );
}
