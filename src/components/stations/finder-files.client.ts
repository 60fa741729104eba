/** Fetches the files beside a finder. */

/**
 * Returns a function that fetches a file by its name and reads it as JSON; it rejects when there is no answer, or another
 * status than success.
 * @param path the path of such a file with `*` in place of its name
 */
export const fileReader =
  (path: string) =>
  async (name: string): Promise<unknown> => {
    const answer = await fetch(path.replace('*', name));
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return answer.json();
  };
