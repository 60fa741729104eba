/** Scenes of help: each draws its frame at a moment, in seconds, as the content of an SVG. */
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

export function jasmine(t: number): string {
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
      return at(
        x,
        y,
        oval(0, -18, 44, 30, row % 2 ? '#4d8260' : '#5a9168') + oval(-14, -30, 22, 16, '#6aa174') + flowers,
        size,
      );
    });
  });
  const pick = wave(t, 0.45);
  const picker = at(
    236,
    486,
    person({
      coat: '#b8695a',
      hat: true,
      arms:
        arm('#b8695a', [34, -150], [mix(58, 78, (pick + 1) / 2), mix(-96, -120, (pick + 1) / 2)]) +
        shape('M-62 -112 Q-36 -96 -12 -112 L-18 -72 Q-36 -62 -56 -72Z', '#c39a58') +
        oval(-37, -112, 25, 8, '#fffdf4'),
    }),
    1.0,
  );
  const cart = at(
    mix(1150, 640, ease(t, 0.4, 6.5)),
    490,
    `<g transform="scale(-1 1)">${box(-150, -118, 150, 74, '#3f7f9a', 6)}${parcel(-136, -158, 56, 42)}${parcel(-72, -164, 62, 48)}${shape('M0 -44 L6 -88 L64 -88 L74 -126 L90 -126 L104 -44Z', '#35697f')}${stroke('M80 -126 L66 -148 L50 -150', color.ink, 7)}${wheel(-110, 26, -t * 4)}${wheel(86, 26, -t * 4)}${at(34, 10, person({ coat: color.green, helmet: color.red, arms: arm(color.green, [22, -150], [36, -142]) }), 0.86)}${box(-6, -62, 78, 62, '#35697f', 6)}${wheel(86, 26, -t * 4)}</g>`,
  );
  const petals = repeat(12, (index) => {
    const x = (((scatter(index, 3) * 1000 - t * (30 + scatter(index, 4) * 30)) % 1000) + 1000) % 1000;
    const y = 150 + scatter(index, 6) * 330 + wave(t, 0.3, scatter(index, 7)) * 16;
    return oval(
      x,
      y,
      5,
      3,
      '#fffdf4',
      `transform="rotate(${short(t * 60 + index * 40)} ${short(x)} ${short(y)})" opacity=".9"`,
    );
  });
  return (
    sky('summer', '#bfe0dc', '#f8efd8', 960, 330) +
    disc(790, 92, 44, '#f6cf74') +
    repeat(3, (index) =>
      at(
        ((index * 360 + t * 9) % 1100) - 70,
        74 + index * 34,
        oval(0, 0, 76, 17, '#fffdf8', 'opacity=".85"') + oval(-22, -14, 40, 19, '#fffdf8', 'opacity=".85"'),
      ),
    ) +
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

export function mountainTrain(t: number): string {
  const x = mix(-160, 900, between(0, (t - 0.6) / 9, 1));
  const bob = wave(t, 3) * 1.2;
  const carriage = (left: number, fill: string): string =>
    box(left, -84, 118, 62, fill, 8) +
    box(left - 4, -94, 126, 13, '#4a4038', 5) +
    repeat(
      3,
      (index) =>
        box(left + 12 + index * 34, -72, 24, 24, '#ffe6b4', 3) + disc(left + 24 + index * 34, -54, 8, color.skin),
    ) +
    box(left, -40, 118, 7, color.gold) +
    wheel(left + 28, 13, t * 10) +
    wheel(left + 90, 13, t * 10);
  const engine =
    box(-6, -70, 104, 44, color.ink, 12) +
    box(-34, -100, 48, 76, '#31443c', 5) +
    box(-40, -108, 60, 12, color.red, 4) +
    box(-26, -92, 30, 26, '#ffe6b4', 3) +
    box(64, -100, 18, 34, color.ink, 3) +
    box(58, -106, 30, 9, color.red, 3) +
    oval(28, -72, 12, 10, color.gold) +
    disc(100, -48, 9, '#fff0b8') +
    box(-40, -30, 146, 9, color.red) +
    wheel(-14, 16, t * 9) +
    wheel(30, 16, t * 9) +
    wheel(74, 16, t * 9) +
    stroke(`M-14 ${short(-16 + wave(t, 1.4) * 5)} L74 ${short(-16 + wave(t, 1.4) * 5)}`, '#c9c1b2', 5);
  const smoke = repeat(9, (index) => {
    const age = (t * 0.8 + index / 9) % 1;
    return disc(
      x + 72 - age * 190,
      486 - age * 150 + wave(index, 0.23) * 8,
      12 + age * 34,
      '#fffaf0',
      `opacity="${short(0.85 * (1 - age))}"`,
    );
  });
  const sleepers = repeat(20, (index) => box(index * 29, 596, 15, 12, '#7b6248', 2));
  const waiting =
    at(
      206,
      842,
      box(-158, -118, 152, 78, '#3f7f9a', 6) +
        parcel(-146, -162, 60, 44) +
        parcel(-80, -156, 56, 38) +
        parcel(-120, -198, 54, 36) +
        shape('M-6 -40 L0 -92 L62 -92 L74 -128 L90 -128 L104 -40Z', '#35697f') +
        stroke('M80 -128 L66 -150 L48 -152', color.ink, 7) +
        wheel(-112, 28, 0) +
        wheel(86, 28, 0),
    ) +
    at(
      372,
      846,
      person({
        coat: '#3b7bb3',
        helmet: '#2f6aa0',
        arms: arm('#3b7bb3', [34, -196], [mix(46, 62, (wave(t, 0.9) + 1) / 2), -244]),
      }),
      0.92,
    );
  const rise = repeat(7, (index) =>
    tree(30 + index * 86, 566 + (index % 3) * 9, 0.62 + 0.16 * scatter(index), index % 2 ? '#3f7358' : '#558a63'),
  );
  const birds = repeat(4, (index) => {
    const bx = ((index * 160 + t * 26) % 640) - 40;
    const by = 190 + index * 28;
    const flap = wave(t, 1.6, index * 0.3) * 7;
    return stroke(
      `M${short(bx - 14)} ${short(by - flap)} Q${short(bx - 6)} ${short(by - 4)} ${short(bx)} ${short(by)} Q${short(bx + 6)} ${short(by - 4)} ${short(bx + 14)} ${short(by - flap)}`,
      '#4d5b56',
      3,
    );
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
    box(0, 588, 540, 34, '#a48b6a') +
    sleepers +
    box(0, 588, 540, 6, '#6c6a66') +
    box(0, 598, 540, 4, '#8a8780') +
    at(x, 590 + bob, carriage(-460, color.green) + carriage(-322, '#b55d3f') + carriage(-184, color.green) + engine) +
    box(0, 622, 540, 338, '#86a76c') +
    shape('M250 622 L430 622 L560 960 L-60 960Z', '#cdb88f') +
    at(
      492,
      706,
      box(-5, -92, 10, 92, '#8b8377', 3) +
        shape('M-44 -128 L44 -84 M44 -128 L-44 -84', 'none', 'stroke="#fffdf8" stroke-width="15"') +
        shape(
          'M-44 -128 L44 -84 M44 -128 L-44 -84',
          'none',
          'stroke="#c8452d" stroke-width="15" stroke-dasharray="14 14"',
        ),
    ) +
    repeat(16, (index) =>
      disc(
        scatter(index, 12) * 150 + (index % 2) * 400,
        690 + scatter(index, 13) * 230,
        4,
        index % 3 ? '#fff6dd' : '#e9b84f',
      ),
    ) +
    oval(210, 846, 170, 12, '#000000', 'opacity=".16"') +
    waiting
  );
}

export function manhole(t: number): string {
  const arrive = ease(t, 0, 2.4);
  const cone = ease(t, 3.2, 4.2);
  const flash = t > 5.4 && t < 5.8 ? 1 - (t - 5.4) / 0.4 : 0;
  const bubble = ease(t, 6.4, 7);
  const tick = ease(t, 7, 7.6);
  const lift = ease(t, 4.5, 5.2);
  const raised = 1 - ease(t, 8.4, 9);
  const hand: [number, number] = [mix(40, 62, lift * raised), mix(-108, -196, lift * raised)];
  const parked =
    t < 2.5
      ? scooter(arrive * 20, color.green, color.gold)
      : wheel(-72, 30, 20) +
        wheel(84, 30, 20) +
        box(-122, -172, 82, 76, color.gold, 8) +
        box(-122, -150, 82, 10, '#ffffff', 0, 'opacity=".75"') +
        shape(
          'M-104 -52 Q-108 -92 -70 -96 L-20 -96 Q-8 -94 -6 -74 L-2 -46 L44 -46 L62 -112 L78 -112 L92 -40 L60 -32 L-96 -32Z',
          color.green,
        ) +
        shape('M-84 -104 L-16 -104 Q-6 -100 -10 -92 L-84 -92Z', color.ink) +
        stroke('M66 -112 L54 -140 L40 -142', color.ink, 7);
  const figure =
    t < 2.5
      ? ''
      : at(
          262,
          800,
          person({
            coat: color.green,
            helmet: color.red,
            arms: arm(color.green, [30, -142], hand) + box(hand[0] - 9, hand[1] - 30, 19, 34, color.ink, 4),
          }),
          1.08,
        );
  return (
    sky('noon', '#cfe3e3', '#f0e6cf', 540, 560) +
    repeat(6, (index) => {
      const height = 150 + scatter(index, 21) * 170;
      return (
        box(index * 94 - 10, 480 - height, 86, height, index % 2 ? '#d9c5a2' : '#cbb594', 3) +
        repeat(8, (pane) =>
          box(index * 94 + 6 + (pane % 2) * 38, 496 - height + Math.floor(pane / 2) * 42, 22, 26, '#9dbdbb', 2),
        )
      );
    }) +
    at(
      ((t * 22) % 700) - 80,
      130,
      oval(0, 0, 62, 15, '#fffdf8', 'opacity=".85"') + oval(20, -12, 36, 16, '#fffdf8', 'opacity=".85"'),
    ) +
    repeat(4, (index) => tree(60 + index * 150, 552, 1.15, index % 2 ? '#4f8171' : '#649a74')) +
    box(0, 548, 540, 40, '#d5c5a6') +
    box(0, 584, 540, 376, '#6a655d') +
    box(0, 584, 540, 10, '#b9aa8b') +
    repeat(5, (index) => box(index * 130 - 20, 880, 74, 9, '#e9dcc0', 4)) +
    oval(438, 808, 66, 20, '#1d1a18') +
    `<g transform="rotate(-15 400 800)">${oval(424, 792, 64, 19, '#8f887c')}${oval(424, 790, 50, 13, 'none', 'stroke="#6d675d" stroke-width="4"')}${stroke('M384 790 L464 790 M424 778 L424 802', '#6d675d', 4)}</g>` +
    at(mix(-210, 132, arrive), 770, parked, 0.96) +
    figure +
    (cone > 0
      ? at(
          mix(300, 366, cone),
          mix(740, 848, cone) - Math.sin(cone * Math.PI) * 50,
          box(-34, -10, 68, 12, '#b03c27', 4) +
            shape('M-24 -10 L-7 -84 L7 -84 L24 -10Z', color.red) +
            shape('M-16 -42 L-12 -62 L12 -62 L16 -42Z', color.white),
          1.05,
        )
      : '') +
    (flash > 0 ? disc(340, 580, 60 + flash * 60, '#ffffff', `opacity="${short(flash * 0.8)}"`) : '') +
    (bubble > 0
      ? at(
          372,
          420,
          shape(
            'M-116 -64 Q-116 -84 -96 -84 L96 -84 Q116 -84 116 -64 L116 30 Q116 50 96 50 L-26 50 L-66 92 L-58 50 L-96 50 Q-116 50 -116 30Z',
            color.white,
            'stroke="#d8c9ab" stroke-width="3"',
          ) +
            disc(-66, -17, 29, color.green) +
            stroke(
              `M-80 -17 l${short(10 * tick)} ${short(11 * tick)} l${short(18 * tick)} ${short(-22 * tick)}`,
              '#ffffff',
              7,
            ) +
            words(36, -5, 36, '已上报', color.ink),
          bubble,
        )
      : '')
  );
}

export function examRide(t: number): string {
  const travelled = t < 6 ? t * 260 : 1560 + 260 * (ease(t, 5, 8.4) - ease(6, 5, 8.4)) * 2.2;
  const moving = t < 8.2;
  const gateX = mix(1250, 330, ease(t, 4.2, 8.4));
  const trees = passing(5, 210, travelled * 0.7)
    .map((x, index) => tree(x, 690, 1.9, index % 2 ? '#4f8171' : '#6a9f74'))
    .join('');
  const blocks = passing(6, 150, travelled * 0.3)
    .map(
      (x, index) =>
        box(x, 330 + (index % 3) * 50, 128, 360 - (index % 3) * 50, index % 2 ? '#dccaa8' : '#d1bc98', 4) +
        repeat(8, (pane) =>
          box(x + 18 + (pane % 2) * 56, 354 + (index % 3) * 50 + Math.floor(pane / 2) * 62, 32, 38, '#a8c8c6', 3),
        ),
    )
    .join('');
  const ribbon = (x: number, y: number, phase: number): string => {
    const lift = moving ? wave(t, 2.2, phase) * 9 : wave(t, 0.6, phase) * 3;
    const drag = moving ? 46 : 18;
    return stroke(
      `M${short(x)} ${short(y)} q${short(-drag / 2)} ${short(8 + lift)} ${short(-drag)} ${short(moving ? 4 - lift : 30)}`,
      '#4da35f',
      9,
    );
  };
  const turn = travelled / 36;
  const car =
    shape(
      'M-190 -40 L-190 -86 Q-186 -104 -150 -108 L-108 -112 L-66 -158 Q-56 -168 -38 -168 L62 -168 Q80 -168 92 -156 L134 -112 L176 -102 Q196 -98 196 -76 L196 -40Z',
      '#f4efe2',
    ) +
    shape('M-190 -70 L196 -70 L196 -40 L-190 -40Z', color.green) +
    shape('M-92 -114 L-54 -154 Q-50 -158 -40 -158 L8 -158 L8 -114Z', '#a9cdd0') +
    shape('M20 -158 L58 -158 Q70 -158 78 -150 L112 -114 L20 -114Z', '#a9cdd0') +
    (t < 8.6
      ? disc(-38, -128, 17, color.skin) +
        shape('M-56 -128 Q-58 -148 -38 -148 Q-20 -148 -20 -132 Q-32 -140 -44 -136Z', '#3a302a')
      : '') +
    disc(62, -128, 17, color.skin) +
    shape('M45 -128 Q43 -148 62 -148 Q80 -148 80 -132 Q68 -140 56 -136Z', '#54473c') +
    box(-8, -100, 26, 6, '#b9ae98', 3) +
    oval(192, -84, 7, 11, '#ffe9a8') +
    box(-193, -92, 8, 20, color.red, 3) +
    box(0, -186, 40, 20, color.gold, 5) +
    wheel(-112, 34, turn) +
    wheel(118, 34, turn) +
    ribbon(132, -102, 0) +
    ribbon(-190, -100, 0.4);
  const student =
    t > 8.6
      ? at(
          mix(250, 420, ease(t, 8.8, 11.2)),
          742,
          person({
            step: t < 11.2 ? wave(t, 1.5) : 0,
            coat: '#fdfaf2',
            hair: '#2e2723',
            arms: arm('#fdfaf2', [34, -198], [44 + wave(t, 1.2) * 8, -240]) + box(-52, -190, 26, 66, color.red, 10),
          }),
          0.84,
        )
      : '';
  const gate = at(
    gateX,
    700,
    box(-20, -330, 44, 330, '#b5654c', 4) +
      box(196, -330, 44, 330, '#b5654c', 4) +
      box(-36, -392, 292, 74, color.red, 8) +
      words(110, -340, 44, '考　点', '#fff3d6') +
      repeat(6, (index) => box(34 + index * 27, -150, 8, 150, '#8d8577', 3)) +
      box(28, -156, 166, 9, '#8d8577', 3),
  );
  return (
    sky('june', '#bfdfe0', '#f7efdb', 540, 700) +
    disc(420, 190, 50, '#f6cf74') +
    at(
      ((t * 16 + 60) % 700) - 80,
      240,
      oval(0, 0, 68, 16, '#fffdf8', 'opacity=".85"') + oval(-22, -12, 38, 17, '#fffdf8', 'opacity=".85"'),
    ) +
    blocks +
    trees +
    gate +
    box(0, 686, 540, 36, '#d8c8a8') +
    box(0, 720, 540, 240, '#65615a') +
    student +
    passing(6, 140, travelled)
      .map((x) => box(x, 884, 80, 10, '#e9dcc0', 4))
      .join('') +
    oval(248, 846, 216, 14, '#000000', 'opacity=".24"') +
    at(246, 842 + (moving ? wave(t, 2.4) * 1.4 : 0), car, 1.1)
  );
}

export function warmMeal(t: number): string {
  const left = Math.max(0, 7 - Math.floor(t));
  const cooking = t < 7;
  const open = ease(t, 7.4, 8.2);
  const bento =
    oval(0, 8, 74, 16, '#d7dedd', 'opacity=".8"') +
    `<g transform="translate(${short(cooking ? wave(t, 0.25) * 10 : 0)} 0)">${box(-56, -40, 112, 44, color.red, 8)}${box(-50, -46, 46, 12, '#fffdf4', 5)}${oval(22, -40, 22, 9, '#6fa05d')}${oval(36, -43, 10, 6, color.gold)}</g>`;
  const steam = repeat(4, (index) => {
    const age = (t * 0.4 + index / 4) % 1;
    const sx = 226 + index * 18;
    return stroke(
      `M${String(sx)} ${short(470 - age * 120)} q14 -20 0 -40 t0 -40`,
      '#fffdf8',
      8,
      `opacity="${short(open * 0.85 * Math.sin(age * Math.PI))}"`,
    );
  });
  const second = ((t * 6 * Math.PI) / 180) * 6;
  const books = repeat(8, (index) =>
    box(
      330 + index * 22,
      236 - (index % 3) * 8,
      18,
      74 + (index % 3) * 8,
      [color.red, color.green, color.gold, '#3b7bb3'][index % 4] ?? color.red,
      2,
    ),
  );
  const bubbles = repeat(4, (index) => {
    const age = (t * 0.5 + index * 0.27) % 1;
    return disc(
      462 + wave(index, 0.31) * 16,
      470 - age * 76,
      4 + (index % 2) * 2,
      '#ffffff',
      `opacity="${short(0.8 * (1 - age))}"`,
    );
  });
  const rider = passing(2, 520, -t * 90)
    .map((x) => at(x - 60, 318, scooter(t * 6, color.green, color.gold), 0.34))
    .join('');
  return (
    sky('room', '#f5e8cf', '#ead6b4', 540, 960) +
    box(36, 170, 246, 176, '#a9cfd3', 6) +
    `<svg x="36" y="170" width="246" height="176" viewBox="36 170 246 176">${hills(540, 320, 60, 1, '#8db39c', 346)}${box(36, 316, 246, 40, '#8b867c')}${rider}</svg>` +
    box(36, 254, 246, 6, color.white) +
    box(156, 170, 6, 176, color.white) +
    box(26, 344, 266, 14, '#c3a176', 4) +
    box(316, 310, 204, 12, '#a97f52', 3) +
    books +
    box(384, 166, 76, 54, color.white, 6) +
    box(414, 176, 16, 34, color.red, 2) +
    box(405, 185, 34, 16, color.red, 2) +
    disc(160, 104, 44, color.white, 'stroke="#8b6a48" stroke-width="7"') +
    stroke('M160 104 L160 78 M160 104 L178 112', color.ink, 5) +
    stroke(`M160 104 L${short(160 + Math.sin(second) * 34)} ${short(104 - Math.cos(second) * 34)}`, color.red, 3) +
    box(412, 392, 100, 104, '#b7dbe3', 22) +
    bubbles +
    box(402, 486, 120, 200, color.white, 8) +
    box(420, 516, 84, 60, '#dfe6e4', 5) +
    box(440, 516, 12, 18, color.red, 3) +
    box(472, 516, 12, 18, '#3b7bb3', 3) +
    box(448, 552, 28, 24, color.gold, 3) +
    box(0, 676, 540, 284, '#9c6f45') +
    box(0, 660, 540, 30, '#b98655', 4) +
    box(46, 396, 330, 266, '#4b4f52', 14) +
    box(62, 414, 224, 230, '#24282a', 8) +
    box(
      66,
      418,
      216,
      222,
      cooking ? '#f0b85a' : '#6b5433',
      8,
      `opacity="${short(cooking ? 0.75 + wave(t, 1) * 0.08 : 0.5)}"`,
    ) +
    at(174, 590, bento) +
    box(62, 414, 224, 230, '#1c2022', 8, `opacity="${short(0.3 * (1 - open))}"`) +
    (open > 0
      ? box(mix(62, 20, open), 414, mix(224, 26, open), 230, '#5d6366', 8, 'opacity=".95"')
      : stroke('M84 440 L150 440', '#ffffff', 5, 'opacity=".35"')) +
    box(298, 420, 64, 44, '#111', 5) +
    words(330, 453, 30, cooking ? `0:0${String(left)}` : t % 1 < 0.5 ? '0:00' : '', '#7dff9a') +
    repeat(6, (index) => box(300 + (index % 3) * 22, 486 + Math.floor(index / 3) * 26, 16, 16, '#6b7073', 4)) +
    disc(330, 592, 24, '#7d8386') +
    steam +
    at(
      392,
      790,
      shape('M-92 0 Q-96 -104 0 -106 Q96 -104 92 0 L40 0 Q36 -44 0 -44 Q-36 -44 -40 0Z', color.gold) +
        box(-92, -14, 184, 16, '#b98327', 7) +
        stroke('M-60 -74 Q-30 -96 0 -96', '#ffffff', 7, 'opacity=".5"'),
      0.9,
    ) +
    at(
      150,
      800,
      shape('M-84 -40 L84 -40 Q76 26 0 28 Q-76 26 -84 -40Z', color.white, 'stroke="#d5c4a2" stroke-width="3"') +
        oval(0, -40, 84, 18, '#f3e2bd') +
        stroke('M30 -120 L4 -44 M52 -116 L18 -44', '#8b5d3d', 7),
    )
  );
}
