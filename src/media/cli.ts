/** `npm run media`: takes clips in and looks after what was made of them. */
import { add } from './commands/add.ts';
import { captions } from './commands/captions.ts';
import { check } from './commands/check.ts';
import { poster } from './commands/poster.ts';
import { MediaFailure, MediaRefusal } from './refusal.ts';

/** A subcommand: its words after the name, and the exit code it ends with. */
interface Command {
  /** How it is called, and what it does, for the list of commands. */
  usage: string;
  does: string;
  run: (words: readonly string[], signal: AbortSignal) => Promise<number>;
}

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
};

function printUsage(): void {
  console.error('用法：npm run media -- <命令>\n');
  for (const { usage, does } of Object.values(commands)) console.error(`  ${usage}\n      ${does}`);
}

/** An option that does not exist, or lacks its value. */
function isAboutWords(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

const [name = '', ...words] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort(new MediaFailure('停下了，没有留下半成品。'));
  });
}

if (command === undefined) {
  if (name !== '') console.error(`没有“${name}”这个命令。\n`);
  printUsage();
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await command.run(words, interruption.signal);
  } catch (error) {
    if (isAboutWords(error)) {
      console.error(`不认识或没有写完的选项：${/'(-[^ ']*)/.exec(error.message)?.[1] ?? ''}\n`);
      printUsage();
      process.exitCode = 2;
    } else if (error instanceof MediaFailure || error instanceof MediaRefusal) {
      console.error(error.message);
      process.exitCode = interruption.signal.aborted ? 130 : 1;
    } else {
      throw error;
    }
  }
}
