/** A server that answers as it is told, in order, the last answer again and again, and keeps what it was sent. */

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import {
  Connection,
  inPath,
  int64,
  json,
  object,
  string,
  type ClientOptions,
  type Node,
  type Operation,
} from '../src/index.js';

/** An answer; without a status, none is given: the connection is broken (`reset`), or nothing happens (`stall`). */
export type Answer =
  { status?: number; headers?: Record<string, string>; body?: string | Uint8Array; cut?: boolean } | 'reset' | 'stall';

/** A request as it came. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on this machine. */
export async function serve(...answers: Answer[]): Promise<{ url: string; seen: Seen[]; ended: () => number }> {
  const seen: Seen[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === 'reset') return request.socket.destroy();
      if (answer === undefined || answer === 'stall') return;
      const body = Buffer.from(answer.body ?? '');
      response.writeHead(answer.status ?? 200, {
        'content-type': 'application/json',
        'content-length': body.length + (answer.cut ? 10 : 0),
        ...answer.headers,
      });
      response.write(body, () => {
        if (answer.cut) request.socket.destroy();
        else response.end();
      });
    });
  });
  server.on('connection', (socket) => {
    let ended = false;
    const end = () => {
      if (!ended) count++;
      ended = true;
    };
    // A server that has not answered yet leaves its half of a connection open that the client has closed.
    socket.on('end', end);
    socket.on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, seen, ended: () => count };
}

/** The URL of a server that is no longer there. */
export async function closed(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${String(port)}`;
}

/** Waits until something holds, but not forever. */
export async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 100 && !holds(); n++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(holds());
}

/** A connection that does not wait long between attempts. */
export function connection(baseUrl: string, options: ClientOptions = {}, credentials: object = {}): Connection {
  return new Connection({ agent: 'test-package/1.2.3' }, credentials, {
    baseUrl,
    firstDelay: 1,
    longestDelay: 2,
    ...options,
  });
}

/** A call that may not be repeated. */
export const POST: Operation = {
  id: 'PostThing',
  method: 'POST',
  path: ['/things/', 0],
  parameters: [[inPath, 'id', string]],
  headers: { Accept: 'application/json' },
  read: [json, () => THING],
};

/** The same as one that may. */
export const GET: Operation = { ...POST, id: 'GetThing', method: 'GET', retry: 'idempotent' };

const THING: Node = [object, [['id', int64, 1]]];
