/** Every page of both sites is valid HTML, by the W3C's own validator (vnu). What it may say has its reason here. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { installPackages } from '../browser.ts';
import { installPackage } from '../own-package.ts';
import { portalSite, rootSite, type TestSite } from '../sites.ts';

/** What the validator says that is no mistake, and why. */
const exceptions: readonly (readonly [RegExp, string])[] = [
  [/^CSS: Parse Error\.$/, 'its parser knows neither `:is` with a list nor `-webkit-any`; stylelint reads the styles'],
  [
    /^Attribute “(?:webkit-playsinline|x5-playsinline|x5-video-player-type)” not allowed on element “video”/,
    'the kernels of WeChat ask for them: without them a film leaves the page',
  ],
];

/** A message of the validator. */
interface Message {
  type: 'error' | 'info' | 'non-document-error';
  url?: string;
  message: string;
  extract?: string;
}

const folder = join(import.meta.dirname, '../validity');
const hasJava = () => spawnSync('java', ['-version']).status === 0;
if (!hasJava()) installPackages('default-jre-headless');
const missing = hasJava()
  ? undefined
  : 'Java could not be installed: run `sudo apt-get install -y default-jre-headless`';

/** The errors in the pages of a folder. */
function errorsIn({ directory }: TestSite): Message[] {
  const jar = join(folder, 'node_modules/vnu-jar/build/dist/vnu.jar');
  const { stdout, stderr } = spawnSync(
    'java',
    ['-Xss1m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', '--errors-only', '--skip-non-html', '--no-langdetect', directory], // prettier-ignore
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  assert.ok(stdout.includes('"messages"'), stderr);
  return (JSON.parse(stdout) as { messages: Message[] }).messages.filter(({ type }) => type !== 'info');
}

for (const site of [rootSite, portalSite])
  test(`every page of the site ${site.name} is valid HTML`, { skip: missing }, () => {
    installPackage(folder);
    const wrong = errorsIn(site).filter(({ message }) => !exceptions.some(([pattern]) => pattern.test(message)));
    assert.deepEqual(
      wrong.map(({ url = '', message, extract = '' }) => `${url.slice(-60)}: ${message} ${extract.slice(0, 120)}`),
      [],
    );
  });

test('a page that is not valid is found', { skip: missing }, () => {
  installPackage(folder);
  const { stdout } = spawnSync(
    'java',
    ['-jar', join(folder, 'node_modules/vnu-jar/build/dist/vnu.jar'), '--format', 'json', '--stdout', '--exit-zero-always', '-'], // prettier-ignore
    {
      encoding: 'utf8',
      input: '<!doctype html><html lang="zh-CN"><title>一页</title><p><div>一段</div></p><time></time></html>',
    },
  );
  const { messages } = JSON.parse(stdout) as { messages: Message[] };
  assert.ok(messages.some(({ type, message }) => type === 'error' && message.includes('No “p” element in scope')));
});
