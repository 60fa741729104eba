/**
 * The blocks that an editor may put into a story. Keystatic writes each as a line of its own, `<Clip slug="…" />`,
 * which `domain/story-blocks.ts` reads; the attributes are those of `schemas/story.ts`.
 */
import { createElement, type ReactElement } from 'react';
import { block } from '@keystatic/core/content-components';
import { line, reference } from './fields.ts';
import { picture } from './files.ts';
import type { ComponentSchema } from '@keystatic/core';

const alt = '读给看不见图片的人听，写图上有什么。';

/** The preview of a block between the paragraphs of the editor: one line with its content. */
function inShort(...texts: (string | null | undefined)[]): ReactElement {
  return createElement(
    'p',
    { style: { margin: 0 } },
    texts.filter((text) => (text ?? '') !== '').join('　') || '（未填）',
  );
}

/**
 * The blocks of the story of one kind of entry.
 * @param contentField key of the field of the story: Keystatic stores its pictures in a directory of that name
 */
export function storyBlocks(contentField: string) {
  const photo = (label: string) =>
    picture({
      label,
      beside: 'story',
      directory: contentField,
      required: true,
    });
  return {
    Quote: block({
      label: '引语',
      description: '谁说的一句话，照原话写。',
      schema: {
        text: line({ label: '说的话', required: true, longest: 300, description: '照原话写，不用加引号。' }),
        by: line({ label: '谁说的', required: true, longest: 60, description: '例如“李大姐，花农”。' }),
      },
      ContentView: ({ value }) => inShort(value.text, `—— ${value.by}`),
    }),
    Picture: block({
      label: '图片',
      description: '一张图片，带文字和署名。',
      schema: {
        src: photo('图片'),
        alt: line({ label: '图片说明', required: true, longest: 160, description: alt }),
        caption: line({ label: '图片下面的文字', longest: 120 }),
        credit: line({ label: '摄影或绘图', longest: 60, description: '谁拍的、谁画的。' }),
      },
      ContentView: ({ value }) => inShort(value.src?.filename, value.alt),
    }),
    Clip: block({
      label: '短片',
      description: '一段已有的短片。短片撤回后会自动消失。',
      schema: { slug: reference('videos', { label: '短片', required: true, description: '从已有的短片里选。' }) },
      ContentView: ({ value }) => inShort(value.slug),
    }),
    Figure: block({
      label: '数字',
      description: '一个公布过的数字。只能从成效数据里选，不能手填。',
      schema: { slug: reference('indicators', { label: '数字', required: true, description: '从成效数据里选。' }) },
      ContentView: ({ value }) => inShort(value.slug),
    }),
    Station: block({
      label: '站点',
      description: '一处站点的卡片。',
      schema: { slug: reference('stations', { label: '站点', required: true, description: '从已有的站点里选。' }) },
      ContentView: ({ value }) => inShort(value.slug),
    }),
    BeforeAfter: block({
      label: '前后对比',
      description: '同一处的两张图片，左边是之前，右边是之后。',
      schema: {
        before: photo('之前的图片'),
        beforeAlt: line({ label: '之前的图片说明', required: true, longest: 160, description: alt }),
        after: photo('之后的图片'),
        afterAlt: line({ label: '之后的图片说明', required: true, longest: 160, description: alt }),
        caption: line({ label: '两张图下面的文字', longest: 120 }),
      },
      ContentView: ({ value }) => inShort(value.beforeAlt, value.afterAlt),
    }),
  } satisfies Record<string, { schema: Record<string, ComponentSchema> }>;
}
