/**
 * Nothing of an entry that may not be seen is anywhere in the built site. For every kind and every reason there is an
 * entry whose slug, text, picture and media file carry a word of their own; the words are looked for in every byte of the
 * site, in file names, and in the search index unpacked.
 */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { after, before, suite } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio';
import sharp from 'sharp';
import { runBuild } from '../build-command.ts';
import { filesOf } from '../site/dist.ts';
import { testCache } from '../places.ts';
import { movieOfWords } from '../media/files-with-metadata.ts';

const today = '2026-05-01';

/** A person who is no sample is public only with this. */
const agreed = 'consent: { scope: [name, portrait, story, clip, voice, roles], signedOn: 2026-01-01 }';

/** Ways in which an entry can be kept from the public; `publication` as YAML. */
const states = {
  public: `{ status: published, ${agreed} }`,
  draft: '{ status: draft }',
  review: '{ status: review }',
  notyet: `{ status: published, publishOn: 2026-05-02, ${agreed} }`,
  expired: `{ status: published, expireOn: 2026-05-01, ${agreed} }`,
  withdrawn: '{ status: withdrawn }',
  takenback:
    '{ status: published, consent: { scope: [name, portrait], signedOn: 2026-01-01, withdrawnOn: 2026-04-30 } }',
  runout: '{ status: published, consent: { scope: [name, portrait], signedOn: 2026-01-01, expiresOn: 2026-04-30 } }',
  sample: '{ status: published, sample: true }',
  sampledraft: '{ status: draft, sample: true }',
} as const;
type State = keyof typeof states;
const kinds = ['people', 'videos', 'stations', 'orders', 'features'] as const;
type Kind = (typeof kinds)[number];

/** States whose address answers, without a name, that the entry was withdrawn. */
const leavesAddress: readonly State[] = ['expired', 'withdrawn', 'takenback', 'runout'];

/** The word that an entry's slug, text and files carry, and no other entry's. */
const word = (kind: Kind, state: State) => `zz${kind}${state}zz`;
/** A Chinese word that stands in its text: rare characters, different for each entry, so that the index is looked at too. */
const chineseWord = (kind: Kind, state: State) =>
  `暗号${String.fromCodePoint(0x9f00 + kinds.indexOf(kind) * 16 + Object.keys(states).indexOf(state))}某某`;

/** Always the same place: a build keeps a cache for each content tree, and a new place every time would pile them up. */
const workplace = join(testCache, 'gate');
rmSync(workplace, { recursive: true, force: true });
const content = join(workplace, 'content');
const media = join(workplace, 'media');

function write(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What the metadata of every picture in the content says, beside where it was taken. */
const planted = 'zzplantedzz';

async function writePicture(file: string, seed: number): Promise<void> {
  const picture = sharp({
    create: {
      width: 320,
      height: 400,
      channels: 3,
      background: { r: (seed * 37) % 256, g: (seed * 91) % 256, b: 120 },
    },
  });
  const withPlace = picture.withExif({
    IFD0: { Make: planted },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '29/1 12/1 30/1' },
  });
  write(file, await withPlace.jpeg().toBuffer());
}

