/** The pipeline from a phone's file to the files that the site serves. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import sharp from 'sharp';
import { z } from 'zod';
import { parseMp4Boxes, everyBox, readMovie } from '../../src/media/metadata/mp4-boxes.ts';
import { runFfmpeg } from '../../src/media/transcoding/ffmpeg.ts';
import { findMetadata } from '../../src/media/metadata/find-metadata.ts';
import { loudnorm } from '../../src/media/transcoding/transcode-plan.ts';
import { mediaSchema } from '../../src/schemas/media.ts';
import { tellingMovie } from './files-with-metadata.ts';
import { bannerOf, clip, hdrClip, picture, program, smallClip, workshop } from './workshop.ts';

const place = workshop();

/** The content of a rendition. */
const rendition = (file: string) => readFileSync(join(place.mediaDirectory, file));

/** Integrated loudness of a file, LUFS, and its true peak, dBTP. */
async function loudnessOf(path: string): Promise<{ integrated: number; truePeak: number }> {
  const { messages } = await runFfmpeg(program.path, [
    '-loglevel', 'info', '-nostats', '-i', path, '-vn', '-af', loudnorm(), '-f', 'null', '-',
  ]); // prettier-ignore
  const { input_i, input_tp } = JSON.parse(/\{[^{}]*"input_i"[^{}]*\}/.exec(messages)?.[0] ?? '{}') as Record<
    string,
    string
  >;
  return { integrated: Number(input_i), truePeak: Number(input_tp) };
}

test('a clip becomes an MP4 that starts at once, three posters, and a manifest that names them', async () => {
  const steps: number[] = [];
  const original = await smallClip();
  const { id, manifest, already, sound } = await place.take(original, {
    id: 'xiao-pian',
    onProgress: ({ fraction }) => steps.push(fraction),
  });
  assert.deepEqual({ id, already, sound }, { id: 'xiao-pian', already: false, sound: true });
  assert.equal(manifest.original.bytes, statSync(original).size);
  assert.ok(Math.abs(manifest.durationSeconds - 1.2) < 0.1);
  assert.deepEqual([manifest.width, manifest.height, manifest.framesPerSecond], [192, 108, 30]);

  const [only, ...others] = manifest.renditions;
  assert.ok(only !== undefined && others.length === 0, 'a clip smaller than 480p is made once, at its own size');
  const movie = readMovie(rendition(only.file));
  assert.equal(only.codec, 'avc1.64000d, mp4a.40.2');
  assert.deepEqual(
    [only.width, only.height, only.bytes, movie.startsFast],
    [192, 108, rendition(only.file).length, true],
  );
  assert.match(only.file, /^xiao-pian-108p-[0-9a-f]{12}\.mp4$/);

  assert.equal(manifest.posterCandidates?.length, 3);
  for (const { jpeg, avif } of manifest.posterCandidates) {
    assert.equal((await sharp(rendition(jpeg)).metadata()).format, 'jpeg');
    assert.equal((await sharp(rendition(avif)).metadata()).format, 'heif');
  }
  const beside = join(place.contentDirectory, 'media');
  assert.deepEqual(readdirSync(beside).sort(), ['xiao-pian.jpg', 'xiao-pian.json']);
  const written: unknown = JSON.parse(readFileSync(join(beside, 'xiao-pian.json'), 'utf8'));
  mediaSchema(() => z.string()).parse(written);
  assert.deepEqual(written, manifest);
  assert.deepEqual(readFileSync(join(beside, 'xiao-pian.jpg')), rendition(manifest.posterCandidates[0]?.jpeg ?? ''));

  assert.equal(existsSync(join(place.mediaDirectory, '.work')), false);
  assert.deepEqual([steps[0], steps.at(-1)], [0, 1]);
  assert.deepEqual(
    steps,
    steps.toSorted((a, b) => a - b),
  );
});

