/** The shapes and movements of the sample clips, as SVG text. */

export const color = {
  paper: '#f6f1e7',
  ink: '#2b2622',
  red: '#c8452d',
  green: '#3f6f63',
  gold: '#d9a441',
  skin: '#e9b893',
  night: '#1d2f36',
  white: '#fffdf8',
} as const;

/** A number as short SVG text. */
export const short = (value: number): string => String(Math.round(value * 10) / 10);
export const between = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
/** 0 before `from`, 1 after `to`, a smooth step between. */
export function ease(seconds: number, from: number, to: number): number {
  const part = between(0, (seconds - from) / (to - from), 1);
  return part * part * (3 - 2 * part);
}
export const mix = (from: number, to: number, part: number): number => from + (to - from) * part;
export const wave = (seconds: number, perSecond: number, phase = 0): number =>
  Math.sin(2 * Math.PI * (seconds * perSecond + phase));
/** A fixed pseudo-random number in 0…1 for an index: the same picture on every run. */
export function scatter(index: number, salt = 0): number {
  const value = Math.sin(index * 127.1 + salt * 311.7) * 43758.5453;
  return value - Math.floor(value);
}
export const repeat = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');
/** Positions of passing things: evenly spaced, moving to the left, re-entering on the right. */
export const passing = (count: number, spacing: number, moved: number): number[] =>
  Array.from({ length: count }, (_, index) => {
    const span = count * spacing;
    return ((((index * spacing - moved) % span) + span) % span) - spacing;
  });

export const at = (x: number, y: number, content: string, scale = 1, turn = 0): string =>
  `<g transform="translate(${short(x)} ${short(y)}) rotate(${short(turn)}) scale(${String(scale)})">${content}</g>`;
