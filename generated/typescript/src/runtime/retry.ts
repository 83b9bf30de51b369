/** Whether a call is tried again, and after how long. */

import type { ApiError, TimeoutError, TransportError } from './error.js';
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

/** What counts of an error. */
interface Failure extends Partial<Pick<ApiError, 'status' | 'retryAfter'>> {
  readonly sent?: TransportError['sent'];
  readonly limit?: TimeoutError['limit'];
}

/** The wait before the next attempt in milliseconds; infinite if there is to be none. `attempt` is 1 after the first. */
export function delay(policy: RetryPolicy, safety: RetrySafety, error: unknown, attempt: number): number {
  const { status = 0, retryAfter, sent, limit } = error as Failure;
  const isUntouched = sent === false || status === 429 || (status === 503 && retryAfter !== undefined);
  const mayPass = sent ?? (limit === 'attempt' || [408, 500, 502, 503, 504].includes(status));
  const isRetryable = isUntouched ? safety !== 'never' : mayPass && safety === 'idempotent';
  const backoff = Math.random() * Math.min(policy.longestDelay, policy.firstDelay * 2 ** (attempt - 1));
  const isTooLong = retryAfter !== undefined && retryAfter > policy.retryAfterLimit;
  return isRetryable && !isTooLong && attempt < policy.maxAttempts ? (retryAfter ?? backoff) : Infinity;
}

/** Gives a token back for a success. */
export function earn(budget: Budget): void {
  budget.tokens = Math.min(CAPACITY, budget.tokens + 1);
}

/** Takes the cost of a retry; `false` if there is not enough left. A server that does not answer is worse off than one that does. */
export function spend(budget: Budget, error: unknown): boolean {
  const cost = (error as Failure).limit ? 10 : 5;
  if (budget.tokens < cost) return false;
  budget.tokens -= cost;
  return true;
}

/**
 * `Retry-After` (RFC 9110, section 10.2.3) in milliseconds: seconds, or a date, counted from the server's own `Date` if it sent
 * one, as clocks differ.
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  // A date begins with the name of a day; else `Date.parse` takes almost anything for one.
  const wait = /^\d+(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : Date.parse(/^[A-Z][a-z]+,? /.test(text) ? text : '') - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
