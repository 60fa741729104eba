/**
 * The input of a clip: a file straight from a phone goes to the office, which makes the clip while the form is filled in. What
 * the form holds is the clip's id, from the moment at which its file has arrived.
 */
import {
  createElement,
  Fragment,
  useEffect,
  useId,
  useReducer,
  useRef,
  useState,
  type ChangeEvent,
  type ReactElement,
} from 'react';
import type { FormFieldInputProps } from '@keystatic/core';
import { ActionButton, Button } from '@keystar/ui/button';
import { ProgressBar } from '@keystar/ui/progress';
import { Text } from '@keystar/ui/typography';
import type { ClipState, ClipView, Stage } from '../../domain/clips/clip-job.ts';
import { formatBytes, formatDuration } from '../../domain/clips/format.ts';
import EntryPicker from './entry-picker.ts';
import type { FieldWords } from './field-options.ts';
import { useFileDrop } from './file-drop.ts';
import { alertStyle } from './files.ts';
import type { HeldClip } from './held.ts';

/** `value` is the clip's id. */
type ClipInputProps = FormFieldInputProps<string | null> & { words: FieldWords; held: HeldClip };

/** Milliseconds between two questions how far a clip is. */
const interval = 600;

const stages: Readonly<Record<Stage, string>> = {
  look: '看一看是什么',
  sound: '量响度',
  encode: '转成网页能放的大小',
  store: '存放',
};

const address = (name: string, question: Readonly<Record<string, string>> = {}) =>
  `/api/office/${name}?${new URLSearchParams(question).toString()}`;

const noAnswer = '编辑台没有应答，短片没有放进来。过一会儿再选一次';

