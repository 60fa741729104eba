/** Scenes at work: each draws its frame at a moment, in seconds, as the content of an SVG. */
import {
  color,
  short,
  between,
  ease,
  mix,
  wave,
  scatter,
  repeat,
  passing,
  at,
  box,
  disc,
  oval,
  shape,
  stroke,
  words,
  sky,
  hills,
  tree,
  wheel,
  scooter,
  person,
  arm,
  parcel,
} from './drawing.ts';

export function riverMorning(t: number): string {
  const rail = passing(9, 80, t * 150)
    .map((x) => box(x, 640, 9, 76, '#a89880', 3))
    .join('');
  const lamps = passing(3, 330, t * 150)
    .map(
      (x) =>
        box(x, 420, 8, 296, '#5d5348', 3) +
        stroke(`M${short(x + 4)} 424 q30 -22 54 0`, '#5d5348', 6) +
        oval(x + 60, 432, 17, 11, '#ffe6a6'),
    )
    .join('');
  const trees = passing(4, 260, t * 150 + 90)
    .map((x, index) => tree(x, 724, 1.5 + 0.1 * (index % 2), index % 2 ? '#4f8171' : '#5d8f70'))
    .join('');
  const ripples = repeat(11, (index) => {
    const y = 520 + index * 11;
    const x = ((scatter(index) * 560 + t * (14 + index * 2)) % 620) - 60;
    return stroke(`M${short(x)} ${String(y)} q16 -6 32 0 t32 0`, '#e8f0e2', 3, 'opacity=".6"');
  });
  const dashes = passing(6, 130, t * 380)
    .map((x) => box(x, 868, 70, 9, '#e9dcc0', 4))
    .join('');
  const boat = at(
    560 - t * 24,
    556 + wave(t, 0.4) * 2,
    shape('M-60 0 L60 0 L44 24 L-44 24Z', '#6d4c3a') +
      box(-24, -26, 46, 26, '#b98a5c', 4) +
      stroke('M30 0 L30 -46', '#6d4c3a', 4) +
      shape('M32 -46 L56 -38 L32 -30Z', color.red),
  );
  return (
    sky('dawn', '#f6c98f', '#fbeedb', 540, 560) +
    disc(385, 300 - t * 6, 62, '#f0a24a') +
    disc(385, 300 - t * 6, 96, '#f0a24a', 'opacity=".18"') +
    repeat(3, (index) =>
      at(
        ((index * 210 + t * 7) % 640) - 50,
        130 + index * 56,
        oval(0, 0, 58, 14, '#fff7ea', 'opacity=".8"') + oval(24, -12, 36, 15, '#fff7ea', 'opacity=".8"'),
      ),
    ) +
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

export function stairs(t: number): string {
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
    const window = at(
      goesRight(level) ? 130 : 410,
      base - 150,
      box(-48, -62, 96, 96, '#a5c9c6', 6) +
        box(-48, -17, 96, 6, color.white) +
        box(-3, -62, 6, 96, color.white) +
        box(-56, 34, 112, 12, '#bb9a72', 3) +
        box(-30, 12, 24, 22, color.red, 3) +
        oval(-18, 4, 20, 16, '#5d8f70'),
    );
    return (
      box(0, base - flight, 540, flight + 1, goesRight(level) ? '#f1e6d2' : '#ecdcc2') +
      box(0, base - flight, 540, 7, '#dccbab') +
      window +
      words(goesRight(level) ? 484 : 56, base - 60, 38, `${String(level + 2)}楼`, '#b59a72')
    );
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
    return (
      posts +
      stroke(`M${String(from)} ${String(base - 86)} L${String(to)} ${String(base - flight - 86)}`, color.green, 9)
    );
  });
  const step = wave(t, 1.6);
  const arms =
    arm('#2f6aa0', [28, -146], [62, -132]) +
    parcel(36, -190, 78, 58) +
    parcel(44, -236, 60, 46) +
    disc(66, -130, 10, color.skin);
  const figure = person({ step, coat: '#3b7bb3', helmet: '#2f6aa0', arms });
  return `<g transform="translate(0 ${short(camera)})">${walls.join('')}${runs.join('')}${rails.join('')}<g transform="translate(${short(x)} ${short(y - Math.abs(step) * 4)}) scale(${right ? '1.05' : '-1.05'} 1.05)">${figure}</g></g>`;
}

