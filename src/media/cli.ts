/** `npm run media`: takes clips in and looks after what was made of them. */
import { add } from './commands/add.ts';
import { captions } from './commands/captions.ts';
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
};

function printUsage(): void {
  console.error('用法：npm run media -- <命令>\n');
  for (const { usage, does } of Object.values(commands)) console.error(`  ${usage}\n      ${does}`);
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
    if (!(error instanceof MediaFailure) && !(error instanceof MediaRefusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
