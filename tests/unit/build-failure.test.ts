/** What is told of a build that failed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../src/build/build-failure.ts';
import { UnusableOutputError } from '../../src/build/releases.ts';
import { HalfUpdatedError } from '../../src/build/update-in-place.ts';

const system = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: something, write`), { code, path: '/srv/site/index.html', ...more });

const told = (error: unknown) => explain(error).sentences.join();

test('a disk that is full, read-only or of somebody else is told in a sentence with the path and what to do', () => {
  assert.match(told(system('ENOSPC')), /^磁盘满了，写不下 \/srv\/site\/index\.html。请腾出空间/);
  assert.match(told(system('EDQUOT')), /^磁盘满了/);
  assert.match(told(system('EROFS')), /^磁盘是只读的，写不了 \/srv\/site\/index\.html。请换/);
  assert.match(told(system('EACCES')), /^账号 .+ 没有权限读写 \/srv\/site\/index\.html。请用/);
  assert.match(told(system('EPERM', { dest: '/srv/site' })), /没有权限读写 \/srv\/site。/);
  assert.equal(explain(system('ENOSPC')).needsDeveloper, false);
});

test('it is told too where programs in other languages say it, and where it is wrapped', () => {
  assert.match(told(new Error('pagefind: No space left on device (os error 28)')), /^磁盘满了，写不下文件。/);
  assert.match(told(new Error('failed', { cause: new AggregateError([system('EROFS')]) })), /^磁盘是只读的/);
  // A code says more than words.
  assert.equal(explain(Object.assign(new Error('no space left on device'), { code: 'EIO' })).needsDeveloper, true);
});

test('what only a developer can explain is introduced by a sentence, and messages for editors stand alone', () => {
  assert.deepEqual(explain(new TypeError('x is undefined')), {
    sentences: ['生成网站的程序出了错，请把下面的内容交给开发人员：'],
    needsDeveloper: true,
    isUnchanged: true,
  });
  assert.equal(explain('a string').needsDeveloper, true);
  assert.deepEqual(explain(new UnusableOutputError('换一个')), {
    sentences: ['换一个'],
    needsDeveloper: false,
    isUnchanged: true,
  });
});

test('a site that is half updated is not said to be unchanged', () => {
  const { sentences, needsDeveloper, isUnchanged } = explain(new HalfUpdatedError(system('EROFS')));
  assert.match(sentences.join(), /^网站换到一半停下了：磁盘是只读的.* 现在新旧页面都有，都能打开；.*就会补齐。$/);
  assert.deepEqual([needsDeveloper, isUnchanged], [false, false]);
});
