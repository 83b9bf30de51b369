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
  /** Whether its body is handed out as a stream. */
  streams = false;
  /** How a body becomes JSON that is not. */
  readonly notation: Notation | undefined;
  readonly #response: Response;
  readonly #watch: Watch;

  constructor({ id, notation }: Operation, head: ResponseHead, response: Response, settings: Settings, watch: Watch) {
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
      if (length > bodyLimit) throw this.unfit(new Mismatch(`more than ${String(bodyLimit)} bytes`), new Uint8Array());
      chunks.push(chunk);
    }
    const [first] = chunks;
    if (chunks.length === 1 && first) return first;
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** The body as text in UTF-8. */
  async text(): Promise<[text: string, raw: Uint8Array]> {
    const raw = await this.bytes();
    try {
      return [new TextDecoder('utf-8', { fatal: true }).decode(raw), raw];
    } catch {
      throw this.unfit(new Mismatch('not UTF-8'), raw);
    }
  }

  /** A value of a JSON text, or of one in another notation. */
  decode(text: string, schema: Node, raw: Uint8Array, notation?: Notation): unknown {
    try {
      return decode(notation ? notation(this.head, text) : text, schema, this.settings.int64);
    } catch (error) {
      throw error instanceof Mismatch ? this.unfit(error, raw) : error;
    }
  }

  /** The body as a stream, which is cancelled when it is no longer read. */
  stream(): AsyncGenerator<Uint8Array, void, undefined> {
    this.streams = true;
    this.#watch.stream();
    return this.#chunks();
  }

  /** The body is not what was promised. */
  unfit({ path, message }: Mismatch, raw: Uint8Array): DecodeError {
    return new DecodeError(this.operation, this.head, raw, path, message);
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = this.#response.body?.getReader();
    let ended = false;
    try {
      while (reader) {
        const { done, value } = await this.#watch.race(reader.read());
        ended = done;
        if (done) break;
        yield value;
      }
    } finally {
      if (!ended) void reader?.cancel().catch(() => undefined);
      if (this.streams) this.#watch.end();
    }
  }
}

/** Reads a JSON text, or a value in another notation. */
export async function json(reply: Reply, schema: Node): Promise<unknown> {
  const [text, raw] = await reply.text();
  return reply.decode(text, schema, raw, reply.notation);
}

/** Reads text. */
export async function text(reply: Reply): Promise<string> {
  const [text] = await reply.text();
  return text;
}

/** Reads nothing: the answer has no body, or one without meaning. */
export async function empty(reply: Reply): Promise<undefined> {
  await reply.bytes().catch(() => undefined);
  return undefined;
}
