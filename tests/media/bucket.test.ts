/** Object storage, against a real S3-compatible server on this machine. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import test, { after } from 'node:test';
import S3rver from '@20minutes/s3rver';
import type { BucketSettings } from '../../src/environment.ts';
import { missingFiles } from '../../src/media/clips/add-clip.ts';
import { bucketStore } from '../../src/media/stores/bucket-store.ts';
import { choosePosterFrame } from '../../src/media/clips/choose-poster-frame.ts';
import { smallClip, workshop } from './workshop.ts';

const place = workshop();
const shared = { address: '127.0.0.1', port: 0, silent: true, directory: join(place.directory, 'server') };
const server = new S3rver({ ...shared, configureBuckets: [{ name: 'hongxin' }] });
const { port } = await server.run();
after(() => server.close());

/**
 * The same bucket on a server that does not check signatures: s3rver leaves out the slash after the bucket when it
 * computes the signature of a listing, so that it refuses what Amazon and MinIO accept.
 */
const lenient = new S3rver({ ...shared, allowMismatchedSignatures: true, configureBuckets: [] });
const lenientAddress = await lenient.run();
after(() => lenient.close());

const settings: BucketSettings = {
  bucket: 'hongxin',
  prefix: 'clips',
  endpoint: `http://127.0.0.1:${String(port)}`,
  region: 'us-east-1',
  style: 'path',
  accessKey: 'S3RVER',
  secretKey: 'S3RVER',
};
const store = bucketStore(settings);
const listed = bucketStore({ ...settings, endpoint: `http://127.0.0.1:${String(lenientAddress.port)}` });

/** A small file to store. */
function something(): string {
  const path = join(place.directory, 'something.mp4');
  writeFileSync(path, 'in place of a clip');
  return path;
}

test('a clip is kept in a bucket, with the right types, to be cached for ever', async () => {
  const { manifest } = await place.take(await smallClip(), { store, id: 'tong' });
  assert.deepEqual(await missingFiles(manifest, store), []);
  const [rendition] = manifest.renditions;
  const candidate = manifest.posterCandidates?.[0];
  const expected = {
    [rendition?.file ?? '']: 'video/mp4',
    [candidate?.jpeg ?? '']: 'image/jpeg',
    [candidate?.avif ?? '']: 'image/avif',
  };
  for (const [file, type] of Object.entries(expected)) {
    // As stored by the server: the response to a visitor.
    const kept = join(place.directory, `server/hongxin/clips/${file}`);
    const headers = JSON.parse(readFileSync(`${kept}._S3rver_metadata.json`, 'utf8')) as Record<string, string>;
    assert.equal(headers['content-type'], type);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
  }
  assert.equal(await store.fingerprint(rendition?.file ?? ''), rendition?.sha256);
  const files = (manifest.posterCandidates ?? []).flatMap(({ jpeg, avif }) => [jpeg, avif]);
  assert.deepEqual(
    (await listed.list()).map(({ file }) => file),
    [...files, rendition?.file].sort(),
  );
  assert.equal(readdirSync(place.directory).includes('media'), false, 'nothing lies in the folder');
});

test('the same clip again is found in the bucket; what is lost there is put in again', async () => {
  assert.equal((await place.take(await smallClip(), { store })).already, true);
  const elsewhere = bucketStore({ ...settings, prefix: 'others' });
  const again = await place.take(await smallClip(), { store: elsewhere });
  assert.equal(again.already, false);
  assert.deepEqual(await missingFiles(again.manifest, elsewhere), []);
});

test('another poster is fetched from the bucket', async () => {
  const { manifest } = await place.take(await smallClip(), { store });
  const second = manifest.posterCandidates?.[1]?.jpeg ?? '';
  await choosePosterFrame(place.contentDirectory, store, 'tong', '2');
  const kept = join(place.directory, `server/hongxin/clips/${second}._S3rver_object`);
  assert.deepEqual(readFileSync(join(place.contentDirectory, 'media/tong.jpg')), readFileSync(kept));
});

