/**
 * HTTP for Git: a request ends when nothing moves for a while, and never because it takes long. It reaches one server, whatever the
 * settings of a repository say; an answer that leads elsewhere is an answer.
 */
import { once } from 'node:events';
import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { getCACertificates } from 'node:tls';
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import { environmentWith } from '../environment.ts';
import { tooLarge } from './shared-repository.ts';

/** Milliseconds without a byte after which a request is given up. */
const usualPatience = 60_000;

/** Bytes that are handed to the line at a time: each that goes through is a sign of life. */
const pieceSize = 65_536;

/** Whoever asks says how long nothing may move, and may end it. */
export interface HttpClientOptions {
  patience?: number | undefined;
  signal?: AbortSignal | undefined;
  /** So many bytes of an answer are taken. */
  mostBytes?: number | undefined;
}

/** What is sent and brought is in memory, several times over: a small PC has 4 GB. */
export const usualMostBytes = 300e6;

/** The server was not reached in time. */
class Silence extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Agents by the proxy that the system names, with the certificates that the system trusts: counties have their own of both. */
function agents(): { http: HttpAgent; https: HttpsAgent } {
  const proxyEnv = environmentWith({});
  return {
    http: new HttpAgent({ proxyEnv }),
    https: new HttpsAgent({ proxyEnv, ca: [...getCACertificates('default'), ...getCACertificates('system')] }),
  };
}

async function bytesOf(body: GitHttpRequest['body']): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  if (body !== undefined) for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

/** Waits until a request takes more, or has ended. */
async function untilDrained(request: ClientRequest): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const happened = (name: string) => once(request, name, { signal }).catch(() => undefined);
  await Promise.race([happened('drain'), happened('close')]);
  waiting.abort();
}

/**
 * A client for `isomorphic-git`.
 * @param url the repository: nothing else is asked
 */
export function gitHttpClient(
  url: string,
  { patience = usualPatience, signal, mostBytes = usualMostBytes }: HttpClientOptions = {},
): HttpClient {
  let made: ReturnType<typeof agents> | undefined;
  return {
    async request({ url: asked, method = 'GET', headers = {}, body }: GitHttpRequest): Promise<GitHttpResponse> {
      if (!asked.startsWith(`${url}/`)) throw new Error(`not the server that was chosen: ${new URL(asked).host}`);
      made ??= agents();
      const sent = await bytesOf(body);
      const isSecure = asked.startsWith('https:');
      const request = (isSecure ? requestHttps : requestHttp)(asked, {
        method,
        headers: { ...headers, ...(sent.length > 0 && { 'content-length': sent.length }) },
        agent: isSecure ? made.https : made.http,
        signal,
      });
      let timer: NodeJS.Timeout | undefined;
      const moved = () => {
        clearTimeout(timer);
        timer = setTimeout(() => request.destroy(new Silence('nothing moves')), patience);
        // The line itself keeps the process alive, as long as there is one.
        timer.unref();
      };
      moved();
      const answered = once(request, 'response') as Promise<[IncomingMessage]>;
      // Whoever waits for it is told; who sends meanwhile must not be.
      answered.catch(() => undefined);
      for (let at = 0; at < sent.length && !request.destroyed; at += pieceSize) {
        if (!request.write(sent.subarray(at, at + pieceSize))) await untilDrained(request);
        moved();
      }
      request.end();
      try {
        const [response] = await answered;
        async function* chunks(): AsyncGenerator<Uint8Array> {
          let size = 0;
          try {
            for await (const chunk of response as AsyncIterable<Buffer>) {
              moved();
              size += chunk.length;
              if (size > mostBytes) throw tooLarge('共享仓库里要收的内容太多', mostBytes);
              yield chunk;
            }
          } finally {
            clearTimeout(timer);
          }
        }
        return {
          url: asked,
          method,
          statusCode: response.statusCode ?? 0,
          statusMessage: response.statusMessage ?? '',
          headers: Object.fromEntries(
            Object.entries(response.headers).flatMap(([name, value]) =>
              value === undefined ? [] : [[name, String(value)]],
            ),
          ),
          body: chunks(),
        };
      } catch (error) {
        clearTimeout(timer);
        throw error;
      }
    },
  };
}