export function nightBay(t: number): string {
  const x = mix(-420, 330, ease(t, 0, 5));
  const lights = 1 - ease(t, 5.4, 6);
  const turn = x / 34;
  const walk = ease(t, 6.6, 10.6);
  const walking = t > 6.6 && t < 10.6;
  const stars = repeat(36, (index) =>
    disc(
      scatter(index) * 960,
      scatter(index, 2) * 210,
      1.2 + scatter(index, 3) * 1.4,
      '#fff6da',
      `opacity="${short(0.4 + 0.5 * Math.abs(wave(t, 0.15, scatter(index, 4))))}"`,
    ),
  );
  const house =
    box(610, 176, 330, 224, '#e7d7b8') +
    shape('M592 180 L776 108 L958 180Z', color.red) +
    box(640, 196, 270, 46, color.red, 6) +
    words(775, 230, 30, '货车司机之家', '#fff6e0') +
    box(648, 262, 84, 66, '#ffdf8e', 4) +
    box(687, 262, 5, 66, '#b98f4f') +
    box(836, 262, 84, 66, t > 8.6 ? '#ffdf8e' : '#7d7a68', 4) +
    box(875, 262, 5, 66, '#b98f4f') +
    box(752, 272, 64, 128, '#8b5d3d', 4) +
    disc(804, 340, 4, color.gold) +
    shape('M752 400 L816 400 L850 436 L722 436Z', '#ffdf8e', 'opacity=".28"');
  const bays =
    [40, 300, 560].map((left) => stroke(`M${String(left)} 446 L${String(left - 34)} 512`, '#e9e2d0', 6)).join('') +
    words(430, 502, 28, 'P', '#e9e2d0');
  const truck =
    box(-260, -168, 258, 132, '#d9cfbd', 6) +
    repeat(6, (index) => box(-248 + index * 42, -160, 4, 116, '#c2b69f')) +
    box(-260, -98, 258, 14, color.green) +
    shape('M4 -36 L4 -150 Q6 -160 18 -160 L62 -160 Q78 -158 86 -130 L98 -84 L100 -36Z', color.red) +
    shape('M40 -146 L64 -146 Q72 -144 78 -124 L86 -94 L40 -94Z', t > 5.6 && t < 7 ? '#ffe6a0' : '#9fc0c4') +
    box(-264, -42, 366, 14, color.ink, 4) +
    oval(96, -58, 6, 10, lights > 0.1 ? '#fff2b8' : '#b9ac92') +
    box(-266, -66, 8, 18, t > 3.6 && t < 5.6 ? '#ff5a40' : '#8d3426', 2) +
    wheel(-216, 27, turn) +
    wheel(-156, 27, turn) +
    wheel(58, 27, turn);
  const beam = shape('M100 -66 L420 -120 L440 30 L100 -48Z', '#ffeeb0', `opacity="${short(lights * 0.34)}"`);
  const driverArms =
    arm('#40596a', [10, -148], [30, -118]) + box(22, -124, 18, 36, color.green, 5) + box(25, -132, 12, 9, '#d8d2c4', 2);
  const driver =
    t > 6.2 && t < 10.8
      ? at(
          mix(440, 780, walk),
          mix(452, 410, walk),
          person({ step: walking ? wave(t, 1.5) : 0, coat: '#507086', arms: driverArms }),
          0.56,
        )
      : '';
  return (
    sky('night', '#14242e', '#3c5a5c', 960, 420) +
    stars +
    disc(150, 92, 38, '#fbe9b7') +
    disc(166, 82, 34, '#1a2c36') +
    hills(960, 400, 110, 1.2, '#233f40', 410) +
    box(0, 396, 960, 144, '#3b3f40') +
    house +
    box(560, 150, 8, 250, '#767064', 3) +
    oval(564, 150, 30, 10, '#ffe6a0') +
    shape('M540 152 L588 152 L660 402 L468 402Z', '#ffe6a0', 'opacity=".13"') +
    bays +
    driver +
    oval(x - 80, 478, 210, 12, '#000000', 'opacity=".3"') +
    at(x, 476, beam + truck)
  );
}

