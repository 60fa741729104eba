/** The folders of the tests' files, and the ports of their servers. */
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The folder of the project. */
export const projectDirectory = join(import.meta.dirname, '..');

/** What tests build, download and report. Git ignores it; it may be deleted at any time. */
export const testCache = join(projectDirectory, '.cache/tests');

/** The ports of test sites, as distances from the base. */
const distances = {
  root: 1,
  portal: 2,
  preview: 3,
  extremes: 4,
  largeCounty: 6,
  playback: 7,
  oldBrowsers: 8,
  engines: 10,
  pages: 9,
} as const;

/**
 * The port of a test's server. All of them follow from `TEST_PORT_BASE` (4380 unless it is set), so that two checkouts
 * can be tested at once. Throws when the variable is no port number.
 */
export function testPort(server: keyof typeof distances): number {
  const text = process.env['TEST_PORT_BASE'] ?? '';
  const base = text === '' ? 4380 : Number(text);
  if (!Number.isInteger(base) || base < 1024 || base > 65_500)
    throw new Error(`TEST_PORT_BASE is “${text}”; it has to be a whole number from 1024 to 65500.`);
  return base + distances[server];
}

/** A port that nothing listens at, for a server that no address in a file or in a browser has to know. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') failed(new Error('no port'));
        else found(address.port);
      });
    });
  });
}
