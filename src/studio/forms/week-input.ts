/** The input of the opening hours of a week: day by day, or once for all seven. */
import { createElement, useId, useState, type ComponentType, type ReactElement } from 'react';
import type { FormFieldInputProps } from '@keystatic/core';
import { ActionButton } from '@keystar/ui/button';
import { TextField } from '@keystar/ui/text-field';
import { Text } from '@keystar/ui/typography';
import { typedSpans } from '../../domain/text/typed-values.ts';
import { codesOf, weekdays, type Weekday } from '../../schemas/vocabulary.ts';

/** A day of the group, as Keystatic hands it to the input of the group. */
type DayField = Pick<FormFieldInputProps<string>, 'value' | 'onChange'>;

/** What the input is given. */
export interface WeekInputProps {
  label: string;
  description: string;
  fields: Readonly<Record<Weekday, DayField>>;
  onChange: (value: Record<Weekday, string>) => void;
  /** The input of each day. */
  inputs: Readonly<Record<Weekday, ComponentType<FormFieldInputProps<string>>>>;
  forceValidation?: boolean;
}

const days = codesOf(weekdays);

/** The input. */
export default function WeekInput(props: WeekInputProps): ReactElement {
  const { label, description, fields, inputs, forceValidation = false } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const spans = typedSpans(typed);
  const fill = () => {
    if (spans.length === 0) return;
    const all = spans.join('，');
    // `Object.fromEntries` forgets the key type.
    props.onChange(Object.fromEntries(days.map((day) => [day, all])) as Record<Weekday, string>);
    setTyped('');
  };
  return createElement(
    'div',
    { role: 'group', 'aria-labelledby': id, style: { display: 'grid', gap: 12, minWidth: 0 } },
    createElement(Text, { id, weight: 'bold' }, label),
    createElement(Text, { size: 'small', color: 'neutralSecondary' }, description),
    createElement(
      'div',
      { style: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: 8 } },
      createElement(TextField, {
        label: '每天都一样',
        placeholder: '例如 8:00-22:00',
        value: typed,
        onChange: setTyped,
        onKeyDown: (event: { key: string; preventDefault: () => void }) => {
          if (event.key !== 'Enter') return;
          // The form would be sent.
          event.preventDefault();
          fill();
        },
        autoComplete: 'off',
        flex: '1 1 10rem',
        minWidth: 0,
      }),
      createElement(ActionButton, { onPress: fill, isDisabled: spans.length === 0, children: '填进七天' }),
    ),
    createElement(
      'div',
      { style: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(8rem, 1fr))', gap: 12 } },
      days.map((day) => createElement(inputs[day], { key: day, autoFocus: false, forceValidation, ...fields[day] })),
    ),
  );
}
