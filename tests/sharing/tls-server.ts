/** A server of a shared repository over real TLS, which has no repository. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeDisk } from '../../src/content-store/disk.ts';
import { createRepository } from '../../src/content-store/git-repository.ts';
import { HttpRepository } from '../../src/sharing/http-repository.ts';
import { SharingFailure } from '../../src/sharing/shared-repository.ts';

/** A certificate or key of these tests: those of an authority whose own key was thrown away. */
export const certificate = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../fixtures/certificates', `${name}.pem`), 'utf8');

/** Fetches from a server with a certificate. Resolves to how that failed, and with which tokens the server was asked. */
export async function fetchFrom(name: string): Promise<{ failure: SharingFailure; asked: string[] }> {
  const directory = mkdtempSync(join(tmpdir(), 'hongxin-tls-'));
  const asked: string[] = [];
  const server: Server = createServer(
    { key: certificate('server-key'), cert: certificate(name) },
    (request, response) => {
      asked.push(request.headers.authorization ?? 'nobody');
      response.writeHead(404).end();
    },
  );
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening));
  try {
    const place = await createRepository(nodeDisk, directory);
    const { port } = server.address() as AddressInfo;
    const repository = new HttpRepository(nodeDisk, place.gitDirectory, {
      url: `https://localhost:${String(port)}/content.git`,
      branch: 'main',
      credentials: { user: 'oauth2', token: 'secret' },
    });
    const failure: unknown = await repository.fetch().catch((error: unknown) => error);
    assert.ok(failure instanceof SharingFailure, String(failure));
    return { failure, asked };
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(directory, { recursive: true, force: true });
  }
}
