/** The location of a place: three fields that are filled in together. */
import { createElement, type ComponentType, type ReactElement } from 'react';
import { fields, type FormFieldInputProps, type ObjectField } from '@keystatic/core';
import { datums } from '../../schemas/vocabulary.ts';
import type { FieldWords } from './field-options.ts';
import { choice, figure } from './fields.ts';
import { inputOf } from './inputs.ts';
import type { LocationInputProps } from './location-input.ts';

/** A location: longitude, latitude, and the system in which they were read. */
export function location({ label }: Pick<FieldWords, 'label'>) {
  const parts = {
    lng: figure({ label: '经度', form: 'degrees', required: true }),
    lat: figure({ label: '纬度', form: 'degrees', required: true }),
    datum: choice(datums, {
      label: '坐标系',
      defaultValue: 'gcj02',
      description: '经纬度从哪里抄来，就选哪一种；选错了会偏出几百米。',
    }),
  };
  const group = fields.object(parts, { label, layout: [3, 3, 6] });
  const inputs: Readonly<Record<keyof typeof parts, (props: FormFieldInputProps<never>) => ReactElement | null>> = {
    lng: (props) => parts.lng.Input(props),
    lat: (props) => parts.lat.Input(props),
    datum: (props) => parts.datum.Input(props),
  };
  /** The fields one by one, for whoever has figures from elsewhere. */
  const degrees = (props: LocationInputProps): ReactElement =>
    createElement(
      'div',
      { style: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(8rem, 1fr))', gap: 12 } },
      (['lng', 'lat', 'datum'] as const).map((name) => {
        // Each field has the input for its own kind of value, which here is a text for all of them.
        const Input = inputs[name] as ComponentType<FormFieldInputProps<string>>;
        return createElement(Input, { key: name, autoFocus: false, forceValidation: false, ...props.fields[name] });
      }),
    );
  const Input = (given: unknown): ReactElement => {
    // Keystatic passes an object field its inner fields.
    const props = given as LocationInputProps;
    return createElement(inputOf('location'), { ...props, label, degrees: degrees(props) });
  };
  const field: ObjectField<typeof group.fields> = { ...group, Input };
  return field;
}
