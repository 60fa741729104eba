/** The input of a town: one of the list in the settings of the site, found by Chinese, pinyin and initials. */
import { createElement, useState, type ReactElement } from 'react';
import type { FormFieldInputProps } from '@keystatic/core';
import { Combobox, Item } from '@keystar/ui/combobox';
import { slugOf } from '../../domain/text/pinyin.ts';
import { useCounty } from './county.ts';
import type { FieldWords } from './field-options.ts';

type TownInputProps = FormFieldInputProps<string> & { words: FieldWords };

/** Whether a town is meant by what is typed so far: 玉津, yujin, yj. */
function fits(name: string, typed: string): boolean {
  const syllables = slugOf(name).split('-');
  const letters = typed.toLowerCase().replace(/[\s'-]/g, '');
  return (
    name.includes(typed) ||
    syllables.join('').startsWith(letters) ||
    syllables
      .map(([initial]) => initial)
      .join('')
      .startsWith(letters)
  );
}

/** The input. */
export default function TownInput(props: TownInputProps): ReactElement {
  const { value, words, autoFocus, forceValidation } = props;
  const { label, description, required = false } = words;
  const county = useCounty();
  // All towns until somebody types: whoever opens the list of a filled field wants another one.
  const [isTyping, setIsTyping] = useState(false);
  const towns = county?.towns ?? [];
  const offered = isTyping && value !== '' ? towns.filter(({ name }) => fits(name, value)) : towns;
  const isUnknown = value !== '' && !isTyping && county !== undefined && !towns.some(({ name }) => name === value);
  const problem =
    required && value === '' && forceValidation
      ? `请选择“${label}”`
      : isUnknown
        ? `名单里没有“${value}”：请选一个，或者先在“网站设置”里加上`
        : undefined;
  return createElement(Combobox<{ name: string }>, {
    label,
    ...(description !== undefined && { description }),
    ...(problem !== undefined && { errorMessage: problem }),
    isRequired: required,
    placeholder: '选一个，或打拼音、首字母',
    items: offered,
    // The list closes when this becomes another one.
    value: towns.some(({ name }) => name === value) ? value : null,
    inputValue: value,
    onInputChange: (text: string) => {
      setIsTyping(true);
      props.onChange(text);
    },
    onChange: (key: unknown) => {
      if (typeof key !== 'string') return;
      setIsTyping(false);
      props.onChange(key);
    },
    onBlur: () => {
      setIsTyping(false);
      // Pinyin that fits one town alone means that one.
      const [only, ...others] = value === '' ? [] : towns.filter(({ name }) => fits(name, value));
      if (only !== undefined && others.length === 0) props.onChange(only.name);
    },
    allowsCustomValue: true,
    menuTrigger: 'focus',
    autoFocus,
    width: 'auto',
    children: ({ name }: { name: string }) =>
      createElement(Item<{ name: string }>, { key: name, textValue: name, children: name }),
  });
}
