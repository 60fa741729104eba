/** Draws one picture: texts by satori, shapes as SVG, both rendered by resvg over the photograph. */
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import sharp from 'sharp';
import { qrCode } from './qr-code.ts';
import { flowerMark, playSign, ribbon, tradeDrawing, waterGround } from './illustrations.ts';
import { fonts } from './fonts.ts';
import { layoutOf, type Rectangle, type ShareImageFormat, type ImageLayout } from './layout.ts';
import { palette } from './palette.ts';
import type { Photo, ShareImageData, Visual } from './image-data.ts';
import { ribbonLength, textLayout } from './text-layout.ts';

function drawn(visual: Visual, box: Rectangle): string {
  switch (visual.kind) {
    case 'trade':
      return tradeDrawing(visual.trade, box);
    case 'days':
    case 'river':
      return waterGround(box);
    case 'photo':
      return visual.isClip ? playSign(box) : '';
  }
}

/** The background colour everywhere except over the visual: it clips a drawing, and a photograph shows through. */
function paper({ width, height, visual }: ImageLayout): string {
  return `<path fill="${palette.paper}" fill-rule="evenodd" d="M0 0h${width}v${height}H0zM${visual.x} ${visual.y}v${visual.height}h${visual.width}v${-visual.height}z"/>`;
}

/** The picture without its photograph, as SVG whose letters are outlines: nothing in it depends on fonts. */
async function svgOf(data: ShareImageData, format: ShareImageFormat): Promise<string> {
  const layout = layoutOf(format, data.visual);
  const { width, height, foot, footSize } = layout;
  const tree = textLayout(data, layout);
  const letters = await satori(tree, { width, height, fonts: fonts(), pointScaleFactor: 1 });
  const flower = footSize * 1.9;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    drawn(data.visual, layout.visual),
    paper(layout),
    ribbon(layout.ribbon.x, layout.ribbon.width, ribbonLength(data.label, layout)),
    flowerMark(foot.x, foot.y + foot.height - flower, flower),
    layout.code ? qrCode(data.address, layout.code) : '',
    letters,
    '</svg>',
  ].join('');
}

/** Composites a photograph under the pixels of a box, cropped to it. */
async function putUnder(pixels: Buffer, pictureWidth: number, { file, focus }: Photo, box: Rectangle): Promise<void> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .resize({ width: box.width, height: box.height, fit: 'outside' })
    .flatten({ background: palette.paper })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const left = Math.floor((info.width - box.width) / 2);
  const top = Math.floor((info.height - box.height) * focus);
  for (let y = 0; y < box.height; y += 1) {
    let from = ((top + y) * info.width + left) * info.channels;
    let to = ((box.y + y) * pictureWidth + box.x) * 4;
    for (let x = 0; x < box.width; x += 1, from += info.channels, to += 4) {
      // resvg's colours are premultiplied by alpha.
      const through = 1 - (pixels[to + 3] ?? 0) / 255;
      if (through === 0) continue;
      for (let colour = 0; colour < 3; colour += 1) {
        pixels[to + colour] = (pixels[to + colour] ?? 0) + (data[from + colour] ?? 0) * through;
      }
      pixels[to + 3] = 255;
    }
  }
}

/** Draws a picture as JPEG. Throws an error with the file's name when its photograph cannot be read. */
export async function draw(data: ShareImageData, format: ShareImageFormat): Promise<Buffer> {
  const { visual } = data;
  const { width, height, visual: box } = layoutOf(format, visual);
  const svg = await svgOf(data, format);
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  if (visual.kind === 'photo') {
    await putUnder(pixels, width, visual, box).catch((cause: unknown) => {
      throw new Error(`图片 ${visual.file} 打不开，做不出海报。`, { cause });
    });
  }
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 80, progressive: true, optimiseCoding: true })
    .toBuffer();
}
