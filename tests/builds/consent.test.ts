/**
 * Nothing of a person is in the built site that the consent does not name. For each of the 64 subsets of its six codes there is a person
 * whose name, picture, story and clip carry words of their own; they are looked for in every byte, the search index unpacked.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { before, suite } from 'node:test';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { codesOf, consentScopes, type ConsentScope } from '../../src/schemas/vocabulary.ts';
import { runBuild } from '../build-command.ts';
import { movieOfWords } from '../media/files-with-metadata.ts';
import { testCache } from '../places.ts';
import { filesOf } from '../site/dist.ts';

const workplace = join(testCache, 'consent');
const [content, media, directory] = ['content', 'media', 'site'].map((name) => join(workplace, name)) as [
  string,
  string,
  string,
];

const codes = codesOf(consentScopes);
const subsets = Array.from({ length: 2 ** codes.length }, (_, number) => ({
  number,
  scope: codes.filter((_code, bit) => (number & (1 << bit)) !== 0),
}));

/** A word that stands in one part of one person alone. */
const word = (part: string, number: number) => `zz${part}${String(number).padStart(2, '0')}zz`;

/** The parts of a person, and what a consent has to name for each. */
const parts: Readonly<Record<string, readonly ConsentScope[]>> = {
  slug: ['name'],
  name: ['name'],
  portrait: ['name', 'portrait'],
  alt: ['name', 'portrait'],
  credit: ['name', 'portrait'],
  headline: ['name', 'story'],
  citation: ['name', 'story'],
  quote: ['name', 'story'],
  honour: ['name', 'story'],
  employer: ['name', 'story'],
  body: ['name', 'story'],
  picture: ['name', 'story'],
  film: ['name', 'clip'],
  title: ['name', 'clip'],
  speech: ['name', 'clip', 'voice'],
  said: ['name', 'clip', 'voice'],
};

