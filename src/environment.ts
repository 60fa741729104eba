/**
 * Every environment variable the project reads, with its meaning and its default. Nothing else reads `process.env` for
 * settings. A wrong value stops the command at once with a sentence, rather than half-way through a build.
 */
import { resolve } from 'node:path';
import { isRealDay, type IsoDate } from './schemas/field.ts';

/** The settings of one run of a command. */
export interface Environment {
  /** Public origin without a path, e.g. `https://www.example.gov.cn`. `SITE_URL` */
  siteUrl: string;
  /** Path under which the site lies, with a slash at both ends, e.g. `/ztzl/xjy/`. `BASE_PATH` */
  basePath: string;
  /** Absolute path of the content tree. `CONTENT_DIR` */
  contentDirectory: string;
  /** Absolute path of the built site. `OUT_DIR` */
  outputDirectory: string;
  /**
   * Absolute path of the folder of files that are costly to make and kept by their content: encoded pictures, share
   * pictures. Outside `node_modules` by default, so that `npm ci` leaves it alone. `CACHE_DIR`
   */
  cacheDirectory: string;
  /** Absolute path of the renditions of clips. `MEDIA_DIR` */
  mediaDirectory: string;
  /** Address that serves the renditions, without a slash at the end; empty when the site serves them itself. `MEDIA_URL` */
  mediaUrl: string;
  /** Whether sample entries are shown. On by default: a fresh copy of the project shows what it can do. `SAMPLES` */
  samplesShown: boolean;
  /** "Today" for everything that dates rule. The real day in China by default, wherever the build runs. `SITE_DATE` */
  today: IsoDate;
  /** The ffmpeg program that makes clips; found on the PATH by default. `FFMPEG_PATH` */
  ffmpeg: string;
  /** Port of `npm run studio`. `STUDIO_PORT` */
  studioPort: number;
  /** Port of `npm start` and `npm run dev`. `PORT` */
  port: number;
}

/** The day in China at a moment. */
export function dayInChina(moment: Date): IsoDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(moment);
}

function refuse(name: string, found: string, expected: string): never {
  throw new Error(`环境变量 ${name} · 现在是“${found}” · 应为${expected}`);
}

/** Reads the settings from environment variables. Throws, in Chinese, at the first value that makes no sense. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = (name: string) => {
    const value = variables[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };

  const siteUrl = given('SITE_URL') ?? 'http://localhost:4321';
  const site = URL.canParse(siteUrl) ? new URL(siteUrl) : undefined;
  if (site === undefined || !/^https?:$/.test(site.protocol) || site.pathname !== '/') {
    refuse('SITE_URL', siteUrl, '网站的域名部分，例如 https://www.example.gov.cn，路径请写在 BASE_PATH');
  }

  const basePath = given('BASE_PATH') ?? '/';
  if (!/^\/?[\w\-./~]*$/.test(basePath) || basePath.includes('//')) {
    refuse('BASE_PATH', basePath, '网址里的路径，例如 /ztzl/xjy/');
  }

  const samples = given('SAMPLES') ?? 'on';
  if (samples !== 'on' && samples !== 'off') refuse('SAMPLES', samples, ' on 或 off');

  const today = given('SITE_DATE') ?? dayInChina(new Date());
  if (!isRealDay(today)) refuse('SITE_DATE', today, ' 2026-05-01 这样的日期');

  const port = (name: string, usual: number) => {
    const text = given(name) ?? String(usual);
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) refuse(name, text, ' 0 到 65535 的端口号');
    return Number(text);
  };

  return {
    siteUrl: site.origin,
    basePath: `/${basePath.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/'),
    contentDirectory: resolve(given('CONTENT_DIR') ?? 'content'),
    outputDirectory: resolve(given('OUT_DIR') ?? 'dist'),
    cacheDirectory: resolve(given('CACHE_DIR') ?? '.cache/hongxin'),
    mediaDirectory: resolve(given('MEDIA_DIR') ?? 'media'),
    mediaUrl: (given('MEDIA_URL') ?? '').replace(/\/+$/, ''),
    samplesShown: samples === 'on',
    today,
    ffmpeg: given('FFMPEG_PATH') ?? 'ffmpeg',
    studioPort: port('STUDIO_PORT', 4322),
    port: port('PORT', 4321),
  };
}

/** The settings of this run. */
export const environment = readEnvironment(process.env);
