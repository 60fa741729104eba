/** The sheet by which a person agrees to be shown: what the site is going to show, by the six scopes of a consent. */
import { schemas } from '../content-check/schemas.ts';
import { pictureAddress } from '../domain/entries/addresses.ts';
import type { EntryFile } from '../domain/entries/entry-file.ts';
import { readBlock } from '../domain/text/story-blocks.ts';
import { kinds } from '../kinds.ts';
import { codesOf, consentScopes, trades, type ConsentScope } from '../schemas/vocabulary.ts';
import { fieldsOf, readEntry, textFieldOf, type EntryFields } from './entry-text.ts';
import { fieldLabel } from './field-words.ts';
import type { OpenedEntries } from './opened-entries.ts';

/** One thing that is asked for. */
interface SheetItem {
  scope: ConsentScope;
  label: string;
  /** Whether the entry says that it was agreed to. */
  isAgreed: boolean;
  /** What would be shown, a paragraph each; none where the entry has nothing of it. */
  shown: string[];
  /** The address of a picture that would be shown; empty where there is none. */
  picture: string;
}

/** The sheet of a person. */
export interface ConsentSheet {
  name: string;
  /** The name of the site, and whose it is. */
  site: string;
  host: string;
  phone: string;
  /** What the settings of the site do not have yet, by the labels of their form. */
  missing: string[];
  items: SheetItem[];
  signedOn: string;
  expiresOn: string;
}

/** What stands in the settings until the county writes its own: 犍为县（主办单位待县里填写）. */
const placeholder = /待.{0,8}填/;

const textOf = (fields: EntryFields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** A text of Markdown as it is read: without the marks of headings, lists, bold and links; of blocks what they say. */
function readable(text: string): string[] {
  return text
    .split('\n')
    .map((line) => {
      const block = readBlock(line);
      if (block !== undefined) {
        const { text: words, alt, caption, by } = block.attributes;
        return [words ?? alt ?? caption ?? '', by ?? ''].filter((part) => part !== '').join('——');
      }
      return line
        .replace(/^\s*(?:#{1,6}|[*+-]|\d+\.|>)\s+/, '')
        .replace(/\*\*|__|`/g, '')
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
    })
    .filter((line) => line.trim() !== '');
}

function honoursOf(fields: EntryFields): string[] {
  const honours = fields['honours'];
  if (!Array.isArray(honours)) return [];
  return honours.map((honour) => {
    const { year, by, title } = honour as Record<string, unknown>;
    return `${String(year)} 年，${String(by)}：${String(title)}`;
  });
}

/** The sheet of the person in an entry; `undefined` where there is none that can be read. */
export async function consentSheet(opened: OpenedEntries, entry: EntryFile): Promise<ConsentSheet | undefined> {
  const { store, entries } = opened;
  const read = async (file: string) => {
    const id = store.index.idOf(file);
    return id === undefined ? undefined : store.read(file, id);
  };
  const bytes = await read(entry.file);
  const fields = bytes === undefined ? undefined : readEntry(entry, bytes);
  if (fields === undefined) return undefined;
  const settingsFile = kinds.settings.files.pattern;
  const settingsBytes = await read(settingsFile);
  const settings =
    settingsBytes === undefined
      ? undefined
      : schemas.settings.safeParse(fieldsOf({ kind: 'settings', slug: 'settings', file: settingsFile }, settingsBytes))
          .data;

  const { consent } = (fields['publication'] ?? {}) as { consent?: Record<string, unknown> };
  const agreed: readonly unknown[] = Array.isArray(consent?.['scope']) ? consent['scope'] : [];
  const dayOf = (name: string) => {
    const value = consent?.[name];
    return typeof value === 'string' ? value : value instanceof Date ? value.toISOString().slice(0, 10) : '';
  };
  const portrait = textOf(fields, 'portrait').replace(/^\.\//, '');
  const portraitFile = entry.file.replace(/index\.md$/, portrait);
  const portraitId = portrait === '' ? undefined : store.index.idOf(portraitFile);
  const clips = entries
    .referringTo(entry)
    .filter((each) => each.entry.kind === 'videos')
    .map(({ title }) => `短片《${title}》`);
  const story = textOf(fields, textFieldOf(entry.kind) ?? '');
  const labels: Readonly<Record<string, string>> = trades;
  const trade = labels[textOf(fields, 'trade')] ?? '';
  // As `library/consent.ts` takes it away where a scope is missing.
  const shown: Readonly<Record<ConsentScope, string[]>> = {
    name: [[textOf(fields, 'name'), trade, textOf(fields, 'town')].filter(Boolean).join('，')],
    portrait: [textOf(fields, 'portraitAlt')],
    story: [
      textOf(fields, 'headline'),
      textOf(fields, 'employer') === '' ? '' : `所属平台或企业：${textOf(fields, 'employer')}`,
      textOf(fields, 'since') === '' ? '' : `从业：${textOf(fields, 'since')} 年起`,
      ...readable(story),
      textOf(fields, 'quote') === '' ? '' : `本人的话：${textOf(fields, 'quote')}`,
      textOf(fields, 'citation') === '' ? '' : `颁奖词：${textOf(fields, 'citation')}`,
      ...honoursOf(fields),
    ],
    clip: clips,
    voice: clips.map((clip) => `${clip}里说的话`),
    roles: [],
  };
  const [host, phone] = [settings?.host ?? '', settings?.contact.phone ?? ''];
  return {
    name: textOf(fields, 'name'),
    site: settings?.name ?? '',
    host,
    phone,
    missing: [
      ...(host === '' || placeholder.test(host) ? [fieldLabel('settings', ['host'])] : []),
      ...(phone === '' ? [fieldLabel('settings', ['contact', 'phone'])] : []),
    ],
    items: codesOf(consentScopes).map((scope) => ({
      scope,
      label: consentScopes[scope],
      isAgreed: agreed.includes(scope),
      shown: shown[scope].filter((each) => each.trim() !== ''),
      picture: scope === 'portrait' && portraitId !== undefined ? pictureAddress(portraitFile, portraitId) : '',
    })),
    signedOn: dayOf('signedOn'),
    expiresOn: dayOf('expiresOn'),
  };
}
