/** What a client is made of: its options with all defaults filled in. */

import { userAgent } from './agent.js';
import type { Credential } from './auth.js';
import { toBase } from './origin.js';
import { CAPACITY, type RetryPolicy } from './retry.js';
import type { Int64Mode } from './schema.js';

/** What a transport is: `fetch`, or anything like it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An attempt that is about to be made, or was. */
export interface Attempt {
  /** The operation, by the name it has in the description. */
  readonly operation: string;
  /** Its method. */
  readonly method: string;
  /** 1 for the first. */
  readonly number: number;
}

/** What became of an attempt. */
export interface Outcome {
  /** The status, if there was an answer. */
  readonly status: number | undefined;
  /** Why it failed, if it did. */
  readonly error: unknown;
  /** How long it took, in milliseconds. */
  readonly elapsed: number;
  /** The wait before the next attempt in milliseconds, if there will be one. */
  readonly retryIn: number | undefined;
}

/** Where a client writes what it does; `console` is one. */
export interface Logger {
  /** Each attempt. */
  debug?(message: string): void;
  /** Attempts that are made again. */
  warn?(message: string): void;
}

/** Options of a client. Times are in milliseconds. */
export interface ClientOptions {
  /** Where the API is, instead of the first server of the description. */
  readonly baseUrl?: string | undefined;
  /** How long an attempt may take: 60,000. */
  readonly timeout?: number | undefined;
  /** How long a call may take in all, waits between attempts included: no limit. */
  readonly deadline?: number | undefined;
  /** How often a call is tried: 3. */
  readonly maxAttempts?: number | undefined;
  /** The longest wait before the second attempt: 500; it doubles with each one. */
  readonly firstDelay?: number | undefined;
  /** The longest wait before any attempt: 8,000. */
  readonly longestDelay?: number | undefined;
  /** The longest wait that a server may ask for: 120,000. If it asks for more, the call fails. */
  readonly retryAfterLimit?: number | undefined;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What is added to the header `User-Agent`. */
  readonly userAgentSuffix?: string | undefined;
  /** The largest body that is held in memory, in bytes: 64 MiB. */
  readonly bodyLimit?: number | undefined;
  /** Whether credentials may be sent over plain HTTP to other machines than this one. */
  readonly allowPlainHttp?: boolean | undefined;
  /** How 64-bit integers are read: as `number`, where one beyond 2^53 is an error; or all of them as `bigint`. */
  readonly int64?: Int64Mode | undefined;
  /** Headers in which the server names a request; without them, any that ends in `-request-id`. */
  readonly requestIdHeaders?: readonly string[] | undefined;
  /** The transport: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Where attempts are logged. */
  readonly logger?: Logger | undefined;
  /** Called before each attempt. */
  readonly beforeAttempt?: ((attempt: Attempt) => void) | undefined;
  /** Called after each attempt. */
  readonly afterAttempt?: ((attempt: Attempt, outcome: Outcome) => void) | undefined;
}

/** Options of a call. Times are in milliseconds. */
export interface CallOptions {
  /** Cancels the call. */
  readonly signal?: AbortSignal | undefined;
  /** How long an attempt may take. */
  readonly timeout?: number | undefined;
  /** How long the call may take in all, waits between attempts included. */
  readonly deadline?: number | undefined;
  /** How often the call is tried. */
  readonly maxAttempts?: number | undefined;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The key under which a server acts once only, for operations that take one; without it, a random one. */
  readonly idempotencyKey?: string | undefined;
}

/** Facts of a package. */
export interface PackageInfo {
  /** What it calls itself: its name and version, as `User-Agent` has them. */
  readonly agent: string;
  /** The first server with its variables at their defaults. */
  readonly server?: string;
}

/** The options of a client, and of a call of it, with all defaults filled in. */
export interface Settings
  extends RetryPolicy, Pick<ClientOptions, 'allowPlainHttp' | 'int64' | 'logger' | 'beforeAttempt' | 'afterAttempt'> {
  readonly baseUrl?: string;
  /** The first server of the description. */
  readonly server?: string;
  readonly credentials: Readonly<Record<string, Credential | undefined>>;
  readonly timeout: number;
  readonly deadline: number;
  readonly signal?: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyLimit: number;
  readonly requestIdHeaders?: readonly string[];
  readonly fetch: Fetch;
}

const DEFAULTS = {
  timeout: 60_000,
  deadline: Infinity,
  maxAttempts: 3,
  firstDelay: 500,
  longestDelay: 8_000,
  retryAfterLimit: 120_000,
  bodyLimit: 64 * 2 ** 20,
};

/** What is given of options: those that are `undefined` are not. */
function given(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

let reveal: (connection: Connection) => Settings;

/** A configured way to an API: what all calls of a client share. Its settings are in no text form of it. */
export class Connection {
  readonly #settings: Settings;

  static {
    reveal = (connection) => connection.#settings;
  }

  /** Made by the function `connect` of a package. */
  constructor(info: PackageInfo, credentials: object | undefined, options: ClientOptions) {
    const transport = options.fetch ?? fetch;
    // What is no base URL is refused here, not by the first call.
    toBase(options.baseUrl ?? info.server);
    this.#settings = {
      ...DEFAULTS,
      ...info,
      ...given(options),
      credentials: { ...credentials },
      headers: { ...options.headers, ...userAgent(info.agent, options.userAgentSuffix) },
      // A method of the window must not be called as a method of anything else.
      fetch: (url, init) => transport(url, init),
      budget: { tokens: CAPACITY },
    };
  }
}

/** The settings of a connection for a call, for the runtime only. */
export function settingsOf(connection: Connection, options: Omit<CallOptions, 'headers'>): Settings {
  const settings = reveal(connection);
  return { ...settings, ...given(options) };
}
