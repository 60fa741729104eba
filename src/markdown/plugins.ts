/** What the site does with the Markdown that editors write, beyond turning it into HTML. */
import { defineHastPlugin, defineMdastPlugin } from 'satteri';
import { markerOf, readBlocks } from '../domain/text/story-blocks.ts';

/** A line break between two of these is a matter of the source file, not of the text: Chinese sets no space there. */
const hardWrap =
  /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu;

/** Joins hard-wrapped Chinese lines: the break would show as a space and would hide words from the search. */
const joinWrappedLines = defineMdastPlugin({
  name: 'join-wrapped-lines',
  text(node, context) {
    const joined = node.value.replace(hardWrap, '');
    if (joined !== node.value) context.replaceNode(node, { type: 'text', value: joined });
  },
});

/**
 * Shows HTML as the text that it is. Editors write words; markup that passed through could carry a script. The blocks of
 * a story alone, each a line of its own, become the markers at which `library/story.ts` puts them in.
 */
const showHtmlAsText = defineMdastPlugin({
  name: 'show-html-as-text',
  html(node, context) {
    const parent = context.parent(node).type;
    const blocks = parent === 'root' ? readBlocks(node.value) : undefined;
    if (blocks !== undefined) {
      context.replaceNode(node, { type: 'html', value: blocks.map(markerOf).join('\n') });
      return;
    }
    const text = { type: 'text', value: node.value } as const;
    const isInline = parent === 'paragraph';
    context.replaceNode(node, isInline ? text : { type: 'paragraph', children: [text] });
  },
});

/** The page has its own first heading, the title; a heading of the text starts one level below it. */
const keepFirstHeadingForTitle = defineMdastPlugin({
  name: 'keep-first-heading-for-title',
  heading(node, context) {
    if (node.depth === 1) context.setProperty(node, 'depth', 2);
  },
});

/** Web, mail and telephone addresses, places in the site, and relative addresses without a scheme. */
const safeAddress = /^(?:https?:|mailto:|tel:|[#/.]|[\w-]+(?:[/?#]|$))/i;

/** A link to anything else, such as `javascript:`, loses its address. */
const dropUnsafeAddresses = defineHastPlugin({
  name: 'drop-unsafe-addresses',
  element: {
    filter: ['a'],
    visit(node, context) {
      const { href } = node.properties;
      if (typeof href === 'string' && !safeAddress.test(href)) context.setProperty(node, 'href', undefined);
    },
  },
});

/** The plugins of the Markdown processor. */
export const markdownPlugins = {
  mdastPlugins: [joinWrappedLines, showHtmlAsText, keepFirstHeadingForTitle],
  hastPlugins: [dropUnsafeAddresses],
};
