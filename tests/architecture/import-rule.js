// @ts-check
/** The ESLint rule that holds `rooms.js` while somebody writes. */
import { relative, sep } from 'node:path';
import { whyForbidden } from './rooms.js';

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{reason}}' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    /**
     * @param {import('estree').Node} node
     * @param {unknown} specifier
     * @param {boolean} typesOnly
     */
    const check = (node, specifier, typesOnly) => {
      if (typeof specifier !== 'string') return;
      const reason = whyForbidden(file, specifier, typesOnly);
      if (reason !== undefined) context.report({ node, messageId: 'forbidden', data: { reason } });
    };
    /** @param {object} node TypeScript's parser adds the kind to the node. */
    const isErased = (node) =>
      ('importKind' in node && node.importKind === 'type') || ('exportKind' in node && node.exportKind === 'type');
    return {
      ImportDeclaration(node) {
        const erased =
          isErased(node) || (node.specifiers.length > 0 && node.specifiers.every((specifier) => isErased(specifier)));
        check(node, node.source.value, erased);
      },
      ExportNamedDeclaration(node) {
        if (node.source) check(node, node.source.value, isErased(node));
      },
      ExportAllDeclaration(node) {
        check(node, node.source.value, isErased(node));
      },
      ImportExpression(node) {
        if (node.source.type === 'Literal') check(node, node.source.value, false);
      },
    };
  },
};

export default rule;