async function writeEntry(kind: Kind, state: State, seed: number): Promise<void> {
  const slug = word(kind, state);
  const text = `${word(kind, state)}的${chineseWord(kind, state)}`;
  const publication = `publication: ${states[state]}\n`;
  const names = (other: Kind) =>
    `[${Object.keys(states)
      .map((each) => word(other, each as State))
      .join(', ')}]`;
  switch (kind) {
    case 'people':
      await writePicture(join(content, `people/${slug}/${slug}.jpg`), seed);
      write(
        join(content, `people/${slug}/index.md`),
        `---\nname: ${text}\ntrade: rider\ntown: 玉津镇\nportrait: ./${slug}.jpg\nportraitAlt: ${text}\nheadline: ${text}\nvideos: ${names('videos')}\nstations: ${names('stations')}\n${publication}---\n\n${await writeStory(kind, state, seed)}\n`,
      );
      break;
    case 'videos':
      await writePicture(join(content, `media/${slug}.jpg`), seed);
      write(join(media, `${slug}.mp4`), movieOfWords(`${slug} in the film itself`));
      write(
        join(content, `media/${slug}.json`),
        JSON.stringify({
          original: { sha256: 'a'.repeat(64), bytes: 10 },
          durationSeconds: 10,
          width: 540,
          height: 960,
          renditions: [
            {
              file: `${slug}.mp4`,
              codec: 'avc1.64001f, mp4a.40.2',
              width: 540,
              height: 960,
              bytes: 10,
              sha256: 'b'.repeat(64),
            },
          ],
          poster: `./${slug}.jpg`,
        }),
      );
      write(join(content, `videos/${slug}/captions.vtt`), `WEBVTT\n\n00:00.000 --> 00:02.000\n${text}\n`);
      write(
        join(content, `videos/${slug}/index.md`),
        `---\ntitle: ${text}\nrecordedOn: 2026-03-01\ntown: 玉津镇\nscene: daily\ntheme: labour\nclip: ${slug}\naudio: speech\ncaptions: captions.vtt\n${publication}---\n\n${text}\n`,
      );
      break;
    case 'stations':
      await writePicture(join(content, `stations/${slug}/${slug}.jpg`), seed);
      write(
        join(content, `stations/${slug}.yaml`),
        `name: ${text}\nkind: outdoor\ntown: 玉津镇\naddress: ${text}\nlocation: { lng: 103.94, lat: 29.2, datum: wgs84 }\nhours: { kind: always }\nphoto: ./${slug}/${slug}.jpg\nphotoAlt: ${text}\n${publication}`,
      );
      break;
    case 'orders':
      await writePicture(join(content, `orders/2026/${slug}/${slug}.jpg`), seed);
      write(
        join(content, `orders/2026/${slug}.yaml`),
        `title: ${text}\nkind: dispatch\ncategory: 道路照明\ntown: 玉津镇\ncommunity: 滨江社区\nsource: 微信群\nraisedOn: 2026-03-01\ndoneOn: 2026-03-02\nhelpers: ${names('people')}\nstation: ${word('stations', state)}\nvideo: ${word('videos', state)}\nsummary: ${text}\nafter: ./${slug}/${slug}.jpg\n${publication}`,
      );
      break;
    case 'features':
      await writePicture(join(content, `features/${slug}/${slug}.jpg`), seed);
      write(
        join(content, `features/${slug}/index.md`),
        `---\ntitle: ${text}\nfestival: wuyi\nyear: 2026\nfrom: 2026-04-28\nto: 2026-05-07\ncover: ./${slug}.jpg\ncoverAlt: ${text}\nlead: ${text}\npeople: ${names('people')}\nvideos: ${names('videos')}\norders: ${names('orders')}\n${publication}---\n\n${await writeStory(kind, state, seed)}\n`,
      );
  }
}

/** Blocks that name every clip and every station there is, and pictures of the entry's own; as the body of a story. */
async function writeStory(kind: 'people' | 'features', state: State, seed: number): Promise<string> {
  const slug = word(kind, state);
  const text = `${slug}的${chineseWord(kind, state)}`;
  const [single, before, after] = ['single', 'before', 'after'].map((name) => `story/${slug}-${name}.jpg`);
  for (const [index, file] of [single, before, after].entries()) {
    // Below 256, where no two pictures are of one colour: Astro would keep equal ones under the name of the first.
    await writePicture(join(content, kind, slug, file ?? ''), seed + 100 + 50 * index);
  }
  const all = Object.keys(states) as State[];
  return [
    text,
    ...all.map((each) => `<Clip slug="${word('videos', each)}" />`),
    ...all.map((each) => `<Station slug="${word('stations', each)}" />`),
    '<Clip slug="zzfilmzz" />',
    `<Quote text="${text}" by="${text}" />`,
    `<Picture src="${single}" alt="${text}" caption="${text}" credit="${text}" />`,
    `<BeforeAfter before="${before}" beforeAlt="${text}" after="${after}" afterAlt="${text}" />`,
  ].join('\n\n');
}

/** Every file of a site with its bytes; what Pagefind packed is unpacked. */
function bytesOf(directory: string): { file: string; text: string }[] {
  return filesOf(directory).map((file) => {
    const bytes = readFileSync(join(directory, file));
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return { file, text: (isPacked ? gunzipSync(bytes) : bytes).toString('utf8') };
  });
}

