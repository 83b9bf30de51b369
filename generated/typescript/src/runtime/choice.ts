/** Bodies and answers of several content types. */

import type { Draft } from './draft.js';
import type { Body, StatusPattern, SuccessCase } from './operation.js';
import { empty, load, type Reply } from './reply.js';
import { any } from './scalars.js';
import { get, Mismatch } from './schema.js';

/** Whether a media type is one, or within a range; parameters do not count. */
function isWithin(type: string, range: string): boolean {
  const bare = (text: string) => (text.split(';', 1)[0] ?? '').trim().toLowerCase();
  const [own, wanted] = [bare(type), bare(range)];
  return wanted === '*/*' || (wanted.endsWith('/*') ? own.startsWith(wanted.slice(0, -1)) : own === wanted);
}

/** A body of which the caller says the content type. */
export function chosenBody(draft: Draft, [, , { cases = [] } = {}]: Body, body: unknown): void {
  const type = typeof body === 'object' && body !== null ? String(get(body, 'contentType')) : '';
  const found = cases.find(([, own]) => own === type) ?? cases.find(([, own]) => isWithin(type, own));
  if (!found) throw new Mismatch(`the content type ${JSON.stringify(type)} is not described`);
  const [put, , details = {}] = found;
  put(draft, [put, type, details], get(body, 'value'));
}

/** Whether a status is one of a pattern. */
export function isStatus(pattern: StatusPattern, status: number): boolean {
  return pattern === 0 || pattern === status || pattern === Math.floor(status / 100);
}

/** Reads one of several answers; the value says which it is. */
export async function chosen(reply: Reply, cases: readonly SuccessCase[]): Promise<unknown> {
  const { status, headers } = reply.head;
  const type = headers.get('content-type') ?? '';
  const found = cases.find(([pattern, mediaType]) => {
    // A content that is alone in its status need not be named by the server.
    const alone = cases.filter(([other]) => other === pattern).length === 1;
    return isStatus(pattern, status) && (alone || isWithin(type, mediaType));
  });
  if (!found) {
    await load(reply);
    throw new Mismatch(`status ${String(status)} with "${type}" is not described`);
  }
  const [, contentType, read, schema = any] = found;
  const value: unknown = await read(reply, schema as never);
  return read === empty ? { status } : { status, contentType, value };
}
