/**
 * What it takes to extend the project: a new kind of entry is a row in the table, a schema, a form and pages; a new
 * facility and a new festival are a row of their vocabulary. All of it is tried on a copy of the project: two kinds
 * (招聘, 课堂), a seventeenth facility, another festival. Whatever else had to be edited would be missing there, and found.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import test, { after, before, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { PackedNames, unpackNames as unpackNamesOfProject } from '../../src/domain/search/names-file.ts';
import type * as filter from '../../src/domain/stations/filter.ts';
import type * as record from '../../src/domain/stations/record.ts';
import type * as stationImport from '../../src/import/stations-schema.ts';
import type * as stationForm from '../../src/studio/forms/stations.ts';
import { projectDirectory } from '../places.ts';

const copy = mkdtempSync(join(tmpdir(), 'hongxin-extended-'));
const content = join(copy, 'content');
const site = join(copy, 'dist');

after(() => {
  rmSync(copy, { recursive: true, force: true });
});

const read = (file: string) => readFileSync(join(copy, file), 'utf8');

function write(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

/** Puts text before an anchor that occurs once. */
function insertBefore(file: string, anchor: string, text: string): void {
  const before = read(file);
  assert.equal(before.split(anchor).length, 2, `${file} has not exactly one “${anchor}”`);
  write(
    file,
    before.replace(anchor, () => text + anchor),
  );
}

interface NewKind {
  kind: 'jobs' | 'classes';
  /** Name of the schema's file and of its code in the search. */
  one: string;
  label: string;
  rank: number;
}

/** A row, a schema, a form and pages: everything that a new kind is. */
function addKind({ kind, one, label, rank }: NewKind): void {
  insertBefore(
    'src/kinds.ts',
    '  settings: {\n    label',
    `  ${kind}: {
    label: '${label}',
    files: entryFiles('${kind}', 'yaml'),
    studio: { label: '${label}', group: '服务' },
    title: 'title',
    town: ['town'],
    date: 'on',
    years: 'on',
    gate: {},
    isReferable: true,
    pages: {
      list: '/${kind}/',
      listLabel: '${label}',
      entry: (name) => \`/${kind}/\${name}/\`,
      reserved: ['archive'],
    },
    search: { code: '${one}', label: '${label}', rank: ${String(rank)} },
    feed: { description: '{host}，{town}' },
    hasShareImages: true,
  },
`,
  );
  write(
    `src/schemas/${one}.ts`,
    `import { z } from 'zod';
import { day, entry, line } from './field.ts';
import { publication } from './publication.ts';

export const ${one}Schema = entry(
  z.strictObject({
    title: line('标题', 40),
    host: line('单位'),
    town: line('乡镇'),
    on: day('日期'),
    publication,
  }),
);
`,
  );
  insertBefore('src/schemas/index.ts', '    settings: settingsSchema,', `    ${kind}: ${one}Schema,\n`);
  insertBefore('src/schemas/index.ts', 'import { mediaSchema }', `import { ${one}Schema } from './${one}.ts';\n`);
  write(
    `src/studio/forms/${kind}.ts`,
    `import { collection } from '@keystatic/core';
import { slugOf } from '../../domain/text/pinyin.ts';
import { kinds } from '../../kinds.ts';
import { day, line, titled } from './fields.ts';
import { publication } from './publication.ts';

export const ${kind} = collection({
  label: kinds.${kind}.studio.label,
  path: kinds.${kind}.files.studioPath,
  slugField: 'title',
  columns: ['title', 'town'],
  format: { data: 'yaml' },
  schema: {
    title: titled({ label: '标题', generate: slugOf }),
    host: line({ label: '单位', required: true }),
    town: line({ label: '乡镇', required: true }),
    on: day({ label: '日期', required: true }),
    publication: publication({ of: 'something' }),
  },
});
`,
  );
  insertBefore('src/studio/forms/index.ts', 'import { media }', `import { ${kind} } from './${kind}.ts';\n`);
  insertBefore('src/studio/forms/index.ts', '  holidays,\n', `  ${kind},\n`);
  write(
    `src/pages/${kind}/index.astro`,
    `---
import Page from '../../layouts/Page.astro';
import { entriesOf } from '../../library/entries.ts';
import { settings } from '../../library/site.ts';

const site = await settings();
const list = await entriesOf('${kind}');
---

<Page title="${label}" description="${label}" settings={site}>
  <h1>${label}</h1>
  <ul>
    {list.map(({ href, title }) => (
      <li>
        <a href={href}>{title}</a>
      </li>
    ))}
  </ul>
</Page>
`,
  );
  write(
    `src/pages/${kind}/[slug].astro`,
    `---
import EntryPage from '../../layouts/EntryPage.astro';
import Withdrawn from '../../layouts/Withdrawn.astro';
import { entriesOf } from '../../library/entries.ts';
import { settings } from '../../library/site.ts';
import { entryPaths } from '../_entry-paths.ts';

export const getStaticPaths = async () => entryPaths('${kind}', await entriesOf('${kind}'));

const { entry } = Astro.props;
const site = await settings();
---

{entry === undefined ? (
  <Withdrawn settings={site} />
) : (
  <EntryPage
    list={{ label: '${label}', path: '/${kind}/' }}
    title={entry.title}
    description={entry.description ?? ''}
    settings={site}
    isSample={entry.isSample}
    search={{ kind: '${one}', town: entry.town, date: entry.date }}
  >
    <h1>{entry.title}</h1>
    <p>{entry.description}</p>
  </EntryPage>
)}
`,
  );
  write(
    `src/pages/${kind}/[slug]/card.jpg.ts`,
    `import type { GetStaticPaths } from 'astro';
import { shareImagePaths, shareImageRoute } from '../../_share-images.ts';

export const getStaticPaths = (() => shareImagePaths('${kind}', 'card')) satisfies GetStaticPaths;
export const GET = shareImageRoute('card');
`,
  );
}

