/**
 * The picker of other entries: chosen ones with picture, name and state, found by Chinese, pinyin, initials or any word. In
 * place of Keystatic's, which shows and finds slugs alone. Loaded with the first form that has one: only browsers need it.
 */
import { Combobox, Item } from '@keystar/ui/combobox';
import { ActionButton } from '@keystar/ui/button';
import { Text } from '@keystar/ui/typography';
import {
  createElement,
  useEffect,
  useReducer,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactElement,
} from 'react';
import type { EntryRow } from '../../domain/entries/entry-row.ts';

/** What a picker is told by its field. */
export interface EntryPickerProps {
  label: string;
  description?: string | undefined;
  /** The kind of entries that are picked. */
  collection: string;
  /** The references that are chosen. */
  chosen: readonly string[];
  onChoose: (chosen: readonly string[]) => void;
  /** Whether several may be chosen. */
  takesSeveral: boolean;
  isRequired: boolean;
  /** Whether what is missing is said before somebody was here. */
  forceValidation: boolean;
  autoFocus?: boolean;
}

/** Milliseconds without a key before the server is asked. */
const rest = 100;

/** Asks the office for entries. Resolves to none where it does not answer. */
async function rowsFor(question: URLSearchParams, signal: AbortSignal): Promise<EntryRow[]> {
  const response = await fetch(`/api/office/entries?${question.toString()}`, { signal });
  return response.ok ? ((await response.json()) as EntryRow[]) : [];
}

/** The entries that are offered for what is typed. */
function useOffered(collection: string, typed: string): { offered: EntryRow[]; isLoading: boolean } {
  const [found, setFound] = useState<{ typed: string | undefined; rows: EntryRow[] }>({ typed: undefined, rows: [] });
  useEffect(() => {
    const asking = new AbortController();
    const waiting = setTimeout(
      () => {
        rowsFor(new URLSearchParams({ kind: collection, q: typed }), asking.signal).then(
          (rows) => {
            setFound({ typed, rows });
          },
          () => undefined,
        );
      },
      typed === '' ? 0 : rest,
    );
    return () => {
      clearTimeout(waiting);
      asking.abort();
    };
  }, [collection, typed]);
  return { offered: found.rows, isLoading: found.typed !== typed };
}

/** The entries that are chosen, by their references. */
function useNamed(collection: string, names: readonly string[]): ReadonlyMap<string, EntryRow> {
  const [known, setKnown] = useState<ReadonlyMap<string, EntryRow>>(new Map());
  const missing = names.filter((name) => !known.has(name)).join('\n');
  useEffect(() => {
    if (missing === '') return undefined;
    const asking = new AbortController();
    const question = new URLSearchParams({ kind: collection });
    for (const name of missing.split('\n')) question.append('name', name);
    rowsFor(question, asking.signal).then(
      (rows) => {
        if (rows.length > 0) setKnown((before) => new Map([...before, ...rows.map((row) => [row.name, row] as const)]));
      },
      () => undefined,
    );
    return () => {
      asking.abort();
    };
  }, [collection, missing]);
  return known;
}

/** The second line of an entry: where, when, and how far it is. */
const placeOf = ({ town, day, state, isSample, summary }: EntryRow): string =>
  [town, day, state?.label ?? '', isSample ? '示例' : '', town === '' && day === '' ? summary.join('') : '']
    .filter((part) => part !== '')
    .join(' · ');

const side = 40;
const pictureStyle: CSSProperties = { width: side, height: side, borderRadius: 4, objectFit: 'cover', flex: 'none' };

function pictureOf({ picture, title }: Pick<EntryRow, 'picture' | 'title'>): ReactElement {
  if (picture !== '')
    return createElement('img', { src: picture, alt: '', width: side, height: side, style: pictureStyle });
  const style = { ...pictureStyle, display: 'grid', placeItems: 'center', background: 'rgb(128 128 128 / 15%)' };
  return createElement('span', { 'aria-hidden': true, style }, Array.from(title)[0] ?? '');
}

