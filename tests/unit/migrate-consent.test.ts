/** The scope of a consent, once a text, becomes a list; what a list cannot say is left to an editor. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { migrateConsent, scopeOfText } from '../../src/content-check/migrate-consent.ts';

for (const [text, scope] of [
  ['姓名、照片、事迹', ['name', 'portrait', 'story']],
  ['姓名和照片', ['name', 'portrait']],
  ['同意公开本人的姓名、肖像及视频。', ['name', 'portrait', 'clip']],
  ['名字，故事，声音，党员身份', ['name', 'story', 'voice', 'roles']],
] as const)
  test(`“${text}” names ${scope.join(', ')}`, () => {
    assert.deepEqual(scopeOfText(text), { scope: [...scope], rest: '' });
  });

for (const text of ['姓名，不公开照片', '除照片外都可以', '姓名（仅限五一期间）', '按同意书', '姓名和孩子的学校'])
  test(`“${text}” says more than a list can, and is left to an editor`, () => {
    assert.notEqual(scopeOfText(text).rest, '');
  });

test('only the scope changes in a file: comments, order and the story stay', () => {
  const file = (scope: string) =>
    `---\n# 核对过\nname: 李梅\npublication:\n  status: published # 五一\n  consent:\n    scope: ${scope}\n    signedOn: 2026-01-01\n---\n\n事迹\n\n---\n\n分隔线以后\n`;
  const migrated = migrateConsent(file('姓名、照片'));
  assert.ok(migrated !== undefined && 'text' in migrated);
  assert.equal(migrated.text, file('[ name, portrait ]'));
  assert.equal(migrateConsent(migrated.text), undefined, 'and not twice');
  assert.equal(migrateConsent('name: 没有\n'), undefined);
});
