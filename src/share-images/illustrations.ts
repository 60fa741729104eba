/**
 * The drawings on share images: the flower, the figures of the trades, the ground of an order's figure. SVG fragments.
 */
import type { Trade } from '../schemas/vocabulary.ts';
import type { Rectangle } from './layout.ts';
import { palette } from './palette.ts';

const petals = (colour: string) =>
  [0, 72, 144, 216, 288]
    .map((turn) => `<ellipse cx="16" cy="8.6" rx="3.3" ry="5" fill="${colour}" transform="rotate(${turn} 16 16)"/>`)
    .join('');

/** The mark of the site: a jasmine flower on a vermilion disc, as in the header of the pages. */
export function flowerMark(x: number, y: number, size: number): string {
  return `<g transform="translate(${x} ${y}) scale(${size / 32})"><circle cx="16" cy="16" r="16" fill="${palette.vermilion}"/>${petals(palette.paper)}<circle cx="16" cy="16" r="2.4" fill="${palette.vermilion}"/></g>`;
}

/** A loose jasmine flower, for the ground of a drawing. */
function flower(x: number, y: number, size: number, colour: string, heart: string): string {
  return `<g transform="translate(${x - size / 2} ${y - size / 2}) scale(${size / 32}) rotate(18 16 16)">${petals(colour)}<circle cx="16" cy="16" r="2.2" fill="${heart}"/></g>`;
}

const wheel = (x: number, y: number, radius: number) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${palette.pale}"/><circle cx="${x}" cy="${y}" r="${radius * 0.28}" fill="${palette.ink}" stroke="none"/>`;

/** What somebody of each trade works with, on a field of 120 by 150 whose ground is at about 118. */
const tools: Record<Trade, string> = {
  rider: `<path fill="${palette.warm}" d="M20 70h30v26H20z"/><path fill="${palette.pale}" d="M24 110c2-9 10-13 24-13h18l8 13h12"/><path d="M74 110 84 70h9M84 70l-6-5M90 108 84 82M20 80h30"/>${wheel(37, 116, 11)}${wheel(91, 116, 11)}`,
  courier: `<path fill="${palette.gold}" d="M26 66 60 52l34 14v42l-34 15-34-15z"/><path fill="${palette.pale}" d="M26 66 60 52l34 14-34 14z"/><path d="M60 80v43M43 59l34 14v15l-8 3V76"/>`,
  errand: `<path d="M45 80V66a15 15 0 0 1 30 0v14"/><path fill="${palette.warm}" d="M34 72h52l7 50H27z"/><path fill="${palette.pale}" d="M52 98h10v-8l14 13-14 13v-8H52z"/>`,
  'ride-hailing': `<path fill="${palette.pale}" d="M44 74h32l13 18H32z"/><path fill="${palette.green}" d="M18 112V97l14-5h57l13 5v15z"/><path d="M60 74v18"/>${wheel(37, 113, 9)}${wheel(84, 113, 9)}`,
  truck: `<path fill="${palette.pale}" d="M12 64h58v48H12z"/><path fill="${palette.warm}" d="M70 78h20l17 17v17H70z"/><path fill="${palette.pale}" d="M77 84h11l10 11H77z"/><path d="M31 64v48M50 64v48"/>${wheel(29, 114, 9)}${wheel(90, 114, 9)}`,
  other: `<path fill="${palette.gold}" d="M60 80a16 16 0 1 0 0-32 16 16 0 0 0 0 32Z"/><path fill="${palette.green}" d="M28 132c1-28 13-44 32-44s31 16 32 44z"/><path d="m50 90 10 12 10-12"/>`,
};

const inBox = ({ x, y, width, height }: Rectangle, field: { width: number; height: number }, content: string) =>
  `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 ${field.width} ${field.height}" preserveAspectRatio="xMidYMax slice" overflow="visible">${content}</svg>`;

