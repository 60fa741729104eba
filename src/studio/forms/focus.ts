/** A picture with its focal point: the editor taps the point that a crop must contain, on the picture itself. */
import { createElement, useEffect, useId, useState, useSyncExternalStore, type ReactElement } from 'react';
import { fields, type FormFieldInputProps, type ObjectField } from '@keystatic/core';
import { figure } from './fields.ts';
import { Held } from './held.ts';
import { picture, type HeldFile, type PictureWords } from './files.ts';

/** The picture that the form holds now. Two fields share it: one chooses the file, the other marks a point on it. */
type HeldPicture = Held<HeldFile | null>;

interface AxisProps {
  value: string;
  onChange: (value: string) => void;
}

interface PointInputProps {
  fields: { x: AxisProps; y: AxisProps };
  onChange: (value: { x: string; y: string }) => void;
}

const middle = '50';
const whole = (value: number) => String(Math.min(100, Math.max(0, Math.round(value))));

/** The address of a file's bytes while they are shown. */
function useObjectAddress(file: HeldFile | null): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (file === null) {
      setAddress(undefined);
      return;
    }
    const made = URL.createObjectURL(new Blob([new Uint8Array(file.data)]));
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [file]);
  return address;
}

function pointInput(label: string, held: HeldPicture) {
  return function PointInput(given: unknown): ReactElement | null {
    // Keystatic passes an object field its inner fields.
    const props = given as PointInputProps;
    const file = useSyncExternalStore(held.listen, held.current, held.current);
    const address = useObjectAddress(file);
    const id = useId();
    if (address === undefined) return null;
    const [x, y] = [props.fields.x.value || middle, props.fields.y.value || middle];
    const isSet = props.fields.x.value !== '' || props.fields.y.value !== '';
    const set = (point: { x: string; y: string }) => {
      props.onChange(point);
    };
    const range = (axis: 'x' | 'y', name: string) =>
      createElement(
        'label',
        { style: { display: 'flex', gap: 8, alignItems: 'center', fontSize: 14 } },
        name,
        createElement('input', {
          type: 'range',
          min: 0,
          max: 100,
          value: axis === 'x' ? x : y,
          'aria-label': `${label}：${name}`,
          style: { flex: 1, maxWidth: 220 },
          onChange: ({ target }: { target: HTMLInputElement }) => {
            set(axis === 'x' ? { x: target.value, y } : { x, y: target.value });
          },
        }),
      );
    return createElement(
      'div',
      { role: 'group', 'aria-labelledby': id, style: { display: 'grid', gap: 8 } },
      createElement('span', { id, style: { fontSize: 14, fontWeight: 500 } }, label),
      createElement(
        'span',
        { style: { fontSize: 13, opacity: 0.75 } },
        '点一下图里最要紧的地方（比如脸）。不同页面裁切得不一样，都会留住这一点。',
      ),
      createElement(
        'div',
        {
          style: { position: 'relative', width: 'fit-content', cursor: 'crosshair' },
          onClick: ({
            currentTarget,
            clientX,
            clientY,
          }: {
            currentTarget: Element;
            clientX: number;
            clientY: number;
          }) => {
            const { left, top, width, height } = currentTarget.getBoundingClientRect();
            set({ x: whole(((clientX - left) / width) * 100), y: whole(((clientY - top) / height) * 100) });
          },
        },
        createElement('img', { src: address, alt: '', style: { display: 'block', maxWidth: 320, maxHeight: 320 } }),
        createElement('span', {
          'aria-hidden': true,
          style: {
            position: 'absolute',
            left: `${x}%`,
            top: `${y}%`,
            width: 26,
            height: 26,
            translate: '-50% -50%',
            border: '3px solid #fff',
            borderRadius: '50%',
            background: isSet ? 'rgb(173 58 34 / 75%)' : 'rgb(0 0 0 / 35%)',
            boxShadow: '0 0 0 2px rgb(0 0 0 / 55%)',
            pointerEvents: 'none',
          },
        }),
      ),
      range('x', '左右'),
      range('y', '上下'),
      isSet
        ? createElement(
            'button',
            {
              type: 'button',
              style: { width: 'fit-content', padding: '4px 12px' },
              onClick: () => {
                set({ x: '', y: '' });
              },
            },
            '恢复居中',
          )
        : null,
    );
  };
}

const hundredths = {
  regex: /^(\d{1,2}(\.\d+)?|100)$/,
  message: '填写 0 到 100 的数',
};

/** A picture field, and the field of its focal point. */
export function pictureWithFocus(words: PictureWords) {
  const held: HeldPicture = new Held<HeldFile | null>(null);
  const chosen = picture(words);
  const label = `${words.label}的重点`;
  const axis = (name: string) => figure({ label: name, form: 'decimal', pattern: hundredths });
  const point = fields.object({ x: axis('左右位置'), y: axis('上下位置') }, { label });
  const Chooser = (props: FormFieldInputProps<HeldFile | null>) => chosen.Input(props);
  const watched: typeof chosen = {
    ...chosen,
    Input(props: FormFieldInputProps<HeldFile | null>): ReactElement {
      useEffect(() => {
        held.update(props.value?.missing === undefined ? props.value : null);
      }, [props.value]);
      return createElement(Chooser, props);
    },
  };
  const focus: ObjectField<typeof point.fields> = { ...point, Input: pointInput(label, held) };
  return { picture: watched, focus };
}
