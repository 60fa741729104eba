/** A proxy between the office and its shared repository, as county networks have one: named by the system, now and then with a login. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { after, afterEach, beforeEach, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { certificate, fetchFrom } from './tls-server.ts';

const usual = getCACertificates('default');
const before = process.env['HTTPS_PROXY'];
let proxy: Server;
/** Where the proxy was asked to connect to. */
let asked: string[];

beforeEach(async () => {
  setDefaultCACertificates([...usual, certificate('authority')]);
  asked = [];
  proxy = createServer();
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
});
afterEach(() => {
  proxy.close();
  proxy.closeAllConnections();
});
after(() => {
  setDefaultCACertificates(usual);
  if (before === undefined) delete process.env['HTTPS_PROXY'];
  else process.env['HTTPS_PROXY'] = before;
});

test('the proxy that the system names is used, and sees no more than where to', async () => {
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    const [host = '', port = ''] = url.split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
  });
  const { failure, asked: reached } = await fetchFrom('valid');
  // It has no such repository: the answer came back through the proxy.
  assert.equal(failure.problem, 'missing');
  assert.ok(reached.length > 0);
  assert.match(asked[0] ?? '', /^localhost:\d+$/);
});

test('a proxy that wants a login is said to be the reason', async () => {
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="county"\r\n\r\n');
  });
  const { failure, asked: reached } = await fetchFrom('valid');
  assert.equal(failure.problem, 'offline');
  assert.equal(failure.message, '单位的代理服务器没有让这次连接通过，可能要登录。请联系技术人员');
  assert.deepEqual(reached, []);
  assert.ok(asked.length > 0);
});
