/** What lies where in a packaged office. */

/** The folder of the program: another edition takes its place, and the content stays. */
export const programFolder = 'app';

/** The folder of the content. */
export const contentFolder = '内容';
