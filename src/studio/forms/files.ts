/** Pictures and other files of an entry. */
import { createElement, Fragment, useRef, useState, type ReactElement } from 'react';
import { fields, type FormFieldInputProps, type FormFieldStoredValue } from '@keystatic/core';
import type { FieldWords } from './field-options.ts';
import { useFileDrop } from './file-drop.ts';

/** The location of an entry's files, relative to the file with its fields. */
export type Beside =
  /** `people/<slug>/index.md`: in the same directory. */
  | 'entry'
  /** `stations/<slug>.yaml`: in the directory `stations/<slug>/`. */
  | 'directory'
  /** `people/<slug>/index.md`, in a block of the story: in a directory beside it with the name of the story's field. */
  | 'story';

/** A file as Keystatic holds it while the form is open. */
export interface HeldFile {
  data: Uint8Array;
  extension: string;
  filename: string;
  /** What the entry says where there is no such file: it stays as it is until another file is chosen. */
  missing?: string;
}

export type AssetField = ReturnType<typeof fields.image>;

interface Accepted {
  extensions: readonly string[];
  message: string;
}

function prefixOf(beside: Beside, slug: string | undefined, directory: string): string {
  if (beside === 'story') return `${directory}/`;
  return beside === 'entry' || slug === undefined ? '' : `${slug.slice(slug.lastIndexOf('/') + 1)}/`;
}

/**
 * A unique name for a picture in a story, made from its bytes. Phones give every picture one name (`image.jpg`), and
 * two with one name in one story would overwrite each other.
 */
function namedByContent<File extends HeldFile>(file: File): File {
  let hash = 0x811c9dc5; // FNV-1a: short, and the same whenever the same picture is chosen
  for (const byte of file.data) hash = Math.imul(hash ^ byte, 0x01000193);
  const name = `photo-${(hash >>> 0).toString(16).padStart(8, '0')}`;
  return { ...file, filename: `${name}.${file.extension.toLowerCase()}` };
}

const accepts = ({ extensions }: Accepted, file: HeldFile | null) =>
  file === null || file.missing !== undefined || extensions.includes(file.extension.toLowerCase());

/** Says that a file is not there, and takes its name out of the entry. */
function missingNotice({ missing = '' }: HeldFile, onRemove: () => void): ReactElement {
  return createElement(
    'div',
    { role: 'alert', style: { ...alertStyle, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '0 12px' } },
    `找不到文件 ${missing.replace(/^\.\//, '')}，请重新选一个`,
    createElement(
      'button',
      {
        type: 'button',
        onClick: onRemove,
        style: {
          minHeight: 32,
          font: 'inherit',
          color: 'inherit',
          background: 'none',
          border: 0,
          textDecoration: 'underline',
          cursor: 'pointer',
        },
      },
      '不要了',
    ),
  );
}

/**
 * Adapts a file field of Keystatic to the site: the stored path is relative to the entry (a path written by hand as
 * `./photo.jpg` is accepted), and a file of the wrong kind is refused in the form instead of in the build.
 */
