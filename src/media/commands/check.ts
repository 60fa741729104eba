/** `npm run media -- check`: compares the manifests with the content of the store. */
import { environment } from '../../environment.ts';
import { readManifests } from '../clips/manifest.ts';
import { storeOf } from '../stores/open-store.ts';

/**
 * Reports files that are missing, damaged, or in no manifest. The exit code is 1 when something is missing or damaged.
 */
export async function check(_words: readonly string[], signal: AbortSignal): Promise<number> {
  const store = storeOf(environment);
  const manifests = await readManifests(environment.contentDirectory);
  const stored = new Map((await store.list()).map((each) => [each.file, each.bytes]));
  const named = new Set<string>();
  let wrong = 0;
  const report = (id: string, file: string, found: string, expected: string) => {
    wrong += 1;
    console.error(`${id} · ${file} · 现在：${found} · 应为：${expected}`);
  };
  for (const [id, { renditions, posterCandidates = [] }] of manifests) {
    for (const { file, bytes, sha256 } of renditions) {
      signal.throwIfAborted();
      named.add(file);
      const size = stored.get(file);
      if (size === undefined) report(id, file, '缺少', `在 ${store.name} 里`);
      else if (size !== bytes) report(id, file, `${String(size)} 字节`, `${String(bytes)} 字节`);
      else if ((await store.fingerprint(file)) !== sha256) report(id, file, '内容变了', '与记录里的指纹一致');
    }
    for (const file of posterCandidates.flatMap(({ jpeg, avif }) => [jpeg, avif])) {
      named.add(file);
      if (!stored.has(file)) report(id, file, '缺少', `在 ${store.name} 里`);
    }
  }
  const strays = [...stored.keys()].filter((file) => !named.has(file));
  for (const file of strays) console.log(`${file} · 没有短片用到`);
  const rest = strays.length === 0 ? '' : `，${String(strays.length)} 个文件没有短片用到`;
  console.log(
    wrong === 0
      ? `${String(manifests.size)} 段短片的 ${String(named.size)} 个文件都在${rest}。`
      : `${String(wrong)} 个文件不对${rest}。用原片再收一次就会补上。`,
  );
  return wrong === 0 ? 0 : 1;
}