test('the same original again gives the same manifest, and nothing is written', async () => {
  const before = readdirSync(place.mediaDirectory).map((file) => statSync(join(place.mediaDirectory, file)).mtimeMs);
  const again = await place.take(await smallClip());
  assert.deepEqual([again.already, again.id], [true, 'xiao-pian']);
  assert.deepEqual(
    readdirSync(place.mediaDirectory).map((file) => statSync(join(place.mediaDirectory, file)).mtimeMs),
    before,
  );
});

test('an id that is taken, and another id for the same original, are refused', async () => {
  await assert.rejects(place.take(await smallClip(), { id: 'lingyige' }), {
    message: 'small.mp4 · 现在：这段短片已经收过，编号是 xiao-pian · 应为：用编号 xiao-pian，或不写 --id',
  });
  const other = await clip('other.mp4', ...picture('160x90', 1));
  await assert.rejects(place.take(other, { id: 'xiao-pian' }), /编号 xiao-pian 已经是另一段短片/);
  await assert.rejects(place.take(other, { id: 'Xiao Pian' }), /现在：编号“Xiao Pian” · 应为：小写字母/);
});

test('a file that went missing or was damaged in the store is made again', async () => {
  const { manifest } = await place.take(await smallClip());
  const path = join(place.mediaDirectory, manifest.renditions[0]?.file ?? '');
  writeFileSync(path, readFileSync(path).fill(0, 500, 600));
  const mended = await place.take(await smallClip());
  assert.equal(mended.already, false);
  assert.equal((await place.take(await smallClip())).already, true);
  assert.deepEqual(findMetadata(readFileSync(path)), []);
});

test('a large clip is made at 480 and at 720, the small one first, with key frames four and two seconds apart', async () => {
  const original = await clip('large-5.mp4', ...picture('1920x1080', 4.5));
  const { manifest } = await place.take(original);
  assert.deepEqual(
    manifest.renditions.map(({ width, height }) => `${width}x${height}`),
    ['854x480', '1280x720'],
  );
  const firstKeyFrames = manifest.renditions.map(({ file }) => {
    const boxes = [...everyBox(parseMp4Boxes(rendition(file)))];
    const keyFrames = boxes.find(({ type }) => type === 'stss')?.body;
    return [keyFrames?.readUInt32BE(8), keyFrames?.readUInt32BE(12)];
  });
  assert.deepEqual(firstKeyFrames, [
    [1, 121],
    [1, 61],
  ]);
  const [poster] = manifest.posterCandidates ?? [];
  const { width, height } = await sharp(rendition(poster?.jpeg ?? '')).metadata();
  assert.deepEqual([width, height], [1280, 720]);
});

test('a clip filmed upright comes out upright, without a note that players would have to heed', async () => {
  const lying = await clip('lying.mov', ...picture('320x180', 1));
  const original = await clip('upright.mov', '-i', lying, '-c', 'copy', '-metadata:s:v', 'rotate=90');
  // A newer ffmpeg no longer writes the rotation; then the matrix of the track header is set by hand.
  const data = readFileSync(original);
  const header = data.indexOf('tkhd', 0, 'latin1') + 4;
  const matrix = [0, 65_536, 0, -65_536, 0, 0, 180 * 65_536, 0, 0x40000000];
  for (const [index, value] of matrix.entries()) data.writeInt32BE(value, header + 40 + index * 4);
  writeFileSync(original, data);
  const { manifest } = await place.take(original);
  assert.deepEqual([manifest.width, manifest.height], [180, 320]);
  assert.deepEqual([manifest.renditions[0]?.width, manifest.renditions[0]?.height], [180, 320]);
  assert.doesNotMatch(await bannerOf(join(place.mediaDirectory, manifest.renditions[0]?.file ?? '')), /rotat/);
});

