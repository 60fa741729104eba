/** The input of a clip's captions: a file is read at once, and what is in it, or what is wrong with it, is shown. */
import { createElement, useRef, useState, type ComponentType, type ReactElement } from 'react';
import type { FormFieldInputProps } from '@keystatic/core';
import { Text } from '@keystar/ui/typography';
import type { CaptionsRead } from '../../domain/clips/clip-job.ts';
import { formatTimecode } from '../../domain/clips/format.ts';
import { useFileDrop } from './file-drop.ts';
import { alertStyle, type HeldFile } from './files.ts';
import type { HeldClip } from './held.ts';

type Props = FormFieldInputProps<HeldFile | null> & {
  held: HeldClip;
  chooser: ComponentType<FormFieldInputProps<HeldFile | null>>;
};

type Outcome = { read: CaptionsRead; name: string } | { refused: string };

async function read(file: HeldFile, seconds: number): Promise<Outcome> {
  const address = `/api/office/captions?seconds=${String(seconds)}`;
  const request = { method: 'POST', body: new Blob([new Uint8Array(file.data)]) };
  const response = await fetch(address, request).catch(() => undefined);
  if (response === undefined) return { refused: '编辑台没有应答，字幕没有放进来。过一会儿再选一次' };
  if (!response.ok) return { refused: await response.text() };
  return { read: (await response.json()) as CaptionsRead, name: file.filename };
}

/** So many problems of a file are shown. */
const mostShown = 8;

function problemList({ problems }: CaptionsRead): ReactElement | null {
  const shown = problems.slice(0, mostShown);
  if (shown.length === 0) return null;
  const more = problems.length - shown.length;
  const items = shown.map(({ isError, line, found, expected }, index) =>
    createElement('li', { key: index }, `第 ${String(line)} 行：${found}。${isError ? '应为' : '建议'}：${expected}`),
  );
  const rest = more > 0 ? [createElement('li', { key: 'more' }, `还有 ${String(more)} 处`)] : [];
  return createElement('ul', { style: { margin: '4px 0 0', paddingInlineStart: 20 } }, ...items, ...rest);
}

function outcomeOf(outcome: Outcome): ReactElement {
  if ('refused' in outcome) return createElement('p', { role: 'alert', style: alertStyle }, outcome.refused);
  const { cues, vtt, isTimedByLength, problems } = outcome.read;
  if (vtt === undefined)
    return createElement(
      'div',
      { role: 'alert', style: alertStyle },
      `“${outcome.name}”有 ${String(problems.filter(({ isError }) => isError).length)} 处要先改，字幕没有放进来：`,
      problemList(outcome.read),
    );
  const timed = isTimedByLength ? '。文件里没有时间，是按字数分的：请对着短片核对' : '';
  return createElement(
    'div',
    { role: 'status' },
    createElement(Text, null, `${String(cues.length)} 条字幕${timed}`),
    problemList(outcome.read),
    createElement(
      'details',
      { style: { marginTop: 4 } },
      createElement('summary', { style: { cursor: 'pointer' } }, '看一遍'),
      createElement(
        'ol',
        { style: { listStyle: 'none', margin: '4px 0 0', padding: 0, maxHeight: 240, overflow: 'auto' } },
        cues.map(({ start, text }, index) => createElement('li', { key: index }, `${formatTimecode(start)} ${text}`)),
      ),
    ),
  );
}

/** The input. */
export default function CaptionsInput({ held, chooser, ...props }: Props): ReactElement {
  const [outcome, setOutcome] = useState<Outcome>();
  const latest = useRef<HeldFile>(undefined);
  const take = async (file: HeldFile) => {
    latest.current = file;
    const state = held.current()?.state;
    const taken = await read(file, state?.is === 'ready' ? state.durationSeconds : 0);
    if (latest.current !== file) return;
    setOutcome(taken);
    if ('read' in taken && taken.read.vtt !== undefined)
      props.onChange({ data: new TextEncoder().encode(taken.read.vtt), extension: 'vtt', filename: 'captions.vtt' });
  };
  const target = useFileDrop((file) => {
    void file.arrayBuffer().then((bytes) => take({ data: new Uint8Array(bytes), extension: '', filename: file.name }));
  });
  return createElement(
    'div',
    target,
    createElement(chooser, {
      ...props,
      onChange: (file: HeldFile | null) => {
        if (file !== null) {
          void take(file);
          return;
        }
        latest.current = undefined;
        setOutcome(undefined);
        props.onChange(null);
      },
    }),
    outcome !== undefined && createElement('div', { style: { marginTop: 6, fontSize: 14 } }, outcomeOf(outcome)),
  );
}
