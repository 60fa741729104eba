/** Who may import whom: the table of the design against the imports in the code. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve, sep } from 'node:path';
import test from 'node:test';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../..');

interface Import {
  from: string;
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
    const to = specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file), specifier)) : specifier;
    found.push({ from: file, to, typesOnly });
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

/** What a room may import besides its own files. A path ends with `/` or names a file; a package is named as it stands. */
interface Room {
  files: RegExp;
  may: readonly (string | RegExp)[];
  /** May be imported for its types alone. */
  mayType?: readonly (string | RegExp)[];
}

const rooms: Record<string, Room> = {
  schemas: { files: /^src\/schemas\//, may: ['zod'] },
  domain: {
    files: /^src\/domain\//,
    may: ['src/schemas/vocabulary.ts', 'gcoord', 'pinyin-pro'],
    mayType: ['src/schemas/'],
  },
  library: {
    files: /^src\/library\//,
    may: ['astro:content', 'src/schemas/', 'src/domain/', 'src/environment.ts', /^node:/],
    mayType: ['astro'],
  },
  media: {
    files: /^src\/media\//,
    may: [
      'src/domain/',
      'src/schemas/',
      'src/environment.ts',
      'src/terminal/',
      '@bradenmacdonald/s3-lite-client',
      'astro/assets/services/sharp',
      'sharp',
      'yaml',
      'zod',
      /^node:/,
    ],
    mayType: ['astro'],
  },
  terminal: { files: /^src\/terminal\//, may: [/^node:/] },
  intake: {
    files: /^src\/intake\//,
    may: [
      'src/domain/',
      'src/schemas/',
      'src/environment.ts',
      'src/terminal/',
      // What a row becomes is judged by the same rules as what the studio wrote.
      'src/content-check/',
      'csv-parse/sync',
      'hucre',
      'hucre/xlsx',
      'yaml',
      /^node:/,
    ],
    mayType: ['zod'],
  },
  search: {
    files: /^src\/search\/(?!.*\.client\.ts$)/,
    may: ['src/domain/', 'src/schemas/', 'cheerio', /^opencc-js\//, 'pagefind', /^node:/],
  },
  posters: {
    files: /^src\/posters\//,
    may: [
      'src/domain/',
      'src/schemas/vocabulary.ts',
      'src/environment.ts',
      '@resvg/resvg-js',
      'fontkitten',
      'qrcode',
      'satori',
      'sharp',
      'tinypool',
      /^node:/,
    ],
    mayType: ['src/library/', 'src/schemas/', 'react'],
  },
  studio: {
    files: /^(src\/studio\/|keystatic\.config\.ts$)/,
    may: [
      'src/schemas/vocabulary.ts',
      'src/domain/',
      'src/environment.ts',
      /^@?keystatic/,
      /^@keystatic\//,
      /^(react|vite|astro)(\/|$)/,
      /^virtual:/,
      /^node:/,
      'src/studio/',
    ],
  },
  'components/site': {
    files: /^src\/components\/site\//,
    // The one component for pictures asks for what stands in their place until they arrive.
    may: ['src/domain/', 'src/schemas/vocabulary.ts', 'src/media/pictures/placeholder.ts', /^astro:assets$/],
    mayType: ['astro', 'src/library/', 'src/schemas/'],
  },
  'components/<subject>': {
    files: /^src\/components\/(?!site\/)[^/]+\/(?!.*\.client\.ts$)/,
    may: ['src/components/site/', 'src/domain/', 'src/schemas/vocabulary.ts', 'astro:assets', 'node:crypto'],
    mayType: ['src/library/', 'src/schemas/'],
  },
  'browser scripts': {
    files: /\.client\.ts$/,
    may: [
      'src/domain/',
      'src/schemas/vocabulary.ts',
      /^src\/search\/.*\.client\.ts$/,
      /^src\/components\/site\/.*\.client\.ts$/,
      /^src\/.*\.css\?inline$/,
    ],
    mayType: ['src/schemas/'],
  },
  layouts: {
    files: /^src\/layouts\//,
    // The search dialog is part of every page's frame: its address stands in the header.
    may: [
      'node:crypto',
      'src/components/site/',
      'src/components/search/dialog-file.ts',
      'src/styles/',
      'src/domain/addresses.ts',
    ],
    mayType: ['src/schemas/', 'src/domain/'],
  },
  pages: {
    files: /^src\/pages\//,
    may: [
      'src/library/',
      'src/layouts/',
      'src/components/',
      'src/domain/',
      'src/posters/',
      'src/schemas/vocabulary.ts',
      'src/environment.ts',
      /^astro:assets$/,
      '@astrojs/rss',
      'csv-stringify/sync',
      'node:crypto',
      'node:fs/promises',
    ],
    mayType: ['astro'],
  },
  integrations: {
    files: /^src\/integrations\//,
    may: [
      'src/schemas/',
      'src/domain/',
      'src/search/',
      'src/media/',
      'src/posters/',
      'src/environment.ts',
      'zod',
      'yaml',
      'sharp',
      'astro',
      'satteri',
      'vite',
      /^node:/,
    ],
    mayType: ['astro/loaders'],
  },
  environment: { files: /^src\/environment\.ts$/, may: ['src/schemas/field.ts', 'node:path'] },
};

const files = globSync(['src/**/*.{ts,tsx,astro}', 'keystatic.config.ts'], { cwd: root })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file !== 'src/content.config.ts' && file !== 'src/env.d.ts');

const covers = (rule: string | RegExp, target: string) =>
  typeof rule === 'string' ? target === rule || (rule.endsWith('/') && target.startsWith(rule)) : rule.test(target);

function subjectOf(file: string): string {
  return /^src\/components\/[^/]+\//.exec(file)?.[0] ?? dirname(file);
}

test('every file of the source belongs to exactly one room', () => {
  for (const file of files) {
    const matching = Object.entries(rooms).filter(([, room]) => room.files.test(file));
    // A browser script lies beside its markup, in a component's folder.
    const names = matching
      .map(([name]) => name)
      .filter((name) => name !== 'components/site' || !file.endsWith('.client.ts'));
    assert.equal(names.length, 1, `${file}: ${names.join(', ') || 'no room'}`);
  }
});

for (const [name, room] of Object.entries(rooms)) {
  test(`${name} imports only what the design allows`, () => {
    const own = files.filter(
      (file) => room.files.test(file) && (name === 'browser scripts' || !file.endsWith('.client.ts')),
    );
    assert.ok(own.length > 0, 'the room is empty: the pattern has gone stale');
    const trespasses = own
      .flatMap(importsOf)
      .filter(({ from, to, typesOnly }) => {
        const isOwn =
          to.startsWith('src/') &&
          ((room.files.test(to) && subjectOf(to) === subjectOf(from)) ||
            (to.endsWith('.client.ts') && dirname(to) === dirname(from)));
        const sameRoom = isOwn || (!name.startsWith('components') && room.files.test(to));
        return (
          !sameRoom &&
          !room.may.some((rule) => covers(rule, to)) &&
          !(typesOnly && room.mayType?.some((rule) => covers(rule, to)))
        );
      })
      .map(({ from, to }) => `${from} → ${to}`);
    assert.deepEqual(trespasses, []);
  });
}

test('only the catalogue reads collections', () => {
  const readers = files.filter((file) =>
    /\bgetCollection\(|\bgetEntry\(|\bgetEntries\(/.test(readFileSync(join(root, file), 'utf8')),
  );
  assert.deepEqual(readers, ['src/library/catalogue.ts']);
});

test('only the environment reads environment variables for settings', () => {
  const readers = files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    // Setting a variable for a library, or taking one away from it, reads no setting.
    return /(?<!delete )process\.env(?!\['\w+'\](?: = [^=]|;))/.test(text);
  });
  assert.deepEqual(readers, ['src/environment.ts']);
});
