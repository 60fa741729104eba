/** A 随手拍 clip as the public sees it; the body of the file is the transcript. */
import { z } from 'zod';
import { choice, day, entry, focus, line, list, referenceTo, whenFieldsValid, type ImageField } from './field.ts';
import { publication } from './publication.ts';
import { audioKinds, scenes, themes } from './vocabulary.ts';

/** The fields of a clip. `image` returns the schema of a picture field. */
export function videoSchema<Image extends z.ZodType>(image: ImageField<Image>) {
  return entry(
    z
      .strictObject({
        title: line('标题', 40),
        recordedOn: day('拍摄日期'),
        town: line('拍摄地所在乡镇，写全称'),
        place: line('拍摄地点，写到社区或路段，不写门牌').optional(),
        scene: choice(scenes, '场景'),
        theme: choice(themes, '主题'),
        people: list(referenceTo('people', '人物的网址名'), '出镜的人'),
        clip: referenceTo('media', '短片文件的编号，由媒体程序生成'),
        poster: image().optional().describe('封面图；不填则用短片自带的封面'),
        posterFocus: focus('封面的重点，裁切时留住它').optional(),
        captions: line('字幕文件名（.vtt），与本文件放在一起')
          .regex(/\.vtt$/, '以 .vtt 结尾的文件名')
          .optional(),
        audio: choice(audioKinds, '声音：有人说话、只有环境声或无声'),
        credit: line('拍摄者').optional(),
        publication,
      })
      .refine((value) => value.audio !== 'speech' || value.captions !== undefined, {
        path: ['captions'],
        message: '有人说话的短片（audio: speech）必须有字幕文件',
        when: whenFieldsValid('audio', 'captions'),
      })
      .refine((value) => value.audio !== 'silent' || value.captions === undefined, {
        path: ['captions'],
        message: '无声短片（audio: silent）没有字幕；有声音请改 audio',
        when: whenFieldsValid('audio', 'captions'),
      }),
  );
}
