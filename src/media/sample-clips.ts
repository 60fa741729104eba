/**
 * Draws the ten sample clips: `node src/media/sample-clips.ts [id …]`.
 *
 * Nobody has given a real clip yet, and a page of clips cannot be judged without moving pictures. So each clip here is
 * drawn frame by frame (SVG → sharp → ffmpeg), wears the word 示例 on its face from the first frame to the last, and shows
 * no real person. The output is the same on every run with the same ffmpeg and fonts (a Chinese font has to be installed).
 *
 * For each clip it writes `<id>-<8 of sha256>.mp4` into `MEDIA_DIR`, and the manifest and the poster into
 * `content/media/`. The manifest's `original` is the rendition itself: a drawn clip has no other original.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { environment } from '../environment.ts';
import { mediaSchema } from '../schemas/media.ts';

const framesPerSecond = 15;
const mostBytes = 300_000;

/** One clip: how large, how long, what it says at the bottom, and the picture at a moment. */
interface Clip {
  id: string;
  width: number;
  height: number;
  seconds: number;
  caption: string;
  /** The second whose frame becomes the poster. */
  posterAt: number;
  /** A lavfi source of soft sound; without it the clip has no sound track. */
  sound?: string;
  /** The SVG content of the frame at a moment, in seconds. */
  draw: (seconds: number) => string;
}

const color = {
  paper: '#f6f1e7',
  ink: '#2b2622',
  red: '#c8452d',
  green: '#3f6f63',
  gold: '#d9a441',
  skin: '#e9b893',
  night: '#1d2f36',
  white: '#fffdf8',
} as const;

// --- Small tools for drawing ---------------------------------------------------------------------------------------

/** A number as short SVG text. */
const short = (value: number): string => String(Math.round(value * 10) / 10);
const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
/** 0 before `from`, 1 after `to`, a smooth step between. */
function ease(seconds: number, from: number, to: number): number {
  const part = between(0, (seconds - from) / (to - from), 1);
  return part * part * (3 - 2 * part);
}
const mix = (from: number, to: number, part: number): number => from + (to - from) * part;
const wave = (seconds: number, perSecond: number, phase = 0): number =>
  Math.sin(2 * Math.PI * (seconds * perSecond + phase));
/** A fixed pseudo-random number in 0…1 for an index: the same picture on every run. */
function scatter(index: number, salt = 0): number {
  const value = Math.sin(index * 127.1 + salt * 311.7) * 43758.5453;
  return value - Math.floor(value);
}
const repeat = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');
/** Positions of things that pass by: evenly spaced, moving to the left, coming back on the right. */
const passing = (count: number, spacing: number, moved: number): number[] =>
  Array.from({ length: count }, (_, index) => {
    const span = count * spacing;
    return ((((index * spacing - moved) % span) + span) % span) - spacing;
  });

const at = (x: number, y: number, content: string, scale = 1, turn = 0): string =>
  `<g transform="translate(${short(x)} ${short(y)}) rotate(${short(turn)}) scale(${String(scale)})">${content}</g>`;
const box = (x: number, y: number, width: number, height: number, fill: string, radius = 0, more = ''): string =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${short(radius)}" fill="${fill}" ${more}/>`;
const disc = (x: number, y: number, radius: number, fill: string, more = ''): string =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}" ${more}/>`;
const oval = (x: number, y: number, across: number, down: number, fill: string, more = ''): string =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(across)}" ry="${short(down)}" fill="${fill}" ${more}/>`;
const shape = (path: string, fill: string, more = ''): string => `<path d="${path}" fill="${fill}" ${more}/>`;
const stroke = (path: string, paint: string, width: number, more = ''): string =>
  `<path d="${path}" fill="none" stroke="${paint}" stroke-width="${short(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
const words = (x: number, y: number, size: number, text: string, fill: string, more = ''): string =>
  `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}" fill="${fill}" text-anchor="middle" font-family="Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif" font-weight="700" ${more}>${text}</text>`;
