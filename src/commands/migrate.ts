/** `npm run migrate`: brings content that was written for an earlier version up to this one, and says what it did. */
import '../process/start.ts';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateConsent } from '../content-check/migrate-consent.ts';
import { failureSentence, openForCommand } from '../content-store/command-store.ts';
import { blobIdOf } from '../content-store/git-objects.ts';
import type { BlobId } from '../content-store/history.ts';
import { environment } from '../environment.ts';
import { consentScopes } from '../schemas/vocabulary.ts';

const directory = environment.contentDirectory;
const writes = new Map<string, Uint8Array>();
const base = new Map<string, BlobId>();
let unclear = 0;
for (const file of globSync('**/*.{md,yaml}', { cwd: directory })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()) {
  const bytes = readFileSync(join(directory, file));
  const migrated = migrateConsent(bytes.toString());
  if (migrated === undefined) continue;
  if ('unclear' in migrated) {
    unclear += 1;
    console.error(
      `${file} · publication.consent.scope · “${migrated.unclear}”看不出是哪几项，没有动它：在编辑台里照同意书勾上，或改成列表，例如 [name, portrait]`,
    );
    continue;
  }
  writes.set(file, Buffer.from(migrated.text));
  base.set(file, blobIdOf(bytes));
  console.log(
    `${file} · 同意公开的范围 · “${migrated.before}”→ ${migrated.scope.map((code) => consentScopes[code]).join('、')}`,
  );
}
try {
  if (writes.size > 0) {
    const { store, author } = await openForCommand(directory, (path) => writes.has(path));
    const message = `把本人同意的范围换成列表（${String(writes.size)} 条）`;
    const result = await store.save({ writes, deletions: [], base, author, message });
    if (result.kind === 'conflict') throw new Error('conflict');
  }
  console.log(
    writes.size === 0 && unclear === 0
      ? '没有要换的。'
      : `换了 ${String(writes.size)} 条，${String(unclear)} 条要自己看。`,
  );
  if (unclear > 0) process.exitCode = 1;
} catch (error) {
  const sentence =
    error instanceof Error && error.message === 'conflict'
      ? '内容刚刚被别人改过，一条也没有换：再运行一次'
      : failureSentence(error, '再运行一次');
  if (sentence === undefined) throw error;
  console.error(sentence);
  process.exitCode = 1;
}
