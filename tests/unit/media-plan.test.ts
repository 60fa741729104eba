import assert from 'node:assert/strict';
import test from 'node:test';
import type { Program } from '../../src/media/transcoding/ffmpeg.ts';
import { withField } from '../../src/media/clips/link-clip.ts';
import {
  filterGraph,
  fit,
  frameRate,
  loudnorm,
  outputOf,
  planClip,
} from '../../src/media/transcoding/transcode-plan.ts';
import { readBanner, type Probe } from '../../src/media/transcoding/probe.ts';

const phone: Probe = {
  demuxer: 'mov',
  bytes: 66_000_000,
  durationSeconds: 30,
  width: 1080,
  height: 1920,
  framesPerSecond: 30,
  matrix: 'bt709',
  fullRange: false,
  channels: 2,
};
const original = 'ab'.repeat(32);

const sizes = (width: number, height: number) =>
  planClip('x', original, { ...phone, width, height }, ['h264']).renditions.map(
    ({ name, ...size }) => `${name} ${String(size.width)}×${String(size.height)}`,
  );

test('a clip is made at 480 and 720, and never larger than it was', () => {
  assert.deepEqual(sizes(1080, 1920), ['480p 480×854', '720p 720×1280']);
  assert.deepEqual(sizes(3840, 2160), ['480p 854×480', '720p 1280×720']);
  assert.deepEqual(sizes(720, 1280), ['480p 480×854', '720p 720×1280']);
  assert.deepEqual(sizes(640, 1136), ['480p 480×852', '640p 640×1136']);
  assert.deepEqual(sizes(540, 960), ['540p 540×960']);
  assert.deepEqual(sizes(368, 640), ['368p 368×640']);
  // The long screens of phones, and a square.
  assert.deepEqual(sizes(1080, 2400), ['480p 480×1066', '720p 720×1600']);
  assert.deepEqual(sizes(1000, 1000), ['480p 480×480', '720p 720×720']);
});

test('sides are even, as 4:2:0 wants them', () => {
  assert.deepEqual(fit(161, 91, 480), { width: 162, height: 92 });
  assert.deepEqual(fit(1366, 768, 480), { width: 854, height: 480 });
});

test('frame rates above thirty are halved, the ones of NTSC keep their fraction', () => {
  const cases: [number, string][] = [
    [30, '30'],
    [29.97, '30000/1001'],
    [60, '30'],
    [59.94, '30000/1001'],
    [120, '30'],
    [50, '25'],
    [25, '25'],
    [24, '24'],
    [23.98, '24000/1001'],
    [30.01, '30'],
    [15, '15'],
    [27.02, '27'],
    [17.4, '17400/1000'],
  ];
  for (const [rate, expected] of cases) assert.equal(frameRate(rate), expected, String(rate));
});

test('names come from the original and the settings: another of either gives another name', () => {
  const names = (hash: string, codecs: readonly ('h264' | 'av1')[], probe = phone) =>
    planClip('x', hash, probe, codecs).renditions.map(({ file }) => file);
  assert.deepEqual(names(original, ['h264']), names(original, ['h264']));
  for (const name of names(original, ['h264'])) assert.match(name, /^x-(480|720)p-[0-9a-f]{12}\.mp4$/);
  const all = [...names(original, ['h264', 'av1']), ...names('cd'.repeat(32), ['h264', 'av1'])];
  assert.equal(new Set(all).size, 8);
});

test('a clip is decoded once for every size and for the posters', () => {
  const plan = planClip('x', original, phone, ['h264']);
  const graph = filterGraph(phone, plan, plan.renditions, true);
  assert.equal(graph.match(/\[0:V:0\]/g)?.length, 1);
  assert.match(graph, /split=3/);
  const hdr = { ...phone, hdr: 'pq', matrix: 'bt2020' } as const;
  assert.equal(filterGraph(hdr, plan, plan.renditions, true).match(/tonemap=tonemap/g)?.length, 1);
});

test('an output carries nothing of the original besides picture and sound', () => {
  const plan = planClip('x', original, phone, ['h264']);
  const program: Program = {
    path: 'ffmpeg',
    version: '5',
    filters: new Set(),
    encoders: new Set(),
    bitstreamFilters: new Set(['filter_units']),
  };
  const [rendition] = plan.renditions;
  assert.ok(rendition);
  const words = outputOf(rendition, 'v0', '/x.mp4', {
    framesPerSecond: '30',
    loudness: undefined,
    program,
    threads: 2,
  }).join(' ');
  for (const part of [
    '-map_metadata -1',
    '-map_chapters -1',
    '-dn',
    '-sn',
    '-an',
    'filter_units=remove_types=6',
    '-movflags +faststart',
    '-g 120',
  ]) {
    assert.ok(words.includes(part), part);
  }
});

