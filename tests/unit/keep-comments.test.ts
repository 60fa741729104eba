/** What a form does not know of a file stays when it is saved. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { withComments } from '../../src/studio/keep-comments.ts';

const old = `# 坐标来自 GeoNames（CC BY 4.0）
name: 红新闪耀 # 不要改

county: 犍为县
towns:
  # 县城
  - name: 玉津镇
    lng: 103.94556
  - name: 清溪镇 # 罗城以西
    lng: 103.8
`;

test('comments, blank lines and the order of fields survive a changed value', () => {
  const wanted =
    'county: 犍为县\nname: 新名字\ntowns:\n  - name: 玉津镇\n    lng: 103.94556\n  - name: 清溪镇\n    lng: 103.8\n';
  assert.equal(withComments(old, wanted, false), old.replace('红新闪耀', '新名字'));
});

test('an item keeps its comments when others come, go and move', () => {
  const wanted =
    'name: 红新闪耀\ncounty: 犍为县\ntowns:\n  - name: 清溪镇\n    lng: 103.8\n  - name: 罗城镇\n    lng: 104\n';
  const text = withComments(old, wanted, false);
  assert.match(text, /- name: 清溪镇 # 罗城以西\n {4}lng: 103.8\n {2}- name: 罗城镇\n/);
  assert.match(text, /^# 坐标来自 GeoNames/);
  assert.deepEqual(parse(text), parse(wanted));
});

test('a list that was empty is written as the form writes it', () => {
  const wanted = 'redirects:\n  - from: /a/\n    to: /b/\n';
  assert.equal(withComments('# 说明\nredirects: []\n', wanted, false), `# 说明\n${wanted}`);
});

test('a new field goes where the form has it, and one that is gone goes with its comment', () => {
  const wanted = 'name: 红新闪耀\nhost: 县总工会\ntowns: []\n';
  const text = withComments(old, wanted, false);
  assert.match(text, /name: 红新闪耀 # 不要改\nhost: 县总工会\n/);
  assert.deepEqual(parse(text), parse(wanted));
});

test('a file without comments is as the form writes it', () => {
  assert.equal(withComments('a: "1"\nb: 2\n', "b: 2\na: '1'\n", false), "b: 2\na: '1'\n");
});

test('a file that was no YAML is replaced by what the form wrote', () => {
  assert.equal(withComments('a: [ # nothing\n', 'a: 1\n', false), 'a: 1\n');
  assert.equal(withComments('# nothing\n', 'a: 1\n', false), 'a: 1\n');
});

test('in Markdown the fields keep their comments, and the text is the form’s', () => {
  const before = '---\n# 已核实\nname: 李师傅\ntrade: rider\n---\n\n旧的事迹\n';
  const wanted = '---\nname: 李师傅\ntrade: courier\n---\n新的事迹\n\n---\n还有\n';
  assert.equal(
    withComments(before, wanted, true),
    '---\n# 已核实\nname: 李师傅\ntrade: courier\n---\n新的事迹\n\n---\n还有\n',
  );
});

const content = new URL('../../content/', import.meta.url);
test('every entry of the content with a comment added keeps it and its values when it is saved unchanged', () => {
  const files = globSync('**/*.yaml', { cwd: content });
  assert.ok(files.length > 50);
  for (const file of files) {
    const text = readFileSync(new URL(file, content), 'utf8');
    const commented = `# 说明\n${text}`;
    const saved = withComments(commented, text, false);
    assert.match(saved, /^# 说明\n/, file);
    assert.deepEqual(parse(saved), parse(text), file);
  }
});
