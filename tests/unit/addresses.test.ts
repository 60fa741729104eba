/** Addresses that other sites and chats keep: they must not change. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { paths, shareImagePath } from '../../src/addresses.ts';

test('the pictures to share are beside the page of their entry', () => {
  assert.equal(shareImagePath('/people/li-shi-fu/', 'poster'), '/people/li-shi-fu/poster.jpg');
  assert.equal(shareImagePath(paths.video('qing-chen'), 'card'), '/videos/qing-chen/card.jpg');
});
