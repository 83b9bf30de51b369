/** The limits of time of an attempt, and its cancellation. */

import { SdkError, TimeoutError, TransportError } from './error.js';

/** Watches an attempt. Once it is over, no timer and no listener is left. */
export interface Watch {
  /** Is aborted when time is up, or by the user. */
  readonly signal: AbortSignal;
  /** Waits for work, but no longer than is allowed. */
  readonly race: <T>(work: Promise<T>) => Promise<T>;
  /** From here on only the deadline counts: a stream may take longer than an attempt. */
  readonly stream: () => void;
  /** The attempt is over. */
  readonly end: () => void;
}

/** Begins to watch. `deadline` is a moment, and `timeout` a time from now. */
export function watch(operation: string, timeout: number, deadline: number, outer: AbortSignal | undefined): Watch {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    controller.abort(outer?.reason);
  };
  const limit = (time: number) => {
    const left = deadline - Date.now();
    const error = new TimeoutError(operation, time < left ? 'attempt' : 'deadline');
    const stop = () => {
      controller.abort(error);
    };
    clearTimeout(timer);
    // Longer times than timers can count are no limit.
    if (Math.min(time, left) <= 0x7fff_ffff) timer = setTimeout(stop, Math.min(time, left));
  };
  limit(timeout);
  if (outer?.aborted) cancel();
  outer?.addEventListener('abort', cancel);
  return {
    signal,
    async race(work) {
      let stop = (): void => undefined;
      try {
        return await new Promise((resolve, reject) => {
          work.then(resolve, reject);
          stop = reject;
          signal.addEventListener('abort', stop);
          if (signal.aborted) stop();
        });
      } catch (error) {
        throw signal.aborted ? signal.reason : explain(operation, error);
      } finally {
        // What listens keeps the result: of a download, all of its pieces.
        signal.removeEventListener('abort', stop);
      }
    },
    stream: () => {
      limit(Infinity);
    },
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', cancel);
    },
  };
}

/** Codes by which Node.js says that no connection was made. */
const UNCONNECTED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** What failed, as an error of ours: the connection, if nothing else is known. */
function explain(operation: string, error: unknown): SdkError {
  if (error instanceof SdkError) return error;
  const { code, cause } = Object(error) as { code?: unknown; cause?: { code?: unknown } };
  return new TransportError(operation, ![code, cause?.code].some((one) => UNCONNECTED.test(String(one))), error);
}

/** Waits: for nothing, until the time for it is up. */
export async function sleep(time: number, signal: AbortSignal | undefined): Promise<void> {
  const { race, end } = watch('', time, Infinity, signal);
  await race(new Promise(() => undefined)).catch(() => undefined);
  end();
  signal?.throwIfAborted();
}
