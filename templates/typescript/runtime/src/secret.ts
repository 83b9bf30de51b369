/** Secrets, in a module of their own: bundlers keep a class with a computed name once anything of its module is used. */

/** A secret that no text form shows. */
export class Secret {
  readonly #value: string;

  /** Wraps a secret. */
  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself. */
  expose(): string {
    return this.#value;
  }

  /** Hides the secret. */
  toString(): string {
    return '[secret]';
  }

  /** Hides the secret: a client sends it only where the description asks for it. */
  toJSON(): string {
    return '[secret]';
  }

  /** Hides the secret from `console.log`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}