test('a loud clip is aimed at −16 LUFS, a faint one at 20 dB above what it is', () => {
  const measured = { input_i: '-23.0', input_tp: '-5', input_lra: '4', input_thresh: '-33', target_offset: '0.1' };
  assert.match(loudnorm(measured), /^loudnorm=I=-16\.0:TP=-1\.5:LRA=11:measured_I=-23\.0:.*:linear=true/);
  assert.match(loudnorm({ ...measured, input_i: '-52.5' }), /^loudnorm=I=-32\.5:/);
});

test('what ffmpeg says of a file is understood, of 2018 as of today', () => {
  const old = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:x.mov':
  Metadata:
    major_brand     : qt
  Duration: 00:01:02.50, start: 0.000000, bitrate: 612 kb/s
    Stream #0:0: Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 1920x1080 [SAR 1:1 DAR 16:9], 517 kb/s, 59.94 fps, 59.94 tbr, 600 tbn, 600 tbc (default)
    Metadata:
      rotate          : 90
      handler_name    : Core Media Video
    Side data:
      displaymatrix: rotation of -90.00 degrees
    Stream #0:1: Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 69 kb/s (default)
    Stream #0:2: Data: none (mebx / 0x7862656D), 0 kb/s (default)
At least one output file must be specified`;
  assert.deepEqual(readBanner(old), {
    durationSeconds: 62.5,
    width: 1080,
    height: 1920,
    framesPerSecond: 59.94,
    hdr: 'hlg',
    matrix: 'bt2020',
    fullRange: false,
    channels: 1,
  });
  const today = `  Duration: N/A, start: 0.000000, bitrate: N/A
  Stream #0:0[0x1](eng): Video: h264 (Baseline) (avc1 / 0x31637661), yuvj420p(pc, bt470bg/bt470bg/smpte170m, progressive), 640x480, 13274 kb/s, SAR 4:3 DAR 16:9, 17.2 fps, 90k tbr, 90k tbn (default)
  Stream #0:1[0x2](eng): Audio: amr_nb (samr / 0x726D6173), 8000 Hz, stereo, fltp, 12 kb/s (default)`;
  assert.deepEqual(readBanner(today), {
    width: 853,
    height: 480,
    framesPerSecond: 17.2,
    matrix: 'bt601',
    fullRange: true,
    channels: 2,
  });
  const song = `  Duration: 00:00:03.00
  Stream #0:0: Audio: aac (LC), 44100 Hz, stereo, fltp
  Stream #0:1: Video: mjpeg, yuvj420p(pc), 600x600, 90k tbr, 90k tbn (attached pic)`;
  assert.equal(readBanner(song), undefined);
});

test('a clip is put into an entry, and all else in it stays as it was', () => {
  const entry = '---\ntitle: "甲"  # 题\nclip: old   # 换\npeople: [ a ]\n---\n正文\n---\nclip: b\n';
  assert.equal(withField(entry, 'clip', 'new-one', 'x'), entry.replace('old', 'new-one'));
  assert.equal(withField('---\ntitle: 甲\n---\n', 'clip', 'c', 'x'), '---\ntitle: 甲\nclip: c\n---\n');
  assert.equal(
    withField('---\r\nclip:\r\ntitle: 甲\r\n---\r\n', 'clip', 'c', 'x'),
    '---\r\nclip: c\r\ntitle: 甲\r\n---\r\n',
  );
  assert.equal(withField("---\nclip: 'old'\n---\n", 'clip', 'c', 'x'), '---\nclip: c\n---\n');
  assert.throws(
    () => withField('没有开头', 'clip', 'c', 'videos/x/index.md'),
    /videos\/x\/index\.md · 现在：开头没有 ---/,
  );
  assert.throws(() => withField('---\na: [\n---\n', 'clip', 'c', 'x'), /x · 现在：开头的内容看不懂/);
  assert.throws(() => withField('---\nclip: [a]\n---\n', 'clip', 'c', 'x'), /clip · 现在：不是一个名字/);
});
