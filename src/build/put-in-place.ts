/** The last step of a build: the finished site takes the place of the one before. */
import { rename, rm } from 'node:fs/promises';

/**
 * Moves a finished build to its place. The two renames take a moment; a web server sees one or the other.
 * @throws when either rename fails; then the site before is in its place again
 */
export async function putInPlace(staging: string, target: string): Promise<void> {
  const previous = `${target}.previous-${String(process.pid)}`;
  const hadPrevious = await rename(target, previous).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(staging, target);
  } catch (error) {
    if (hadPrevious) await rename(previous, target);
    throw error;
  }
  await rm(previous, { recursive: true, force: true });
}
