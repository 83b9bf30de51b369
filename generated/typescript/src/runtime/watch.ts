/** The limits of time of an attempt, and its cancellation. */

import { SdkError, TimeoutError, TransportError } from './error.js';

/** Codes by which Node.js says that no connection was made. */
const UNCONNECTED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** Watches an attempt. Once it is over, no timer and no listener is left. */
export class Watch {
  readonly #controller = new AbortController();
  readonly #operation: string;
  readonly #outer: AbortSignal | undefined;
  #limit: 'attempt' | 'deadline' | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];
  readonly #abort = () => {
    this.#controller.abort(this.#outer?.reason);
  };

  constructor(operation: string, timeout: number, deadline: number | undefined, outer: AbortSignal | undefined) {
    this.#operation = operation;
    this.#outer = outer;
    this.#after(timeout, 'attempt');
    if (deadline !== undefined) this.#after(deadline - Date.now(), 'deadline');
    if (outer?.aborted) this.#abort();
    else outer?.addEventListener('abort', this.#abort);
  }

  /** Is aborted when time is up, or by the user. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  #after(time: number, limit: 'attempt' | 'deadline'): void {
    // Longer times than timers can count are no limit.
    if (time > 0x7fff_ffff) return;
    this.#timers.push(
      setTimeout(() => {
        this.#limit = limit;
        this.#controller.abort(new TimeoutError(this.#operation, limit));
      }, time),
    );
  }

  /** Waits for work, but no longer than is allowed. */
  async race<T>(work: Promise<T>): Promise<T> {
    let stop = (): void => undefined;
    try {
      return await new Promise((resolve, reject) => {
        work.then(resolve, reject);
        stop = () => {
          reject(new Error());
        };
        if (this.signal.aborted) stop();
        else this.signal.addEventListener('abort', stop);
      });
    } catch (error) {
      throw this.explain(error);
    } finally {
      // What listens keeps the result: of a download, all of its pieces.
      this.signal.removeEventListener('abort', stop);
    }
  }

  /** Waits. */
  async sleep(time: number): Promise<void> {
    try {
      await this.race(
        new Promise<void>((resolve) => {
          this.#timers.push(setTimeout(resolve, time));
        }),
      );
    } finally {
      this.end();
    }
  }

  /** Why work failed: the user stopped it, time was up, or the connection broke. */
  explain(error: unknown): unknown {
    if (this.#outer?.aborted) return this.#outer.reason;
    if (this.#limit) return new TimeoutError(this.#operation, this.#limit);
    if (error instanceof SdkError) return error;
    const cause = error instanceof Error ? error.cause : undefined;
    const codes = [error, cause].map((one) => String((one as { code?: unknown } | undefined | null)?.code));
    return new TransportError(this.#operation, !codes.some((code) => UNCONNECTED.test(code)), error);
  }

  /** From here on only the deadline counts: a stream may take longer than an attempt. */
  stream(): void {
    clearTimeout(this.#timers.shift());
  }

  /** The attempt is over. */
  end(): void {
    this.#timers.forEach((timer) => {
      clearTimeout(timer);
    });
    this.#outer?.removeEventListener('abort', this.#abort);
  }
}
