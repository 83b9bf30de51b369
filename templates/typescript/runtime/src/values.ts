/** Values of models that JSON has no form for. */

declare const config: unique symbol;

/**
 * How models show 64-bit integers: as `number`, unless a program declares otherwise by adding a property `int64` to this
 * interface, which has to go with the client option `int64`.
 */
export interface TypeOptions {
  readonly [config]?: never;
}

/** A 64-bit integer: a `number`, or what {@link TypeOptions} says. */
export type Int64 = TypeOptions extends { int64: infer T } ? T : number;

/** Bytes; in JSON they are a text in base64. */
export type Bytes = Uint8Array;

/** A value of a union that fits none of the described cases, as it came; it can be sent again. */
export class UnrecognizedValue {
  /** The value as plain JSON. */
  readonly value: unknown;

  /** Wraps a value to send it as it is. */
  constructor(value: unknown) {
    this.value = value;
  }
}

/**
 * A value that fits no case of a union. The tag is declared to be absent from it, so that a comparison of the tag leaves only the
 * described cases.
 */
export type Unrecognized<Tag extends string = never> = UnrecognizedValue & Readonly<Partial<Record<Tag, undefined>>>;
