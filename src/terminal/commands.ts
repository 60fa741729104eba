/** What the commands with subcommands share: their list, wrong words, interruption, exit codes. */

/** A subcommand. */
export interface Command {
  /** How it is called, and what it does, for the list of commands. */
  usage: string;
  does: string;
  /** Runs with the words after the name. Answers the exit code. */
  run: (words: readonly string[], signal: AbortSignal) => Promise<number>;
}

/** A program of subcommands. */
export interface Program {
  /** How it is started, e.g. `npm run media`. */
  invocation: string;
  commands: Readonly<Record<string, Command>>;
  /** What the list of commands ends with. */
  notes?: readonly string[];
  /** The error that an interruption throws where the work next looks; its message is shown. */
  stopped: Error;
  /** Whether an error is reported by its message alone: something was refused, or a setting or program is at fault. */
  isReportable: (error: unknown) => error is Error;
}

function printUsage({ invocation, commands, notes = [] }: Program, to: (line: string) => void): void {
  to(`用法：${invocation} -- <命令>\n`);
  for (const { usage, does } of Object.values(commands)) to(`  ${usage}\n      ${does}`);
  if (notes.length > 0) to(`\n${notes.join('\n')}`);
}

/** An option that does not exist, or lacks its value. */
function isAboutWords(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/**
 * Runs the subcommand that the words of the command line name, and sets the exit code: that of the subcommand; 1 for an
 * error that is reported; 2 for words that make no sense; 130 after an interruption.
 */
export async function runProgram(program: Program): Promise<void> {
  const [name = '', ...words] = process.argv.slice(2);
  const refuseWords = (complaint: string) => {
    if (complaint !== '') console.error(`${complaint}\n`);
    printUsage(program, console.error);
    process.exitCode = 2;
  };
  if (name === '--help' || name === '-h' || words.includes('--help') || words.includes('-h')) {
    printUsage(program, console.log);
    return;
  }
  const command = Object.hasOwn(program.commands, name) ? program.commands[name] : undefined;
  if (command === undefined) {
    refuseWords(name === '' ? '' : `没有“${name}”这个命令。`);
    return;
  }
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      interruption.abort(program.stopped);
    });
  }
  try {
    process.exitCode = await command.run(words, interruption.signal);
  } catch (error) {
    if (isAboutWords(error)) {
      refuseWords(`不认识或没有写完的选项：${/'(-[^ ']*)/.exec(error.message)?.[1] ?? ''}`);
    } else if (program.isReportable(error)) {
      console.error(error.message);
      process.exitCode = interruption.signal.aborted ? 130 : 1;
    } else {
      throw error;
    }
  }
}
