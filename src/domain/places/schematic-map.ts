/** The sketch map of a county: relative positions, without any boundary. North is up. */
import type { Box, Place } from './distance.ts';

/** A sketch map: how degrees become units of the drawing. */
export interface Sketch {
  width: number;
  height: number;
  /** WGS-84. */
  box: Box;
}

/** Units of the longer side. */
const side = 480;
const metresInDegree = 111_195;

/** The sketch of a rectangle in which a unit is equally long in both directions at its middle. */
export function sketchOf(box: Box): Sketch {
  const [west, south, east, north] = box;
  const wide = (east - west) * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const high = north - south;
  const unit = side / Math.max(wide, high);
  return { width: Math.round(wide * unit), height: Math.round(high * unit), box };
}

/** The position of a place on a sketch, in units from its upper left corner. */
export function onSketch(
  { width, height, box: [west, south, east, north] }: Sketch,
  { lng, lat }: Place,
): [x: number, y: number] {
  return [Math.round(((lng - west) / (east - west)) * width), Math.round(((north - lat) / (north - south)) * height)];
}

/** The place at a position on a sketch. Four digits: a unit of a county's sketch is more than a hundred metres. */
export function placeOnSketch(
  { width, height, box: [west, south, east, north] }: Sketch,
  [x, y]: readonly [x: number, y: number],
): Place {
  const rounded = (degrees: number) => Number(degrees.toFixed(4));
  return { lng: rounded(west + (x / width) * (east - west)), lat: rounded(north - (y / height) * (north - south)) };
}

/** A round number of kilometres that is about a quarter of the sketch wide, and its length in units. */
export function scaleBar({ height, box: [, south, , north] }: Sketch): { kilometres: number; units: number } {
  const unitsInKilometre = height / (north - south) / (metresInDegree / 1_000);
  const kilometres = [500, 200, 100, 50, 20, 10, 5, 2, 1].find((each) => each * unitsInKilometre <= side / 4) ?? 1;
  return { kilometres, units: Math.round(kilometres * unitsInKilometre) };
}

/** The points of a line written as in the settings: `103.86,29.36 103.9,29.3`. */
export function placesOf(course: string): Place[] {
  return course.split(/\s+/).map((pair) => {
    const [lng = NaN, lat = NaN] = pair.split(',').map(Number);
    return { lng, lat };
  });
}

/** A line through points as a smooth path: every point is passed, bends are rounded (Catmull-Rom as Bézier curves). */
export function smoothPath(points: readonly (readonly [x: number, y: number])[]): string {
  const at = (index: number) => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0];
  const round = (value: number) => String(Math.round(value));
  return points
    .map(([x, y], index) => {
      if (index === 0) return `M${String(x)} ${String(y)}`;
      const [before, from, after] = [at(index - 2), at(index - 1), at(index + 1)];
      const control = [
        from[0] + (x - before[0]) / 6,
        from[1] + (y - before[1]) / 6,
        x - (after[0] - from[0]) / 6,
        y - (after[1] - from[1]) / 6,
      ];
      return `C${control.map(round).join(' ')} ${String(x)} ${String(y)}`;
    })
    .join('');
}
