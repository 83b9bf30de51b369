/** Whether a call is tried again, and after how long. */

import { ApiError, TimeoutError, TransportError } from './error.js';
import type { RetrySafety } from './operation.js';

/** Numbers of the retry policy; times in milliseconds. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
  readonly retryAfterLimit: number;
}

/** The storm guard: under an outage, retries must not multiply the load. A retry costs tokens, a success returns one. */
export interface Budget {
  tokens: number;
}

/** The tokens of a new client, which are also the most it can have. */
export const CAPACITY = 500;

/** The wait before the next attempt in milliseconds, or `undefined` if there is to be none. `attempt` is 1 after the first. */
export function delay(policy: RetryPolicy, safety: RetrySafety, error: unknown, attempt: number): number | undefined {
  if (attempt >= policy.maxAttempts || !isRetryable(safety, error)) return undefined;
  if (error instanceof ApiError && error.retryAfter !== undefined) {
    return error.retryAfter <= policy.retryAfterLimit ? error.retryAfter : undefined;
  }
  return Math.random() * Math.min(policy.longestDelay, policy.firstDelay * 2 ** (attempt - 1));
}

function isRetryable(safety: RetrySafety, error: unknown): boolean {
  if (safety === 'never') return false;
  if (error instanceof TransportError && !error.sent) return true;
  if (safety === 'unsafe') {
    // Only where the server cannot have acted.
    return (
      error instanceof ApiError && (error.status === 429 || (error.status === 503 && error.retryAfter !== undefined))
    );
  }
  if (error instanceof ApiError) return [408, 429, 500, 502, 503, 504].includes(error.status as number);
  return error instanceof TransportError || (error instanceof TimeoutError && error.limit === 'attempt');
}

/** Takes the cost of a retry; `false` if there is not enough left. A server that does not answer is worse off than one that does. */
export function spend(budget: Budget, error: unknown): boolean {
  const cost = error instanceof TimeoutError ? 10 : 5;
  if (budget.tokens < cost) return false;
  budget.tokens -= cost;
  return true;
}

/**
 * `Retry-After` (RFC 9110, section 10.2.3) in milliseconds: seconds, or a date, counted from the server's own `Date` if it sent
 * one, as clocks differ.
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  // A date begins with the name of a day; else `Date.parse` takes almost anything for one.
  const until = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : NaN;
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}