test('sixty frames a second become thirty, evenly; odd sizes become even; long pixels become square', async () => {
  const fast = await place.take(await clip('fast.mp4', ...picture('160x90', 1, 60)));
  assert.equal(fast.manifest.framesPerSecond, 30);
  const odd = await clip('odd.mp4', ...picture('320x180', 1), '-vf', 'scale=161:91', '-pix_fmt', 'yuv444p');
  assert.deepEqual(
    (await place.take(odd)).manifest.renditions.map(({ width, height }) => [width, height]),
    [[162, 92]],
  );
  const wide = await clip('wide.mp4', ...picture('120x90', 1), '-vf', 'setsar=4/3');
  assert.deepEqual(
    (await place.take(wide)).manifest.renditions.map(({ width, height }) => [width, height]),
    [[160, 90]],
  );
});

test('a clip with pauses between frames, as phones make in poor light, keeps its length', async () => {
  const uneven = await clip(
    'uneven.mp4',
    ...picture('160x90', 2),
    '-vf',
    "select='not(mod(n\\,3))+lt(n\\,20)'",
    '-vsync',
    'vfr',
  );
  const { manifest } = await place.take(uneven);
  assert.ok(Math.abs(manifest.durationSeconds - 2) < 0.15, String(manifest.durationSeconds));
});

