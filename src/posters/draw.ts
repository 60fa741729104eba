/** Draws one picture: texts by satori, shapes by hand, both made pixels by resvg, the photograph put underneath. */
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import sharp from 'sharp';
import { qrCode } from './code.ts';
import { flowerMark, playSign, ribbon, tradeDrawing, waterGround } from './drawings.ts';
import { fonts } from './fonts.ts';
import { planOf, type Box, type Format, type Plan } from './formats.ts';
import { palette } from './palette.ts';
import type { Subject, Visual } from './subject.ts';
import { ribbonLength, words } from './words.ts';

function drawn(visual: Visual, box: Box): string {
  switch (visual.kind) {
    case 'trade':
      return tradeDrawing(visual.trade, box);
    case 'days':
      return waterGround(box);
    case 'photo':
      return visual.isClip ? playSign(box) : '';
  }
}

/** Paper everywhere except where the photograph will shine through. */
function paper({ width, height, visual }: Plan): string {
  return `<path fill="${palette.paper}" fill-rule="evenodd" d="M0 0h${width}v${height}H0zM${visual.x} ${visual.y}v${visual.height}h${visual.width}v${-visual.height}z"/>`;
}

/** The picture without its photograph, as SVG whose letters are outlines: nothing in it depends on fonts. */
export async function svgOf(subject: Subject, format: Format): Promise<string> {
  const plan = planOf(format, subject.visual);
  const { width, height, foot, footSize } = plan;
  const tree = words(subject, plan);
  const letters = await satori(tree, { width, height, fonts: fonts(), pointScaleFactor: 1 });
  const flower = footSize * 1.9;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    paper(plan),
    drawn(subject.visual, plan.visual),
    ribbon(plan.ribbon.x, plan.ribbon.width, ribbonLength(subject.label, plan)),
    flowerMark(foot.x, foot.y + foot.height - flower, flower),
    plan.code ? qrCode(subject.address, plan.code) : '',
    letters,
    '</svg>',
  ].join('');
}

async function photo(file: string, focus: number, { width, height }: Box): Promise<Buffer> {
  const { data, info } = await sharp(file)
    .autoOrient()
    .resize({ width, height, fit: 'outside' })
    .flatten({ background: palette.paper })
    .toColourspace('srgb')
    .toBuffer({ resolveWithObject: true });
  return sharp(data)
    .extract({
      left: Math.floor((info.width - width) / 2),
      top: Math.floor((info.height - height) * focus),
      width,
      height,
    })
    .toBuffer();
}

/** Draws a picture as JPEG. Throws when its photograph cannot be read, naming the file. */
export async function draw(subject: Subject, format: Format): Promise<Buffer> {
  const { width, height, visual: box } = planOf(format, subject.visual);
  const svg = await svgOf(subject, format);
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  let picture = sharp(pixels, { raw: { width, height, channels: 4 } });
  if (subject.visual.kind === 'photo') {
    const { file, focus } = subject.visual;
    const input = await photo(file, focus, box).catch((cause: unknown) => {
      throw new Error(`图片 ${file} 打不开，做不出海报。`, { cause });
    });
    picture = picture.composite([{ input, left: box.x, top: box.y, blend: 'dest-over' }]);
  }
  return picture.removeAlpha().jpeg({ quality: 80, progressive: true, optimiseCoding: true }).toBuffer();
}