export const box = (x: number, y: number, width: number, height: number, fill: string, radius = 0, more = ''): string =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${short(radius)}" fill="${fill}" ${more}/>`;
export const disc = (x: number, y: number, radius: number, fill: string, more = ''): string =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}" fill="${fill}" ${more}/>`;
export const oval = (x: number, y: number, across: number, down: number, fill: string, more = ''): string =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(across)}" ry="${short(down)}" fill="${fill}" ${more}/>`;
export const shape = (path: string, fill: string, more = ''): string => `<path d="${path}" fill="${fill}" ${more}/>`;
export const stroke = (path: string, paint: string, width: number, more = ''): string =>
  `<path d="${path}" fill="none" stroke="${paint}" stroke-width="${short(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const words = (x: number, y: number, size: number, text: string, fill: string, more = ''): string =>
  `<text x="${short(x)}" y="${short(y)}" font-size="${short(size)}" fill="${fill}" text-anchor="middle" font-family="Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif" font-weight="700" ${more}>${text}</text>`;
export const sky = (id: string, top: string, bottom: string, width: number, height: number): string =>
  `<defs><linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>${box(0, 0, width, height, `url(#${id})`)}`;

/** A row of hills: one soft line across the picture, filled to the bottom. */
export function hills(width: number, base: number, rise: number, phase: number, fill: string, bottom: number): string {
  const height = (index: number): number =>
    base - rise * (0.5 + 0.3 * Math.sin(index * 0.9 + phase) + 0.2 * Math.sin(index * 2.3 + phase * 2));
  const place = (index: number): string => `${short((index / 12) * width)} ${short(height(index))}`;
  const middle = (index: number): string =>
    `${short(((index + 0.5) / 12) * width)} ${short((height(index) + height(index + 1)) / 2)}`;
  const line = repeat(13, (index) => ` Q${place(index)} ${middle(index)}`);
  return shape(`M0 ${short(bottom)} L0 ${short(height(0))}${line} L${short(width)} ${short(bottom)}Z`, fill);
}

export function tree(x: number, y: number, size: number, leaf: string): string {
  return at(
    x,
    y,
    `${box(-5, -70, 10, 70, '#7a5a42', 4)}${oval(0, -105, 44, 52, leaf)}${oval(-26, -82, 28, 30, leaf)}${oval(26, -80, 28, 30, leaf)}${oval(-12, -122, 18, 14, '#ffffff', 'opacity=".12"')}`,
    size,
  );
}

export function wheel(x: number, radius: number, turn: number): string {
  const spokes = repeat(3, (index) => {
    const angle = turn + (index * Math.PI) / 3;
    const [dx, dy] = [Math.cos(angle) * radius * 0.62, Math.sin(angle) * radius * 0.62];
    return stroke(`M${short(x - dx)} ${short(-radius - dy)}L${short(x + dx)} ${short(-radius + dy)}`, '#b9b1a4', 3);
  });
  return `${disc(x, -radius, radius, color.ink)}${disc(x, -radius, radius * 0.62, '#e6dfd2')}${spokes}${disc(x, -radius, radius * 0.2, color.ink)}`;
}

/** A scooter with its rider, facing right, ground at y = 0. */
export function scooter(turn: number, coat: string, chest: string, poncho = false): string {
  const crate = poncho
    ? box(-122, -172, 82, 76, color.white, 8) +
      box(-90, -152, 18, 36, color.green, 2) +
      box(-99, -143, 36, 18, color.green, 2)
    : box(-122, -172, 82, 76, chest, 8) + box(-122, -150, 82, 10, '#ffffff', 0, 'opacity=".75"');
  const body =
    shape(
      'M-104 -52 Q-108 -92 -70 -96 L-20 -96 Q-8 -94 -6 -74 L-2 -46 L44 -46 L62 -112 L78 -112 L92 -40 L60 -32 L-96 -32Z',
      coat,
    ) +
    shape('M-84 -104 L-16 -104 Q-6 -100 -10 -92 L-84 -92Z', color.ink) +
    stroke('M66 -112 L54 -140 L40 -142', color.ink, 7) +
    oval(84, -104, 9, 11, '#ffe9a8');
  const leg = stroke('M-34 -106 L20 -100 L14 -52 L34 -48', '#38424a', 24);
  const cape = poncho
    ? shape('M-6 -206 Q-62 -170 -74 -84 L28 -74 Q34 -106 58 -120 Q50 -140 22 -150 Q20 -190 14 -204Z', '#f0c94f')
    : stroke('M-34 -112 L-12 -172', coat, 42) +
      stroke('M-10 -170 L14 -134 L46 -142', coat, 19) +
      disc(48, -142, 9, color.skin);
  const head =
    disc(6, -214, 23, color.skin) +
    shape(
      'M-20 -208 Q-24 -246 8 -244 Q36 -242 33 -214 L16 -214 Q10 -226 -4 -222 L-10 -206Z',
      poncho ? '#e0b63a' : color.red,
    ) +
    disc(17, -210, 2.6, color.ink) +
    stroke('M12 -200 Q18 -197 22 -201', color.ink, 2.4);
  return wheel(-72, 30, turn) + wheel(84, 30, turn) + crate + body + leg + cape + head;
}

/** A walking or standing person, facing right, feet at y = 0, about 240 high. */
export function person(options: {
  step?: number;
  coat: string;
  helmet?: string;
  hat?: boolean;
  arms: string;
  hair?: string;
}): string {
  const { step = 0, coat, helmet, hat = false, arms, hair = '#3a302a' } = options;
  const swing = step * 34;
  const legs =
    stroke(`M-2 -104 L${short(-swing * 0.5)} -54 L${short(-swing)} -6`, '#4b5660', 25) +
    stroke(`M2 -104 L${short(swing * 0.5 + 4)} -54 L${short(swing)} -6`, '#38424a', 25) +
    oval(-swing + 6, -5, 19, 9, color.ink) +
    oval(swing + 6, -5, 19, 9, color.ink);
  const torso =
    shape('M-30 -182 Q-32 -196 -12 -198 L14 -198 Q32 -196 32 -180 L30 -96 L-30 -96Z', coat) +
    box(-30, -134, 60, 9, '#ffffff', 0, 'opacity=".55"');
  const head =
    disc(3, -222, 26, color.skin) + disc(14, -222, 2.8, color.ink) + stroke('M9 -211 Q16 -207 21 -212', color.ink, 2.6);
  const top =
    helmet === undefined
      ? shape('M-24 -222 Q-26 -252 4 -251 Q30 -250 29 -230 Q8 -238 -8 -232 L-14 -214 Q-22 -214 -24 -222Z', hair)
      : shape('M-26 -220 Q-28 -256 4 -255 Q34 -253 31 -224 L12 -228 L-14 -222 L-16 -208Z', helmet);
  const straw = hat
    ? oval(3, -238, 54, 11, '#e4c583') + shape('M-22 -240 Q-16 -268 3 -268 Q22 -268 28 -240Z', '#d9b46c')
    : '';
  return legs + torso + head + top + straw + arms;
}

/** An arm from the shoulder over the elbow to the hand. */
export function arm(coat: string, elbow: [number, number], hand: [number, number]): string {
  return (
    stroke(`M4 -182 L${short(elbow[0])} ${short(elbow[1])} L${short(hand[0])} ${short(hand[1])}`, coat, 19) +
    disc(hand[0], hand[1], 10, color.skin)
  );
}

export const parcel = (x: number, y: number, width: number, height: number): string =>
  box(x, y, width, height, '#c99a63', 4) +
  box(x + width * 0.42, y, width * 0.16, height, '#e6cfa4') +
  box(x + width * 0.1, y + height * 0.55, width * 0.24, height * 0.28, color.white, 2);
