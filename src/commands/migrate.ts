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
const done: string[] = [];
const unclear: string[] = [];
for (const file of globSync('**/*.{md,yaml}', { cwd: directory })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()) {
  const bytes = readFileSync(join(directory, file));
  const migrated = migrateConsent(bytes.toString());
  if (migrated === undefined) continue;
  if ('unclear' in migrated) {
    unclear.push(
      `${file} · publication.consent.scope · “${migrated.unclear}”看不出是哪几项，没有动它：照同意书改成列表，例如 [name, portrait]`,
    );
    continue;
  }
  writes.set(file, Buffer.from(migrated.text));
  base.set(file, blobIdOf(bytes));
  const scope = migrated.scope.map((code) => consentScopes[code]).join('、');
  done.push(`${file} · 同意公开的范围 · “${migrated.before}”→ ${scope}`);
}

/** Saves everything in one version. Returns why it could not, in a sentence. */
async function save(): Promise<string | undefined> {
  if (writes.size === 0) return undefined;
  try {
    const { store, author } = await openForCommand(directory, (path) => writes.has(path));
    const message = `把本人同意的范围换成列表（${String(writes.size)} 条）`;
    const { kind } = await store.save({ writes, deletions: [], base, author, message });
    return kind === 'conflict' ? '内容刚刚被别人改过，一条也没有换：再运行一次' : undefined;
  } catch (error) {
    const sentence = failureSentence(error, '再运行一次');
    if (sentence === undefined) throw error;
    return sentence;
  }
}

for (const line of unclear) console.error(line);
const failure = await save();
if (failure === undefined) {
  for (const line of done) console.log(line);
  const counts = `换了 ${String(done.length)} 条，${String(unclear.length)} 条要自己看。`;
  console.log(done.length === 0 && unclear.length === 0 ? '没有要换的。' : counts);
} else console.error(failure);
if (failure !== undefined || unclear.length > 0) process.exitCode = 1;