interface ChosenProps {
  name: string;
  row: EntryRow | undefined;
  position: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One chosen entry, with what can be done about it. */
function Chosen({ name, row, position, count, onMove, onRemove }: ChosenProps): ReactElement {
  const title = row?.title ?? name;
  const button = (label: string, onPress: () => void) =>
    createElement(ActionButton, { prominence: 'low', 'aria-label': `${label}：${title}`, onPress }, label);
  return createElement(
    'li',
    {
      style: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: '0 12px',
        padding: '6px 0',
        borderBottom: '1px solid rgb(128 128 128 / 25%)',
      },
    },
    pictureOf(row ?? { picture: '', title }),
    createElement(
      'div',
      { style: { flex: '1 1 8rem', minWidth: 0, display: 'grid', gap: 6 } },
      row === undefined
        ? createElement(Text, null, title)
        : // In a window of its own: what is typed in this one stays.
          createElement('a', { href: row.address, target: '_blank', style: { color: 'inherit' } }, title),
      row !== undefined && createElement(Text, { size: 'small', color: 'neutralSecondary' }, placeOf(row)),
    ),
    createElement(
      'div',
      { style: { display: 'flex' } },
      position > 0 &&
        button('上移', () => {
          onMove(position - 1);
        }),
      position < count - 1 &&
        button('下移', () => {
          onMove(position + 1);
        }),
      button('去掉', onRemove),
    ),
  );
}

/** The items with one of them at another place. */
function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const others = items.filter((_, at) => at !== from);
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)];
}

/** The picker. */
export default function EntryPicker(props: EntryPickerProps): ReactElement {
  const { label, description, collection, chosen, onChoose, takesSeveral, isRequired, forceValidation } = props;
  const [typed, setTyped] = useState('');
  const [wasHere, leave] = useReducer(() => true, false);
  const { offered, isLoading } = useOffered(collection, typed);
  const named = useNamed(collection, chosen);
  const isMissing = isRequired && chosen.length === 0 && (forceValidation || wasHere);
  // The list closes when the value of the combobox changes. It has none but for that moment: what is chosen stands below.
  const [taken, setTaken] = useState<string | null>(null);
  useEffect(() => {
    if (taken !== null) setTaken(null);
  }, [taken]);
  const take = (name: string) => {
    setTaken(name);
    onChoose(takesSeveral ? [...chosen, name] : [name]);
  };
  const list = createElement(
    'ul',
    { 'aria-label': label, style: { listStyle: 'none', margin: 0, padding: 0 } },
    chosen.map((name, position) =>
      createElement(Chosen, {
        key: name,
        name,
        row: named.get(name),
        position,
        count: chosen.length,
        onMove: (to: number) => {
          onChoose(moved(chosen, position, to));
        },
        onRemove: () => {
          onChoose(chosen.filter((each) => each !== name));
        },
      }),
    ),
  );
  const search = createElement(Combobox<EntryRow>, {
    label,
    ...(description !== undefined && { description }),
    placeholder: chosen.length === 0 || takesSeveral ? '名字、拼音或首字母' : '换一个：名字、拼音或首字母',
    items: offered,
    disabledKeys: chosen,
    value: taken,
    onInputChange: setTyped,
    onChange: (key: unknown) => {
      if (typeof key === 'string') take(key);
    },
    onBlur: leave,
    autoFocus: props.autoFocus ?? false,
    isRequired,
    ...(isMissing && { errorMessage: `请选择“${label}”` }),
    loadingState: isLoading ? 'filtering' : 'idle',
    menuTrigger: 'focus',
    width: 'auto',
    children: (row: EntryRow) =>
      createElement(Item<EntryRow>, {
        key: row.name,
        textValue: row.title,
        children: [
          createElement('span', { key: 'picture', style: { gridArea: 'icon', marginInlineEnd: 12 } }, pictureOf(row)),
          createElement(Text, { key: 'title' }, row.title),
          createElement(
            Text,
            { key: 'place', slot: 'description' },
            `${chosen.includes(row.name) ? '已经选了 · ' : ''}${placeOf(row)}`,
          ),
        ],
      }),
  });
  /** Enter takes the first that is offered for what was typed; with the arrows another one is taken by the list itself. */
  const takeFirst = (event: KeyboardEvent) => {
    const { target, key, nativeEvent } = event;
    if (key !== 'Enter' || nativeEvent.isComposing || typed === '' || isLoading) return;
    if (!(target instanceof HTMLInputElement) || target.hasAttribute('aria-activedescendant')) return;
    const first = offered.find(({ name }) => !chosen.includes(name));
    if (first === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setTyped('');
    take(first.name);
  };
  return createElement(
    'div',
    { style: { display: 'grid', gap: 8, minWidth: 0 }, onKeyDownCapture: takeFirst },
    search,
    chosen.length > 0 && list,
  );
}
