/** The ten sample clips: pictures, speech and sounds. */
import { color, box, words } from './drawing.ts';
import { riverMorning, stairs, nightBay, lampRepair, rainRide } from './scenes-at-work.ts';
import { jasmine, mountainTrain, manhole, examRide, warmMeal } from './scenes-of-help.ts';

/** A line of speech, in a synthetic voice. */
interface SpokenLine {
  /** Seconds from the beginning. */
  at: number;
  text: string;
  voice: 'low' | 'high';
}

/** A relevant sound, described by its caption. */
interface HeardSound {
  from: number;
  to: number;
  text: string;
}

/** One clip: its size, duration, speech and sounds, and the picture at a moment. */
export interface Clip {
  id: string;
  width: number;
  height: number;
  seconds: number;
  /** The second whose frame becomes the poster. */
  posterAt: number;
  /** A lavfi source of soft sound; without it and without speech the clip has no sound track. */
  sound?: string;
  speech?: readonly SpokenLine[];
  sounds?: readonly HeardSound[];
  /** The text at the bottom of the picture of a clip without sound. */
  caption?: string;
  /** The SVG content of the frame at a moment, in seconds. */
  draw: (seconds: number) => string;
}

const upright = { width: 540, height: 960 } as const;
const lying = { width: 960, height: 540 } as const;
const water =
  'anoisesrc=color=brown:amplitude=0.5:seed=11:sample_rate=44100,lowpass=f=900,tremolo=f=0.25:d=0.5,volume=0.5';
const crickets =
  "aevalsrc='0.02*sin(2*PI*4300*t)*gt(sin(2*PI*17*t),0)*gt(sin(2*PI*0.55*t),0.1)+0.05*exp(-0.6*max(t-3,0))*sin(2*PI*62*t)*(0.7+0.3*sin(2*PI*11*t))':sample_rate=44100";
const rain = 'anoisesrc=color=pink:amplitude=0.35:seed=23:sample_rate=44100,highpass=f=500,lowpass=f=6500,volume=0.35';
const birds =
  "aevalsrc='0.035*sin(2*PI*(2900*t+26*sin(2*PI*9*t)))*gt(sin(2*PI*0.42*t),0.55)*abs(sin(2*PI*4.5*t))+0.025*sin(2*PI*(3700*t+30*sin(2*PI*7*t)))*gt(sin(2*PI*0.31*t+2),0.7)*abs(sin(2*PI*6*t))':sample_rate=44100,lowpass=f=6000";
const street =
  'anoisesrc=color=brown:amplitude=0.45:seed=37:sample_rate=44100,lowpass=f=420,tremolo=f=0.12:d=0.6,volume=0.45';

/** All sample clips. */
export const clips: readonly Clip[] = [
  {
    id: 'binjiang-zaoban',
    ...upright,
    seconds: 10,
    posterAt: 4.2,
    sound: water,
    sounds: [{ from: 0.4, to: 6.4, text: '（江水一阵一阵地拍岸）' }],
    draw: riverMorning,
  },
  {
    id: 'shanglou-songjian',
    ...upright,
    seconds: 9,
    caption: '没有电梯的老楼，一层一层送上去',
    posterAt: 1.4,
    draw: stairs,
  },
  {
    id: 'yeban-ruwei',
    ...lying,
    seconds: 12,
    posterAt: 8.2,
    sound: crickets,
    sounds: [
      { from: 0.3, to: 3.2, text: '（虫鸣，货车发动机由远而近）' },
      { from: 3.4, to: 5.8, text: '（发动机声弱下去，车停稳了）' },
      { from: 6.2, to: 10.8, text: '（只剩一阵一阵的虫鸣）' },
    ],
    draw: nightBay,
  },
  {
    id: 'loudao-xiudeng',
    ...upright,
    seconds: 10,
    caption: '换好一盏灯，照亮一段楼梯',
    posterAt: 7.3,
    draw: lampRepair,
  },
  {
    id: 'yuzhong-songyao',
    ...upright,
    seconds: 10,
    posterAt: 3.1,
    sound: rain,
    sounds: [{ from: 0.4, to: 6.4, text: '（雨声，一直没有停）' }],
    draw: rainRide,
  },
  {
    id: 'moli-huatian',
    ...lying,
    seconds: 10,
    posterAt: 6.8,
    sound: birds,
    speech: [
      { at: 3.6, text: '花采好了没有？', voice: 'low' },
      { at: 6.7, text: '采好了，装车吧！', voice: 'high' },
    ],
    sounds: [{ from: 0.4, to: 3.2, text: '（鸟叫）' }],
    draw: jasmine,
  },
  {
    id: 'shanlu-xiaohuoche',
    ...upright,
    seconds: 10,
    caption: '等小火车过去，再进山送件',
    posterAt: 5.2,
    draw: mountainTrain,
  },
  {
    id: 'suishou-jinggai',
    ...upright,
    seconds: 13,
    posterAt: 8,
    sound: street,
    speech: [
      { at: 0.4, text: '这里有块井盖松了。', voice: 'low' },
      { at: 4.2, text: '先拿锥桶围起来，拍照上报。', voice: 'low' },
      { at: 8.7, text: '大家骑慢一点，绕着走。', voice: 'low' },
    ],
    draw: manhole,
  },
  {
    id: 'songkao-lvsidai',
    ...upright,
    seconds: 12,
    posterAt: 3.3,
    sound: street,
    speech: [
      { at: 1, text: '别慌，时间还早。', voice: 'low' },
      { at: 8.2, text: '到了，好好考！', voice: 'low' },
    ],
    draw: examRide,
  },
  {
    id: 'zhanli-refan',
    ...upright,
    seconds: 11,
    posterAt: 9,
    sound: street,
    speech: [
      { at: 1.2, text: '自己带的饭，在站里热一热。', voice: 'high' },
      { at: 7.6, text: '好了，趁热吃。', voice: 'high' },
    ],
    draw: warmMeal,
  },
];

/** The frame at a moment, with the 示例 mark over the scene and the text of a silent clip under it. */
export function frame(clip: Clip, seconds: number, options: { scale?: number; isPoster?: boolean } = {}): string {
  const { scale = 1, isPoster = false } = options;
  const { width, height, caption } = clip;
  const size = 25;
  const mark = box(22, 22, 92, 44, color.red, 8) + words(68, 53, 26, '示例', '#ffffff');
  const captionWidth = (caption ?? '').length * size + 44;
  const bar =
    caption === undefined || isPoster
      ? ''
      : box((width - captionWidth) / 2, height - 62, captionWidth, 44, color.paper, 22, 'opacity=".93"') +
        words(width / 2, height - 31, size, caption, color.ink);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width * scale)}" height="${String(height * scale)}" viewBox="0 0 ${String(width)} ${String(height)}">${clip.draw(seconds)}${mark}${bar}</svg>`;
}