export function lampRepair(t: number): string {
  const flicker = t > 5 && t < 6.2 ? (Math.floor(t * 9) % 3 === 0 ? 0.8 : 0.15) : 0;
  const glow = Math.max(flicker, ease(t, 6.2, 6.9));
  const turning = t < 5 ? wave(t, 0.9) * 9 : 0;
  const reach = t < 7.4 ? 0 : ease(t, 7.4, 8.4);
  const leftHand: [number, number] = [mix(-16, -52, reach) + turning * 0.5, mix(-330, -110, reach)];
  const rightHand: [number, number] = [mix(22, 56, reach) - turning * 0.5, mix(-330, -120, reach)];
  const worker =
    stroke('M-14 -106 L-22 -54 L-16 -4', '#4b5660', 27) +
    stroke('M14 -106 L24 -58 L20 -34', '#38424a', 27) +
    oval(-14, -4, 20, 9, color.ink) +
    oval(22, -30, 20, 9, color.ink) +
    shape('M-38 -186 Q-38 -206 -14 -206 L16 -206 Q40 -204 40 -184 L32 -96 L-32 -96Z', color.red) +
    words(0, -142, 25, '志愿', '#fff3df') +
    disc(0, -236, 30, color.skin) +
    shape('M-31 -234 Q-33 -270 0 -270 Q33 -270 31 -234 Q28 -214 0 -212 Q-28 -214 -31 -234Z', '#3a302a') +
    stroke(
      `M-32 -190 L${short(mix(-64, -70, reach))} ${short(mix(-262, -150, reach))} L${short(leftHand[0])} ${short(leftHand[1])}`,
      color.red,
      21,
    ) +
    disc(leftHand[0], leftHand[1], 12, color.skin) +
    stroke(
      `M34 -190 L${short(mix(66, 72, reach))} ${short(mix(-262, -150, reach))} L${short(rightHand[0])} ${short(rightHand[1])}`,
      color.red,
      21,
    ) +
    disc(rightHand[0], rightHand[1], 12, color.skin);
  const ladder =
    stroke('M-74 300 L-34 0 M74 300 L34 0', '#c08a4c', 15) +
    repeat(5, (index) =>
      stroke(
        `M${short(-40 - index * 8)} ${String(44 + index * 60)} L${short(40 + index * 8)} ${String(44 + index * 60)}`,
        '#a87238',
        12,
      ),
    ) +
    box(-50, -8, 100, 16, '#a87238', 5);
  const child = at(
    432,
    900,
    person({
      coat: '#e0a93d',
      arms:
        arm('#e0a93d', [-22, -158], [-44, -186]) +
        box(-62, -206, 30, 13, '#4b4b4b', 4, 'transform="rotate(40 -47 -200)"'),
    }),
    0.72,
  );
  const torch = shape('M398 748 L212 250 L344 228Z', '#fff0b0', `opacity="${short((1 - glow) * 0.32)}"`);
  return (
    sky('stairwell', '#d9c6a3', '#c3ad88', 540, 960) +
    box(0, 120, 540, 14, '#b09a76') +
    box(30, 330, 132, 330, '#8b5d3d', 6) +
    box(44, 346, 104, 140, '#7b5033', 4) +
    disc(140, 510, 7, color.gold) +
    box(56, 388, 80, 80, color.red, 4, 'transform="rotate(45 96 428)"') +
    words(96, 446, 48, '福', '#ffe0a0') +
    box(400, 380, 92, 110, '#9fb9b4', 4) +
    box(443, 380, 6, 110, '#e8dcc4') +
    box(0, 860, 540, 100, '#a08a68') +
    stroke('M0 860 L540 860', '#8d7857', 6) +
    box(0, 0, 540, 960, color.night, 0, `opacity="${short(mix(0.66, 0, glow))}"`) +
    torch +
    stroke('M272 0 L272 118', '#4a4038', 7) +
    box(252, 112, 40, 26, '#5c5249', 5) +
    disc(272, 168, 150, '#ffd873', `opacity="${short(glow * 0.26)}"`) +
    disc(272, 168, 84, '#ffe6a0', `opacity="${short(glow * 0.5)}"`) +
    `<g transform="rotate(${short(turning)} 272 138)">${disc(272, 166, 30, glow > 0.4 ? '#fff3c4' : '#d7d0bf')}${box(260, 134, 24, 14, '#8f8778', 2)}</g>` +
    at(272, 596, ladder, 1.05) +
    at(272, 590, worker, 1.28) +
    child +
    box(0, 0, 540, 960, color.night, 0, `opacity="${short(mix(0.22, 0, glow))}"`)
  );
}

