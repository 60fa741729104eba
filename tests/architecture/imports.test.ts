/** Who may import whom: the table of `rooms.js` against the imports in the code. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import test from 'node:test';
import ts from 'typescript';
import { roomOf, rooms, targetOf, whyForbidden } from './rooms.js';

const root = resolve(import.meta.dirname, '../..');

interface Import {
  from: string;
  specifier: string;
  to: string;
  typesOnly: boolean;
}

/** The TypeScript in a file: of an Astro component its front matter and its scripts. */
function scriptsOf(file: string, text: string): string[] {
  if (!file.endsWith('.astro')) return [text];
  const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
  return [frontMatter, ...[...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')];
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typesOnly: boolean) => {
    found.push({ from: file, specifier, to: targetOf(file, specifier).replace(/\?.*$/, ''), typesOnly });
  };
  for (const text of scriptsOf(file, readFileSync(join(root, file), 'utf8'))) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        const clause = node.importClause;
        const named = clause?.namedBindings;
        const allTypes =
          clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
          (clause?.name === undefined &&
            named !== undefined &&
            ts.isNamedImports(named) &&
            named.elements.every(({ isTypeOnly }) => isTypeOnly));
        add(node.moduleSpecifier.text, allTypes);
      } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
        add(node.moduleSpecifier.text, node.isTypeOnly);
      } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const [argument] = node.arguments;
        if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

const files = globSync(['src/**/*.{ts,tsx,astro}', 'keystatic.config.ts'], { cwd: root })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => !file.endsWith('.d.ts'));
const imports = files.flatMap(importsOf);

test('every file of the source belongs to a room, and every room has files', () => {
  assert.deepEqual(
    files.filter((file) => roomOf(file) === undefined),
    [],
  );
  for (const room of rooms.filter(({ name }) => name !== 'styles')) {
    assert.ok(
      files.some((file) => roomOf(file) === room),
      `${room.name} is empty: the pattern has gone stale`,
    );
  }
});

for (const room of rooms) {
  test(`${room.name} imports only what the table allows`, () => {
    const trespasses = imports
      .filter(({ from }) => roomOf(from) === room)
      .flatMap(({ from, specifier, typesOnly }) => {
        const reason = whyForbidden(from, specifier, typesOnly);
        return reason === undefined ? [] : [`${from}: ${reason}`];
      });
    assert.deepEqual(trespasses, []);
  });
}

test('rooms import only rooms below them', () => {
  const floorOf = (file: string) => rooms.findIndex((room) => room === roomOf(file));
  const upward = imports
    .filter(({ to }) => roomOf(to) !== undefined && !to.endsWith('.css'))
    .filter(({ from, to }) => floorOf(to) < floorOf(from))
    .map(({ from, to }) => `${from} → ${to}`);
  assert.deepEqual(upward, []);
});

test('no files import each other in a circle, for types neither', () => {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      circles.push([...path.slice(start), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  assert.deepEqual(circles, []);
});

test('no folder or file is a drawer: utils, helpers, misc, common', () => {
  const drawers = files.filter((file) => file.split('/').some((part) => /^(utils?|helpers?|misc|common)\b/.test(part)));
  assert.deepEqual(drawers, []);
});

test('only the catalogue reads collections', () => {
  const readers = files.filter((file) =>
    /\bgetCollection\(|\bgetEntry\(|\bgetEntries\(/.test(readFileSync(join(root, file), 'utf8')),
  );
  assert.deepEqual(readers, ['src/library/catalogue.ts']);
});

test('only the environment reads environment variables for settings', () => {
  const readers = files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    // Setting a variable, also where nobody else did, or taking one away reads no setting.
    return /(?<!delete )process\.env(?!\['\w+'\](?: (?:\?\?)?= [^=]|;))/.test(text);
  });
  assert.deepEqual(readers, ['src/environment.ts']);
});

test('the table refuses what it should, in words', () => {
  assert.match(
    whyForbidden('src/domain/time/dates.ts', '../../library/site.ts', false) ?? '',
    /^domain may not import src\/library\/site\.ts/,
  );
  assert.match(
    whyForbidden('src/components/people/PersonCard.astro', '../orders/OrderRow.astro', false) ?? '',
    /components of one subject/,
  );
  assert.equal(whyForbidden('src/components/people/PersonCard.astro', '../site/Photo.astro', false), undefined);
  assert.equal(whyForbidden('src/components/people/PersonCard.astro', '../../library/people.ts', true), undefined);
  assert.match(whyForbidden('src/new-room/a.ts', 'zod', false) ?? '', /belongs to no room/);
});