/** A morning by the river with the tool of a trade, instead of a portrait. */
export function tradeDrawing(trade: Trade, box: Rectangle): string {
  const isWide = box.width > box.height;
  const field = isWide ? { width: 216, height: 160 } : { width: 130, height: 180 };
  const { width, height } = field;
  const shore = height - 36;
  const scenery = [
    `<rect width="${width}" height="${height}" fill="${palette.sky}"/>`,
    `<circle cx="${width * 0.74}" cy="${height * 0.3}" r="${isWide ? 15 : 13}" fill="${palette.gold}" opacity=".8"/>`,
    `<path d="M0 ${shore - 32}q${width * 0.18}-30 ${width * 0.38}-10t${width * 0.32}-14 ${width * 0.3} 10V${height}H0z" fill="${palette.hills}"/>`,
    `<path d="M0 ${shore - 16}q${width * 0.25}-16 ${width * 0.5}-4t${width * 0.5}-4V${height}H0z" fill="${palette.hillsNear}"/>`,
    `<path d="M0 ${shore}q${width * 0.25}-7 ${width * 0.5} 0t${width * 0.5} 0V${height}H0z" fill="${palette.ground}"/>`,
  ];
  const flowers = isWide
    ? [flower(26, 146, 15, palette.pale, palette.gold), flower(46, 151, 9, palette.pale, palette.gold)].concat(
        flower(192, 143, 12, palette.pale, palette.gold),
      )
    : [flower(18, 166, 12, palette.pale, palette.gold), flower(112, 170, 9, palette.pale, palette.gold)];
  const scale = isWide ? 1.12 : 0.92;
  const left = width / 2 - 60 * scale;
  const top = shore + 12 - 124 * scale;
  const tool = `<g transform="translate(${left} ${top}) scale(${scale})" fill="none" stroke="${palette.ink}" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round">${tools[trade]}</g>`;
  return inBox(box, field, [...scenery, ...flowers, tool].join(''));
}

/** River green with the lines of the water and jasmine at the edge, under the figure of an order. */
export function waterGround({ x, y, width, height }: Rectangle): string {
  const wave = (top: number, opacity: number) =>
    `<path d="M${-width * 0.1} ${top}q${width * 0.15}-34 ${width * 0.3} 0t${width * 0.3} 0 ${width * 0.3} 0 ${width * 0.3} 0" fill="none" stroke="${palette.paper}" stroke-width="3" opacity="${opacity}"/>`;
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" overflow="visible"><rect width="${width}" height="${height}" fill="${palette.river}"/><path d="M0 ${height * 0.8}q${width * 0.25}-50 ${width * 0.5} 0t${width * 0.5} 0V${height}H0z" fill="${palette.riverDeep}"/>${wave(height * 0.86, 0.22)}${wave(height * 0.91, 0.16)}${wave(height * 0.96, 0.1)}${flower(width * 0.86, height * 0.8, Math.min(width, height) * 0.17, palette.pale, palette.gold)}${flower(width * 0.75, height * 0.885, Math.min(width, height) * 0.1, palette.pale, palette.gold)}</svg>`;
}

/** The sign for "play" in the middle of a box. */
export function playSign({ x, y, width, height }: Rectangle): string {
  const radius = Math.min(width, height) * 0.09;
  return `<g transform="translate(${x + width / 2} ${y + height / 2}) scale(${radius})"><circle r="1" fill="${palette.ink}" fill-opacity=".62"/><circle r=".93" fill="none" stroke="${palette.paper}" stroke-width=".07"/><path d="M-.27-.44.5 0-.27.44z" fill="${palette.paper}" stroke="${palette.paper}" stroke-width=".1" stroke-linejoin="round"/></g>`;
}

/** A ribbon at the top edge, cut like a swallow's tail. */
export function ribbon(x: number, width: number, length: number): string {
  return `<path d="M${x} 0h${width}v${length}l${-width / 2} ${-width * 0.3}-${width / 2} ${width * 0.3}z" fill="${palette.vermilion}"/>`;
}
