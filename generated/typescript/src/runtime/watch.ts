/** The limits of time of an attempt, and its cancellation. */

import { SdkError, TimeoutError, TransportError } from './error.js';

/** Watches an attempt. Once it is over, no timer and no listener is left. */
export interface Watch {
  /** Is aborted when time is up, or by the user. */
  readonly signal: AbortSignal;
  /** Waits for work, but no longer than is allowed. */
  readonly race: <T>(work: Promise<T>) => Promise<T>;
  /** Gives another time from now, but no more than the deadline leaves: a stream may take longer than an attempt. */
  readonly limit: (time: number) => void;
  /** The attempt is over. */
  readonly end: () => void;
}

/** Begins to watch. `deadline` is a moment, and `timeout` a time from now. */
export function watch(operation: string, timeout: number, deadline: number, outer: AbortSignal | undefined): Watch {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Of the work that is waited for now: what listened to the signal instead would keep all results, of a download all its pieces.
  let interrupt = (): void => undefined;
  const end = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', cancel);
  };
  const stop = (reason: unknown) => {
    end();
    controller.abort(reason);
    interrupt();
  };
  const cancel = () => {
    stop(outer?.reason);
  };
  const limit = (time: number) => {
    const left = deadline - Date.now();
    const wait = Math.min(time, left);
    clearTimeout(timer);
    // Longer times than timers can count are no limit.
    if (wait < 2 ** 31)
      timer = setTimeout(stop, wait, new TimeoutError(operation, time < left ? 'attempt' : 'deadline'));
  };
  limit(timeout);
  outer?.addEventListener('abort', cancel);
  if (outer?.aborted) cancel();
  return {
    signal,
    async race(work) {
      try {
        return await new Promise((resolve, reject) => {
          work.then(resolve, reject);
          interrupt = reject;
          if (signal.aborted) interrupt();
        });
      } catch (error) {
        throw signal.aborted ? signal.reason : explain(operation, error);
      }
    },
    limit,
    end,
  };
}

/** What codes have in them by which Node.js says that no connection was made. */
const UNCONNECTED = /REFUSED|NOTFOUND|_AGAIN|UNREACH|CONNECT_TIMEOUT/;

/** What failed, as an error of ours: the connection, if nothing else is known. */
function explain(operation: string, error: unknown): SdkError {
  if (error instanceof SdkError) return error;
  const { code, cause } = Object(error) as { code?: unknown; cause?: { code?: unknown } };
  return new TransportError(operation, !UNCONNECTED.test([code, cause?.code].join()), error);
}

/** Waits: for nothing, until the time for it is up, which leaves no timer and no listener. */
export async function sleep(time: number, signal: AbortSignal | undefined): Promise<void> {
  const { race } = watch('', time, Infinity, signal);
  await race(new Promise(() => undefined)).catch(() => undefined);
  if (signal?.aborted) throw signal.reason;
}
