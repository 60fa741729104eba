/** The ten sample clips: what each shows, says and sounds like. */
import { color, box, words } from './drawing.ts';
import { riverMorning, stairs, nightBay, lampRepair, rainRide } from './scenes-at-work.ts';
import { jasmine, mountainTrain, manhole, examRide, warmMeal } from './scenes-of-help.ts';

/** One clip: how large, how long, what it says at the bottom, and the picture at a moment. */
export interface Clip {
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
    caption: '清晨六点半，滨江路上的第一单',
    posterAt: 4.2,
    sound: water,
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
    caption: '夜里十点半，大货车稳稳停进车位',
    posterAt: 8.2,
    sound: crickets,
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
    caption: '雨再大，这袋药也要准时到',
    posterAt: 3.1,
    sound: rain,
    draw: rainRide,
  },
  {
    id: 'moli-huatian',
    ...lying,
    seconds: 10,
    caption: '茉莉采下来，快递车等在田埂边',
    posterAt: 6.8,
    sound: birds,
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
    seconds: 10,
    caption: '看见井盖松了，先围起来再上报',
    posterAt: 8,
    draw: manhole,
  },
  {
    id: 'songkao-lvsidai',
    ...upright,
    seconds: 12,
    caption: '系着绿丝带的车，送考不收费',
    posterAt: 3.3,
    sound: street,
    draw: examRide,
  },
  { id: 'zhanli-refan', ...upright, seconds: 10, caption: '自带的午饭，在站里热一热', posterAt: 9, draw: warmMeal },
];

/** The frame at a moment, with the 示例 mark and the caption over the scene. */
export function frame(clip: Clip, seconds: number): string {
  const { width, height, caption } = clip;
  const size = 25;
  const captionWidth = caption.length * size + 44;
  const mark = box(22, 22, 92, 44, color.red, 8) + words(68, 53, 26, '示例', '#ffffff');
  const bar =
    box((width - captionWidth) / 2, height - 62, captionWidth, 44, color.paper, 22, 'opacity=".93"') +
    words(width / 2, height - 31, size, caption, color.ink);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}">${clip.draw(seconds)}${mark}${bar}</svg>`;
}