function tracesOf(site: readonly { file: string; text: string }[], kind: Kind, state: State): string[] {
  const words = [word(kind, state), chineseWord(kind, state), encodeURI(chineseWord(kind, state))];
  return site
    .filter(({ file, text }) => words.some((each) => file.includes(each) || text.includes(each)))
    .map(({ file }) => file);
}

after(() => {
  rmSync(workplace, { recursive: true, force: true });
});

before(async () => {
  cpSync(join(import.meta.dirname, '../fixtures/refused/bad-slug/content/site'), join(content, 'site'), {
    recursive: true,
  });
  // Every entry had another address once, and one that had an address is deleted.
  const formers = kinds.flatMap((kind) =>
    (Object.keys(states) as State[]).map(
      (state) => `  - { from: /${kind}/former-${state}/, to: /${kind}/${word(kind, state)}/, since: 2026-04-01 }\n`,
    ),
  );
  write(
    join(content, 'site/redirects.yaml'),
    `redirects:\n  - { from: /people/deleted/, since: 2026-04-01 }\n${formers.join('')}`,
  );
  let seed = 0;
  for (const kind of kinds) for (const state of Object.keys(states)) await writeEntry(kind, state as State, ++seed);
  // A clip in which somebody is seen who took the consent back, and a feature whose own day has not come.
  await writePicture(join(content, 'media/zzfilmzz.jpg'), 99);
  write(join(media, 'zzfilmzz.mp4'), movieOfWords('zzfilmzz in the film itself'));
  write(
    join(content, 'media/zzfilmzz.json'),
    readFileSync(join(content, `media/${word('videos', 'public')}.json`), 'utf8').replaceAll(
      word('videos', 'public'),
      'zzfilmzz',
    ),
  );
  write(
    join(content, 'videos/zzfilmzz/index.md'),
    `---\ntitle: zzfilmzz\nrecordedOn: 2026-03-01\ntown: 玉津镇\nscene: daily\ntheme: labour\nclip: zzfilmzz\naudio: ambient\npeople: [${word('people', 'public')}, ${word('people', 'takenback')}]\npublication: { status: published }\n---\n`,
  );
  await writePicture(join(content, 'features/zzsoonzz/zzsoonzz.jpg'), 98);
  write(
    join(content, 'features/zzsoonzz/index.md'),
    `---\ntitle: zzsoonzz\nfestival: qiyi\nyear: 2026\nfrom: 2026-05-02\nto: 2026-05-07\ncover: zzsoonzz.jpg\ncoverAlt: zzsoonzz\nlead: zzsoonzz\npublication: { status: published }\n---\n`,
  );
});

