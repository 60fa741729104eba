/** A large content tree as a county has it after years: people, clips, orders and stations with real texts. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { readContent } from '../../src/content-check/check.ts';
import type { ContentEntry } from '../../src/content-check/content-entry.ts';

/** How many of ten entries are of a kind; a clip counts as two, its entry and its manifest. */
const shares = { people: 1, videos: 1, orders: 6, stations: 1 } as const;
type Kind = keyof typeof shares;

/** The pictures of one entry in so many; the others of its kind have none. */
const withPicture = 10;

function written(entry: ContentEntry, changes: object, removed: readonly string[] = []): string {
  const fields = { ...(entry.source.fields as Record<string, unknown>), ...changes };
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !removed.includes(name)));
  const text = stringify(kept, { aliasDuplicateObjects: false });
  return entry.source.body === undefined ? text : `---\n${text}---\n\n${entry.source.body.text}`;
}

/**
 * Copies a content tree, the settings included, and adds copies of its people, clips, orders and stations with other
 * names, days and places until it has `count` entries more.
 */
export async function writeMixedContent(source: string, target: string, count: number): Promise<void> {
  cpSync(source, target, { recursive: true });
  const { entries } = await readContent(source);
  const of = (kind: string) => entries.filter(({ collection }) => collection === kind);
  const originals = { people: of('people'), videos: of('videos'), orders: of('orders'), stations: of('stations') };
  const manifests = new Map(of('media').map((each) => [each.slug, each]));
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    writeFileSync(join(target, file), text);
  };
  const order = Object.entries(shares).flatMap(([kind, share]) => Array.from({ length: share }, () => kind as Kind));
  for (let number = 0, made = 0; made < count; number += 1) {
    const kind = order[number % order.length] ?? 'orders';
    const entry = originals[kind][Math.floor(number / order.length) % originals[kind].length];
    if (entry === undefined) throw new Error(`${source} has no ${kind}.`);
    const slug = `${kind.slice(0, 3)}-${String(number)}`;
    const fields = entry.source.fields as Record<string, unknown>;
    const hasPicture = Math.floor(number / order.length) % withPicture === 0;
    made += 1;
    switch (kind) {
      case 'people': {
        const portrait = fields['portrait'];
        const removed = hasPicture ? [] : ['portrait', 'portraitAlt', 'portraitFocus', 'portraitCredit'];
        put(`people/${slug}/index.md`, written(entry, { name: `${String(fields['name'])}${String(number)}` }, removed));
        // A story may show pictures of its own.
        cpSync(join(source, dirname(entry.source.file)), join(target, 'people', slug), {
          recursive: true,
          filter: (file) => !file.endsWith('.md') && (hasPicture || !file.endsWith(String(portrait))),
        });
        break;
      }
      case 'videos': {
        const manifest = manifests.get(String(fields['clip']));
        if (manifest === undefined) throw new Error(`${entry.source.file} has no manifest.`);
        made += 1;
        const poster = String((manifest.source.fields as Record<string, unknown>)['poster']);
        put(
          `media/${slug}.json`,
          readFileSync(join(source, manifest.source.file), 'utf8').replace(poster, `./${slug}.jpg`),
        );
        cpSync(join(source, 'media', poster), join(target, 'media', `${slug}.jpg`));
        put(
          `videos/${slug}/index.md`,
          written(entry, { clip: slug, title: `${String(fields['title'])}${String(number)}` }),
        );
        const captions = fields['captions'];
        if (typeof captions === 'string') {
          cpSync(join(source, dirname(entry.source.file), captions), join(target, 'videos', slug, captions));
        }
        break;
      }
      case 'orders': {
        const year = String(fields['raisedOn']).slice(0, 4);
        const changes = {
          reference: `M-${String(number)}`,
          title: `${String(fields['title']).slice(0, 30)}${String(number)}`,
        };
        put(`orders/${year}/${slug}.yaml`, written(entry, changes, ['before', 'after']));
        break;
      }
      case 'stations':
        put(
          `stations/${slug}.yaml`,
          written(entry, { name: `${String(fields['name'])}${String(number)}` }, ['photo', 'photoAlt']),
        );
        break;
    }
  }
}
