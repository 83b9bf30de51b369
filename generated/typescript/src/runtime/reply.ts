/** How an answer becomes a value. */

import { decode } from './codec.js';
import { DecodeError, type ResponseHead } from './error.js';
import type { Notation, Operation } from './operation.js';
import { Mismatch, type Node } from './schema.js';
import type { Settings } from './settings.js';
import type { Watch } from './watch.js';

/** An answer. */
export class Reply {
  readonly operation: string;
  readonly head: ResponseHead;
  readonly settings: Settings;
  /** How a body becomes JSON that is not. */
  readonly notation: Notation | undefined;
  readonly #response: Response;
  readonly #watch: Watch;

  constructor({ id, notation }: Operation, head: ResponseHead, settings: Settings, response: Response, watch: Watch) {
    this.operation = id;
    this.notation = notation;
    this.head = head;
    this.settings = settings;
    this.#response = response;
    this.#watch = watch;
  }

  /** The body as a whole, up to the limit, which counts what is unpacked. */
  async bytes(): Promise<Uint8Array> {
    const { bodyLimit } = this.settings;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.#chunks()) {
      length += chunk.length;
      if (length > bodyLimit) throw this.unfit(new Mismatch(`more than ${bodyLimit} bytes`), new Uint8Array());
      chunks.push(chunk);
    }
    const bytes = new Uint8Array(length);
    for (const chunk of chunks.reverse()) bytes.set(chunk, (length -= chunk.length));
    return bytes;
  }

  /** What is made of a body in UTF-8, or of a piece of one. */
  read<T>(raw: Uint8Array, make: (text: string) => T): T {
    try {
      return make(utf8(raw));
    } catch (error) {
      throw error instanceof Mismatch ? this.unfit(error, raw) : error;
    }
  }

  /** A value of a JSON text, or of one in another notation. */
  decode(raw: Uint8Array, schema: Node, notation?: Notation): unknown {
    return this.read(raw, (text) => decode(notation ? notation(this.head, text) : text, schema, this.settings.int64));
  }

  /** The body as a stream, which is cancelled when it is no longer read. */
  stream(): AsyncGenerator<Uint8Array, void, undefined> {
    this.#watch.stream();
    return this.#chunks();
  }

  /** The body is not what was promised. */
  unfit({ path, message }: Mismatch, raw: Uint8Array): DecodeError {
    return new DecodeError(this.operation, this.head, raw, path, message);
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = this.#response.body?.getReader();
    try {
      while (reader) {
        const { done, value } = await this.#watch.race(reader.read());
        if (done) break;
        yield value;
      }
    } finally {
      // Of a body that was read to its end nothing is left to cancel.
      void reader?.cancel().catch(() => undefined);
      this.#watch.end();
    }
  }
}

function utf8(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    throw new Mismatch('not UTF-8');
  }
}

/** Reads a JSON text, or a value in another notation. */
export async function json(reply: Reply, schema: Node): Promise<unknown> {
  return reply.decode(await reply.bytes(), schema, reply.notation);
}

/** Reads text. */
export async function text(reply: Reply): Promise<string> {
  return reply.read(await reply.bytes(), (text) => text);
}

/** Reads nothing: the answer has no body, or one without meaning. */
export async function empty(reply: Reply): Promise<undefined> {
  await reply.bytes().catch(() => undefined);
  return undefined;
}
