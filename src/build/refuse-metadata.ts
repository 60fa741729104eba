/** The last look at a built site before it replaces the one before: no picture and no clip in it has metadata. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { UnsafePictureError } from '../media/errors.ts';
import { findMetadata, type Finding } from '../media/metadata/find-metadata.ts';

/** Endings of the files that are walked. Drawings (`.svg`) are the project's own and are text. */
const walked = new Set([
  ...['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tif', '.tiff', '.heic', '.heif'],
  ...['.mp4', '.m4v', '.m4a', '.mov', '.webm'],
]);

/** How many files a message names. */
const mostNamed = 10;

/**
 * Walks every picture, share image, poster and rendition below a folder.
 * @returns how many files were walked
 * @throws UnsafePictureError that names each file in which something was found, and what it reveals
 */
export function refuseMetadata(site: string): number {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && walked.has(extname(file.name).toLowerCase()))
    .map((file) => join(file.parentPath, file.name));
  const unsafe: { file: string; findings: readonly Finding[] }[] = [];
  for (const file of files) {
    const findings = findMetadata(readFileSync(file));
    if (findings.length > 0) unsafe.push({ file: file.slice(site.length + 1), findings });
  }
  if (unsafe.length > 0) {
    const lines = unsafe
      .slice(0, mostNamed)
      .map(({ file, findings }) => `${file} · 现在：里面还有 ${findings.map(({ where }) => where).join('、')}`);
    const more = unsafe.length > mostNamed ? [`还有 ${String(unsafe.length - mostNamed)} 个文件也是这样`] : [];
    throw new UnsafePictureError(['这些文件里还有拍摄信息，不能发布：', ...lines, ...more].join('\n'));
  }
  return files.length;
}