/** Hands a file to the office. Resolves to the clip, or to why there is none; to nothing where it was given up. */
function upload(
  file: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<ClipView | string | undefined> {
  return new Promise((resolve) => {
    // Not `fetch`, which does not tell how much has been sent.
    const request = new XMLHttpRequest();
    request.open('POST', address('clips', { name: file.name }));
    request.upload.onprogress = ({ loaded, total }) => {
      onProgress(total === 0 ? 0 : loaded / total);
    };
    request.onload = () => {
      resolve(request.status === 200 ? (JSON.parse(request.responseText) as ClipView) : request.responseText);
    };
    request.onerror = () => {
      resolve(noAnswer);
    };
    request.onabort = () => {
      resolve(undefined);
    };
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
}

async function ask(name: string, clip: string, method: 'GET' | 'POST' = 'GET'): Promise<ClipView | undefined> {
  const response = await fetch(address(name, { clip }), { method }).catch(() => undefined);
  return response?.ok === true ? ((await response.json()) as ClipView) : undefined;
}

const isUnderWay = (state: ClipState | undefined) => state?.is === 'waiting' || state?.is === 'working';

/** How far the clip of the form is, asked again while it changes. */
function useClip(clip: string | null): [ClipView | undefined, (view: ClipView | undefined) => void] {
  const [view, setView] = useState<ClipView>();
  const current = view?.clip === clip ? view : undefined;
  const show = (answer: ClipView | undefined) => {
    if (answer !== undefined) setView(answer);
  };
  const [asked, askAgain] = useReducer((count: number) => count + 1, 0);
  const isChanging = current === undefined || isUnderWay(current.state);
  useEffect(() => {
    if (clip === null || !isChanging) return undefined;
    let isOver = false;
    const waiting = setTimeout(
      () => {
        void ask('clip', clip).then((answer) => {
          if (isOver) return;
          show(answer);
          askAgain();
        });
      },
      asked === 0 || current === undefined ? 0 : interval,
    );
    return () => {
      isOver = true;
      clearTimeout(waiting);
    };
  }, [clip, isChanging, asked]);
  // A save records the clip, or says that it is gone.
  useEffect(() => {
    const look = () => {
      if (clip !== null) void ask('clip', clip).then(show);
    };
    window.addEventListener('office:saved', look);
    return () => {
      window.removeEventListener('office:saved', look);
    };
  }, [clip]);
  return [current, show];
}

/** A file that is on its way to the office. */
interface Upload {
  name: string;
  fraction: number;
  stop: AbortController;
}

interface FileButtonProps {
  label: string;
  onChoose: (file: File) => void;
}

/** A button that opens the system's window for files. */
function FileButton({ label, onChoose }: FileButtonProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return createElement(
    Fragment,
    null,
    createElement('input', {
      ref: input,
      type: 'file',
      accept: 'video/*,.mts,.m2ts,.mkv,.avi,.3gp',
      hidden: true,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
        const [file] = target.files ?? [];
        // The same file can be chosen again.
        if (file !== undefined) onChoose(file);
        target.value = '';
      },
    }),
    createElement(Button, { onPress: () => input.current?.click() }, label),
  );
}

const row = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' } as const;

const bar = (label: string, fraction: number) =>
  createElement(ProgressBar, { label, value: Math.round(fraction * 100), width: '100%' });

/** The clip that the form shows, and how far it is. */
function shownClip({ clip, name, picture, state }: ClipView): ReactElement {
  if (state.is === 'missing')
    return createElement('p', { role: 'alert', style: alertStyle }, `找不到短片“${clip}”，请重新选一次`);
  if (state.is === 'failed')
    return createElement('p', { role: 'alert', style: alertStyle }, `“${name}”没有收下。${state.reason}`);
  if (state.is === 'waiting')
    return createElement(
      'div',
      { role: 'status' },
      state.ahead === 0 ? `马上开始处理“${name}”` : `“${name}”在排队，前面还有 ${String(state.ahead)} 段`,
    );
  if (state.is === 'working') return bar(`正在处理“${name}”：${stages[state.stage]}`, state.fraction);
  const facts = [
    formatDuration(state.durationSeconds),
    state.hasSound ? '有声' : '没有声音，“声音”请选“无声”',
    formatBytes(state.bytes),
    ...(state.isRecorded ? [] : ['收好了，和条目一起保存']),
  ];
  return createElement(
    'div',
    { style: { ...row, flexWrap: 'nowrap' } },
    picture !== '' &&
      createElement('img', { src: picture, alt: '', style: { height: 72, borderRadius: 4, flex: 'none' } }),
    createElement(
      'div',
      { role: 'status', style: { display: 'grid', gap: 8, minWidth: 0, overflowWrap: 'anywhere' } },
      createElement(Text, null, name === '' ? clip : name),
      createElement(Text, { size: 'small', color: 'neutralSecondary' }, facts.join(' · ')),
    ),
  );
}

/** Clips that were handed in and are shown nowhere yet. */
function useUnused(isAsked: boolean): readonly ClipView[] {
  const [unused, setUnused] = useState<readonly ClipView[]>([]);
  useEffect(() => {
    if (!isAsked) return;
    fetch(address('clips')).then(
      async (response) => {
        if (response.ok) setUnused((await response.json()) as ClipView[]);
      },
      () => undefined,
    );
  }, [isAsked]);
  return unused.filter(({ state }) => state.is !== 'failed');
}

/** The input. */
export default function ClipInput(props: ClipInputProps): ReactElement {
  const { words, held, value: clip, forceValidation } = props;
  const { label, description, required = false } = words;
  const [view, setView] = useClip(clip);
  const [sending, setSending] = useState<Upload>();
  const [refused, setRefused] = useState('');
  const [isPicking, setIsPicking] = useState(false);
  const latest = useRef<File>(undefined);
  const unused = useUnused(clip === null && sending === undefined);
  const [labelId, helpId] = [useId(), useId()];
  useEffect(() => {
    held.update(view);
  }, [held, view]);

  const take = async (file: File) => {
    latest.current = file;
    sending?.stop.abort();
    const stop = new AbortController();
    setRefused('');
    setSending({ name: file.name, fraction: 0, stop });
    const answer = await upload(
      file,
      (fraction) => {
        setSending({ name: file.name, fraction, stop });
      },
      stop.signal,
    );
    if (latest.current !== file) return;
    setSending(undefined);
    if (typeof answer === 'string') setRefused(`“${file.name}”没有收下。${answer}`);
    else if (answer !== undefined) {
      setView(answer);
      props.onChange(answer.clip);
    }
  };
  const use = (name: string | null) => {
    setRefused('');
    setIsPicking(false);
    props.onChange(name);
  };
  const giveUp = () => {
    const isOnlyHere = view !== undefined && !(view.state.is === 'ready' && view.state.isRecorded);
    if (clip !== null && isOnlyHere) void ask('clip-discard', clip, 'POST');
    use(null);
  };
  const target = useFileDrop((file) => void take(file));
  const isMissing = required && clip === null && forceValidation && sending === undefined;
  const choose = (text: string) => createElement(FileButton, { label: text, onChoose: (file) => void take(file) });

  const empty = () => [
    createElement(
      'div',
      { key: 'choose', style: row },
      choose('选择短片文件'),
      createElement(
        ActionButton,
        {
          onPress: () => {
            setIsPicking(!isPicking);
          },
        },
        '用收过的短片',
      ),
    ),
    unused.length > 0 &&
      createElement(
        'ul',
        {
          key: 'unused',
          'aria-label': '收好了还没用上的短片',
          style: { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 },
        },
        unused.map((each) =>
          createElement(
            'li',
            { key: each.clip, style: row },
            createElement(Text, null, each.name),
            createElement(
              ActionButton,
              {
                'aria-label': `用这段：${each.name}`,
                onPress: () => {
                  use(each.clip);
                },
              },
              '用这段',
            ),
          ),
        ),
      ),
    isPicking &&
      createElement(EntryPicker, {
        key: 'picker',
        label: '收过的短片',
        collection: 'media',
        chosen: [],
        onChoose: ([name]: readonly string[]) => {
          use(name ?? null);
        },
        takesSeveral: false,
        isRequired: false,
        forceValidation: false,
      }),
  ];
  const filled = (shown: ClipView) => [
    createElement(Fragment, { key: 'clip' }, shownClip(shown)),
    createElement(
      'div',
      { key: 'actions', style: row },
      shown.state.is === 'failed' &&
        shown.state.canRetry &&
        createElement(
          ActionButton,
          { onPress: () => void ask('clip-retry', shown.clip, 'POST').then(setView) },
          '再试一次',
        ),
      choose('换一个文件'),
      createElement(ActionButton, { onPress: giveUp }, isUnderWay(shown.state) ? '不收了' : '去掉'),
    ),
  ];
  const onItsWay = ({ name, fraction, stop }: Upload) => [
    createElement(Fragment, { key: 'bar' }, bar(`正在放进来“${name}”`, fraction)),
    createElement(
      'div',
      { key: 'stop' },
      createElement(
        ActionButton,
        {
          onPress: () => {
            stop.abort();
          },
        },
        '不放了',
      ),
    ),
  ];
  return createElement(
    'div',
    { ...target, role: 'group', 'aria-labelledby': labelId, 'aria-describedby': helpId },
    createElement(
      'div',
      { style: { display: 'grid', gap: 12, minWidth: 0 } },
      createElement(
        'div',
        { style: { display: 'grid', gap: 8 } },
        createElement(
          Text,
          { weight: 'medium' },
          createElement('span', { id: labelId }, label),
          required && createElement('span', { 'aria-hidden': true, style: alertStyle }, ' *'),
        ),
        createElement(Text, { id: helpId, size: 'small', color: 'neutralSecondary' }, description ?? ''),
      ),
      ...(sending !== undefined ? onItsWay(sending) : clip === null ? empty() : view === undefined ? [] : filled(view)),
      refused !== '' && createElement('p', { role: 'alert', style: alertStyle }, refused),
      isMissing && createElement('p', { style: alertStyle }, `请选择“${label}”`),
    ),
  );
}
