/** `npm run media -- clean`: removes what the content's pictures say about where, when and by whom they were taken. */
import { globSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import sharp from 'sharp';
import { environment } from '../../environment.ts';
import { hasVersions, saveFiles } from '../content/save-files.ts';
import { replaceFile } from '../../storage/replace-file.ts';
import { MediaFailure } from '../errors.ts';
import { findMetadata } from '../metadata/find-metadata.ts';
import { inspectPicture, pictureExtensions, type PictureFormat } from '../pictures/inspect-picture.ts';

/** Little is lost: pages are made from these files, much smaller. */
const quality = 95;

/** So many pictures are saved together: all of them would not fit into memory. */
const atATime = 20;

/** A picture upright, in its own format and size, without metadata but for its colour profile. */
async function withoutMetadata(bytes: Uint8Array, format: PictureFormat): Promise<Buffer> {
  const upright = sharp(bytes, { failOn: 'error' }).autoOrient().keepIccProfile();
  switch (format) {
    case 'jpeg':
      return upright.jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
    case 'png':
      return upright.png().toBuffer();
    case 'webp':
      return upright.webp({ quality }).toBuffer();
    case 'avif':
      return upright.avif({ quality: 80, effort: 4 }).toBuffer();
  }
}

/**
 * Cleans every picture of the content tree that has metadata, each file whole or not at all, and names them. Pictures
 * that cannot be decoded are named and stay. The exit code is 1 when there is one of these.
 */
export async function clean(_words: readonly string[], signal: AbortSignal): Promise<number> {
  const tree = environment.contentDirectory;
  // Without versions there is none with the old pictures either, and none is begun with them.
  const isRecorded = await hasVersions(tree);
  let cleaned = 0;
  let refused = 0;
  let waiting = new Map<string, Uint8Array>();
  const save = async () => {
    if (waiting.size === 0) return;
    await saveFiles(tree, waiting, `去掉照片的拍摄信息（${String(waiting.size)} 张）`);
    for (const file of waiting.keys()) console.log(`${file} · 去掉了拍摄信息`);
    cleaned += waiting.size;
    waiting = new Map();
  };
  for (const file of globSync('**/*', { cwd: tree }).sort()) {
    if (!pictureExtensions.has(extname(file).toLowerCase())) continue;
    signal.throwIfAborted();
    const path = join(tree, file);
    const bytes = readFileSync(path);
    if (findMetadata(bytes).length === 0) continue;
    const inspection = await inspectPicture(bytes);
    if ('defect' in inspection) {
      refused += 1;
      console.error(`${file} · 打不开或者不是能用的图片，没有动它；npm run check:content 会说清是什么问题`);
      continue;
    }
    const result = await withoutMetadata(bytes, inspection.facts.format);
    const left = findMetadata(result);
    if (left.length > 0) throw new MediaFailure(`${file} · 去不干净：${left.map(({ where }) => where).join('、')}`);
    if (isRecorded) {
      waiting.set(file.split(sep).join('/'), result);
      if (waiting.size >= atATime) await save();
    } else {
      await replaceFile(path, result);
      cleaned += 1;
      console.log(`${file} · 去掉了拍摄信息`);
    }
  }
  await save();
  if (isRecorded && cleaned > 0)
    console.log('以前的版本里还有这些信息。内容的仓库如果会给别人，请让技术人员先把它们从历史里清掉。');
  console.log(cleaned === 0 && refused === 0 ? '图片里都没有拍摄信息。' : `清理了 ${String(cleaned)} 张图片。`);
  return refused === 0 ? 0 : 1;
}