test('a wrong key, a missing bucket and a missing file are reported in a sentence', async () => {
  const cases: [Partial<BucketSettings>, RegExp][] = [
    [{ secretKey: 'wrong' }, /^对象存储不认这对密钥。请核对 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。$/],
    [{ accessKey: 'nobody' }, /^对象存储不认这对密钥。/],
    [
      { bucket: 'no-such-bucket' },
      /^对象存储里没有“no-such-bucket”这个存储桶。请核对 MEDIA_STORE，或先在 http.* 建好它。$/,
    ],
  ];
  for (const [change, message] of cases) {
    await assert.rejects(bucketStore({ ...settings, ...change }).put('something.mp4', something()), {
      name: 'MediaFailure',
      message,
    });
  }
  assert.equal(await store.has('nothing.mp4'), undefined);
  assert.throws(() => {
    const { accessKey: _, ...without } = settings;
    bucketStore(without);
  }, /^MediaFailure: 写对象存储要有密钥：请设好环境变量 AWS_ACCESS_KEY_ID/);
});

/** A proxy that resets the first connections to the server. */
async function gate(broken: number): Promise<{ server: Server; endpoint: string; seen: () => number }> {
  let seen = 0;
  const { connect } = await import('node:net');
  const listener = createServer((socket: Socket) => {
    seen += 1;
    socket.on('error', () => undefined);
    if (seen <= broken) {
      socket.once('data', () => socket.resetAndDestroy());
      return;
    }
    const onward = connect(port, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server: listener, endpoint: `http://127.0.0.1:${String(address.port)}`, seen: () => seen };
}

test('a connection that breaks is tried again, and the file arrives', async () => {
  const { server: listener, endpoint, seen } = await gate(2);
  try {
    await bucketStore({ ...settings, endpoint }).put('tried-again.mp4', something());
    assert.ok(seen() >= 3);
    assert.equal((await store.has('tried-again.mp4'))?.bytes, 'in place of a clip'.length);
  } finally {
    listener.close();
  }
});

test('a store that does not answer is reported before the clip is encoded', async () => {
  const elsewhere = workshop();
  const stages: string[] = [];
  const closed = bucketStore({ ...settings, secretKey: 'wrong' });
  await assert.rejects(
    elsewhere.take(await smallClip(), { store: closed, onProgress: ({ stage }) => stages.push(stage) }),
    { name: 'MediaFailure', message: /^这对密钥不能读写存储桶“hongxin”（403/ },
  );
  assert.deepEqual(stages, ['look']);
  assert.deepEqual(readdirSync(elsewhere.directory), []);
});

test('a connection that stays broken is reported in a sentence; the finished work waits for the next run', async () => {
  const { server: listener, endpoint } = await gate(Infinity);
  const elsewhere = workshop();
  try {
    const nearby = join(elsewhere.directory, 'work');
    // It responded at first, and failed while the clip was encoded.
    const broken = {
      ...bucketStore({ ...settings, prefix: 'later', endpoint }),
      nearby,
      has: () => Promise.resolve(undefined),
    };
    await assert.rejects(elsewhere.take(await smallClip(), { store: broken }), {
      name: 'MediaFailure',
      message: /^连不上对象存储 http.*（试了 4 次：.*）。请检查网络和 MEDIA_STORE_ENDPOINT，再运行一次，会接着做。$/,
    });
    const stages: string[] = [];
    const mended = { ...bucketStore({ ...settings, prefix: 'later' }), nearby };
    await elsewhere.take(await smallClip(), { store: mended, onProgress: ({ stage }) => stages.push(stage) });
    assert.equal(stages.includes('encode'), false, 'nothing is encoded twice');
    assert.equal(readdirSync(elsewhere.directory).includes('work'), false);
  } finally {
    listener.close();
  }
});