const sky = (id: string, top: string, bottom: string, width: number, height: number): string =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>${box(0, 0, width, height, `url(#${id})`)}`;

/** A row of hills: one soft line across the picture, filled to the bottom. */
function hills(width: number, base: number, rise: number, phase: number, fill: string, bottom: number): string {
  const height = (index: number): number =>
    base - rise * (0.5 + 0.3 * Math.sin(index * 0.9 + phase) + 0.2 * Math.sin(index * 2.3 + phase * 2));
  const place = (index: number): string => `${short((index / 12) * width)} ${short(height(index))}`;
  const middle = (index: number): string =>
    `${short(((index + 0.5) / 12) * width)} ${short((height(index) + height(index + 1)) / 2)}`;
  const line = repeat(13, (index) => ` Q${place(index)} ${middle(index)}`);
  return shape(`M0 ${short(bottom)} L0 ${short(height(0))}${line} L${short(width)} ${short(bottom)}Z`, fill);
}

function tree(x: number, y: number, size: number, leaf: string): string {
  return at(
    x,
    y,
    `${box(-5, -70, 10, 70, '#7a5a42', 4)}${oval(0, -105, 44, 52, leaf)}${oval(-26, -82, 28, 30, leaf)}${oval(26, -80, 28, 30, leaf)}${oval(-12, -122, 18, 14, '#ffffff', 'opacity=".12"')}`,
    size,
  );
}

function wheel(x: number, radius: number, turn: number): string {
  const spokes = repeat(3, (index) => {
    const angle = turn + (index * Math.PI) / 3;
    const [dx, dy] = [Math.cos(angle) * radius * 0.62, Math.sin(angle) * radius * 0.62];
    return stroke(`M${short(x - dx)} ${short(-radius - dy)}L${short(x + dx)} ${short(-radius + dy)}`, '#b9b1a4', 3);
  });
  return `${disc(x, -radius, radius, color.ink)}${disc(x, -radius, radius * 0.62, '#e6dfd2')}${spokes}${disc(x, -radius, radius * 0.2, color.ink)}`;
}

/** A scooter with its rider, facing right, ground at y = 0. */
function scooter(turn: number, coat: string, chest: string, poncho = false): string {
  const crate = poncho
    ? box(-122, -172, 82, 76, color.white, 8) +
      box(-90, -152, 18, 36, color.green, 2) +
      box(-99, -143, 36, 18, color.green, 2)
    : box(-122, -172, 82, 76, chest, 8) + box(-122, -150, 82, 10, '#ffffff', 0, 'opacity=".75"');
  const body =
    shape('M-104 -52 Q-108 -92 -70 -96 L-20 -96 Q-8 -94 -6 -74 L-2 -46 L44 -46 L62 -112 L78 -112 L92 -40 L60 -32 L-96 -32Z', coat) +
    shape('M-84 -104 L-16 -104 Q-6 -100 -10 -92 L-84 -92Z', color.ink) +
    stroke('M66 -112 L54 -140 L40 -142', color.ink, 7) +
    oval(84, -104, 9, 11, '#ffe9a8');
  const leg = stroke('M-34 -106 L20 -100 L14 -52 L34 -48', '#38424a', 24);
  const cape = poncho
    ? shape('M-6 -206 Q-62 -170 -74 -84 L28 -74 Q34 -106 58 -120 Q50 -140 22 -150 Q20 -190 14 -204Z', '#f0c94f')
    : stroke('M-34 -112 L-12 -172', coat, 42) + stroke('M-10 -170 L14 -134 L46 -142', coat, 19) + disc(48, -142, 9, color.skin);
  const head =
    disc(6, -214, 23, color.skin) +
    shape('M-20 -208 Q-24 -246 8 -244 Q36 -242 33 -214 L16 -214 Q10 -226 -4 -222 L-10 -206Z', poncho ? '#e0b63a' : color.red) +
    disc(17, -210, 2.6, color.ink) +
    stroke('M12 -200 Q18 -197 22 -201', color.ink, 2.4);
  return wheel(-72, 30, turn) + wheel(84, 30, turn) + crate + body + leg + cape + head;
}

/** A walking or standing person, facing right, feet at y = 0, about 240 high. */
function person(options: { step?: number; coat: string; helmet?: string; hat?: boolean; arms: string; hair?: string }): string {
  const { step = 0, coat, helmet, hat = false, arms, hair = '#3a302a' } = options;
  const swing = step * 34;
  const legs =
    stroke(`M-2 -104 L${short(-swing * 0.5)} -54 L${short(-swing)} -6`, '#4b5660', 25) +
    stroke(`M2 -104 L${short(swing * 0.5 + 4)} -54 L${short(swing)} -6`, '#38424a', 25) +
    oval(-swing + 6, -5, 19, 9, color.ink) +
    oval(swing + 6, -5, 19, 9, color.ink);
  const torso = shape('M-30 -182 Q-32 -196 -12 -198 L14 -198 Q32 -196 32 -180 L30 -96 L-30 -96Z', coat) + box(-30, -134, 60, 9, '#ffffff', 0, 'opacity=".55"');
  const head = disc(3, -222, 26, color.skin) + disc(14, -222, 2.8, color.ink) + stroke('M9 -211 Q16 -207 21 -212', color.ink, 2.6);
  const top =
    helmet === undefined
      ? shape('M-24 -222 Q-26 -252 4 -251 Q30 -250 29 -230 Q8 -238 -8 -232 L-14 -214 Q-22 -214 -24 -222Z', hair)
      : shape('M-26 -220 Q-28 -256 4 -255 Q34 -253 31 -224 L12 -228 L-14 -222 L-16 -208Z', helmet);
  const straw = hat ? oval(3, -238, 54, 11, '#e4c583') + shape('M-22 -240 Q-16 -268 3 -268 Q22 -268 28 -240Z', '#d9b46c') : '';
  return legs + torso + head + top + straw + arms;
}

/** An arm from the shoulder over the elbow to the hand. */
function arm(coat: string, elbow: [number, number], hand: [number, number]): string {
  return (
    stroke(`M4 -182 L${short(elbow[0])} ${short(elbow[1])} L${short(hand[0])} ${short(hand[1])}`, coat, 19) +
    disc(hand[0], hand[1], 10, color.skin)
  );
}

const parcel = (x: number, y: number, width: number, height: number): string =>
  box(x, y, width, height, '#c99a63', 4) + box(x + width * 0.42, y, width * 0.16, height, '#e6cfa4') + box(x + width * 0.1, y + height * 0.55, width * 0.24, height * 0.28, color.white, 2);

// --- The scenes ----------------------------------------------------------------------------------------------------

function riverMorning(t: number): string {
  const rail = passing(9, 80, t * 150).map((x) => box(x, 640, 9, 76, '#a89880', 3)).join('');
  const lamps = passing(3, 330, t * 150)
    .map((x) => box(x, 420, 8, 296, '#5d5348', 3) + stroke(`M${short(x + 4)} 424 q30 -22 54 0`, '#5d5348', 6) + oval(x + 60, 432, 17, 11, '#ffe6a6'))
    .join('');
  const trees = passing(4, 260, t * 150 + 90).map((x, index) => tree(x, 724, 1.5 + 0.1 * (index % 2), index % 2 ? '#4f8171' : '#5d8f70')).join('');
  const ripples = repeat(11, (index) => {
    const y = 520 + index * 11;
    const x = ((scatter(index) * 560 + t * (14 + index * 2)) % 620) - 60;
    return stroke(`M${short(x)} ${String(y)} q16 -6 32 0 t32 0`, '#e8f0e2', 3, 'opacity=".6"');
  });
  const dashes = passing(6, 130, t * 380).map((x) => box(x, 868, 70, 9, '#e9dcc0', 4)).join('');
  const boat = at(560 - t * 24, 556 + wave(t, 0.4) * 2, shape('M-60 0 L60 0 L44 24 L-44 24Z', '#6d4c3a') + box(-24, -26, 46, 26, '#b98a5c', 4) + stroke('M30 0 L30 -46', '#6d4c3a', 4) + shape('M32 -46 L56 -38 L32 -30Z', color.red));
  return (
    sky('dawn', '#f6c98f', '#fbeedb', 540, 560) +
    disc(385, 300 - t * 6, 62, '#f0a24a') +
    disc(385, 300 - t * 6, 96, '#f0a24a', 'opacity=".18"') +
    repeat(3, (index) => at(((index * 210 + t * 7) % 640) - 50, 130 + index * 56, oval(0, 0, 58, 14, '#fff7ea', 'opacity=".8"') + oval(24, -12, 36, 15, '#fff7ea', 'opacity=".8"'))) +
    hills(540, 470, 120, 0.4, '#a9bfa6', 530) +
    hills(540, 500, 80, 2.2, '#7fa391', 530) +
    box(0, 508, 540, 150, '#5f958a') +
    ripples +
    boat +
    box(0, 646, 540, 80, '#cdbb9b') +
    box(0, 640, 540, 9, '#a89880') +
    rail +
    box(0, 716, 540, 244, '#57524c') +
    box(0, 716, 540, 16, '#d9c9a8') +
    lamps +
    trees +
    dashes +
    oval(262, 826, 150, 13, '#000000', 'opacity=".22"') +
    at(260, 824 + wave(t, 2.4) * 1.6, scooter(t * 9, color.green, color.red), 1.18)
  );
}

function stairs(t: number): string {
  const flight = 250;
  const climbed = 0.35 + t * 0.3;
  const floor = Math.floor(climbed);
  const part = climbed - floor;
  const right = floor % 2 === 0;
  const along = between(0, (part - 0.06) / 0.88, 1);
  const x = right ? mix(110, 430, along) : mix(430, 110, along);
  const y = -(floor + along) * flight;
  const camera = 600 - y;
  const levels = Array.from({ length: 7 }, (_, index) => floor - 2 + index);
  const goesRight = (level: number) => ((level % 2) + 2) % 2 === 0;
  const walls = levels.map((level) => {
    const base = -level * flight;
    const window = at(goesRight(level) ? 130 : 410, base - 150, box(-48, -62, 96, 96, '#a5c9c6', 6) + box(-48, -17, 96, 6, color.white) + box(-3, -62, 6, 96, color.white) + box(-56, 34, 112, 12, '#bb9a72', 3) + box(-30, 12, 24, 22, color.red, 3) + oval(-18, 4, 20, 16, '#5d8f70'));
    return box(0, base - flight, 540, flight + 1, goesRight(level) ? '#f1e6d2' : '#ecdcc2') + box(0, base - flight, 540, 7, '#dccbab') + window + words(goesRight(level) ? 484 : 56, base - 60, 38, `${String(level + 2)}楼`, '#b59a72');
  });
  const runs = levels.map((level) => {
    const base = -level * flight;
    const steps = repeat(11, (step) => {
      const left = goesRight(level) ? 110 + step * 29.1 : 430 - (step + 1) * 29.1;
      return box(left, base - (step + 1) * (flight / 11), 30, flight / 11 + 30, step % 2 ? '#b5a486' : '#c5b495');
    });
    const landing = box(goesRight(level) ? 0 : 430, base, 110, 30, '#a99878');
    return landing + steps;
  });
  const rails = levels.map((level) => {
    const base = -level * flight;
    const [from, to] = goesRight(level) ? [110, 430] : [430, 110];
    const posts = repeat(6, (post) => {
      const share = (post + 0.4) / 6;
      return box(mix(from, to, share) - 3, base - share * flight - 84, 6, 84, '#5b8376', 2);
    });
    return posts + stroke(`M${String(from)} ${String(base - 86)} L${String(to)} ${String(base - flight - 86)}`, color.green, 9);
  });
  const step = wave(t, 1.6);
  const arms = arm('#2f6aa0', [28, -146], [62, -132]) + parcel(36, -190, 78, 58) + parcel(44, -236, 60, 46) + disc(66, -130, 10, color.skin);
  const figure = person({ step, coat: '#3b7bb3', helmet: '#2f6aa0', arms });
  return `<g transform="translate(0 ${short(camera)})">${walls.join('')}${runs.join('')}${rails.join('')}<g transform="translate(${short(x)} ${short(y - Math.abs(step) * 4)}) scale(${right ? '1.05' : '-1.05'} 1.05)">${figure}</g></g>`;
}

function nightBay(t: number): string {
  const x = mix(-420, 330, ease(t, 0, 5));
  const lights = 1 - ease(t, 5.4, 6);
  const turn = x / 34;
  const walk = ease(t, 6.6, 10.6);
  const walking = t > 6.6 && t < 10.6;
  const stars = repeat(36, (index) => disc(scatter(index) * 960, scatter(index, 2) * 210, 1.2 + scatter(index, 3) * 1.4, '#fff6da', `opacity="${short(0.4 + 0.5 * Math.abs(wave(t, 0.15, scatter(index, 4))))}"`));
  const house =
    box(610, 176, 330, 224, '#e7d7b8') +
    shape('M592 180 L776 108 L958 180Z', color.red) +
    box(640, 196, 270, 46, color.red, 6) +
    words(775, 230, 30, '货车司机之家', '#fff6e0') +
    box(648, 262, 84, 66, '#ffdf8e', 4) + box(687, 262, 5, 66, '#b98f4f') +
    box(836, 262, 84, 66, t > 8.6 ? '#ffdf8e' : '#7d7a68', 4) + box(875, 262, 5, 66, '#b98f4f') +
    box(752, 272, 64, 128, '#8b5d3d', 4) + disc(804, 340, 4, color.gold) +
    shape('M752 400 L816 400 L850 436 L722 436Z', '#ffdf8e', 'opacity=".28"');
  const bays = [40, 300, 560].map((left) => stroke(`M${String(left)} 446 L${String(left - 34)} 512`, '#e9e2d0', 6)).join('') + words(430, 502, 28, 'P', '#e9e2d0') ;
  const truck =
    box(-260, -168, 258, 132, '#d9cfbd', 6) + repeat(6, (index) => box(-248 + index * 42, -160, 4, 116, '#c2b69f')) + box(-260, -98, 258, 14, color.green) +
    shape('M4 -36 L4 -150 Q6 -160 18 -160 L62 -160 Q78 -158 86 -130 L98 -84 L100 -36Z', color.red) +
    shape('M40 -146 L64 -146 Q72 -144 78 -124 L86 -94 L40 -94Z', t > 5.6 && t < 7 ? '#ffe6a0' : '#9fc0c4') +
    box(-264, -42, 366, 14, color.ink, 4) + oval(96, -58, 6, 10, lights > 0.1 ? '#fff2b8' : '#b9ac92') + box(-266, -66, 8, 18, t > 3.6 && t < 5.6 ? '#ff5a40' : '#8d3426', 2) +
    wheel(-216, 27, turn) + wheel(-156, 27, turn) + wheel(58, 27, turn);
  const beam = shape('M100 -66 L420 -120 L440 30 L100 -48Z', '#ffeeb0', `opacity="${short(lights * 0.34)}"`);
  const driverArms = arm('#40596a', [10, -148], [30, -118]) + box(22, -124, 18, 36, color.green, 5) + box(25, -132, 12, 9, '#d8d2c4', 2);
  const driver = t > 6.2 && t < 10.8 ? at(mix(440, 780, walk), mix(452, 410, walk), person({ step: walking ? wave(t, 1.5) : 0, coat: '#507086', arms: driverArms }), 0.56) : '';
  return (
    sky('night', '#14242e', '#3c5a5c', 960, 420) +
    stars +
    disc(150, 92, 38, '#fbe9b7') + disc(166, 82, 34, '#1a2c36') +
    hills(960, 400, 110, 1.2, '#233f40', 410) +
    box(0, 396, 960, 144, '#3b3f40') +
    house +
    box(560, 150, 8, 250, '#767064', 3) + oval(564, 150, 30, 10, '#ffe6a0') + shape('M540 152 L588 152 L660 402 L468 402Z', '#ffe6a0', 'opacity=".13"') +
    bays +
    driver +
    oval(x - 80, 478, 210, 12, '#000000', 'opacity=".3"') +
    at(x, 476, beam + truck)
  );
}

function lampRepair(t: number): string {
  const flicker = t > 5 && t < 6.2 ? (Math.floor(t * 9) % 3 === 0 ? 0.8 : 0.15) : 0;
  const glow = Math.max(flicker, ease(t, 6.2, 6.9));
  const turning = t < 5 ? wave(t, 0.9) * 9 : 0;
  const reach = t < 7.4 ? 0 : ease(t, 7.4, 8.4);
  const leftHand: [number, number] = [mix(-16, -52, reach) + turning * 0.5, mix(-330, -110, reach)];
  const rightHand: [number, number] = [mix(22, 56, reach) - turning * 0.5, mix(-330, -120, reach)];
  const worker =
    stroke('M-14 -106 L-22 -54 L-16 -4', '#4b5660', 27) + stroke('M14 -106 L24 -58 L20 -34', '#38424a', 27) + oval(-14, -4, 20, 9, color.ink) + oval(22, -30, 20, 9, color.ink) +
    shape('M-38 -186 Q-38 -206 -14 -206 L16 -206 Q40 -204 40 -184 L32 -96 L-32 -96Z', color.red) + words(0, -142, 25, '志愿', '#fff3df') +
    disc(0, -236, 30, color.skin) + shape('M-31 -234 Q-33 -270 0 -270 Q33 -270 31 -234 Q28 -214 0 -212 Q-28 -214 -31 -234Z', '#3a302a') +
    stroke(`M-32 -190 L${short(mix(-64, -70, reach))} ${short(mix(-262, -150, reach))} L${short(leftHand[0])} ${short(leftHand[1])}`, color.red, 21) + disc(leftHand[0], leftHand[1], 12, color.skin) +
    stroke(`M34 -190 L${short(mix(66, 72, reach))} ${short(mix(-262, -150, reach))} L${short(rightHand[0])} ${short(rightHand[1])}`, color.red, 21) + disc(rightHand[0], rightHand[1], 12, color.skin);
  const ladder =
    stroke('M-74 300 L-34 0 M74 300 L34 0', '#c08a4c', 15) + repeat(5, (index) => stroke(`M${short(-40 - index * 8)} ${String(44 + index * 60)} L${short(40 + index * 8)} ${String(44 + index * 60)}`, '#a87238', 12)) + box(-50, -8, 100, 16, '#a87238', 5);
  const child =
    at(432, 900, person({ coat: '#e0a93d', arms: arm('#e0a93d', [-22, -158], [-44, -186]) + box(-62, -206, 30, 13, '#4b4b4b', 4, 'transform="rotate(40 -47 -200)"') }), 0.72);
  const torch = shape('M398 748 L212 250 L344 228Z', '#fff0b0', `opacity="${short((1 - glow) * 0.32)}"`);
  return (
    sky('stairwell', '#d9c6a3', '#c3ad88', 540, 960) +
    box(0, 120, 540, 14, '#b09a76') + box(30, 330, 132, 330, '#8b5d3d', 6) + box(44, 346, 104, 140, '#7b5033', 4) + disc(140, 510, 7, color.gold) + box(56, 388, 80, 80, color.red, 4, 'transform="rotate(45 96 428)"') + words(96, 446, 48, '福', '#ffe0a0') +
    box(400, 380, 92, 110, '#9fb9b4', 4) + box(443, 380, 6, 110, '#e8dcc4') +
    box(0, 860, 540, 100, '#a08a68') + stroke('M0 860 L540 860', '#8d7857', 6) +
    box(0, 0, 540, 960, color.night, 0, `opacity="${short(mix(0.66, 0, glow))}"`) +
    torch +
    stroke('M272 0 L272 118', '#4a4038', 7) + box(252, 112, 40, 26, '#5c5249', 5) +
    disc(272, 168, 150, '#ffd873', `opacity="${short(glow * 0.26)}"`) + disc(272, 168, 84, '#ffe6a0', `opacity="${short(glow * 0.5)}"`) +
    `<g transform="rotate(${short(turning)} 272 138)">${disc(272, 166, 30, glow > 0.4 ? '#fff3c4' : '#d7d0bf')}${box(260, 134, 24, 14, '#8f8778', 2)}</g>` +
    at(272, 596, ladder, 1.05) +
    at(272, 590, worker, 1.28) +
    child +
    box(0, 0, 540, 960, color.night, 0, `opacity="${short(mix(0.22, 0, glow))}"`)
  );
}

function rainRide(t: number): string {
  const shopColors = ['#c77b4c', '#5b7f8a', '#b05a48', '#7c8f62'];
  const shops = passing(5, 230, t * 110)
    .map((x, index) => {
      const fill = shopColors[index % shopColors.length] ?? '#c77b4c';
      return box(x, 330, 206, 330, '#3f4a52', 4) + box(x + 14, 440, 178, 150, '#ffd98a', 4) + box(x + 100, 440, 6, 150, '#c79c56') + box(x + 6, 386, 194, 40, fill, 4) + repeat(4, (lamp) => box(x + 16 + lamp * 46, 250, 32, 46, scatter(index * 4 + lamp) > 0.45 ? '#f5d48b' : '#56646d', 3)) ;
    })
    .join('');
  const upper = passing(5, 230, t * 110).map((x) => box(x, 210, 206, 180, '#36424a', 4)).join('');
  const reflections = passing(5, 230, t * 110).map((x) => box(x + 30, 742, 140, 150, '#ffd98a', 10, 'opacity=".16"')).join('');
  const drops = repeat(46, (index) => {
    const speed = 900 + scatter(index, 5) * 300;
    const y = ((scatter(index, 1) * 1100 + t * speed) % 1100) - 100;
    const x = ((scatter(index, 2) * 800 - t * 180) % 700 + 700) % 700 - 60;
    return stroke(`M${short(x)} ${short(y)} l-9 44`, '#cfe0e6', 3, 'opacity=".5"');
  });
  const splashes = repeat(8, (index) => {
    const part = (t * 1.8 + scatter(index, 8)) % 1;
    return oval(scatter(index + Math.floor(t * 1.8 + scatter(index, 8)) * 13) * 540, 760 + scatter(index, 4) * 140, 6 + part * 22, 2 + part * 6, 'none', `stroke="#cfe0e6" stroke-width="2.5" opacity="${short(0.7 * (1 - part))}"`);
  });
  const spray = repeat(5, (index) => {
    const part = (t * 2.4 + index / 5) % 1;
    return disc(150 - part * 90 - index * 5, 822 - Math.sin(part * Math.PI) * 34, 6 * (1 - part) + 1.5, '#d7e6ea', 'opacity=".75"');
  });
  return (
    sky('dusk', '#3a4b57', '#6b7f86', 540, 700) +
    upper +
    shops +
    box(0, 656, 540, 40, '#77736a') +
    box(0, 694, 540, 266, '#41484c') +
    reflections +
    passing(6, 130, t * 320).map((x) => box(x, 884, 66, 8, '#cfc7b2', 4, 'opacity=".7"')).join('') +
    splashes +
    shape('M384 724 L700 690 L700 850 L384 752Z', '#ffeeb4', 'opacity=".22"') +
    oval(272, 828, 160, 15, '#1f2629', 'opacity=".5"') +
    at(268, 826 + wave(t, 2.2) * 1.8, scooter(t * 8, color.green, color.white, true), 1.2) +
    spray +
    drops
  );
}

function jasmine(t: number): string {
  const rows = repeat(5, (row) => {
    const y = 318 + row * 44;
    const size = 0.55 + row * 0.16;
    return repeat(16, (index) => {
      const x = index * 78 - 30 + (row % 2) * 36 + wave(t, 0.35, index * 0.13 + row * 0.2) * 3;
      const flowers = repeat(5, (flower) => {
        const fx = (scatter(index * 7 + flower, row) - 0.5) * 62;
        const fy = -14 - scatter(index * 5 + flower, row + 9) * 34;
        return disc(fx, fy, 5.4, '#fffdf4') + disc(fx, fy, 1.8, '#f1d37a');
      });
      return at(x, y, oval(0, -18, 44, 30, row % 2 ? '#4d8260' : '#5a9168') + oval(-14, -30, 22, 16, '#6aa174') + flowers, size);
    });
  });
  const pick = wave(t, 0.45);
  const picker = at(
    236,
    486,
    person({ coat: '#b8695a', hat: true, arms: arm('#b8695a', [34, -150], [mix(58, 78, (pick + 1) / 2), mix(-96, -120, (pick + 1) / 2)]) + shape('M-62 -112 Q-36 -96 -12 -112 L-18 -72 Q-36 -62 -56 -72Z', '#c39a58') + oval(-37, -112, 25, 8, '#fffdf4') }),
    1.0,
  );
  const cart = at(
    mix(1150, 640, ease(t, 0.4, 6.5)),
    490,
    `<g transform="scale(-1 1)">${box(-150, -118, 150, 74, '#3f7f9a', 6)}${parcel(-136, -158, 56, 42)}${parcel(-72, -164, 62, 48)}${shape('M0 -44 L6 -88 L64 -88 L74 -126 L90 -126 L104 -44Z', '#35697f')}${stroke('M80 -126 L66 -148 L50 -150', color.ink, 7)}${wheel(-110, 26, -t * 4)}${wheel(86, 26, -t * 4)}${at(34, 10, person({ coat: color.green, helmet: color.red, arms: arm(color.green, [22, -150], [36, -142]) }), 0.86)}${box(-6, -62, 78, 62, '#35697f', 6)}${wheel(86, 26, -t * 4)}</g>`,
  );
  const petals = repeat(12, (index) => {
    const x = ((scatter(index, 3) * 1000 - t * (30 + scatter(index, 4) * 30)) % 1000 + 1000) % 1000;
    const y = 150 + scatter(index, 6) * 330 + wave(t, 0.3, scatter(index, 7)) * 16;
    return oval(x, y, 5, 3, '#fffdf4', `transform="rotate(${short(t * 60 + index * 40)} ${short(x)} ${short(y)})" opacity=".9"`);
  });
  return (
    sky('summer', '#bfe0dc', '#f8efd8', 960, 330) +
    disc(790, 92, 44, '#f6cf74') +
    repeat(3, (index) => at(((index * 360 + t * 9) % 1100) - 70, 74 + index * 34, oval(0, 0, 76, 17, '#fffdf8', 'opacity=".85"') + oval(-22, -14, 40, 19, '#fffdf8', 'opacity=".85"'))) +
    hills(960, 290, 120, 0.3, '#a8c6b4', 320) +
    hills(960, 310, 70, 2.6, '#82ab8f', 330) +
    box(0, 306, 960, 234, '#6f8f58') +
    rows +
    box(0, 488, 960, 52, '#cdb287') +
    picker +
    cart +
    petals
  );
}

function mountainTrain(t: number): string {
  const x = mix(-160, 900, between(0, (t - 0.6) / 9, 1));
  const bob = wave(t, 3) * 1.2;
  const carriage = (left: number, fill: string): string =>
    box(left, -84, 118, 62, fill, 8) + box(left - 4, -94, 126, 13, '#4a4038', 5) + repeat(3, (index) => box(left + 12 + index * 34, -72, 24, 24, '#ffe6b4', 3) + disc(left + 24 + index * 34, -54, 8, color.skin)) + box(left, -40, 118, 7, color.gold) + wheel(left + 28, 13, t * 10) + wheel(left + 90, 13, t * 10);
  const engine =
    box(-6, -70, 104, 44, color.ink, 12) + box(-34, -100, 48, 76, '#31443c', 5) + box(-40, -108, 60, 12, color.red, 4) + box(-26, -92, 30, 26, '#ffe6b4', 3) + box(64, -100, 18, 34, color.ink, 3) + box(58, -106, 30, 9, color.red, 3) + oval(28, -72, 12, 10, color.gold) + disc(100, -48, 9, '#fff0b8') + box(-40, -30, 146, 9, color.red) + wheel(-14, 16, t * 9) + wheel(30, 16, t * 9) + wheel(74, 16, t * 9) + stroke(`M-14 ${short(-16 + wave(t, 1.4) * 5)} L74 ${short(-16 + wave(t, 1.4) * 5)}`, '#c9c1b2', 5);
  const smoke = repeat(9, (index) => {
    const age = (t * 0.8 + index / 9) % 1;
    return disc(x + 72 - age * 190, 486 - age * 150 + wave(index, 0.23) * 8, 12 + age * 34, '#fffaf0', `opacity="${short(0.85 * (1 - age))}"`);
  });
  const sleepers = repeat(20, (index) => box(index * 29, 596, 15, 12, '#7b6248', 2));
  const waiting =
    at(206, 842, box(-158, -118, 152, 78, '#3f7f9a', 6) + parcel(-146, -162, 60, 44) + parcel(-80, -156, 56, 38) + parcel(-120, -198, 54, 36) + shape('M-6 -40 L0 -92 L62 -92 L74 -128 L90 -128 L104 -40Z', '#35697f') + stroke('M80 -128 L66 -150 L48 -152', color.ink, 7) + wheel(-112, 28, 0) + wheel(86, 28, 0)) +
    at(372, 846, person({ coat: '#3b7bb3', helmet: '#2f6aa0', arms: arm('#3b7bb3', [34, -196], [mix(46, 62, (wave(t, 0.9) + 1) / 2), -244]) }), 0.92);
  const rise = repeat(7, (index) => tree(30 + index * 86, 566 + (index % 3) * 9, 0.62 + 0.16 * scatter(index), index % 2 ? '#3f7358' : '#558a63'));
  const birds = repeat(4, (index) => {
    const bx = ((index * 160 + t * 26) % 640) - 40;
    const by = 190 + index * 28;
    const flap = wave(t, 1.6, index * 0.3) * 7;
    return stroke(`M${short(bx - 14)} ${short(by - flap)} Q${short(bx - 6)} ${short(by - 4)} ${short(bx)} ${short(by)} Q${short(bx + 6)} ${short(by - 4)} ${short(bx + 14)} ${short(by - flap)}`, '#4d5b56', 3);
  });
  return (
    sky('mountain', '#cfe3dc', '#f7edd6', 540, 600) +
    disc(120, 160, 46, '#f3c672') +
    hills(540, 420, 250, 0.9, '#b3cdbd', 600) +
    hills(540, 470, 190, 3.3, '#8db39c', 600) +
    hills(540, 540, 140, 5.2, '#659579', 610) +
    birds +
    rise +
    smoke +
    box(0, 588, 540, 34, '#a48b6a') + sleepers + box(0, 588, 540, 6, '#6c6a66') + box(0, 598, 540, 4, '#8a8780') +
    at(x, 590 + bob, carriage(-460, color.green) + carriage(-322, '#b55d3f') + carriage(-184, color.green) + engine) +
    box(0, 622, 540, 338, '#86a76c') +
    shape('M250 622 L430 622 L560 960 L-60 960Z', '#cdb88f') +
    at(492, 706, box(-5, -92, 10, 92, '#8b8377', 3) + shape('M-44 -128 L44 -84 M44 -128 L-44 -84', 'none', 'stroke="#fffdf8" stroke-width="15"') + shape('M-44 -128 L44 -84 M44 -128 L-44 -84', 'none', 'stroke="#c8452d" stroke-width="15" stroke-dasharray="14 14"')) +
    repeat(16, (index) => disc(scatter(index, 12) * 150 + (index % 2) * 400, 690 + scatter(index, 13) * 230, 4, index % 3 ? '#fff6dd' : '#e9b84f')) +
    oval(210, 846, 170, 12, '#000000', 'opacity=".16"') +
    waiting
  );
}

function manhole(t: number): string {
  const arrive = ease(t, 0, 2.4);
  const cone = ease(t, 3.2, 4.2);
  const flash = t > 5.4 && t < 5.8 ? 1 - (t - 5.4) / 0.4 : 0;
  const bubble = ease(t, 6.4, 7);
  const tick = ease(t, 7, 7.6);
  const lift = ease(t, 4.5, 5.2);
  const raised = 1 - ease(t, 8.4, 9);
  const hand: [number, number] = [mix(40, 62, lift * raised), mix(-108, -196, lift * raised)];
  const parked = t < 2.5 ? scooter(arrive * 20, color.green, color.gold) : wheel(-72, 30, 20) + wheel(84, 30, 20) + box(-122, -172, 82, 76, color.gold, 8) + box(-122, -150, 82, 10, '#ffffff', 0, 'opacity=".75"') + shape('M-104 -52 Q-108 -92 -70 -96 L-20 -96 Q-8 -94 -6 -74 L-2 -46 L44 -46 L62 -112 L78 -112 L92 -40 L60 -32 L-96 -32Z', color.green) + shape('M-84 -104 L-16 -104 Q-6 -100 -10 -92 L-84 -92Z', color.ink) + stroke('M66 -112 L54 -140 L40 -142', color.ink, 7);
  const figure = t < 2.5 ? '' : at(262, 800, person({ coat: color.green, helmet: color.red, arms: arm(color.green, [30, -142], hand) + box(hand[0] - 9, hand[1] - 30, 19, 34, color.ink, 4) }), 1.08);
  return (
    sky('noon', '#cfe3e3', '#f0e6cf', 540, 560) +
    repeat(6, (index) => {
      const height = 150 + scatter(index, 21) * 170;
      return box(index * 94 - 10, 480 - height, 86, height, index % 2 ? '#d9c5a2' : '#cbb594', 3) + repeat(8, (pane) => box(index * 94 + 6 + (pane % 2) * 38, 496 - height + Math.floor(pane / 2) * 42, 22, 26, '#9dbdbb', 2));
    }) +
    at(((t * 22) % 700) - 80, 130, oval(0, 0, 62, 15, '#fffdf8', 'opacity=".85"') + oval(20, -12, 36, 16, '#fffdf8', 'opacity=".85"')) +
    repeat(4, (index) => tree(60 + index * 150, 552, 1.15, index % 2 ? '#4f8171' : '#649a74')) +
    box(0, 548, 540, 40, '#d5c5a6') + box(0, 584, 540, 376, '#6a655d') + box(0, 584, 540, 10, '#b9aa8b') +
    repeat(5, (index) => box(index * 130 - 20, 880, 74, 9, '#e9dcc0', 4)) +
    oval(438, 808, 66, 20, '#1d1a18') +
    `<g transform="rotate(-15 400 800)">${oval(424, 792, 64, 19, '#8f887c')}${oval(424, 790, 50, 13, 'none', 'stroke="#6d675d" stroke-width="4"')}${stroke('M384 790 L464 790 M424 778 L424 802', '#6d675d', 4)}</g>` +
    at(mix(-210, 132, arrive), 770, parked, 0.96) +
    figure +
    (cone > 0 ? at(mix(300, 366, cone), mix(740, 848, cone) - Math.sin(cone * Math.PI) * 50, box(-34, -10, 68, 12, '#b03c27', 4) + shape('M-24 -10 L-7 -84 L7 -84 L24 -10Z', color.red) + shape('M-16 -42 L-12 -62 L12 -62 L16 -42Z', color.white), 1.05) : '') +
    (flash > 0 ? disc(340, 580, 60 + flash * 60, '#ffffff', `opacity="${short(flash * 0.8)}"`) : '') +
    (bubble > 0 ? at(372, 420, shape('M-116 -64 Q-116 -84 -96 -84 L96 -84 Q116 -84 116 -64 L116 30 Q116 50 96 50 L-26 50 L-66 92 L-58 50 L-96 50 Q-116 50 -116 30Z', color.white, 'stroke="#d8c9ab" stroke-width="3"') + disc(-66, -17, 29, color.green) + stroke(`M-80 -17 l${short(10 * tick)} ${short(11 * tick)} l${short(18 * tick)} ${short(-22 * tick)}`, '#ffffff', 7) + words(36, -5, 36, '已上报', color.ink), bubble) : '')
  );
}

function examRide(t: number): string {
  const travelled = t < 6 ? t * 260 : 1560 + 260 * (ease(t, 5, 8.4) - ease(6, 5, 8.4)) * 2.2;
  const moving = t < 8.2;
  const gateX = mix(1250, 330, ease(t, 4.2, 8.4));
  const trees = passing(5, 210, travelled * 0.7).map((x, index) => tree(x, 690, 1.9, index % 2 ? '#4f8171' : '#6a9f74')).join('');
  const blocks = passing(6, 150, travelled * 0.3).map((x, index) => box(x, 330 + (index % 3) * 50, 128, 360 - (index % 3) * 50, index % 2 ? '#dccaa8' : '#d1bc98', 4) + repeat(8, (pane) => box(x + 18 + (pane % 2) * 56, 354 + (index % 3) * 50 + Math.floor(pane / 2) * 62, 32, 38, '#a8c8c6', 3))).join('');
  const ribbon = (x: number, y: number, phase: number): string => {
    const lift = moving ? wave(t, 2.2, phase) * 9 : wave(t, 0.6, phase) * 3;
    const drag = moving ? 46 : 18;
    return stroke(`M${short(x)} ${short(y)} q${short(-drag / 2)} ${short(8 + lift)} ${short(-drag)} ${short(moving ? 4 - lift : 30)}`, '#4da35f', 9);
  };
  const turn = travelled / 36;
  const car =
    shape('M-190 -40 L-190 -86 Q-186 -104 -150 -108 L-108 -112 L-66 -158 Q-56 -168 -38 -168 L62 -168 Q80 -168 92 -156 L134 -112 L176 -102 Q196 -98 196 -76 L196 -40Z', '#f4efe2') +
    shape('M-190 -70 L196 -70 L196 -40 L-190 -40Z', color.green) +
    shape('M-92 -114 L-54 -154 Q-50 -158 -40 -158 L8 -158 L8 -114Z', '#a9cdd0') + shape('M20 -158 L58 -158 Q70 -158 78 -150 L112 -114 L20 -114Z', '#a9cdd0') +
    (t < 8.6 ? disc(-38, -128, 17, color.skin) + shape('M-56 -128 Q-58 -148 -38 -148 Q-20 -148 -20 -132 Q-32 -140 -44 -136Z', '#3a302a') : '') +
    disc(62, -128, 17, color.skin) + shape('M45 -128 Q43 -148 62 -148 Q80 -148 80 -132 Q68 -140 56 -136Z', '#54473c') +
    box(-8, -100, 26, 6, '#b9ae98', 3) + oval(192, -84, 7, 11, '#ffe9a8') + box(-193, -92, 8, 20, color.red, 3) + box(0, -186, 40, 20, color.gold, 5) +
    wheel(-112, 34, turn) + wheel(118, 34, turn) + ribbon(132, -102, 0) + ribbon(-190, -100, 0.4);
  const student = t > 8.6 ? at(mix(250, 420, ease(t, 8.8, 11.2)), 742, person({ step: t < 11.2 ? wave(t, 1.5) : 0, coat: '#fdfaf2', hair: '#2e2723', arms: arm('#fdfaf2', [34, -198], [44 + wave(t, 1.2) * 8, -240]) + box(-52, -190, 26, 66, color.red, 10) }), 0.84) : '';
  const gate = at(gateX, 700, box(-20, -330, 44, 330, '#b5654c', 4) + box(196, -330, 44, 330, '#b5654c', 4) + box(-36, -392, 292, 74, color.red, 8) + words(110, -340, 44, '考　点', '#fff3d6') + repeat(6, (index) => box(34 + index * 27, -150, 8, 150, '#8d8577', 3)) + box(28, -156, 166, 9, '#8d8577', 3));
  return (
    sky('june', '#bfdfe0', '#f7efdb', 540, 700) +
    disc(420, 190, 50, '#f6cf74') +
    at(((t * 16 + 60) % 700) - 80, 240, oval(0, 0, 68, 16, '#fffdf8', 'opacity=".85"') + oval(-22, -12, 38, 17, '#fffdf8', 'opacity=".85"')) +
    blocks + trees + gate +
    box(0, 686, 540, 36, '#d8c8a8') + box(0, 720, 540, 240, '#65615a') +
    student +
    passing(6, 140, travelled).map((x) => box(x, 884, 80, 10, '#e9dcc0', 4)).join('') +
    oval(248, 846, 216, 14, '#000000', 'opacity=".24"') +
    at(246, 842 + (moving ? wave(t, 2.4) * 1.4 : 0), car, 1.1)
  );
}

function warmMeal(t: number): string {
  const left = Math.max(0, 7 - Math.floor(t));
  const cooking = t < 7;
  const open = ease(t, 7.4, 8.2);
  const bento = oval(0, 8, 74, 16, '#d7dedd', 'opacity=".8"') + `<g transform="translate(${short(cooking ? wave(t, 0.25) * 10 : 0)} 0)">${box(-56, -40, 112, 44, color.red, 8)}${box(-50, -46, 46, 12, '#fffdf4', 5)}${oval(22, -40, 22, 9, '#6fa05d')}${oval(36, -43, 10, 6, color.gold)}</g>`;
  const steam = repeat(4, (index) => {
    const age = (t * 0.4 + index / 4) % 1;
    const sx = 226 + index * 18;
    return stroke(`M${String(sx)} ${short(470 - age * 120)} q14 -20 0 -40 t0 -40`, '#fffdf8', 8, `opacity="${short(open * 0.85 * Math.sin(age * Math.PI))}"`);
  });
  const second = (t * 6 * Math.PI) / 180 * 6;
  const books = repeat(8, (index) => box(330 + index * 22, 236 - (index % 3) * 8, 18, 74 + (index % 3) * 8, [color.red, color.green, color.gold, '#3b7bb3'][index % 4] ?? color.red, 2));
  const bubbles = repeat(4, (index) => {
    const age = (t * 0.5 + index * 0.27) % 1;
    return disc(462 + wave(index, 0.31) * 16, 470 - age * 76, 4 + (index % 2) * 2, '#ffffff', `opacity="${short(0.8 * (1 - age))}"`);
  });
  const rider = passing(2, 520, -t * 90).map((x) => at(x - 60, 318, scooter(t * 6, color.green, color.gold), 0.34)).join('');
  return (
    sky('room', '#f5e8cf', '#ead6b4', 540, 960) +
    box(36, 170, 246, 176, '#a9cfd3', 6) + `<svg x="36" y="170" width="246" height="176" viewBox="36 170 246 176">${hills(540, 320, 60, 1, '#8db39c', 346)}${box(36, 316, 246, 40, '#8b867c')}${rider}</svg>` + box(36, 254, 246, 6, color.white) + box(156, 170, 6, 176, color.white) + box(26, 344, 266, 14, '#c3a176', 4) +
    box(316, 310, 204, 12, '#a97f52', 3) + books + box(384, 166, 76, 54, color.white, 6) + box(414, 176, 16, 34, color.red, 2) + box(405, 185, 34, 16, color.red, 2) +
    disc(160, 104, 44, color.white, 'stroke="#8b6a48" stroke-width="7"') + stroke('M160 104 L160 78 M160 104 L178 112', color.ink, 5) + stroke(`M160 104 L${short(160 + Math.sin(second) * 34)} ${short(104 - Math.cos(second) * 34)}`, color.red, 3) +
    box(412, 392, 100, 104, '#b7dbe3', 22) + bubbles + box(402, 486, 120, 200, color.white, 8) + box(420, 516, 84, 60, '#dfe6e4', 5) + box(440, 516, 12, 18, color.red, 3) + box(472, 516, 12, 18, '#3b7bb3', 3) + box(448, 552, 28, 24, color.gold, 3) +
    box(0, 676, 540, 284, '#9c6f45') + box(0, 660, 540, 30, '#b98655', 4) +
    box(46, 396, 330, 266, '#4b4f52', 14) + box(62, 414, 224, 230, '#24282a', 8) +
    box(66, 418, 216, 222, cooking ? '#f0b85a' : '#6b5433', 8, `opacity="${short(cooking ? 0.75 + wave(t, 1) * 0.08 : 0.5)}"`) +
    at(174, 590, bento) +
    box(62, 414, 224, 230, '#1c2022', 8, `opacity="${short(0.3 * (1 - open))}"`) +
    (open > 0 ? box(mix(62, 20, open), 414, mix(224, 26, open), 230, '#5d6366', 8, 'opacity=".95"') : stroke('M84 440 L150 440', '#ffffff', 5, 'opacity=".35"')) +
    box(298, 420, 64, 44, '#111', 5) + words(330, 453, 30, cooking ? `0:0${String(left)}` : t % 1 < 0.5 ? '0:00' : '', '#7dff9a') + repeat(6, (index) => box(300 + (index % 3) * 22, 486 + Math.floor(index / 3) * 26, 16, 16, '#6b7073', 4)) + disc(330, 592, 24, '#7d8386') +
    steam +
    at(392, 790, shape('M-92 0 Q-96 -104 0 -106 Q96 -104 92 0 L40 0 Q36 -44 0 -44 Q-36 -44 -40 0Z', color.gold) + box(-92, -14, 184, 16, '#b98327', 7) + stroke('M-60 -74 Q-30 -96 0 -96', '#ffffff', 7, 'opacity=".5"'), 0.9) +
    at(150, 800, shape('M-84 -40 L84 -40 Q76 26 0 28 Q-76 26 -84 -40Z', color.white, 'stroke="#d5c4a2" stroke-width="3"') + oval(0, -40, 84, 18, '#f3e2bd') + stroke('M30 -120 L4 -44 M52 -116 L18 -44', '#8b5d3d', 7))
  );
}

// --- The list of clips ---------------------------------------------------------------------------------------------

const upright = { width: 540, height: 960 } as const;
const lying = { width: 960, height: 540 } as const;
const water = 'anoisesrc=color=brown:amplitude=0.5:seed=11:sample_rate=44100,lowpass=f=900,tremolo=f=0.25:d=0.5,volume=0.5';
const crickets =
  "aevalsrc='0.02*sin(2*PI*4300*t)*gt(sin(2*PI*17*t),0)*gt(sin(2*PI*0.55*t),0.1)+0.05*exp(-0.6*max(t-3,0))*sin(2*PI*62*t)*(0.7+0.3*sin(2*PI*11*t))':sample_rate=44100";
const rain = 'anoisesrc=color=pink:amplitude=0.35:seed=23:sample_rate=44100,highpass=f=500,lowpass=f=6500,volume=0.35';
const birds =
  "aevalsrc='0.035*sin(2*PI*(2900*t+26*sin(2*PI*9*t)))*gt(sin(2*PI*0.42*t),0.55)*abs(sin(2*PI*4.5*t))+0.025*sin(2*PI*(3700*t+30*sin(2*PI*7*t)))*gt(sin(2*PI*0.31*t+2),0.7)*abs(sin(2*PI*6*t))':sample_rate=44100,lowpass=f=6000";
const street = 'anoisesrc=color=brown:amplitude=0.45:seed=37:sample_rate=44100,lowpass=f=420,tremolo=f=0.12:d=0.6,volume=0.45';

const clips: readonly Clip[] = [
  { id: 'binjiang-zaoban', ...upright, seconds: 10, caption: '清晨六点半，滨江路上的第一单', posterAt: 4.2, sound: water, draw: riverMorning },
  { id: 'shanglou-songjian', ...upright, seconds: 9, caption: '没有电梯的老楼，一层一层送上去', posterAt: 1.4, draw: stairs },
  { id: 'yeban-ruwei', ...lying, seconds: 12, caption: '夜里十点半，大货车稳稳停进车位', posterAt: 8.2, sound: crickets, draw: nightBay },
  { id: 'loudao-xiudeng', ...upright, seconds: 10, caption: '换好一盏灯，照亮一段楼梯', posterAt: 7.3, draw: lampRepair },
  { id: 'yuzhong-songyao', ...upright, seconds: 10, caption: '雨再大，这袋药也要准时到', posterAt: 3.1, sound: rain, draw: rainRide },
  { id: 'moli-huatian', ...lying, seconds: 10, caption: '茉莉采下来，快递车等在田埂边', posterAt: 6.8, sound: birds, draw: jasmine },
  { id: 'shanlu-xiaohuoche', ...upright, seconds: 10, caption: '等小火车过去，再进山送件', posterAt: 5.2, draw: mountainTrain },
  { id: 'suishou-jinggai', ...upright, seconds: 10, caption: '看见井盖松了，先围起来再上报', posterAt: 8, draw: manhole },
  { id: 'songkao-lvsidai', ...upright, seconds: 12, caption: '系着绿丝带的车，送考不收费', posterAt: 3.3, sound: street, draw: examRide },
  { id: 'zhanli-refan', ...upright, seconds: 10, caption: '自带的午饭，在站里热一热', posterAt: 9, draw: warmMeal },
];

/** The frame at a moment, with the 示例 mark and the caption over the scene. */
function frame(clip: Clip, seconds: number): string {
  const { width, height, caption } = clip;
  const size = 25;
  const captionWidth = caption.length * size + 44;
  const mark = box(22, 22, 92, 44, color.red, 8) + words(68, 53, 26, '示例', '#ffffff');
  const bar = box((width - captionWidth) / 2, height - 62, captionWidth, 44, color.paper, 22, 'opacity=".93"') + words(width / 2, height - 31, size, caption, color.ink);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}">${clip.draw(seconds)}${mark}${bar}</svg>`;
}

