/** Runs checks: in the order of the table, beside each other where both fit on the machine. */
import { failedAsAWhole, type Counts, type Outcome } from './outcome.ts';
import { killDescendants } from './descendants.ts';
import { KeptOutput, terminal, type Output } from './output.ts';

/** A check as the schedule needs it. */
export interface Task {
  name: string;
  /** How many cores it keeps busy. */
  cores: 1 | 2;
  /** The tasks that must have passed before. */
  after: readonly string[];
  /** Whether it builds: builds of one checkout wait for each other. */
  takesBuildLock: boolean;
  run: (output: Output) => Promise<Counts>;
}

/** The table is balanced for two cores, and browser tests share ports: more at once would gain little and collide. */
const cores = 2;

const dashes = (title: string) => `\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`;

/** What happens to a check that does not end. */
interface Patience {
  /** Milliseconds between two lines that say what a check is at whose words are kept. */
  report: number;
  /** Milliseconds after which a check is ended: several times what the longest takes on a slow machine. */
  limit: number;
  /** Ends the processes that all checks have started. */
  endProcesses: () => void;
}

const usualPatience: Patience = {
  report: 60_000,
  limit: 20 * 60_000,
  endProcesses: () => {
    killDescendants(process.pid);
  },
};

/**
 * Runs all tasks and resolves with their outcomes, in the order of the list. A task that throws has failed; one that comes
 * after a failed one does not run and has failed too: nobody knows what it would have found. One that does not end in time
 * has failed; what ran beside it loses its processes with it, and is run again.
 */
export async function runTasks(tasks: readonly Task[], patience = usualPatience): Promise<Outcome[]> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...tasks];
  const running = new Map<Task, Promise<void>>();
  /** Tasks that lost their processes with another one. */
  const interrupted = new Set<Task>();
  const isAsked = (name: string) => tasks.some((task) => task.name === name);

  const finish = (task: Task, counts: Counts, seconds: number) => {
    outcomes.set(task.name, { check: task.name, ...counts, seconds });
  };
  /** The counts of a task, or what stands for them when it does not end in time. */
  const countsOf = async (task: Task, output: Output): Promise<Counts> => {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`${task.name} did not end within ${patience.limit / 60_000} minutes.`));
      for (const other of running.keys()) if (other !== task) interrupted.add(other);
      patience.endProcesses();
    }, patience.limit);
    const reports = setInterval(() => {
      if (output instanceof KeptOutput) console.log(`… ${task.name} still runs. It said last: ${output.lastLine}`);
    }, patience.report);
    try {
      return await Promise.race([task.run(output), late.promise]);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      output.write(`${text}\n`);
      return failedAsAWhole(text);
    } finally {
      clearTimeout(timer);
      clearInterval(reports);
    }
  };
  const start = async (task: Task, output: Output) => {
    const started = performance.now();
    const counts = await countsOf(task, output);
    if (interrupted.delete(task) && counts.failed > 0) {
      console.log(dashes(`${task.name}: interrupted, runs again`));
      running.delete(task);
      waiting.unshift(task);
      return;
    }
    const seconds = (performance.now() - started) / 1000;
    finish(task, counts, seconds);
    if (output instanceof KeptOutput) {
      const standing = counts.failed > 0 ? `${counts.failed} failed` : `passed, ${counts.passed}`;
      console.log(dashes(`${task.name}: ${standing} in ${seconds.toFixed(1)} s`));
      if (counts.failed > 0) process.stdout.write(output.text);
    }
    running.delete(task);
  };

  while (waiting.length > 0 || running.size > 0) {
    for (const task of [...waiting]) {
      const before = task.after.filter(isAsked);
      const failed = before.filter((name) => (outcomes.get(name)?.failed ?? 0) > 0);
      if (failed.length > 0) {
        waiting.splice(waiting.indexOf(task), 1);
        const reason = `not run, since ${failed.join(', ')} failed`;
        console.log(dashes(`${task.name}: ${reason}`));
        finish(task, failedAsAWhole(reason), 0);
        continue;
      }
      const isReady = before.every((name) => outcomes.has(name));
      const busy = [...running.keys()].reduce((sum, other) => sum + other.cores, 0);
      const lockIsFree = !task.takesBuildLock || ![...running.keys()].some((other) => other.takesBuildLock);
      if (!isReady || !lockIsFree || busy + task.cores > cores) continue;
      waiting.splice(waiting.indexOf(task), 1);
      // Alone on the machine, or the only one asked for: its words may appear at once.
      const output = task.cores === cores || tasks.length === 1 ? terminal : new KeptOutput();
      console.log(output.isLive ? dashes(task.name) : `… ${task.name}`);
      running.set(task, start(task, output));
    }
    if (running.size > 0) await Promise.race(running.values());
  }
  return tasks.flatMap(({ name }) => outcomes.get(name) ?? []);
}