export function withEntry(field: AssetField, beside: Beside, accepted: Accepted, directory = ''): AssetField {
  const nameOf = (value: FormFieldStoredValue, slug: string | undefined) => {
    if (typeof value !== 'string') return value;
    const path = value.replace(/^\.\//, '');
    const prefix = prefixOf(beside, slug, directory);
    return path.startsWith(prefix) ? path.slice(prefix.length) : path;
  };
  const Chooser = (props: FormFieldInputProps<HeldFile | null>) => field.Input(props);
  return {
    ...field,
    Input(props: FormFieldInputProps<HeldFile | null>): ReactElement {
      const { value } = props;
      const notice =
        value?.missing !== undefined
          ? missingNotice(value, () => {
              props.onChange(null);
            })
          : accepts(accepted, value)
            ? null
            : createElement('p', { role: 'alert', style: alertStyle }, accepted.message);
      const shown = value?.missing === undefined ? props : { ...props, value: null };
      return createElement(Fragment, null, createElement(Chooser, shown), notice);
    },
    filename: (value, extra) => field.filename(nameOf(value, extra.slug), extra),
    parse(value, extra) {
      // Keystatic would open the form without the file, and lose its name at the next save without a word.
      if (typeof value === 'string' && extra.asset === undefined) {
        const missing: HeldFile = { data: new Uint8Array(), extension: '', filename: value, missing: value };
        return missing;
      }
      return field.parse(nameOf(value, extra.slug), extra);
    },
    serialize(value, extra) {
      if (value !== null && 'missing' in value) return { value: value.filename, asset: undefined };
      // Phones name their pictures IMG_0001.JPG.
      const named = value === null ? null : { ...value, extension: value.extension.toLowerCase() };
      const stored = field.serialize(named, extra);
      return typeof stored.value === 'string'
        ? { ...stored, value: `${prefixOf(beside, extra.slug, directory)}${stored.value}` }
        : stored;
    },
    validate(value) {
      if (!accepts(accepted, value)) throw new Error(accepted.message);
      return field.validate(value);
    },
  };
}

/** How a refusal looks. */
export const alertStyle = { color: 'var(--kui-color-foreground-critical)', margin: 0 };

/** What the office makes of a photo: safe to be kept, or why not. */
async function safePhoto(file: File): Promise<{ held: HeldFile; remarks: string } | { refused: string }> {
  const response = await fetch('/api/office/photo', { method: 'POST', body: file }).catch(() => undefined);
  if (response === undefined) return { refused: '编辑台没有应答，照片没有放进来。过一会儿再选一次' };
  if (!response.ok) return { refused: await response.text() };
  const extension = response.headers.get('x-extension') ?? 'jpg';
  return {
    held: {
      data: new Uint8Array(await response.arrayBuffer()),
      extension,
      filename: `${file.name.replace(/\.[^.]*$/, '')}.${extension}`,
    },
    remarks: decodeURIComponent(response.headers.get('x-remarks') ?? ''),
  };
}

/** What is said under a picture field. */
type Said = { is: 'nothing' | 'working' } | { is: 'refused' | 'remark'; words: string };

/**
 * Wraps the input of a picture field: a photo is chosen, dropped or pasted, and goes through the office before the form holds it, so
 * that nothing of where it was taken reaches a file.
 */
function photoInput(field: AssetField, beside: Beside) {
  const Chooser = (props: FormFieldInputProps<HeldFile | null>) => field.Input(props);
  return function PhotoInput(props: FormFieldInputProps<HeldFile | null>): ReactElement {
    const [said, setSaid] = useState<Said>({ is: 'nothing' });
    // The last one that was chosen counts, whichever is ready first.
    const latest = useRef<File>(undefined);
    const take = async (file: File) => {
      latest.current = file;
      setSaid({ is: 'working' });
      const photo = await safePhoto(file);
      if (latest.current !== file) return;
      if ('refused' in photo) {
        setSaid({ is: 'refused', words: photo.refused });
        return;
      }
      setSaid(photo.remarks === '' ? { is: 'nothing' } : { is: 'remark', words: photo.remarks });
      props.onChange(beside === 'story' ? namedByContent(photo.held) : photo.held);
    };
    const chosen = (file: HeldFile | null) => {
      if (file === null) {
        latest.current = undefined;
        setSaid({ is: 'nothing' });
        props.onChange(null);
      } else void take(new File([new Uint8Array(file.data)], file.filename));
    };
    const target = useFileDrop((file) => void take(file));
    return createElement(
      'div',
      target,
      createElement(Chooser, { ...props, onChange: chosen }),
      createElement(
        'p',
        {
          role: said.is === 'refused' ? 'alert' : 'status',
          style:
            said.is === 'refused' ? { ...alertStyle, marginTop: 6 } : { margin: said.is === 'nothing' ? 0 : '6px 0 0' },
        },
        said.is === 'working' ? '正在处理照片：转正、缩小、去掉拍摄地点……' : 'words' in said ? said.words : '',
      ),
    );
  };
}

/** The options of a picture field. */
export type PictureWords = FieldWords & { beside: Beside; directory?: string };

/** A picture of an entry. */
export function picture(words: PictureWords) {
  const field = fields.image({
    label: words.label,
    description: words.description ?? '手机照片直接放进来：点“选择文件”，或者拖到这里、粘贴。拍摄地点会自动去掉。',
    validation: { isRequired: words.required ?? false },
  });
  const accepted = {
    extensions: ['jpg', 'jpeg', 'png', 'webp', 'avif'],
    message: `“${words.label}”不是能用的图片：请选 JPEG、PNG 或 WebP 格式的图片`,
  };
  const asset = withEntry(field, words.beside, accepted, words.directory);
  return { ...asset, Input: photoInput(asset, words.beside) };
}
