/** Bodies that are handed out as they come. */

import type { ResponseHead } from './error.js';
import { stream, type Reply } from './reply.js';

/** A body of bytes that is not held in memory: read it in pieces, or as a whole. */
export class Download implements ResponseHead, AsyncIterable<Uint8Array> {
  readonly status: number;
  declare readonly headers: Headers;
  readonly requestId: string | undefined;
  readonly #chunks: AsyncGenerator<Uint8Array, void, undefined>;

  /** Made by calls. */
  constructor({ status, headers, requestId }: ResponseHead, chunks: AsyncGenerator<Uint8Array, void, undefined>) {
    this.status = status;
    this.requestId = requestId;
    Object.defineProperty(this, 'headers', { value: headers, enumerable: false });
    this.#chunks = chunks;
  }

  /** The content type, as sent. */
  get contentType(): string | undefined {
    return this.headers.get('content-type') ?? undefined;
  }

  /** The length in bytes, where the server gave one. */
  get contentLength(): number | undefined {
    const length = this.headers.get('content-length');
    return length !== null && !this.headers.has('content-encoding') ? Number(length) : undefined;
  }

  /** The pieces; whoever stops reading ends the transfer. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.#chunks;
  }

  /** The pieces as a stream of the platform, for example to pipe it to a file. */
  stream(): ReadableStream<Uint8Array> {
    const chunks = this.#chunks;
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await chunks.return();
      },
    });
  }

  /** All bytes, if they are not more than `limit`. */
  async bytes(limit: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this.#chunks) {
      length += chunk.length;
      if (length > limit) throw new RangeError(`the body has more than ${String(limit)} bytes`);
      parts.push(chunk);
    }
    return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  }

  /** Ends the transfer. */
  async cancel(): Promise<void> {
    await this.#chunks.return();
  }
}

/** Hands the body out. */
export function binary(reply: Reply): Download {
  return new Download(reply.head, stream(reply));
}
