/** `npm run media`: takes clips in and looks after what was made of them. */
import '../process/start.ts';
import { runProgram, type Command } from '../terminal/commands.ts';
import { add } from '../media/commands/add.ts';
import { captions } from '../media/commands/captions.ts';
import { check } from '../media/commands/check.ts';
import { clean } from '../media/commands/clean.ts';
import { poster } from '../media/commands/poster-frame.ts';
import { MediaFailure, MediaRefusal } from '../media/errors.ts';

const commands: Readonly<Record<string, Command>> = {
  add: {
    usage: 'add <文件…> [--to videos/<网址名>] [--id <编号>] [--av1]',
    does: '收短片：转成网页能放的大小，选好封面，去掉定位等信息',
    run: add,
  },
  captions: {
    usage: 'captions <文件.srt|.vtt|.txt> [--to videos/<网址名>] [--seconds <秒>] [--output <文件>]',
    does: '检查字幕，转成网站用的 WebVTT；加 --to 就放进那个短片条目',
    run: captions,
  },
  poster: {
    usage: 'poster <编号> <1|2|3>',
    does: '换封面：从收短片时选出的三帧里另选一帧',
    run: poster,
  },
  check: {
    usage: 'check',
    does: '查短片文件：缺了哪些，坏了哪些，哪些没有用到',
    run: check,
  },
  clean: {
    usage: 'clean',
    does: '清理内容里的图片：去掉拍摄地点、设备、作者等信息，画面不变',
    run: clean,
  },
};

await runProgram({
  invocation: 'npm run media',
  commands,
  stopped: new MediaFailure('停下了，没有留下半成品。'),
  isReportable: (error) => error instanceof MediaFailure || error instanceof MediaRefusal,
});
