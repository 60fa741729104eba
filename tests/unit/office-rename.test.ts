/** An entry that twelve others name gets another address: one version, and no reference leads nowhere. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { blobIdOf } from '../../src/content-store/git-objects.ts';
import { openContentStore } from '../../src/content-store/open-content-store.ts';
import { contentResponse } from '../../src/office/keystatic-api.ts';
import { withEntries } from '../../src/office/opened-entries.ts';
import { isWritable } from '../../src/studio/writable-paths.ts';

const content = mkdtempSync(join(tmpdir(), 'hongxin-rename-'));
after(() => {
  rmSync(content, { recursive: true, force: true });
});

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(content, file)), { recursive: true });
  writeFileSync(join(content, file), text);
};
const read = (file: string) => readFileSync(join(content, file), 'utf8');

test('a new address is written into every entry that names the old one, in the same version', async () => {
  const person = '---\n# 已核实\nname: 李梅\npublication:\n  status: draft\n---\n事迹\n';
  write('people/li-mei/index.md', person);
  for (let index = 0; index < 12; index += 1) {
    write(
      `videos/v${String(index)}/index.md`,
      `---\ntitle: 短片 ${String(index)}\npeople:\n  - li-mei # 本人\n  - li-mei-2\n---\n`,
    );
  }
  const found = await openContentStore(content, isWritable);
  const { store } = found;
  const opened = withEntries(found);
  const request = new Request('http://localhost/api/keystatic/update', {
    method: 'POST',
    headers: { 'no-cors': '1' },
    body: JSON.stringify({
      additions: [
        {
          path: 'people/li-mei-mei/index.md',
          contents: Buffer.from('---\nname: 李梅梅\npublication:\n  status: draft\n---\n事迹\n').toString('base64url'),
        },
      ],
      deletions: [{ path: 'people/li-mei/index.md' }],
      base: [
        { path: 'people/li-mei/index.md', sha: blobIdOf(Buffer.from(person)) },
        { path: 'people/li-mei-mei/index.md', sha: null },
      ],
    }),
  });
  assert.equal((await contentResponse(opened, request, 'update')).status, 200);
  assert.equal(
    read('people/li-mei-mei/index.md'),
    '---\n# 已核实\nname: 李梅梅\npublication:\n  status: draft\n---\n事迹\n',
  );
  for (let index = 0; index < 12; index += 1) {
    assert.match(read(`videos/v${String(index)}/index.md`), /people:\n {2}- li-mei-mei # 本人\n {2}- li-mei-2\n/);
  }
  const latest = await store.latest();
  assert.equal(latest?.message, '改网址名：李梅梅（li-mei → li-mei-mei）');
  assert.equal(
    (await store.changesOf(latest.version))?.length,
    14,
    'the entry at both addresses, and twelve that name it',
  );
});