for (const samples of ['on', 'off'] as const) {
  suite(`with SAMPLES=${samples}`, () => {
    const directory = join(workplace, `site-${samples}`);
    let site: { file: string; text: string }[];

    before(async () => {
      const { status, output } = await runBuild({
        CONTENT_DIR: content,
        MEDIA_DIR: media,
        OUT_DIR: directory,
        SITE_DATE: today,
        SAMPLES: samples,
        BASE_PATH: '/',
      });
      assert.equal(status, 0, output);
      site = bytesOf(directory);
    });

    const shown: State[] = samples === 'on' ? ['public', 'sample'] : ['public'];
    for (const kind of kinds) {
      for (const state of shown) {
        test(`${kind}: the ${state} entry is on its page, in lists, in pictures and in the index`, () => {
          const traces = tracesOf(site, kind, state);
          assert.ok(traces.includes(`${kind}/${word(kind, state)}/index.html`), traces.join(' '));
          assert.ok(traces.includes(`${kind}/index.html`), traces.join(' '));
          assert.ok(
            traces.some((file) => file.startsWith('_astro/')),
            traces.join(' '),
          );
          assert.ok(
            traces.some((file) => file.startsWith('pagefind/fragment/')),
            traces.join(' '),
          );
          assert.ok(traces.includes('search/names.json'), traces.join(' '));
          if (kind === 'videos') assert.ok(existsSync(join(directory, `media/${word(kind, state)}.mp4`)));
        });
      }
      for (const state of (Object.keys(states) as State[]).filter((each) => !shown.includes(each))) {
        if (leavesAddress.includes(state)) {
          test(`${kind}: of the ${state} entry only the address stays, on a page without a name`, () => {
            assert.deepEqual(tracesOf(site, kind, state), [`${kind}/${word(kind, state)}/index.html`]);
            const html = readFileSync(join(directory, `${kind}/${word(kind, state)}/index.html`), 'utf8');
            const $ = load(html);
            assert.match($('meta[name=robots]').attr('content') ?? '', /noindex/);
            assert.equal($('h1').text(), '内容已撤回');
            assert.ok(!html.includes(chineseWord(kind, state)));
            assert.ok(!html.includes(word(kind, state)));
          });
        } else {
          test(`${kind}: of the ${state} entry nothing is left anywhere`, () => {
            assert.deepEqual(tracesOf(site, kind, state), []);
          });
        }
      }
    }

    for (const kind of ['people', 'features'] as const) {
      test(`${kind}: the blocks of a story show what is public, and nothing stands where the others were`, () => {
        const slug = word(kind, 'public');
        const $ = load(readFileSync(join(directory, `${kind}/${slug}/index.html`), 'utf8'));
        const story = $('article .prose').first();
        const linked = story
          .find('.block a')
          .toArray()
          .map((link) => $(link).attr('href'));
        assert.deepEqual(
          linked,
          ['videos', 'stations'].flatMap((other) => shown.map((state) => `/${other}/zz${other}${state}zz/`)),
        );
        assert.equal(story.children('.block').length, linked.length + 3);
        assert.equal(story.find('figure picture').length, 3);
        assert.equal(story.find('blockquote').length, 1);
      });
    }

    test('a former address leads on to what is shown, says what was withdrawn, and is none for what is hidden', () => {
      const answer = (path: string) => {
        const file = join(directory, path, 'index.html');
        return existsSync(file) ? load(readFileSync(file, 'utf8')) : undefined;
      };
      for (const kind of kinds) {
        for (const state of Object.keys(states) as State[]) {
          const $ = answer(`${kind}/former-${state}`);
          const address = `/${kind}/${word(kind, state)}/`;
          if (shown.includes(state)) {
            assert.equal($?.('meta[http-equiv=refresh]').attr('content'), `0; url=${address}`);
            assert.equal(new URL($('link[rel=canonical]').attr('href') ?? '').pathname, address);
            assert.equal($('main a').attr('href'), address, 'for those whose browser does not lead on');
          } else if (leavesAddress.includes(state)) assert.equal($?.('h1').text(), '内容已撤回');
          else assert.equal($, undefined, `${kind} ${state}`);
        }
      }
      assert.equal(answer('people/deleted')?.('h1').text(), '内容已撤回');
      assert.ok(!site.some(({ file, text }) => file.startsWith('sitemap') && text.includes('former-')));
    });

    test('a clip goes when somebody in it takes the consent back', () => {
      const traces = site.filter(({ file, text }) => `${file}${text}`.includes('zzfilmzz')).map(({ file }) => file);
      assert.deepEqual(traces, ['videos/zzfilmzz/index.html']);
    });

    test('a feature is nowhere before its own first day', () => {
      assert.deepEqual(
        site.filter(({ file, text }) => `${file}${text}`.includes('zzsoonzz')),
        [],
      );
    });

    test('nothing that phones write into pictures is anywhere, though every picture of the content has it', () => {
      assert.ok(readFileSync(join(content, 'media/zzfilmzz.jpg'), 'latin1').includes(planted));
      assert.deepEqual(
        site.filter(({ text }) => text.includes(planted)).map(({ file }) => file),
        [],
      );
    });

    test('every picture that lies in the site is used by a page', () => {
      const texts = site.filter(({ file }) => /\.(html|css|js|xml|json)$/.test(file)).map(({ text }) => text);
      const pictures = site.map(({ file }) => file).filter((file) => /^_astro\/.*\.(jpe?g|png|webp|avif)$/.test(file));
      assert.ok(pictures.length > 0);
      assert.deepEqual(
        pictures.filter((file) => !texts.some((text) => text.includes(file.slice('_astro/'.length)))),
        [],
      );
    });
  });
}
