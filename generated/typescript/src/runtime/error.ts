/** Errors: one class for each way a call can fail. None of them shows a credential, in no text form. */

/** What failed. */
export type ErrorKind = 'api' | 'transport' | 'timeout' | 'decode' | 'local' | 'redirect';

/** What all errors of a client have in common; `kind` and `instanceof` tell them apart. */
export abstract class SdkError extends Error {
  /** What failed. */
  abstract readonly kind: ErrorKind;
  /** The operation, by the name it has in the description. */
  declare readonly operation: string;

  constructor(operation: string, message: string, facts: object) {
    super(`${operation}: ${message}`);
    for (const [name, value] of Object.entries({ operation, ...facts })) {
      // What may hold secrets of the server or of its users does not show in `console.log`.
      Object.defineProperty(this, name, { value, enumerable: !/headers|body|cause/i.test(name) });
    }
  }

  /** The name of the class, which is lost where bundles are minified. */
  override get name(): string {
    return `${this.kind.replace(/^./, (first) => first.toUpperCase())}Error`;
  }
}

/** The head of a response. */
export interface ResponseHead {
  /** The status. */
  readonly status: number;
  /** The headers. */
  readonly headers: Headers;
  /** The server's name for the request, where it gave one. */
  readonly requestId: string | undefined;
}

/** The server answered with a status that means failure. */
export class ApiError<Status extends number = number, Body = unknown> extends SdkError implements ResponseHead {
  readonly kind = 'api';
  /** The status. */
  declare readonly status: Status;
  declare readonly headers: Headers;
  declare readonly requestId: string | undefined;
  /** The body by its type in the description; `undefined` where none is described for the status, or the body does not fit. */
  declare readonly body: Body | undefined;
  /** The body as it came. */
  declare readonly rawBody: Uint8Array;
  /** How long the server asks to wait, in milliseconds. */
  declare readonly retryAfter: number | undefined;
  /** How often the call was tried. */
  declare readonly attempts: number;

  constructor(
    operation: string,
    head: ResponseHead,
    details: { body: unknown; rawBody: Uint8Array; retryAfter: number | undefined; attempts: number },
  ) {
    super(operation, `the server answered with status ${head.status}`, { ...head, ...details });
  }

  /** The body as text. */
  get text(): string {
    return new TextDecoder().decode(this.rawBody);
  }
}

/** No answer, or one that broke off. */
export class TransportError extends SdkError {
  readonly kind = 'transport';
  /** Whether the request may have reached the server. */
  declare readonly sent: boolean;

  constructor(operation: string, sent: boolean, cause: unknown) {
    // The message of the cause is not repeated: it may hold the URL, and its query a key.
    super(operation, sent ? 'the connection broke' : 'no connection was made', { sent, cause });
  }
}

/** Time was up. */
export class TimeoutError extends SdkError {
  readonly kind = 'timeout';
  /** Which time: that of an attempt, or that of the whole call. */
  declare readonly limit: 'attempt' | 'deadline';

  constructor(operation: string, limit: 'attempt' | 'deadline') {
    super(operation, `no answer within the time of the ${limit === 'attempt' ? limit : 'call'}`, { limit });
  }
}

/** An answer that is not what the description promises. */
export class DecodeError extends SdkError implements ResponseHead {
  readonly kind = 'decode';
  /** Where, as in `$.items[0].name`. */
  declare readonly path: string;
  declare readonly status: number;
  declare readonly headers: Headers;
  declare readonly requestId: string | undefined;
  /** The body as it came. */
  declare readonly rawBody: Uint8Array;

  constructor(operation: string, head: ResponseHead, rawBody: Uint8Array, path: string, message: string) {
    super(operation, `the answer does not fit at ${path}: ${message}`, { ...head, rawBody, path });
  }
}

/** What was refused before anything was sent. */
export type LocalReason =
  'configuration' | 'credentials' | 'origin' | 'pagination' | 'path-parameter' | 'plain-http' | 'value';

/** Refused before anything was sent. */
export class LocalError extends SdkError {
  readonly kind = 'local';
  /** Why. */
  declare readonly reason: LocalReason;

  constructor(operation: string, reason: LocalReason, message: string) {
    super(operation, message, { reason });
  }
}

/** A redirect that is not followed. */
export class RedirectError extends SdkError {
  readonly kind = 'redirect';
  /** The status; 0 where the platform hides it. */
  declare readonly status: number;
  /** Why. */
  declare readonly reason: 'other-origin' | 'method' | 'too-many' | 'location' | 'hidden-by-browser';

  constructor(operation: string, status: number, reason: RedirectError['reason']) {
    super(operation, `a redirect is not followed (${reason})`, { status, reason });
  }
}
