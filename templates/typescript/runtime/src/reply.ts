/** How an answer becomes a value. */

import { decode } from './codec.js';
import { DecodeError, type ResponseHead } from './error.js';
import type { Operation } from './operation.js';
import { Mismatch, type Node } from './schema.js';
import type { Settings } from './settings.js';
import type { Watch } from './watch.js';

/** An answer. */
export interface Reply {
  readonly settings: Settings;
  readonly operation: Operation;
  readonly head: ResponseHead;
  readonly response: Response;
  readonly watch: Watch;
  /** The body, or the piece of it that is looked at, once it is there. */
  rawBody: Uint8Array;
}

/** Waits for the body as a whole, up to the limit, which counts what is unpacked. */
export async function load(reply: Reply): Promise<void> {
  const { bodyLimit } = reply.settings;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of chunks(reply)) {
    length += piece.length;
    if (length > bodyLimit) throw new Mismatch(`more than ${bodyLimit} bytes`);
    pieces.push(piece);
  }
  reply.rawBody = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

/** The body as a stream, which is cancelled when it is no longer read. */
export function stream(reply: Reply): AsyncGenerator<Uint8Array, void, undefined> {
  reply.watch.limit(Infinity);
  return chunks(reply);
}

async function* chunks({ response, watch }: Reply): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  try {
    while (reader) {
      const next = await watch.race(reader.read());
      if (next.done) break;
      yield next.value;
    }
  } finally {
    // Of a body that was read to its end nothing is left to cancel.
    void reader?.cancel().catch(() => undefined);
    watch.end();
  }
}

/** What an error means: where something does not fit, that the answer is not what was promised. */
export function unfit({ operation, head, rawBody }: Reply, error: unknown): unknown {
  return error instanceof Mismatch ? new DecodeError(operation.id, head, rawBody, error.path, error.message) : error;
}

/** The text of a body in UTF-8. */
function utf8({ rawBody }: Reply): string {
  try {
    return new TextDecoder(undefined, { fatal: true }).decode(rawBody);
  } catch {
    throw new Mismatch('not UTF-8');
  }
}

/** Reads a JSON text, or a value in another notation. */
export async function json(reply: Reply, schema: Node): Promise<unknown> {
  await load(reply);
  const { settings, operation, head } = reply;
  const text = utf8(reply);
  return decode(operation.notation?.(head, text) ?? text, schema, settings.int64);
}

/** Reads text. */
export async function text(reply: Reply): Promise<string> {
  await load(reply);
  return utf8(reply);
}

/** Reads nothing: the answer has no body, or one without meaning. */
export async function empty(reply: Reply): Promise<undefined> {
  await load(reply).catch(() => undefined);
  return undefined;
}
