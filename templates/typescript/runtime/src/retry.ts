/** Whether a call is tried again, and after how long. */

import type { ApiError, TimeoutError, TransportError } from './error.js';
import type { RetrySafety } from './operation.js';

/** Numbers of the retry policy; times in milliseconds. */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
  readonly retryAfterLimit: number;
  readonly budget: Budget;
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

/**
 * The wait before the next attempt in milliseconds, which takes its cost from the budget; `undefined` if there is to be none.
 * `attempt` is 1 after the first.
 */
export function delay(
  policy: RetryPolicy,
  safety: RetrySafety | undefined,
  error: unknown,
  attempt: number,
  deadline: number,
): number | undefined {
  const { budget } = policy;
  const { status, retryAfter, sent, limit } = error as Failure;
  const isUntouched = sent === false || status === 429 || (status === 503 && retryAfter !== undefined);
  const mayPass = sent ?? (limit === 'attempt' || /408|50[0234]/.test(String(status)));
  const isRetryable = isUntouched ? safety !== 'never' : mayPass && safety === 'idempotent';
  const backoff = Math.random() * Math.min(policy.longestDelay, policy.firstDelay * 2 ** (attempt - 1));
  const isTooLong = retryAfter !== undefined && retryAfter > policy.retryAfterLimit;
  const wait = retryAfter ?? backoff;
  // A server that does not answer is worse off than one that does.
  const cost = limit ? 10 : 5;
  if (!isRetryable || isTooLong || attempt >= policy.maxAttempts || Date.now() + wait >= deadline) return undefined;
  if (budget.tokens < cost) return undefined;
  budget.tokens -= cost;
  return wait;
}

/** Gives a token back for a success. */
export function earn(budget: Budget): void {
  budget.tokens = Math.min(CAPACITY, budget.tokens + 1);
}

/**
 * `Retry-After` (RFC 9110, section 10.2.3) in milliseconds: seconds, or a date, counted from the server's own `Date` if it sent
 * one, as clocks differ.
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  // A date begins with the name of a day; else `Date.parse` takes almost anything for one.
  const wait = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : Date.parse(/^[A-Z][a-z]+,? /.test(text) ? text : '') - now;
  return wait <= Infinity ? Math.max(0, wait) : undefined;
}
