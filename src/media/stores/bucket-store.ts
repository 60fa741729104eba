/** Renditions in a bucket of S3-compatible object storage. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { S3Client, S3Errors } from '@bradenmacdonald/s3-lite-client';
import type { BucketSettings } from '../../environment.ts';
import { MediaFailure } from '../errors.ts';
import { sha256OfFile } from '../../storage/hash.ts';
import type { Store, Stored } from './store.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.jpg': 'image/jpeg',
  '.avif': 'image/avif',
  '.vtt': 'text/vtt; charset=utf-8',
};

/** How often a request is tried when the connection breaks, and the delay before the second try, milliseconds. */
const attempts = 4;
const firstPause = 400;

/** Messages for the user by the server's error. */
function meaning(error: unknown, settings: BucketSettings): string {
  const { bucket, endpoint, region } = settings;
  if (error instanceof S3Errors.ServerError) {
    const said = `${String(error.statusCode)} ${error.code}`;
    switch (error.code) {
      case 'NoSuchBucket':
        return `对象存储里没有“${bucket}”这个存储桶。请核对 MEDIA_STORE，或先在 ${endpoint} 建好它。`;
      case 'InvalidAccessKeyId':
      case 'SignatureDoesNotMatch':
        return `对象存储不认这对密钥。请核对 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。`;
      case 'RequestTimeTooSkewed':
        return '这台电脑的时间不准，对象存储不接受。请校准时间再来。';
      case 'AuthorizationHeaderMalformed':
      case 'PermanentRedirect':
        return `存储桶“${bucket}”不在 ${region}。请核对 AWS_REGION 和 MEDIA_STORE_ENDPOINT。`;
    }
    if (error.statusCode === 403) return `这对密钥不能读写存储桶“${bucket}”（${said}）。请核对密钥和它的权限。`;
    return `对象存储出错：${said}，${error.message}`;
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return `连不上对象存储 ${endpoint}（试了 ${String(attempts)} 次：${cause}）。请检查网络和 MEDIA_STORE_ENDPOINT，再运行一次，会接着做。`;
}

/** Whether a retry may help: the connection broke, or the server is busy. */
function passes(error: unknown): boolean {
  if (error instanceof MediaFailure) return false;
  if (error instanceof S3Errors.ServerError) return error.statusCode >= 500 || error.statusCode === 429;
  return !(error instanceof S3Errors.S3Error);
}

/** A bucket. Throws `MediaFailure` when there are no keys. */
export function bucketStore(settings: BucketSettings): Store {
  const { bucket, prefix, endpoint, region, style, accessKey, secretKey, sessionToken } = settings;
  if (accessKey === undefined || secretKey === undefined) {
    throw new MediaFailure('写对象存储要有密钥：请设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。');
  }
  const client = new S3Client({
    endPoint: endpoint,
    bucket,
    region,
    accessKey,
    secretKey,
    pathStyle: style === 'path',
    ...(sessionToken !== undefined && { sessionToken }),
  });
  const key = (file: string) => (prefix === '' ? file : `${prefix}/${file}`);

  const persist = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof MediaFailure) throw error;
        if (attempt >= attempts || !passes(error)) throw new MediaFailure(meaning(error, settings), { cause: error });
        await wait(firstPause * 3 ** (attempt - 1));
      }
    }
  };

  const status = (file: string) =>
    persist(async () => {
      try {
        return await client.statObject(key(file));
      } catch (error) {
        if (error instanceof S3Errors.ServerError && error.statusCode === 404) return undefined;
        throw error;
      }
    });

  const get = (file: string, to: string) =>
    persist(async () => {
      const response = await client.getObject(key(file));
      if (response.body === null) throw new MediaFailure(`${file} · 对象存储给的是空文件`);
      await pipeline(Readable.from(response.body as AsyncIterable<Uint8Array>), createWriteStream(to));
      const storedHash = response.headers.get('x-amz-meta-sha256');
      if (storedHash !== null && storedHash !== (await sha256OfFile(to)))
        throw new Error(`${file}: not what was put in`);
    });

  return {
    name: `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`,
    async has(file) {
      const found = await status(file);
      return found === undefined ? undefined : { file, bytes: found.size };
    },
    async put(file, from) {
      const data = await readFile(from);
      const sha256 = createHash('sha256').update(data).digest('hex');
      // The request is signed over the SHA-256 of its body: the server refuses a body that was changed on the way.
      await persist(() =>
        client.putObject(key(file), data, {
          metadata: {
            'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
            'Cache-Control': 'public, max-age=31536000, immutable',
            'x-amz-meta-sha256': sha256,
          },
        }),
      );
      const found = await status(file);
      if (found?.size !== data.length) {
        throw new MediaFailure(
          `${file} · 传上去以后大小不对：现在 ${String(found?.size ?? 0)} 字节，应为 ${String(data.length)} 字节。请再运行一次。`,
        );
      }
    },
    get,
    async fingerprint(file) {
      const found = await status(file);
      const storedHash = found?.metadata['x-amz-meta-sha256'];
      if (storedHash !== undefined) return storedHash;
      return persist(async () => {
        const hash = createHash('sha256');
        const { body } = await client.getObject(key(file));
        if (body !== null) for await (const part of body as AsyncIterable<Uint8Array>) hash.update(part);
        return hash.digest('hex');
      });
    },
    list: () =>
      persist(async () => {
        const stored: Stored[] = [];
        const start = prefix === '' ? '' : `${prefix}/`;
        for await (const object of client.listObjects({ prefix: start })) {
          const file = object.key.slice(start.length);
          if (file !== '' && !file.includes('/')) stored.push({ file, bytes: object.size });
        }
        return stored.sort((a, b) => (a.file < b.file ? -1 : 1));
      }),
  };
}