export function rainRide(t: number): string {
  const shopColors = ['#c77b4c', '#5b7f8a', '#b05a48', '#7c8f62'];
  const shops = passing(5, 230, t * 110)
    .map((x, index) => {
      const fill = shopColors[index % shopColors.length] ?? '#c77b4c';
      return (
        box(x, 330, 206, 330, '#3f4a52', 4) +
        box(x + 14, 440, 178, 150, '#ffd98a', 4) +
        box(x + 100, 440, 6, 150, '#c79c56') +
        box(x + 6, 386, 194, 40, fill, 4) +
        repeat(4, (lamp) =>
          box(x + 16 + lamp * 46, 250, 32, 46, scatter(index * 4 + lamp) > 0.45 ? '#f5d48b' : '#56646d', 3),
        )
      );
    })
    .join('');
  const upper = passing(5, 230, t * 110)
    .map((x) => box(x, 210, 206, 180, '#36424a', 4))
    .join('');
  const reflections = passing(5, 230, t * 110)
    .map((x) => box(x + 30, 742, 140, 150, '#ffd98a', 10, 'opacity=".16"'))
    .join('');
  const drops = repeat(46, (index) => {
    const speed = 900 + scatter(index, 5) * 300;
    const y = ((scatter(index, 1) * 1100 + t * speed) % 1100) - 100;
    const x = ((((scatter(index, 2) * 800 - t * 180) % 700) + 700) % 700) - 60;
    return stroke(`M${short(x)} ${short(y)} l-9 44`, '#cfe0e6', 3, 'opacity=".5"');
  });
  const splashes = repeat(8, (index) => {
    const part = (t * 1.8 + scatter(index, 8)) % 1;
    return oval(
      scatter(index + Math.floor(t * 1.8 + scatter(index, 8)) * 13) * 540,
      760 + scatter(index, 4) * 140,
      6 + part * 22,
      2 + part * 6,
      'none',
      `stroke="#cfe0e6" stroke-width="2.5" opacity="${short(0.7 * (1 - part))}"`,
    );
  });
  const spray = repeat(5, (index) => {
    const part = (t * 2.4 + index / 5) % 1;
    return disc(
      150 - part * 90 - index * 5,
      822 - Math.sin(part * Math.PI) * 34,
      6 * (1 - part) + 1.5,
      '#d7e6ea',
      'opacity=".75"',
    );
  });
  return (
    sky('dusk', '#3a4b57', '#6b7f86', 540, 700) +
    upper +
    shops +
    box(0, 656, 540, 40, '#77736a') +
    box(0, 694, 540, 266, '#41484c') +
    reflections +
    passing(6, 130, t * 320)
      .map((x) => box(x, 884, 66, 8, '#cfc7b2', 4, 'opacity=".7"'))
      .join('') +
    splashes +
    shape('M384 724 L700 690 L700 850 L384 752Z', '#ffeeb4', 'opacity=".22"') +
    oval(272, 828, 160, 15, '#1f2629', 'opacity=".5"') +
    at(268, 826 + wave(t, 2.2) * 1.8, scooter(t * 8, color.green, color.white, true), 1.2) +
    spray +
    drops
  );
}
