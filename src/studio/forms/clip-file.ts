/** The file of a clip, and what follows from it in the other fields of its form: frames for the poster, captions. */
import { createElement, Fragment, type ReactElement } from 'react';
import { fields, type FormFieldInputProps } from '@keystatic/core';
import type { ClipView } from '../../domain/clips/clip-job.ts';
import type { FieldWords } from './field-options.ts';
import { reference } from './fields.ts';
import { withEntry, type AssetField, type Beside, type HeldFile } from './files.ts';
import { inputOf } from './inputs.ts';
import { Held, type HeldClip } from './held.ts';

/** The fields of a form that has a clip. */
export function clipFields() {
  const held: HeldClip = new Held<ClipView | undefined>(undefined);

  /** The clip: a file from a phone, which is made into one while the form is filled in, or one that is there. */
  const clip = (words: FieldWords) => {
    const field = reference('media', words);
    const Input = (props: FormFieldInputProps<string | null>): ReactElement =>
      createElement(inputOf('clip'), { ...props, words, held });
    return { ...field, Input };
  };

  /** The captions: a file in any format that is known, stored as WebVTT. */
  const captions = (words: FieldWords & { beside: Beside }) => {
    const field = fields.file({ label: words.label, description: words.description ?? '' });
    const stored = withEntry(field, words.beside, { extensions: ['vtt'], message: '字幕没有读懂，请重新选一次' });
    const Chooser = (props: FormFieldInputProps<HeldFile | null>) => field.Input(props);
    const Input = (props: FormFieldInputProps<HeldFile | null>): ReactElement =>
      createElement(inputOf('captions'), { ...props, held, chooser: Chooser });
    return { ...stored, Input };
  };

  /** A picture field with the frames of the clip below it. */
  const withFrames = (field: AssetField): AssetField => {
    const Chooser = (props: FormFieldInputProps<HeldFile | null>) => field.Input(props);
    const Input = (props: FormFieldInputProps<HeldFile | null>): ReactElement =>
      createElement(
        Fragment,
        null,
        createElement(Chooser, props),
        createElement(inputOf('frames'), { ...props, held }),
      );
    return { ...field, Input };
  };

  return { clip, captions, withFrames };
}
