/**
 * Every environment variable the project reads, with its meaning and its default. Nothing else reads `process.env` for
 * settings. A wrong value stops the command at once with a message, not half-way through a build.
 */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isRealDay, type IsoDate } from './schemas/field.ts';

/** A bucket of S3-compatible object storage for the renditions of clips. */
export interface BucketSettings {
  bucket: string;
  /** Path within the bucket, without slashes at its ends; may be empty. */
  prefix: string;
  endpoint: string;
  region: string;
  /** Whether the bucket is the first part of the path, or of the host's name. */
  style: 'path' | 'host';
  /** Needed to write; a build reads nothing from the bucket and does not need it. */
  accessKey?: string;
  secretKey?: string;
  sessionToken?: string;
}

/** The settings of one run of a command. */
export interface Environment {
  /** Public origin without a path, e.g. `https://www.example.gov.cn`. `SITE_URL` */
  siteUrl: string;
  /** Path under which the site is served, with a slash at both ends, e.g. `/ztzl/xjy/`. `BASE_PATH` */
  basePath: string;
  /** Absolute path of the content tree. `CONTENT_DIR` */
  contentDirectory: string;
  /** Absolute path of the built site. `OUT_DIR` */
  outputDirectory: string;
  /**
   * Absolute path of the folder of files that are costly to make and cached by their content: encoded pictures, share
   * pictures. Outside `node_modules` by default, so that `npm ci` does not remove it. `CACHE_DIR`
   */
  cacheDirectory: string;
  /**
   * Absolute path of the folder for what belongs to the account and not to the content: tokens of shared repositories. Where
   * programs of the system keep such things by default. `SETTINGS_DIR`
   */
  settingsDirectory: string;
  /** Absolute path of the renditions of clips. `MEDIA_DIR` */
  mediaDirectory: string;
  /**
   * Address that serves the renditions, without a slash at the end; empty when the site serves them itself. `MEDIA_URL`
   */
  mediaUrl: string;
  /**
   * The bucket that stores renditions instead of the folder. `MEDIA_STORE=s3://bucket/path`, with the usual
   * `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, and for a service that is not
   * Amazon's `MEDIA_STORE_ENDPOINT` (or `AWS_ENDPOINT_URL_S3`) and, where the default is wrong, `MEDIA_STORE_STYLE`.
   */
  mediaBucket?: BucketSettings;
  /** Whether sample entries are shown. On by default: a fresh copy of the project shows all features. `SAMPLES` */
  samplesShown: boolean;
  /**
   * "Today" for everything that depends on the date. The real day in China by default, wherever the build runs.
   * `SITE_DATE`
   */
  today: IsoDate;
  /** The ffmpeg program that makes clips; found on the PATH by default. `FFMPEG_PATH` */
  ffmpeg: string;
  /** Port of `npm run studio`. `STUDIO_PORT` */
  studioPort: number;
  /** Port of `npm start` and `npm run dev`. `PORT` */
  port: number;
}

// Made once: making one takes longer than formatting a thousand days.
const chineseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day in China at a moment. */
export function dayInChina(moment: Date): IsoDate {
  return chineseDay.format(moment);
}

function refuse(name: string, found: string, expected: string): never {
  throw new Error(`环境变量 ${name} · 现在是“${found}” · 应为${expected}`);
}

/** Services that accept the bucket only as part of the host's name. Self-hosted services accept it in the path. */
const hostStyle =
  /(^|\.)(amazonaws\.com(\.cn)?|aliyuncs\.com|myqcloud\.com|myhuaweicloud\.com|volces\.com|ctyunapi\.cn)$/;

function readBucket(given: (name: string) => string | undefined, mediaUrl: string): BucketSettings | undefined {
  const store = given('MEDIA_STORE');
  if (store === undefined) return undefined;
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(store) ?? [];
  if (bucket === undefined || !/^[\w\-./]*$/.test(prefix)) {
    refuse('MEDIA_STORE', store, ' s3://存储桶/路径，例如 s3://hongxin-media/clips');
  }
  // Without it the pages would refer to files that the site does not have.
  if (mediaUrl === '') {
    refuse(
      'MEDIA_URL',
      '（空）',
      '短片的公开网址，例如 https://media.example.gov.cn/clips：设了 MEDIA_STORE，短片就不在网站自己的文件夹里',
    );
  }
  const region = given('AWS_REGION') ?? given('AWS_DEFAULT_REGION') ?? 'us-east-1';
  const named = given('MEDIA_STORE_ENDPOINT') ?? given('AWS_ENDPOINT_URL_S3') ?? given('AWS_ENDPOINT_URL');
  const endpoint = named ?? `https://s3.${region}.amazonaws.com`;
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    refuse('MEDIA_STORE_ENDPOINT', endpoint, '对象存储的服务地址，例如 https://oss-cn-chengdu.aliyuncs.com');
  }
  const style = given('MEDIA_STORE_STYLE') ?? (hostStyle.test(new URL(endpoint).hostname) ? 'host' : 'path');
  if (style !== 'path' && style !== 'host') refuse('MEDIA_STORE_STYLE', style, ' path 或 host');
  const [accessKey, secretKey, sessionToken] = [
    given('AWS_ACCESS_KEY_ID'),
    given('AWS_SECRET_ACCESS_KEY'),
    given('AWS_SESSION_TOKEN'),
  ];
  return {
    bucket,
    prefix: prefix.replace(/^\/+|\/+$/g, ''),
    endpoint,
    region,
    style,
    ...(accessKey !== undefined && { accessKey }),
    ...(secretKey !== undefined && { secretKey }),
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/** Reads the settings from environment variables. Throws, in Chinese, at the first invalid value. */
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

  const mediaUrl = (given('MEDIA_URL') ?? '').replace(/\/+$/, '');
  const mediaBucket = readBucket(given, mediaUrl);

  return {
    siteUrl: site.origin,
    basePath: `/${basePath.replace(/^\/+|\/+$/g, '')}/`.replace('//', '/'),
    contentDirectory: resolve(given('CONTENT_DIR') ?? 'content'),
    outputDirectory: resolve(given('OUT_DIR') ?? 'dist'),
    cacheDirectory: resolve(given('CACHE_DIR') ?? '.cache/hongxin'),
    settingsDirectory: resolve(
      given('SETTINGS_DIR') ??
        join(given('APPDATA') ?? given('XDG_CONFIG_HOME') ?? join(homedir(), '.config'), 'hongxin'),
    ),
    mediaDirectory: resolve(given('MEDIA_DIR') ?? 'media'),
    mediaUrl,
    ...(mediaBucket !== undefined && { mediaBucket }),
    samplesShown: samples === 'on',
    today,
    ffmpeg: given('FFMPEG_PATH') ?? 'ffmpeg',
    studioPort: port('STUDIO_PORT', 4322),
    port: port('PORT', 4321),
  };
}

/** The settings of this run. */
export const environment = readEnvironment(process.env);

/** "Today" at this moment, for programs that run for days: `SITE_DATE`, or else the day in China now. */
export const currentDay = (): IsoDate =>
  (process.env['SITE_DATE'] ?? '').trim() === '' ? dayInChina(new Date()) : environment.today;

/** The environment of another program: that of this process, with settings of its own. */
export const environmentWith = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...settings,
});