const newKinds: readonly NewKind[] = [
  { kind: 'jobs', one: 'job', label: '招聘', rank: 9 },
  { kind: 'classes', one: 'class', label: '课堂', rank: 10 },
];

const entry = (title: string, status: string) => `title: ${title}
host: 县总工会
town: 玉津镇
on: 2026-09-01
publication:
  status: ${status}
`;

/** Every file under a folder of the project, and of the copy, whose text differs. */
function changedFiles(folder: string): string[] {
  const list = (root: string) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => relative(root, join(file.parentPath, file.name)));
  return [...new Set([...list(projectDirectory), ...list(copy)])]
    .filter((file) => {
      const [before, now] = [projectDirectory, copy].map((root) =>
        existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined,
      );
      return before !== now;
    })
    .sort();
}

function run(script: string, environment: Record<string, string> = {}, ...parameters: string[]) {
  return spawnSync(process.execPath, [script, ...parameters], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, CONTENT_DIR: content, OUT_DIR: site, MEDIA_DIR: join(copy, 'media'), ...environment },
  });
}

describe('a copy of the project with two kinds, a facility and a festival more', () => {
  before(() => {
    for (const part of [
      'src',
      'assets',
      'public',
      'astro.config.mjs',
      'keystatic.config.ts',
      'tsconfig.json',
      'package.json',
    ]) {
      cpSync(join(projectDirectory, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(projectDirectory, 'node_modules'), join(copy, 'node_modules'));
    cpSync(join(projectDirectory, 'content/site'), join(content, 'site'), { recursive: true });
    for (const each of newKinds) addKind(each);
    insertBefore('src/schemas/vocabulary.ts', "  'women-room': '女性关爱室',", "  laundry: '洗衣',\n");
    insertBefore(
      'src/schemas/vocabulary.ts',
      "  other: { name: '其他', shortName: '其他', seal",
      "  mid: { name: '中秋节', shortName: '中秋', seal: '中秋', ribbon: '中秋专题', colour: '#123456' },\n",
    );
    write('content/jobs/jie-dan-yuan.yaml', entry('招接单员', 'published'));
    write('content/jobs/che-hui.yaml', entry('撤回的招聘', 'withdrawn'));
    write('content/jobs/cao-gao.yaml', entry('草稿招聘', 'draft'));
    write('content/classes/jiao-tong.yaml', entry('交通安全课', 'published'));
    const station = readFileSync(join(projectDirectory, 'content/stations/yujin-wuliuyuan.yaml'), 'utf8');
    write('content/stations/yujin-wuliuyuan.yaml', station.replace(/facilities:\n/, "facilities:\n  laundry: 'yes'\n"));
    const picture = readFileSync(join(projectDirectory, 'tests/fixtures/extension/cover.jpg'));
    mkdirSync(join(content, 'features/zhong-qiu'), { recursive: true });
    writeFileSync(join(content, 'features/zhong-qiu/cover.jpg'), picture);
    write(
      'content/features/zhong-qiu/index.md',
      `---
title: 中秋的站点
festival: mid
year: 2026
from: 2026-09-20
to: 2026-09-30
cover: ./cover.jpg
coverAlt: 月亮
lead: 中秋也有人上班。
publication:
  status: published
---
`,
    );
    const { status, stdout, stderr } = run('src/commands/build.ts', {
      SITE_DATE: '2026-10-02',
      SITE_URL: 'https://www.example.gov.cn',
      CACHE_DIR: join(copy, '.cache/hongxin'),
    });
    assert.equal(status, 0, `${stdout}\n${stderr}`);
  });

  test('a new kind changes the table, the schemas, the forms and its pages, and nothing else', () => {
    const ofKind = newKinds.flatMap(({ kind, one }) => [
      `src/pages/${kind}/[slug].astro`,
      `src/pages/${kind}/[slug]/card.jpg.ts`,
      `src/pages/${kind}/index.astro`,
      `src/schemas/${one}.ts`,
      `src/studio/forms/${kind}.ts`,
    ]);
    assert.deepEqual(
      changedFiles('src'),
      [
        ...ofKind,
        'src/kinds.ts',
        'src/schemas/index.ts',
        // The facility and the festival.
        'src/schemas/vocabulary.ts',
        'src/studio/forms/index.ts',
      ].sort(),
    );
    for (const file of ['astro.config.mjs', 'keystatic.config.ts']) {
      assert.equal(read(file), readFileSync(join(projectDirectory, file), 'utf8'));
    }
  });

  test('the types of the extended copy fit each other', () => {
    // A build writes the types of the content into a folder of its own.
    const written = run('node_modules/astro/bin/astro.mjs', {}, 'sync');
    assert.equal(written.status, 0, written.stderr);
    const { status, stdout } = run('node_modules/typescript/bin/tsc', {}, '--noEmit', '-p', '.');
    assert.equal(status, 0, stdout);
  });

  test('its entries have pages behind the gate, and a withdrawn one answers that it was withdrawn', () => {
    assert.match(read('dist/jobs/jie-dan-yuan/index.html'), /招接单员/);
    assert.match(read('dist/jobs/che-hui/index.html'), /内容已撤回/);
    assert.ok(!existsSync(join(site, 'jobs/cao-gao')));
    assert.match(read('dist/classes/index.html'), /交通安全课/);
  });

  test('sitemap, feed, lists by town and year, and the search page know them', () => {
    const sitemap = read('dist/sitemap-0.xml');
    for (const path of ['jobs/', 'jobs/jie-dan-yuan/', 'classes/', 'classes/jiao-tong/']) {
      assert.ok(sitemap.includes(`https://www.example.gov.cn/${path}<`), path);
    }
    assert.ok(!sitemap.includes('che-hui'));
    assert.match(read('dist/feed.xml'), /<title>招接单员<\/title>[\s\S]*县总工会，玉津镇/);
    assert.match(read('dist/search/town/yu-jin-zhen/index.html'), /招聘[\s\S]*招接单员[\s\S]*课堂[\s\S]*交通安全课/);
    assert.match(read('dist/search/year/2026/index.html'), /交通安全课/);
    assert.match(read('dist/search/index.html'), /href="\/jobs\/"[^>]*>\s*招聘/);
  });

  test('the search finds them by their kind, and share images are drawn', async () => {
    const { unpackNames, pageKinds } = (await import(
      pathToFileURL(join(copy, 'src/domain/search/names-file.ts')).href
    )) as {
      unpackNames: typeof unpackNamesOfProject;
      pageKinds: object;
    };
    const names = unpackNames(JSON.parse(read('dist/search/names.json')) as PackedNames);
    const job = names.find(({ title }) => title === '招接单员');
    assert.deepEqual({ ...job, path: job?.path }.path, '/jobs/jie-dan-yuan/');
    assert.equal(Object.keys(pageKinds).join(), 'person,station,video,feature,team,order,indicator,page,job,class');
    assert.ok(existsSync(join(site, 'jobs/jie-dan-yuan/card.jpg')));
  });

  test('the content check refuses a wrong town, a reserved address and an unknown field of the new kind', () => {
    const broken = join(copy, 'broken');
    cpSync(join(content, 'site'), join(broken, 'site'), { recursive: true });
    mkdirSync(join(broken, 'jobs'));
    writeFileSync(
      join(broken, 'jobs/archive.yaml'),
      entry('招人', 'published').replace('玉津镇', '没有镇').replace('host:', 'boss: 甲\nhost:'),
    );
    const { status, stderr } = run('src/commands/check-content.ts', { CONTENT_DIR: broken });
    assert.equal(status, 1);
    assert.match(stderr, /jobs\/archive\.yaml · （整个文件） · 现在：网址名“archive”，网站自己有一页用这个网址/);
    assert.match(stderr, /jobs\/archive\.yaml:\d+ · town · 现在：“没有镇”/);
    assert.match(stderr, /jobs\/archive\.yaml:\d+ · boss · 现在：多出的字段“boss”/);
    assert.match(stderr, /内容有 3 处错误/);
  });

  test('the studio offers the new sections in their group', async () => {
    const { default: studio } = (await import(pathToFileURL(join(copy, 'keystatic.config.ts')).href)) as {
      default: { ui: { navigation: Record<string, string[]> }; collections: Record<string, { label: string }> };
    };
    assert.deepEqual(studio.ui.navigation['服务'], ['stations', 'orders', 'teams', 'jobs', 'classes']);
    assert.equal(studio.collections['jobs']?.label, '招聘');
  });

  test('a seventeenth facility has its bit, its field in the form, its column in the import, and is found', async () => {
    const load = <Module>(file: string) => import(pathToFileURL(join(copy, file)).href) as Promise<Module>;
    const { bitOf, facilityCount, facilitiesOf } = await load<typeof record>('src/domain/stations/record.ts');
    const { requiredBits, offeredBy } = await load<typeof filter>('src/domain/stations/filter.ts');
    assert.equal(facilityCount, 17);
    // The type of the copy has the code; that of this project has not.
    const bit = bitOf('laundry' as Parameters<typeof bitOf>[0]);
    assert.deepEqual(facilitiesOf(bit), ['laundry']);
    const always = requiredBits({ isAlwaysOpen: true });
    const truck = requiredBits({ truck: { length: 0, height: 0 } });
    assert.equal(new Set([bit, always, truck]).size, 3);
    const station = { has: bit, hours: { kind: 'weekly', holidays: 'unknown' } as const };
    assert.equal(offeredBy(station) & (always | truck), 0);

    const { stations } = await load<typeof stationForm>('src/studio/forms/stations.ts');
    const { fields, layout } = stations.schema.facilities as unknown as {
      fields: Record<string, { label: string }>;
      layout: number[];
    };
    assert.equal(fields['laundry']?.label, '洗衣');
    // Keystatic wants a width for every field, and whole rows of twelve.
    assert.equal(layout.length, Object.keys(fields).length);
    assert.equal(layout.reduce((sum, width) => sum + width, 0) % 12, 0);

    const { stationImportSchema } = await load<typeof stationImport>('src/import/stations-schema.ts');
    const column = stationImportSchema.columns.find(({ header }) => header === '洗衣');
    const lookups = {} as Parameters<NonNullable<typeof column>['read']>[2];
    assert.deepEqual(column?.read('有', { dateSystem: '1900' }, lookups), { value: { 'facilities.laundry': 'yes' } });

    assert.ok(/<dd[^>]*>[^<]*洗衣/.test(read('dist/stations/yujin-wuliuyuan/index.html')), 'the page does not show it');
    assert.ok(read('dist/stations/index.html').includes('value="laundry"'), 'the finder does not offer it');
    assert.ok(read('dist/data/stations.csv').includes(',洗衣,'));
  });

  test('a new festival has its seal, its colour and its names', () => {
    const page = read('dist/features/zhong-qiu/index.html');
    assert.match(page, /class="seal mid\b[^>]*>\s*中秋\s*</);
    assert.match(page, /中秋节/);
    const sheet = readdirSync(join(site, '_astro')).find((file) => file.endsWith('.css')) ?? '';
    assert.match(read(`dist/_astro/${sheet}`), /\.seal\.mid\{background:#123456\}/);
  });
});
