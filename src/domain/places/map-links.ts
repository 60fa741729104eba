/**
 * Links that open a point in the maps people have. Each map requires its own coordinate system and its own order of
 * longitude and latitude; the forms are those of the vendors' public documentation.
 */
import type { Place } from './distance.ts';

/** A link to one map. */
export interface MapLink {
  map: string;
  href: string;
  /** Whether the map's app cannot be started from inside WeChat, so that only its web page opens there. */
  isBarredInWeChat?: true;
}

const degrees = (value: number) => value.toFixed(6);

/**
 * Links to a point with a name. All of these maps accept GCJ-02: 高德 as longitude, latitude, the others the other way.
 * @param point in GCJ-02
 * @param source the caller's name, which the vendors require
 */
export function mapLinks(point: Place, name: string, source: string): MapLink[] {
  const [x, y] = [degrees(point.lng), degrees(point.lat)];
  const label = encodeURIComponent(name);
  const from = encodeURIComponent(source);
  return [
    {
      map: '高德地图',
      href: `https://uri.amap.com/navigation?to=${x},${y},${label}&mode=ride&src=${from}&callnative=1`,
      isBarredInWeChat: true,
    },
    {
      map: '百度地图',
      href: `https://api.map.baidu.com/marker?location=${y},${x}&title=${label}&content=${label}&output=html&coord_type=gcj02&src=webapp.${from}`,
    },
    {
      map: '腾讯地图',
      href: `https://apis.map.qq.com/uri/v1/routeplan?type=drive&to=${label}&tocoord=${y},${x}&coord_type=2&referer=${from}`,
    },
    { map: '苹果地图', href: `https://maps.apple.com/?daddr=${y},${x}&dirflg=d&q=${label}` },
  ];
}
