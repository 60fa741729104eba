/** The two share images of an entry, and the layout of each. All lengths are pixels of the image. */
import { shareImageSizes } from '../addresses.ts';
import type { Visual } from './image-data.ts';

/** `poster` is sent or printed by people; `card` is shown by other sites and apps beside a link. */
export type ShareImageFormat = keyof typeof shareImageSizes;

/** A rectangle. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest and largest letters. */
interface SizeRange {
  most: number;
  least: number;
}

/** The boxes of the parts of a picture, and the range of its letter sizes. */
export interface ImageLayout {
  width: number;
  height: number;
  /** The photograph, drawing or figure, up to the edges. */
  visual: Rectangle;
  /** Title and lead; on a tall poster only the title, in vertical text. */
  textLayout: Rectangle;
  isVertical: boolean;
  titleSize: SizeRange;
  leadSize: SizeRange;
  mostTitleLines: number;
  /** Left end of the ribbon at the top edge, its width, and the size of its letters. */
  ribbon: { x: number; width: number; size: number };
  /** Distance of the mark from the right and the upper edge, and the size of its letters. */
  mark: { right: number; y: number; size: number };
  /** Facts, and under them the flower and the site's name. */
  foot: Rectangle;
  footSize: number;
  /** Whether each fact has a line of its own. */
  hasFactsInLines: boolean;
  /** The QR code with its quiet zone, where there is one. */
  code?: Rectangle;
}

const poster: ImageLayout = {
  ...shareImageSizes.poster,
  visual: { x: 0, y: 0, width: 1080, height: 760 },
  textLayout: { x: 72, y: 792, width: 936, height: 310 },
  isVertical: false,
  titleSize: { most: 112, least: 54 },
  leadSize: { most: 44, least: 34 },
  mostTitleLines: 3,
  ribbon: { x: 72, width: 84, size: 40 },
  mark: { right: 72, y: 60, size: 40 },
  foot: { x: 72, y: 1138, width: 640, height: 236 },
  footSize: 32,
  hasFactsInLines: true,
  code: { x: 772, y: 1116, width: 236, height: 236 },
};

/** For landscape photographs, which have long texts beside them. */
const widePoster: ImageLayout = {
  ...poster,
  visual: { x: 0, y: 0, width: 1080, height: 720 },
  textLayout: { x: 72, y: 752, width: 936, height: 350 },
};

/** For frames of upright clips: shown whole, the title beside them in vertical text as on a book's spine. */
const tallPoster: ImageLayout = {
  ...poster,
  visual: { x: 460, y: 0, width: 620, height: 1102 },
  textLayout: { x: 72, y: 330, width: 330, height: 760 },
  isVertical: true,
  titleSize: { most: 108, least: 52 },
};

const card: ImageLayout = {
  ...shareImageSizes.card,
  visual: { x: 744, y: 0, width: 456, height: 630 },
  textLayout: { x: 60, y: 60, width: 628, height: 360 },
  isVertical: false,
  titleSize: { most: 108, least: 50 },
  leadSize: { most: 42, least: 30 },
  mostTitleLines: 4,
  ribbon: { x: 784, width: 64, size: 30 },
  mark: { right: 40, y: 40, size: 32 },
  foot: { x: 60, y: 452, width: 628, height: 118 },
  footSize: 27,
  hasFactsInLines: false,
};

/** For landscape photographs. */
const wideCard: ImageLayout = {
  ...card,
  visual: { x: 624, y: 0, width: 576, height: 630 },
  textLayout: { ...card.textLayout, width: 520 },
  titleSize: { most: 84, least: 50 },
  leadSize: { most: 36, least: 29 },
  ribbon: { ...card.ribbon, x: 664 },
  foot: { ...card.foot, width: 520 },
};

/** The layout of a picture. */
export function layoutOf(format: ShareImageFormat, visual: Visual): ImageLayout {
  const shape = visual.kind === 'photo' ? visual.shape : 'upright';
  if (format === 'card') return shape === 'wide' ? wideCard : card;
  return shape === 'wide' ? widePoster : shape === 'tall' ? tallPoster : poster;
}
