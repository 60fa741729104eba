/** The input of a location: pasted from a map, tapped on the sketch of the county, or typed as degrees. */
import { createElement, Fragment, useId, useState, type MouseEvent, type ReactElement } from 'react';
import { TextField } from '@keystar/ui/text-field';
import { Text } from '@keystar/ui/typography';
import { convert, type Point } from '../../domain/places/coordinates.ts';
import { distance, formatDistance } from '../../domain/places/distance.ts';
import { pastedLocation } from '../../domain/places/pasted-location.ts';
import { onSketch, placeOnSketch, placesOf, sketchOf, smoothPath } from '../../domain/places/schematic-map.ts';
import type { County } from '../../domain/entries/county.ts';
import { datums, type Datum } from '../../schemas/vocabulary.ts';
import { useCounty } from './county.ts';
import { alertStyle } from './files.ts';

/** A field of the group, as Keystatic hands it to the input of the group. */
interface InnerField {
  value: string;
  onChange: (value: string) => void;
}

/** What the input is given. */
export interface LocationInputProps {
  label: string;
  fields: { lng: InnerField; lat: InnerField; datum: InnerField };
  onChange: (value: { lng: string; lat: string; datum: Datum }) => void;
  /** The fields of the group, one by one. */
  degrees: ReactElement;
}

function pointOf({ lng, lat, datum }: LocationInputProps['fields']): Point | undefined {
  const point = { lng: Number(lng.value), lat: Number(lat.value), datum: datum.value as Datum };
  return lng.value.trim() === '' || lat.value.trim() === '' || Number.isNaN(point.lng + point.lat) ? undefined : point;
}

/** Where a point is, in words: for whoever cannot see the sketch, and to notice a wrong town. */
function whereabouts(point: Point, { towns, county }: County): string {
  const place = convert(point, 'wgs84');
  const [nearest] = towns
    .map((town) => ({ name: town.name, metres: distance(place, town) }))
    .sort((a, b) => a.metres - b.metres);
  return nearest === undefined ? county : `离${nearest.name}政府所在地约 ${formatDistance(nearest.metres)}`;
}

/** The sketch, with the point on it. */
function sketchElement(
  county: County,
  point: Point | undefined,
  label: string,
  onTap: (place: Point) => void,
): ReactElement {
  const { west, south, east, north } = county.bounds;
  const sketch = sketchOf([west, south, east, north]);
  const marked = point === undefined ? undefined : onSketch(sketch, convert(point, 'wgs84'));
  const tap = ({ currentTarget, clientX, clientY }: MouseEvent<SVGSVGElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const x = ((clientX - left) / width) * sketch.width;
    const y = ((clientY - top) / height) * sketch.height;
    onTap({ ...placeOnSketch(sketch, [x, y]), datum: 'wgs84' });
  };
  return createElement(
    'svg',
    {
      viewBox: `0 0 ${String(sketch.width)} ${String(sketch.height)}`,
      role: 'img',
      'aria-label': `${label}示意图`,
      onClick: tap,
      style: {
        display: 'block',
        width: '100%',
        maxWidth: 380,
        height: 'auto',
        border: '1px solid rgb(128 128 128 / 35%)',
        borderRadius: 8,
        cursor: 'crosshair',
        overflow: 'hidden',
      },
    },
    county.rivers.map(({ name, course }) =>
      createElement('path', {
        key: name,
        d: smoothPath(placesOf(course).map((place) => onSketch(sketch, place))),
        fill: 'none',
        stroke: 'rgb(90 150 170 / 45%)',
        strokeWidth: 7,
        strokeLinecap: 'round',
      }),
    ),
    county.towns.map((town) => {
      const [x, y] = onSketch(sketch, town);
      return createElement(
        Fragment,
        { key: town.name },
        createElement('circle', { cx: x, cy: y, r: 3, fill: 'currentColor', opacity: 0.6 }),
        createElement(
          'text',
          {
            x: Math.max(24, Math.min(x, sketch.width - 24)),
            y: y - 9,
            textAnchor: 'middle',
            fontSize: 16,
            fill: 'currentColor',
          },
          town.name.replace(/[镇乡]$/, ''),
        ),
      );
    }),
    createElement('text', { x: 12, y: sketch.height - 12, fontSize: 14, fill: 'currentColor' }, '示意图，上北下南'),
    marked !== undefined &&
      createElement('circle', {
        cx: marked[0],
        cy: marked[1],
        r: 11,
        fill: 'rgb(173 58 34 / 80%)',
        stroke: '#fff',
        strokeWidth: 3,
      }),
  );
}

interface Said {
  is: 'read' | 'refused';
  words: string;
}

function wordsFor(text: string, county: County): Said & { point?: Point } {
  const found = pastedLocation(text, county.bounds);
  if (found.is === 'found') {
    const { lng, lat, datum } = found.point;
    return {
      is: 'read',
      words: `读到 ${String(lng)}, ${String(lat)}，${datums[datum]}，${whereabouts(found.point, county)}`,
      point: found.point,
    };
  }
  if (found.is === 'outside') {
    const { lng, lat } = found.point;
    return { is: 'refused', words: `${String(lng)}, ${String(lat)} 不在${county.county}的范围里，没有用` };
  }
  return {
    is: 'refused',
    words:
      found.is === 'short-link'
        ? '这是短链接，里面没有坐标：在浏览器里打开它，再复制地址栏里的网址'
        : '里面没有读到坐标。可以贴“103.949, 29.208”这样的坐标，或者地图网页的网址',
  };
}

/** The input. */
export default function LocationInput({ label, fields, onChange, degrees }: LocationInputProps): ReactElement {
  const county = useCounty();
  const [pasted, setPasted] = useState('');
  const [said, setSaid] = useState<Said>();
  const id = useId();
  const point = pointOf(fields);
  const set = ({ lng, lat, datum }: Point) => {
    onChange({ lng: String(lng), lat: String(lat), datum });
  };
  const read = (text: string) => {
    setPasted(text);
    if (county === undefined || text.trim() === '') {
      setSaid(undefined);
      return;
    }
    const { point: found, ...words } = wordsFor(text, county);
    setSaid(words);
    if (found !== undefined) set(found);
  };
  return createElement(
    'div',
    { role: 'group', 'aria-labelledby': id, style: { display: 'grid', gap: 12, minWidth: 0 } },
    createElement(Text, { id, size: 'large', weight: 'bold' }, label),
    createElement(TextField, {
      label: '粘贴坐标或地图网址',
      description: '在高德地图的“坐标拾取”里点一下门口，把坐标复制过来；也认腾讯、百度地图的网址。',
      value: pasted,
      onChange: read,
      autoComplete: 'off',
      spellCheck: 'false',
    }),
    createElement(
      'p',
      { role: said?.is === 'refused' ? 'alert' : 'status', style: said?.is === 'refused' ? alertStyle : { margin: 0 } },
      said?.words ?? (point !== undefined && county !== undefined ? whereabouts(point, county) : ''),
    ),
    county !== undefined &&
      createElement(
        'div',
        { style: { display: 'grid', gap: 6 } },
        sketchElement(county, point, label, (place) => {
          set(place);
          setPasted('');
          setSaid({
            is: 'read',
            words: `图上点的只是大致的位置（${whereabouts(place, county)}），门口的位置请从地图复制`,
          });
        }),
        createElement(Text, { size: 'small', color: 'neutralSecondary' }, '还没有坐标，就在图上点一下大致的位置。'),
      ),
    degrees,
  );
}
