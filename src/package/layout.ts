/** What lies where in a packaged office. */

/** The folder of the program: another edition takes its place, and the content stays. */
export const programFolder = 'app';

/** The folder of the content. */
export const contentFolder = '内容';

/** The folder of the files that were made of clips. They are in no version: they stay where they are when the program is renewed. */
export const clipsFolder = '短片';
