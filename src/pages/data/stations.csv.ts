/** Open data: all stations as a table for Excel, with Chinese heads. */
import type { APIRoute } from 'astro';
import { formatHolidayHours, formatHours } from '../../domain/stations/hours-format.ts';
import { stations } from '../../library/stations.ts';
import { availabilities, facilities, stationKinds } from '../../schemas/vocabulary.ts';
import { absolute, csv } from './_responses.ts';
import { degrees } from './_station-record.ts';

const facilityHeads = Object.values(facilities);
const columns = [
  '名称',
  '类型',
  '乡镇',
  '地址',
  '附近',
  '经度（WGS-84）',
  '纬度（WGS-84）',
  '开放时间',
  '节假日',
  '电话',
  '设站单位',
  ...facilityHeads,
  '核实日期',
  '示例',
  '网址',
];

export const GET: APIRoute = async () =>
  csv(
    (await stations()).map((station) => ({
      名称: station.name,
      类型: stationKinds[station.kind],
      乡镇: station.town,
      地址: station.address,
      附近: station.landmark,
      '经度（WGS-84）': degrees(station.point.lng),
      '纬度（WGS-84）': degrees(station.point.lat),
      开放时间: formatHours(station.hours),
      节假日: formatHolidayHours(station.hours),
      电话: station.phone,
      设站单位: station.host,
      ...Object.fromEntries(
        station.facilities.map(({ facility, availability }) => [facilities[facility], availabilities[availability]]),
      ),
      核实日期: station.verified?.on,
      示例: station.isSample ? '是' : '',
      网址: absolute(station.href),
    })),
    columns,
  );