// --- Making the files ----------------------------------------------------------------------------------------------

const contentDirectory = join(environment.contentDirectory, 'media');
const mediaDirectory = environment.mediaDirectory;

/** The ffmpeg program, or an end with a message that says what to do. */
function findFfmpeg(): string {
  const program = environment.ffmpeg;
  if (spawnSync(program, ['-version'], { stdio: 'ignore' }).status === 0) return program;
  console.error(`找不到 ffmpeg（试过“${program}”）。请安装 ffmpeg，或用环境变量 FFMPEG_PATH 指明它的位置。`);
  process.exit(1);
}

/** Draws every frame of a clip and hands it to ffmpeg. */
async function encode(program: string, clip: Clip, target: string): Promise<void> {
  const { width, height, seconds, sound } = clip;
  const size = `${String(width)}x${String(height)}`;
  const soundInput = sound === undefined ? [] : ['-f', 'lavfi', '-i', `${sound},afade=t=in:d=0.5,afade=t=out:st=${String(seconds - 1)}:d=1`];
  const soundOutput = sound === undefined ? ['-an'] : ['-map', '1:a', '-c:a', 'aac', '-b:a', '40k', '-ac', '1'];
  // What the picture may use so that the file stays under the limit: the buffer (two seconds' worth) and the sound go off it.
  const rate = Math.floor((mostBytes * 0.95 * 8) / 1000 / (seconds + 2)) - (sound === undefined ? 0 : 44);
  const ffmpeg = spawn(
    program,
    // prettier-ignore
    [
      '-hide_banner', '-loglevel', 'error', '-y',
      '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', size, '-r', String(framesPerSecond), '-i', 'pipe:0',
      ...soundInput,
      '-map', '0:v', '-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-c:v', 'libx264', '-profile:v', 'high', '-level', '3.1', '-pix_fmt', 'yuv420p',
      '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709',
      '-preset', 'slow', '-tune', 'animation', '-crf', '26', '-maxrate', `${String(rate)}k`, '-bufsize', `${String(rate * 2)}k`, '-threads', '1',
      ...soundOutput,
      '-t', String(seconds), '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-movflags', '+faststart', '-f', 'mp4', target,
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = once(ffmpeg, 'close');
  for (let index = 0; index < seconds * framesPerSecond; index += 1) {
    const picture = await sharp(Buffer.from(frame(clip, index / framesPerSecond))).removeAlpha().raw().toBuffer();
    if (!ffmpeg.stdin.write(picture)) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${clip.id}：ffmpeg 没有做成（退出码 ${String(code)}）`);
}

/** Makes the rendition, the poster and the manifest of one clip. */
async function make(program: string, clip: Clip, workDirectory: string): Promise<void> {
  const draft = join(workDirectory, `${clip.id}.mp4`);
  await encode(program, clip, draft);
  const data = await readFile(draft);
  if (data.length > mostBytes) throw new Error(`${clip.id}：${String(data.length)} 字节，超过 ${String(mostBytes)}`);
  const sha256 = createHash('sha256').update(data).digest('hex');
  const file = `${clip.id}-${sha256.slice(0, 8)}.mp4`;
  for (const old of await readdir(mediaDirectory)) {
    if (old.startsWith(`${clip.id}-`) && old.endsWith('.mp4') && old !== file) await rm(join(mediaDirectory, old));
  }
  await writeFile(join(mediaDirectory, `${file}.part`), data);
  await rename(join(mediaDirectory, `${file}.part`), join(mediaDirectory, file));

  const poster = `${clip.id}.jpg`;
  await sharp(Buffer.from(frame(clip, clip.posterAt))).flatten().jpeg({ quality: 84, mozjpeg: true }).toFile(join(contentDirectory, poster));

  const codec = clip.sound === undefined ? 'avc1.64001f' : 'avc1.64001f, mp4a.40.2';
  const manifest = {
    original: { sha256, bytes: data.length },
    durationSeconds: clip.seconds,
    width: clip.width,
    height: clip.height,
    renditions: [{ file, codec, width: clip.width, height: clip.height, bytes: data.length, sha256 }],
    poster: `./${poster}`,
  };
  mediaSchema(() => z.string()).parse(manifest);
  await writeFile(join(contentDirectory, `${clip.id}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(`${file}  ${String(Math.round(data.length / 1000))} kB`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => clips.every((clip) => clip.id !== id));
if (unknown.length > 0) {
  console.error(`没有这些短片：${unknown.join('、')}。可以写：${clips.map((clip) => clip.id).join('、')}`);
  process.exit(1);
}
const ffmpegProgram = findFfmpeg();
await mkdir(contentDirectory, { recursive: true });
await mkdir(mediaDirectory, { recursive: true });
const workDirectory = await mkdtemp(join(tmpdir(), 'sample-clips-'));
try {
  for (const clip of clips) {
    if (wanted.length === 0 || wanted.includes(clip.id)) await make(ffmpegProgram, clip, workDirectory);
  }
} finally {
  await rm(workDirectory, { recursive: true, force: true });
}
