/** The frames of a clip that may be its poster, to be chosen by a tap. */
import { createElement, useId, useState, useSyncExternalStore, type ReactElement } from 'react';
import type { FormFieldInputProps } from '@keystatic/core';
import { Text } from '@keystar/ui/typography';
import { formatTimecode } from '../../domain/clips/format.ts';
import { clipFrameAddress } from '../../domain/entries/addresses.ts';
import type { HeldFile } from './files.ts';
import { alertStyle } from './files.ts';
import type { HeldClip } from './held.ts';

/** `value` is the picture that the field holds. */
type FrameChooserProps = FormFieldInputProps<HeldFile | null> & { held: HeldClip };

/** The frames; nothing while the clip has none. */
export default function FrameChooser(props: FrameChooserProps): ReactElement | null {
  const { held, value: poster } = props;
  const view = useSyncExternalStore(held.listen, held.current, held.current);
  const [chosen, setChosen] = useState<{ number: number; poster: HeldFile }>();
  const [problem, setProblem] = useState('');
  const id = useId();
  if (view?.state.is !== 'ready' || view.state.frames.length === 0) return null;
  const { clip, state } = view;
  // As they come in the clip; by number the sharpest is the first.
  const frames = state.frames.toSorted((a, b) => a.atSeconds - b.atSeconds);
  const choose = async (number: number) => {
    const response = await fetch(clipFrameAddress(clip, number)).catch(() => undefined);
    if (response?.ok !== true) {
      setProblem(response === undefined ? '编辑台没有应答，过一会儿再点一次' : await response.text());
      return;
    }
    setProblem('');
    const file = { data: new Uint8Array(await response.arrayBuffer()), extension: 'jpg', filename: 'poster.jpg' };
    setChosen({ number, poster: file });
    props.onChange(file);
  };
  return createElement(
    'div',
    { role: 'group', 'aria-labelledby': id, style: { display: 'grid', gap: 8, marginTop: 12 } },
    createElement(Text, { id, size: 'small', weight: 'medium' }, '从短片里选一帧'),
    createElement(
      'div',
      { style: { display: 'flex', flexWrap: 'wrap', gap: 12 } },
      frames.map(({ number, atSeconds }, index) => {
        const isChosen = chosen?.number === number && chosen.poster === poster;
        return createElement(
          'button',
          {
            key: number,
            type: 'button',
            'aria-pressed': isChosen,
            'aria-label': `用第 ${String(index + 1)} 帧（${formatTimecode(atSeconds)}）做封面`,
            onClick: () => void choose(number),
            style: {
              display: 'grid',
              gap: 4,
              padding: 4,
              border: `2px solid ${isChosen ? '#2a6353' : 'rgb(128 128 128 / 35%)'}`,
              borderRadius: 8,
              background: 'none',
              color: 'inherit',
              font: 'inherit',
              fontSize: 13,
              cursor: 'pointer',
            },
          },
          createElement('img', {
            src: clipFrameAddress(clip, number),
            alt: '',
            style: { display: 'block', height: 120, maxWidth: '100%', borderRadius: 4 },
          }),
          `${isChosen ? '✓ ' : ''}${formatTimecode(atSeconds)}`,
        );
      }),
    ),
    problem !== '' && createElement('p', { role: 'alert', style: alertStyle }, problem),
  );
}