for (const [transfer, saysAll] of [
  ['arib-std-b67', true],
  ['smpte2084', true],
  ['arib-std-b67', false],
] as const) {
  test(`an HDR clip (${transfer}${saysAll ? '' : ', and nothing else said'}) becomes an ordinary picture of eight bits in BT.709`, async () => {
    const hdr = await hdrClip(transfer, saysAll);
    const { manifest, sound } = await place.take(hdr);
    assert.equal(sound, false);
    assert.equal(manifest.renditions[0]?.codec, 'avc1.64000d');
    assert.match(await bannerOf(join(place.mediaDirectory, manifest.renditions[0].file)), /yuv420p\(tv, bt709/);
    // Tone-mapped, and not just relabelled: the white of the picture is neither grey nor clipped.
    const { channels } = await sharp(rendition(manifest.posterCandidates?.[0]?.jpeg ?? '')).stats();
    const means = channels.map(({ mean }) => mean);
    assert.ok(
      means.every((mean) => mean > 40 && mean < 215),
      means.join(' '),
    );
  });
}

test('an HDR clip is refused in words when the program cannot tone-map', async () => {
  const poor = { ...program, filters: new Set([...program.filters].filter((name) => name !== 'zscale')) };
  const hdr = await hdrClip('arib-std-b67');
  await assert.rejects(
    workshop().take(hdr, { program: poor }),
    /这是 HDR 画面，.*不会转成普通画面（缺少 zscale 或 tonemap）/,
  );
});

test('a quiet clip is made louder and a loud one quieter, to −16 LUFS, below −1.5 dBTP', async () => {
  for (const [name, volume] of [
    ['quiet', '0.12'],
    ['loud', '6'],
  ] as const) {
    const sound = 'aevalsrc=0.35*sin(2*PI*330*t)*(0.6+0.4*sin(2*PI*3*t))';
    const original = await clip(`${name}.mp4`, ...picture('160x90', 4, 30, sound), '-af', `volume=${volume}`);
    const { manifest } = await place.take(original);
    const { integrated, truePeak } = await loudnessOf(join(place.mediaDirectory, manifest.renditions[0]?.file ?? ''));
    assert.ok(Math.abs(integrated + 16) < 1, `${name}: ${String(integrated)} LUFS`);
    assert.ok(truePeak <= -1, `${name}: ${String(truePeak)} dBTP`);
  }
});

test('a clip that is barely audible is lifted by 20 dB and no more', async () => {
  const original = await clip('faint.mp4', ...picture('160x90', 3), '-af', 'volume=0.02');
  const before = (await loudnessOf(original)).integrated;
  assert.ok(before < -45, String(before));
  const { manifest } = await place.take(original);
  const { integrated } = await loudnessOf(join(place.mediaDirectory, manifest.renditions[0]?.file ?? ''));
  assert.ok(Math.abs(integrated - before - 20) < 1, `${String(before)} → ${String(integrated)}`);
});

test('a sound track of silence is left out', async () => {
  const original = await clip('silent.mp4', ...picture('160x90', 1, 30, 'aevalsrc=0'));
  const { manifest, sound } = await place.take(original);
  assert.equal(sound, false);
  assert.match(manifest.renditions[0]?.codec ?? '', /^avc1\.\w+$/);
});

test('posters skip what is black or blurred', async () => {
  const original = await clip(
    'dark-start.mp4',
    ...picture('192x108', 3),
    ...['-vf', "drawbox=c=black:t=fill:enable='lt(t,0.7)',boxblur=8:enable='gt(t,1.2)*lt(t,1.8)'"],
  );
  const { posterCandidates = [] } = (await place.take(original)).manifest;
  assert.equal(posterCandidates.length, 3);
  for (const { atSeconds, jpeg } of posterCandidates) {
    assert.ok(atSeconds >= 0.6 && !(atSeconds > 1.25 && atSeconds < 1.75), String(atSeconds));
    const [grey] = (await sharp(rendition(jpeg)).greyscale().stats()).channels;
    assert.ok((grey?.mean ?? 0) > 24);
  }
});

for (const kind of ['mp4', 'mov', '3gp'] as const) {
  test(`of a ${kind} with position, device and owner in it none of these is in any output`, async () => {
    const path = join(place.directory, `told.${kind}`);
    writeFileSync(path, await tellingMovie(kind));
    const { id, manifest } = await place.take(path);
    const files = [
      ...manifest.renditions.map(({ file }) => join(place.mediaDirectory, file)),
      ...(manifest.posterCandidates ?? [])
        .flatMap(({ jpeg, avif }) => [jpeg, avif])
        .map((file) => join(place.mediaDirectory, file)),
      join(place.contentDirectory, 'media', `${id}.jpg`),
    ];
    assert.equal(files.length, 1 + 6 + 1);
    for (const file of files) assert.deepEqual(findMetadata(readFileSync(file)), [], file);
  });
}

test(
  'AV1 is made beside H.264 when it is asked for, also of a clip that is in already',
  { skip: program.encoders.has('libsvtav1') ? false : `ffmpeg ${program.version} has no libsvtav1` },
  async () => {
    const { manifest, already } = await place.take(await smallClip(), { av1: true });
    assert.equal(already, false);
    const codecs = manifest.renditions.map(({ codec }) => codec);
    assert.deepEqual(codecs.toSorted(), ['av01.0.00M.08, mp4a.40.2', 'avc1.64000d, mp4a.40.2']);
    for (const { file } of manifest.renditions) assert.deepEqual(findMetadata(rendition(file)), []);
    assert.equal((await place.take(await smallClip(), { av1: true })).already, true);
  },
);

test('AV1 is refused in words when the program cannot make it', async () => {
  const poor = { ...program, encoders: new Set(['libx264', 'aac']) };
  await assert.rejects(
    workshop().take(await smallClip(), { av1: true, program: poor }),
    /不会做 AV1。请安装 ffmpeg 5 以上/,
  );
});

test('work that is broken off leaves nothing behind', async () => {
  const elsewhere = workshop();
  const breakOff = new AbortController();
  const work = elsewhere.take(await smallClip(), {
    signal: breakOff.signal,
    onProgress: ({ stage }) => {
      if (stage === 'encode') breakOff.abort(new Error('enough'));
    },
  });
  await assert.rejects(work, /enough/);
  const left = readdirSync(elsewhere.directory, { recursive: true });
  assert.deepEqual(
    left.filter((name) => String(name) !== 'media'),
    [],
  );
});

test('of two runs on the same clip at the same time the second says that it has to wait', async () => {
  const elsewhere = workshop();
  const original = await smallClip();
  const outcomes = await Promise.allSettled([elsewhere.take(original), elsewhere.take(original)]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  assert.match(String(refused?.reason), /这段短片正在另一个窗口里处理/);
  assert.equal((await elsewhere.take(original)).already, true);
});
