/** The input of a day: typed or pasted as people write days, or picked from the calendar of the browser. */
import { createElement, useReducer, useRef, useState, type ChangeEvent, type ReactElement } from 'react';
import type { FormFieldInputProps } from '@keystatic/core';
import { ActionButton } from '@keystar/ui/button';
import { TextField } from '@keystar/ui/text-field';
import { typedDay } from '../../domain/text/typed-day.ts';
import { formatDate } from '../../domain/time/dates.ts';
import { isRealDay } from '../../schemas/field.ts';
import type { DayWords } from './field-options.ts';

/** `value` is a day, or what was typed where that is none. */
type DayInputProps = FormFieldInputProps<string | null> & { words: DayWords };

const weekdays = new Intl.DateTimeFormat('zh-CN', { weekday: 'long', timeZone: 'UTC' });
// Days are those of China, wherever the browser is.
const dayInChina = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

const written = (value: string | null) => (value === null ? '' : isRealDay(value) ? formatDate(value) : value);

/** The input. */
export default function DayInput(props: DayInputProps): ReactElement {
  const { value, words, autoFocus, forceValidation } = props;
  const { label, description, required = false } = words;
  /** What is being typed; the day as it is written where nobody types. */
  const [typed, setTyped] = useState<string>();
  const [wasHere, leave] = useReducer(() => true, false);
  const calendar = useRef<HTMLInputElement>(null);
  const isDay = value !== null && isRealDay(value);
  const isMissing = required && value === null && (forceValidation || wasHere);
  const isUnread = value !== null && !isDay && (typed === undefined || forceValidation);
  const problem = isMissing ? `请填写“${label}”` : isUnread ? '看不懂这一天，写成 2026年4月28日 或 4月28日' : undefined;
  const read = (text: string) => {
    setTyped(text);
    props.onChange(
      text.trim() === '' ? null : (typedDay(text, dayInChina.format(new Date()), words.lies) ?? text.trim()),
    );
  };
  return createElement(
    'div',
    { style: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 8 } },
    createElement(TextField, {
      label,
      ...(description !== undefined && { description }),
      ...(problem !== undefined && { errorMessage: problem }),
      isRequired: required,
      value: typed ?? written(value),
      onChange: read,
      onBlur: () => {
        setTyped(undefined);
        leave();
      },
      autoFocus,
      autoComplete: 'off',
      placeholder: '例如 4月28日',
      flex: '1 1 10rem',
      minWidth: 0,
      ...(isDay && {
        endElement: createElement(
          'span',
          { style: { alignSelf: 'center', paddingInline: 8, opacity: 0.75, whiteSpace: 'nowrap' } },
          weekdays.format(new Date(`${value}T00:00:00Z`)),
        ),
      }),
    }),
    createElement(
      'span',
      { style: { position: 'relative', marginBottom: problem === undefined ? 0 : 24 } },
      createElement('input', {
        ref: calendar,
        type: 'date',
        tabIndex: -1,
        'aria-hidden': true,
        value: isDay ? value : '',
        // Of no size, and where its calendar is to open.
        style: {
          position: 'absolute',
          insetBlockEnd: 0,
          insetInlineStart: 0,
          width: 1,
          height: 1,
          opacity: 0,
          padding: 0,
          border: 0,
        },
        onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
          setTyped(undefined);
          props.onChange(target.value === '' ? null : target.value);
        },
      }),
      createElement(
        ActionButton,
        { 'aria-label': `从日历里选${label}`, onPress: () => calendar.current?.showPicker() },
        '日历',
      ),
    ),
  );
}
