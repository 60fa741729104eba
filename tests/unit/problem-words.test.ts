/** What the content check finds, in the words of the forms: no path, no code and no name of a field reaches an editor. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test, { suite } from 'node:test';
import { checkContent, locate, readContent } from '../../src/content-check/check.ts';
import type { Problem } from '../../src/content-check/problem.ts';
import { problemInWords } from '../../src/office/problem-words.ts';
import { entryOf } from '../../src/studio/writable-paths.ts';
import { projectDirectory } from '../places.ts';

const fixtures = join(projectDirectory, 'tests/fixtures/refused');
const content = {
  titleOf: (file: string) => `“${file.length > 0 ? '某某' : ''}”`,
  isUnderWay: (clip: string) => clip === 'clip-under-way',
};

/** Names that editors know: formats of files, standards, and what has no Chinese word. */
const known =
  /JPEG|PNG|WebP|AVIF|HEIC|SVG|PDF|TIFF|UTF-8|GBK|WebVTT|WEBVTT|WGS-84|ICP|YAML|JSON|Tab|Windows|https?:\/\/|\.vtt|con、aux、nul、com1|SHA-256|\/about\/|example\.com/g;

const latin = (text: string) =>
  text
    .replaceAll(/“[^”]*”|<[^>]*>/g, '')
    .replaceAll(known, '')
    .match(/[A-Za-z_]{2,}/g) ?? [];

/** Names of files, of blocks of a story and of addresses are what they are. */
const nameable = new Set(['bad-slug', 'duplicate-slug', 'block', 'stray-file', 'syntax', 'unknown-field']);

suite('a problem in the words of a form', () => {
  for (const name of readdirSync(fixtures)) {
    test(`has no word of files in it: ${name}`, async () => {
      const { problems } = await checkContent(join(fixtures, name, 'content'));
      for (const problem of problems) {
        const kind = locate(problem.file)?.collection ?? entryOf(problem.file)?.kind;
        if (kind === undefined || nameable.has(problem.kind)) continue;
        const { label, found, expected } = problemInWords(kind, problem, content);
        assert.deepEqual(
          [latin(label), latin(found), latin(expected)],
          [[], [], []],
          `${label}：${found}。${expected}`,
        );
        assert.match(label + found, /\p{Script=Han}/u);
      }
    });
  }

  const inWords = (
    kind: 'people' | 'orders' | 'stations',
    problem: Omit<Problem, 'file' | 'kind'> & Partial<Problem>,
  ) => {
    const { label, found, expected } = problemInWords(kind, { file: 'x', kind: 'wrong-value', ...problem }, content);
    return `${label}：${found}。${expected}`;
  };

  test('a clip that is still being made is not said to be gone', () => {
    const problem = {
      file: 'videos/yu/index.md',
      kind: 'no-such-entry',
      field: 'clip',
      expected: '已有的短片文件（media）',
    } as const;
    const said = (found: string) => problemInWords('videos', { ...problem, found }, content).found;
    assert.deepEqual([said('“clip-under-way”'), said('“clip-gone”')], ['短片还在处理', '“clip-gone”已经不在了']);
  });

  test('a code is said by its label, and so are those that may stand there', () => {
    const words = inWords('people', {
      field: 'trade',
      found: '“chef”',
      expected: '其中之一：rider（外卖骑手）、courier（快递员）',
    });
    assert.equal(words, '职业：“chef”。其中之一：外卖骑手、快递员');
  });

  test('another field is said by its label, the one of the same group first', () => {
    const words = inWords('orders', {
      field: 'doneOn',
      found: '“2026-01-01”',
      expected: '不早于 raisedOn（2026-03-01）',
    });
    assert.equal(words, '办结日期：“2026-01-01”。不早于“提出日期”（2026-03-01）');
  });

  test('an item of a list is said by its number', () => {
    const problem = {
      field: 'honours[1].year',
      kind: 'missing-field',
      found: '没有填写',
      expected: '必填：获得年份',
    } as const;
    assert.equal(inWords('people', problem), '荣誉 › 第 2 项 › 获得年份：还没有填写。');
  });

  test('what somebody wrote stays as it was written', () => {
    const words = inWords('people', { field: 'headline', found: '“trade town”', expected: '不超过 60 个字' });
    assert.equal(words, '一句话介绍：“trade town”。不超过 60 个字');
  });
});

test('every message that a schema can give is known to be in words: the project’s own content broken field by field', async () => {
  const { entries } = await readContent(join(projectDirectory, 'content'));
  const seen = new Set<string>();
  for (const kind of new Set(entries.map(({ collection }) => collection))) {
    const entry = entries.find(({ collection }) => collection === kind);
    assert.ok(entry !== undefined);
    const { schemaProblems } = await import('../../src/content-check/schema-problems.ts');
    const fields = entry.source.fields as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      for (const value of ['', '\u200b', 'x'.repeat(3000), 7.5, -1, [], {}, ['zz zz'], { zz: 1 }, true]) {
        const source = { ...entry.source, fields: { ...fields, [key]: value } };
        for (const problem of schemaProblems(source, entry.schema)) {
          if (problem.kind === 'unknown-field') continue;
          const { label, found, expected } = problemInWords(kind, problem, content);
          const words = `${label}：${found}。${expected}`;
          seen.add(words);
          assert.deepEqual(latin(`${label}${found}${expected}`.replaceAll(/x{20,}…?/g, '')), [], words);
        }
      }
    }
  }
  assert.ok(seen.size > 150, String(seen.size));
});
