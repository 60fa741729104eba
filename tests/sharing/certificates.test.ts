/** Certificates of a shared repository's server, over real TLS. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { certificate, fetchFrom } from './tls-server.ts';

const usual = getCACertificates('default');
after(() => {
  setDefaultCACertificates(usual);
});

test('a server of an authority that nobody here knows gets nothing, the token least of all', async () => {
  setDefaultCACertificates(usual);
  const { failure, asked } = await fetchFrom('valid');
  assert.equal(failure.problem, 'certificate');
  assert.match(failure.message, /^localhost(?::\d+)? 的证书不能信任，没有送出，令牌也没有发给它。如果单位用自己的证书/);
  assert.deepEqual(asked, []);
});

test('where the authority is installed on the machine its servers are believed', async () => {
  setDefaultCACertificates([...usual, certificate('authority')]);
  const { failure, asked } = await fetchFrom('valid');
  // It has no such repository, which it can only say once it is believed.
  assert.equal(failure.problem, 'missing');
  assert.ok(asked.length > 0);
});

for (const [name, what, expected] of [
  [
    'expired',
    'whose certificate has expired',
    /的证书过期了，没有送出。先看这台电脑的时间对不对（现在显示 2\d{3}年.*）；时间对的话/,
  ],
  ['not-yet', 'whose certificate does not hold yet', /的证书还没有到生效的时间，多半是这台电脑的时间不对/],
  ['other-host', 'with the certificate of another one', /^连到的服务器不是 localhost.*，没有送出，令牌也没有发给它/],
] as const) {
  test(`a server ${what} gets nothing, and the editor is told what to do`, async () => {
    setDefaultCACertificates([...usual, certificate('authority')]);
    const { failure, asked } = await fetchFrom(name);
    assert.equal(failure.problem, 'certificate');
    assert.match(failure.message, expected);
    assert.deepEqual(asked, []);
  });
}
