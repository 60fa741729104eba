/** Whether processes are there. A file of its own: what encodes pictures imports it, and its cache follows its code. */

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another account.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
