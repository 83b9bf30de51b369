/** Calls: promises of a value that also give status, headers and request id. */

import { draft, type Arguments } from './draft.js';
import { ApiError } from './error.js';
import { send, type Answer } from './send.js';

/** A value, or the error that the description declares for it. */
export type Settled<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A call that is being made: a promise of its value. */
export class Call<T, E extends ApiError = ApiError> implements Promise<T> {
  readonly #answer: Promise<Answer<T>>;
  readonly [Symbol.toStringTag] = 'Call';

  /** Made by operations. */
  constructor(answer: Promise<Answer<T>>) {
    this.#answer = answer;
  }

  /** The value together with status, headers and request id. */
  withResponse(): Promise<Answer<T>> {
    return this.#answer;
  }

  /** The value, or the server's error with its typed body. Any other failure is thrown. */
  async settle(): Promise<Settled<T, E>> {
    try {
      return { ok: true, value: await this };
    } catch (error) {
      if (error instanceof ApiError) return { ok: false, error: error as unknown as E };
      throw error;
    }
  }

  then<R = T, F = never>(
    fulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    rejected?: ((reason: unknown) => F | PromiseLike<F>) | null,
  ): Promise<R | F> {
    return this.#answer.then(({ value }) => value).then(fulfilled, rejected);
  }

  catch<F = never>(rejected?: ((reason: unknown) => F | PromiseLike<F>) | null): Promise<T | F> {
    return this.then(undefined, rejected);
  }

  finally(done?: (() => void) | null): Promise<T> {
    return this.then().finally(done);
  }
}

/** Calls an operation. `values` are its parameters, in their order. */
export function call<T, E extends ApiError = ApiError>(...args: Arguments): Call<T, E> {
  // What is wrong with the values rejects the promise.
  const answer = (async () => send(draft(args)))();
  return new Call<T, E>(answer as Promise<Answer<T>>);
}
