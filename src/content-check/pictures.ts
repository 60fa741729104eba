/** Checks the pictures that entries name, and finds those whose metadata says where or by whom they were taken. */
import { dirname, extname, posix } from 'node:path';
import { picturesIn } from '../markdown/blocks.ts';
import { longestSide, mostPixels, pictureExtensions, type PictureDefect } from '../media/pictures/inspect-picture.ts';
import { problemAt, type ContentEntry } from './content-entry.ts';
import type { ContentFiles } from './content-files.ts';
import { formatValue, storyField, wholeFile, type Notice, type Problem } from './problem.ts';

const fourFormats = 'JPEG、PNG、WebP 或 AVIF 图片';

/** How a format becomes one that the site can use, where that is not obvious. */
const remedies: Readonly<Record<string, string>> = {
  HEIC: `${fourFormats}：在手机上用“导出”或发送原图时选 JPEG，苹果手机可以在“设置—相机—格式”里选“兼容性最佳”`,
  SVG: `${fourFormats}：照片不用矢量图，图标另存为 PNG`,
  PDF: `${fourFormats}：打开后截图，或者另存为 JPEG`,
};

/** A defect in words: what was found, and what is expected instead. */
function describe(defect: PictureDefect): [found: string, expected: string] {
  switch (defect.is) {
    case 'format':
      return [`其实是 ${defect.name} 文件`, remedies[defect.name] ?? `${fourFormats}，打开后另存为 JPEG`];
    case 'unreadable':
      return ['打不开，文件坏了或者不是图片', `完好的 ${fourFormats}`];
    case 'incomplete':
      return ['不完整，只解得开一部分', `完整的 ${fourFormats}，从手机或电脑里重新传一次`];
    case 'animated':
      return [`是动图，有 ${String(defect.frames)} 帧`, '一张不动的图片；要动的内容做成短片'];
    case 'too-large': {
      const { width, height } = defect;
      return [
        `${String(width)}×${String(height)} 像素，太大`,
        `每边不超过 ${String(longestSide)} 像素、一共不超过 ${String(mostPixels / 100_000_000)} 亿像素；长图截成几张，大图缩小后再放`,
      ];
    }
  }
}

/**
 * The problems of a picture that a field names.
 * @param name the picture as the field names it
 * @param file its path, relative to the content tree
 */
export async function pictureProblems(
  entry: ContentEntry,
  path: readonly PropertyKey[],
  name: string,
  file: string,
  files: ContentFiles,
): Promise<Problem[]> {
  if (!files.isFile(file)) {
    return [problemAt(entry, path, 'no-such-file', formatValue(name), `与 ${entry.source.file} 放在一起的图片文件`)];
  }
  const inspection = await files.inspect(file);
  if (!('defect' in inspection)) return [];
  const [found, expected] = describe(inspection.defect);
  return [problemAt(entry, path, 'broken-file', `${formatValue(name)}，${found}`, expected)];
}

/** An address that leads elsewhere: with a scheme, on another host, or from the root of this one. */
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/|\\)/i;

/** The problems of the pictures that a body names in Markdown (`![…](…)`). */
export async function markdownPictureProblems({ source }: ContentEntry, files: ContentFiles): Promise<Problem[]> {
  const { file, body } = source;
  if (body === undefined) return [];
  const problems: Problem[] = [];
  for (const { line, address } of picturesIn(body.text)) {
    const place = { file, line: body.firstLine + line - 1, field: storyField };
    const name = formatValue(address);
    const path = posix.normalize(posix.join(dirname(file), decodeAddress(address)));
    if (elsewhere.test(address) || path.startsWith('..')) {
      const expected = `与 ${file} 放在一起的图片文件：别处的图片会失效，也会泄露谁在看这个网页`;
      problems.push({ ...place, kind: 'no-such-file', found: `图片地址${name}`, expected });
      continue;
    }
    if (!files.isFile(path)) {
      problems.push({ ...place, kind: 'no-such-file', found: name, expected: `与 ${file} 放在一起的图片文件` });
      continue;
    }
    const inspection = await files.inspect(path);
    if (!('defect' in inspection)) continue;
    const [found, expected] = describe(inspection.defect);
    problems.push({ ...place, kind: 'broken-file', found: `${name}，${found}`, expected });
  }
  return problems;
}

/** The path that an address in Markdown stands for: Chinese names may be percent-encoded. */
function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const revealed = { place: '拍摄地点', device: '拍摄设备', owner: '作者', time: '拍摄时间' } as const;

/**
 * The pictures of a content tree whose metadata says where, when, with what or by whom they were taken. Pages never
 * contain it, so this is no mistake; the folder itself may be copied and shared all the same.
 * @param paths every file of the tree, relative to it
 */
export async function pictureMetadataNotices(files: ContentFiles, paths: readonly string[]): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const file of paths) {
    if (!pictureExtensions.has(extname(file).toLowerCase())) continue;
    const inspection = await files.inspect(file);
    if ('defect' in inspection) continue;
    const { reveals } = inspection.facts;
    const words = Object.entries(revealed).flatMap(([code, word]) =>
      reveals.some((each) => each === code) ? [word] : [],
    );
    if (words.length === 0) continue;
    notices.push({
      file,
      field: wholeFile,
      found: `图片里存着${words.join('、')}`,
      expected: '用 npm run media -- clean 去掉（网站上的图片里没有这些）',
    });
  }
  return notices;
}
