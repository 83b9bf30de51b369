/** Operations as data: what generated code says of each. Data names the functions it needs, so that a bundle holds only those. */

import type { Scheme } from './auth.js';
import type { Draft } from './draft.js';
import type { ResponseHead } from './error.js';
import type { Reply } from './reply.js';
import type { Node } from './schema.js';
import type { Style } from './style.js';

/** Whether a call may be sent twice. */
export type RetrySafety = 'idempotent' | 'never';

/** A status; 2 to 5: any status of that hundred; 0: any other. */
export type StatusPattern = number;

/** Puts a parameter into a request. */
export type PutParameter = (draft: Draft, parameter: Parameter, value: unknown, index: number) => void;

/** How a parameter is written, where it is not in the usual way. */
export interface ParameterDetails {
  /** The style. */
  readonly style?: Style;
  /** Whether items and properties stand on their own. */
  readonly explode?: boolean;
  /** Whether reserved characters are left as they are. */
  readonly reserved?: boolean;
  /** Whether it is a JSON text. */
  readonly json?: boolean;
}

/** A parameter: how it is put, its name, its schema, how it is written. */
export type Parameter = readonly [put: PutParameter, name: string, schema: Node, details?: ParameterDetails];

/** What is known of a body: a schema, and for forms and multipart bodies how their parts are written. */
export interface BodyDetails {
  /** The schema of a JSON text or of a form. */
  readonly schema?: Node;
  /** How properties of a form are written, where it is not `form`, exploded. */
  readonly encodings?: Readonly<Record<string, ParameterDetails>>;
  /** The parts of a multipart body. */
  readonly parts?: readonly Part[];
  /** The content types of which the caller says which it is. */
  readonly cases?: readonly Body[];
}

/** A part of a multipart body. */
export interface Part {
  readonly name: string;
  /** How it is written: as a file, or by the schema as text or as JSON. */
  readonly as: 'file' | 'text' | 'json';
  readonly schema?: Node;
  /** Sent once for each item of a list. */
  readonly repeated?: boolean;
  readonly required?: boolean;
  readonly contentType?: string;
}

/** Puts a body into a request. */
export type PutBody = (draft: Draft, body: Body, value: unknown) => void;

/** A body: how it is put, its content type, what else is known of it. */
export type Body = readonly [put: PutBody, mediaType: string, details?: BodyDetails];

/** The JSON text of an answer that may be written in another way. */
export type Notation = (head: ResponseHead, text: string) => string;

/** Makes a value of an answer. */
export type Read = (reply: Reply, details: never) => unknown;

/** An answer that means success: its status and media type, and how it is read. */
export type SuccessCase = readonly [status: StatusPattern, mediaType: string, read: Read, schema?: Node];

/** Property names, from the page or the item inwards. */
export type Way = readonly string[];

/** Makes the request for the page after one; none after the last, and the same where pages do not move on. */
export type Advance = (
  draft: Draft,
  page: unknown,
  items: readonly unknown[],
  ...details: never[]
) => Draft | undefined;

/** How the pages of a list hang together. */
export interface Paging {
  /** The items of a page. */
  readonly items: Way;
  /** Where the next page is. */
  readonly next: readonly [advance: Advance, ...details: unknown[]];
  /** What tells items apart; an item that the page before already had is dropped. */
  readonly key?: Way;
}

/** A call. */
export interface Operation {
  /** Its name in the description. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** Text as it stands, and indexes of parameters. */
  readonly path: readonly (string | number)[];
  /** All parameters. */
  readonly parameters?: readonly Parameter[];
  /** Headers that all calls have: `Accept`, the media types of all answers. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body. */
  readonly body?: Body;
  /** Schemes of credentials that are needed together, in alternatives; to go without is the last. */
  readonly security?: readonly (readonly Scheme[])[];
  /** Whether it may be sent twice; without it, only where the server surely did nothing. */
  readonly retry?: RetrySafety;
  /** The header of the key under which the server acts once only, and what makes one. */
  readonly key?: readonly [header: string, make: () => string];
  /** How an answer that means success is read. */
  readonly read: readonly [read: Read, details?: Node | readonly SuccessCase[]];
  /** How answers become JSON, where not all of them are. */
  readonly notation?: Notation;
  /** Bodies of other answers. */
  readonly errors?: Readonly<Record<StatusPattern, Node>>;
  /** How its pages hang together. */
  readonly pages?: Paging;
  /** A server of its own. */
  readonly server?: string;
}