function write(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function writePicture(file: string, seed: number): Promise<void> {
  const background = { r: (seed * 37) % 256, g: (seed * 91 + 7) % 256, b: (seed * 53) % 256 };
  write(
    file,
    await sharp({ create: { width: 120, height: 150, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  );
}

async function writeClip(
  slug: string,
  person: string,
  audio: 'ambient' | 'speech',
  words: string,
  seed: number,
): Promise<void> {
  await writePicture(join(content, `media/${slug}.jpg`), seed);
  write(join(media, `${slug}.mp4`), movieOfWords(`${slug} in the film itself`));
  const rendition = {
    file: `${slug}.mp4`,
    codec: 'avc1.64001f, mp4a.40.2',
    width: 540,
    height: 960,
    bytes: 10,
    sha256: 'b'.repeat(64),
  };
  write(
    join(content, `media/${slug}.json`),
    JSON.stringify({
      original: { sha256: 'a'.repeat(64), bytes: 10 },
      durationSeconds: 10,
      width: 540,
      height: 960,
      renditions: [rendition],
      poster: `./${slug}.jpg`,
    }),
  );
  const captions = audio === 'speech' ? 'captions: captions.vtt\n' : '';
  if (audio === 'speech')
    write(join(content, `videos/${slug}/captions.vtt`), `WEBVTT\n\n00:00.000 --> 00:09.000\n${words}\n`);
  write(
    join(content, `videos/${slug}/index.md`),
    `---\ntitle: ${words}\nrecordedOn: 2026-03-01\ntown: 玉津镇\nscene: daily\ntheme: labour\nclip: ${slug}\naudio: ${audio}\n${captions}people: [${person}]\npublication: { status: published }\n---\n`,
  );
}

async function writePerson(number: number, scope: readonly ConsentScope[]): Promise<void> {
  const at = (part: string) => word(part, number);
  const slug = at('slug');
  await writePicture(join(content, `people/${slug}/${at('portrait')}.jpg`), number);
  await writePicture(join(content, `people/${slug}/story/${at('picture')}.jpg`), number + 64);
  // A consent to nothing is none: what nobody signed is told apart by its day.
  const list = scope.length === 0 ? '[roles]' : `[${scope.join(', ')}]`;
  write(
    join(content, `people/${slug}/index.md`),
    `---\nname: ${at('name')}\ntrade: rider\nemployer: ${at('employer')}\ntown: 玉津镇\nsince: 2019\nportrait: ./${at('portrait')}.jpg\nportraitAlt: ${at('alt')}\nportraitCredit: ${at('credit')}\nheadline: ${at('headline')}\ncitation: ${at('citation')}\nquote: ${at('quote')}\nhonours: [{ title: ${at('honour')}, level: county, year: 2020, by: 县总工会 }]\nthemes: [duty]\nvideos: [${at('film')}, ${at('speech')}]\npublication: { status: published, consent: { scope: ${list}, signedOn: 2026-01-01 } }\n---\n\n${at('body')}的事迹。\n\n<Picture src="story/${at('picture')}.jpg" alt="${at('body')}" />\n`,
  );
  await writeClip(at('film'), slug, 'ambient', at('title'), number + 128);
  await writeClip(at('speech'), slug, 'speech', at('said'), number + 192);
}

let site: { file: string; text: string }[];

before(async () => {
  rmSync(workplace, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, '../fixtures/smallest/content'), content, { recursive: true });
  for (const { number, scope } of subsets) await writePerson(number, scope);
  const everybody = subsets.map(({ number }) => word('slug', number)).join(', ');
  write(
    join(content, 'orders/2026/lu-deng.yaml'),
    `title: 路灯亮了\nkind: dispatch\ncategory: 道路照明\ntown: 玉津镇\ncommunity: 滨江社区\nsource: 微信群\nraisedOn: 2026-03-01\ndoneOn: 2026-03-02\nhelpers: [${everybody}]\nsummary: 换了灯\npublication: { status: published }\n`,
  );
  write(
    join(content, 'teams/xian-feng.yaml'),
    `name: 先锋队\nkind: 志愿服务队\ndoes: [送药]\nmembers: [${everybody}]\n`,
  );
  await writePicture(join(content, 'features/jie/cover.jpg'), 300);
  write(
    join(content, 'features/jie/index.md'),
    `---\ntitle: 一个专题\nfestival: wuyi\nyear: 2026\nfrom: 2026-04-20\nto: 2026-05-10\nlead: 导语\ncover: ./cover.jpg\ncoverAlt: 封面\npeople: [${everybody}]\nvideos: [${subsets.map(({ number }) => word('film', number)).join(', ')}]\npublication: { status: published }\n---\n`,
  );
  const { status, output } = await runBuild({
    CONTENT_DIR: content,
    MEDIA_DIR: media,
    OUT_DIR: directory,
    SITE_DATE: '2026-05-01',
    BASE_PATH: '/',
  });
  assert.equal(status, 0, output);
  site = filesOf(directory).map((file) => {
    const bytes = readFileSync(join(directory, file));
    return { file, text: (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8') };
  });
});

const tracesOf = (sought: string) =>
  site.filter(({ file, text }) => file.includes(sought) || text.includes(sought)).map(({ file }) => file);

suite('of a person whose consent names', () => {
  for (const { number, scope } of subsets) {
    // Roles have no field yet: whoever agreed to nothing else agreed to nothing that could be shown.
    const named = scope.length === 0 ? '身份 alone' : scope.map((code) => consentScopes[code]).join('、');
    test(`${named}: everything that it names is shown, and not a byte beyond (${String(number)})`, () => {
      for (const [part, needed] of Object.entries(parts)) {
        const sought = word(part, number);
        const traces = tracesOf(sought);
        if (needed.every((code) => scope.includes(code))) {
          // Pictures are stored by the names of their files, and so are films.
          assert.ok(traces.length > 0, `${part} is shown nowhere`);
          continue;
        }
        // A clip that was public has an address, which says that it was withdrawn, and nothing of it.
        const address = ['film', 'speech'].includes(part) ? [`videos/${sought}/index.html`] : [];
        assert.deepEqual(traces, address, part);
        for (const file of address) assert.ok(!readFileSync(join(directory, file), 'utf8').includes(sought));
      }
    });
  }

  test('the name, the page is in the lists, in the data, in the search and on what others wrote', () => {
    const [all] = subsets.filter(({ scope }) => scope.length === codes.length);
    const traces = tracesOf(word('name', all?.number ?? 0));
    for (const file of [
      `people/${word('slug', all?.number ?? 0)}/index.html`,
      'people/index.html',
      'data/people.json',
      'search/names.json',
      'orders/lu-deng/index.html',
      'features/jie/index.html',
      'teams/index.html',
    ])
      assert.ok(traces.includes(file), `${file} is not among ${traces.join(' ')}`);
  });
});
