/** `npm run media -- clean`: removes what the content's pictures say about where, when and by whom they were taken. */
import { globSync, lstatSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import sharp from 'sharp';
import { removalOfPositions } from '../../content-store/content-change.ts';
import { pathProblem } from '../../content-store/content-path.ts';
import { blobIdOf } from '../../content-store/git-objects.ts';
import type { BlobId } from '../../content-store/history.ts';
import { environment } from '../../environment.ts';
import { isRecorded, saveUnchanged } from '../content/save-files.ts';
import { replaceFile } from '../../storage/replace-file.ts';
import { MediaFailure } from '../errors.ts';
import { findMetadata } from '../metadata/find-metadata.ts';
import { inspectPicture, pictureExtensions, type PictureFormat } from '../pictures/inspect-picture.ts';

/** Little is lost: pages are made from these files, much smaller. */
const quality = 95;

interface CleanedPicture {
  bytes: Uint8Array;
  /** The name of the content that it was made from. */
  before: BlobId;
}

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
  const hasVersions = await isRecorded(tree);
  let cleaned = 0;
  let refused = 0;
  let waiting = new Map<string, CleanedPicture>();
  const save = async () => {
    if (waiting.size === 0) return;
    const left = await saveUnchanged(tree, {
      writes: new Map([...waiting].map(([file, { bytes }]) => [file, bytes])),
      base: new Map([...waiting].map(([file, { before }]) => [file, before])),
      message: `${removalOfPositions}（${String(waiting.size)} 张）`,
      // A copy of the old picture in the repository would keep the place where it was taken.
      discardsOverwritten: true,
    });
    for (const file of waiting.keys()) {
      if (left.includes(file)) console.error(`${file} · 刚刚被别人改了，没有动它；请再运行一次`);
      else console.log(`${file} · 去掉了拍摄信息`);
    }
    refused += left.length;
    cleaned += waiting.size - left.length;
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
    const place = file.split(sep).join('/');
    // What the store does not write, since its name is no name of the content, is replaced where it is.
    if (hasVersions && pathProblem(place) === undefined && lstatSync(path).isFile()) {
      waiting.set(place, { bytes: result, before: blobIdOf(bytes) });
      if (waiting.size >= atATime) await save();
    } else {
      await replaceFile(path, result);
      cleaned += 1;
      console.log(`${file} · 去掉了拍摄信息`);
    }
  }
  await save();
  if (hasVersions && cleaned > 0)
    console.log('以前的版本里还有这些信息。内容的仓库如果会给别人，请让技术人员先把它们从历史里清掉。');
  console.log(cleaned === 0 && refused === 0 ? '图片里都没有拍摄信息。' : `清理了 ${String(cleaned)} 张图片。`);
  return refused === 0 ? 0 : 1;
}
