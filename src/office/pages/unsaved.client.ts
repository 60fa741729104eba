/**
 * What was typed and not saved. Keystatic keeps it in the browser, form by form; lists and the desk mark the entries of which there
 * is something, and lead to new ones that were begun.
 */
import { formAddress, newEntryAddress } from '../../domain/entries/addresses.ts';
import { kindNames, kindRow, kinds, type KindName } from '../../kinds.ts';

/** Something that was typed. */
interface Unsaved {
  /** Where it is gone on with. */
  address: string;
  kind: KindName;
  isNew: boolean;
  /** What it is called so far; empty where it has no name yet. */
  title: string;
  savedAt: Date;
}

const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** Opens Keystatic's own database, if there is one: it is not made here. */
function openDrafts(): Promise<IDBDatabase | undefined> {
  return new Promise((resolve) => {
    const request = indexedDB.open('keystatic');
    request.onupgradeneeded = () => {
      request.transaction?.abort();
    };
    request.onerror = () => {
      resolve(undefined);
    };
    request.onsuccess = () => {
      resolve(request.result);
    };
  });
}

function entriesOf(database: IDBDatabase): Promise<[IDBValidKey, unknown][]> {
  return new Promise((resolve) => {
    const store = database.transaction('items').objectStore('items');
    const [keys, values] = [store.getAllKeys(), store.getAll()];
    values.onerror = () => {
      resolve([]);
    };
    values.onsuccess = () => {
      resolve(keys.result.map((key, at): [IDBValidKey, unknown] => [key, (values.result as unknown[])[at]]));
    };
  });
}

/** The title in what Keystatic keeps of a form: the files that it would write, by their paths. */
function titleIn(kind: KindName, files: unknown): string {
  if (!(files instanceof Map)) return '';
  const field = new RegExp(`^${kinds[kind].title}: *(["']?)(.+?)\\1 *$`, 'm');
  for (const [path, bytes] of files) {
    if (typeof path !== 'string' || !/\.(?:md|yaml)$/.test(path) || !(bytes instanceof Uint8Array)) continue;
    const found = field.exec(new TextDecoder().decode(bytes))?.[2];
    if (found !== undefined) return found;
  }
  return '';
}

function unsavedAt(key: IDBValidKey, value: unknown): Unsaved[] {
  if (!Array.isArray(key)) return [];
  const [form, name, slug] = key;
  const kind = kindNames.find((each) => each === name);
  const { savedAt, files } = (value ?? {}) as { savedAt?: unknown; files?: unknown };
  if (kind === undefined || !(savedAt instanceof Date)) return [];
  if (form === 'collection-create' && slug === undefined)
    return [{ address: newEntryAddress(kind), kind, isNew: true, title: titleIn(kind, files), savedAt }];
  const address =
    form === 'collection' && typeof slug === 'string'
      ? `/keystatic/collection/${kind}/item/${encodeURIComponent(slug)}`
      : form === 'singleton'
        ? formAddress({ kind, slug: kind, file: kinds[kind].files.pattern })
        : undefined;
  return address === undefined ? [] : [{ address, kind, isNew: false, title: titleIn(kind, files), savedAt }];
}

/** Everything that was typed in this browser and not saved. */
async function allUnsaved(): Promise<Unsaved[]> {
  const database = await openDrafts();
  if (database === undefined) return [];
  try {
    return (await entriesOf(database)).flatMap(([key, value]) => unsavedAt(key, value));
  } catch {
    // Another edition of Keystatic, with other stores.
    return [];
  } finally {
    database.close();
  }
}

const pathOf = (address: string) => decodeURIComponent(new URL(address, location.href).pathname).replace(/\/$/, '');

function mark(unsaved: readonly Unsaved[]): void {
  const paths = new Set(unsaved.filter(({ isNew }) => !isNew).map(({ address }) => pathOf(address)));
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.entries a.title')) {
    const isMarked = link.nextElementSibling?.matches('.unsaved') === true;
    const isUnsaved = paths.has(pathOf(link.href));
    if (isMarked && !isUnsaved) link.nextElementSibling.remove();
    if (isMarked || !isUnsaved) continue;
    const badge = document.createElement('span');
    badge.className = 'unsaved';
    badge.textContent = '有没保存的改动';
    link.after(badge);
  }
}

/** New entries that were begun: on the desk all of them, in a list those of its kind. */
class UnsavedEntries extends HTMLElement {
  private readonly show = () => void this.fill();

  connectedCallback(): void {
    this.show();
    // A way back shows the page as it was.
    window.addEventListener('pageshow', this.show);
    const list = document.querySelector('entry-list');
    if (list !== null) new MutationObserver(this.show).observe(list, { childList: true, subtree: true });
  }

  private async fill(): Promise<void> {
    const unsaved = await allUnsaved();
    mark(unsaved);
    const kind = this.getAttribute('kind');
    const begun = unsaved.filter((each) => (kind === null ? true : each.isNew && each.kind === kind));
    const items = begun.map(({ address, kind: of, isNew, title, savedAt }) => {
      const link = document.createElement('a');
      link.href = address;
      const isSingle = kindRow(of).studio.isSingle === true;
      const what = isSingle ? `“${kinds[of].studio.label}”` : kinds[of].label + (title === '' ? '' : `“${title}”`);
      link.textContent = isNew ? `接着写没保存的新${what}` : `接着改没保存的${what}`;
      const item = document.createElement('li');
      item.append(link, ` ${clock.format(savedAt)}`);
      return item;
    });
    const old = this.querySelector('ul');
    if (old === null && items.length === 0) return;
    const list = document.createElement('ul');
    list.className = 'begun';
    list.append(...items);
    if (old?.textContent === list.textContent) return;
    this.replaceChildren(...(items.length === 0 ? [] : [list]));
  }
}

customElements.define('unsaved-entries', UnsavedEntries);
