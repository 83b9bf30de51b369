/** JSON texts without loss: `JSON.parse` and `JSON.stringify` round integers beyond 2^53. */

/** A number by its digits, to be written as they are. */
export class Digits {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** Whether a text is a JSON number. */
export function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** What users see of a number with many digits: an integer beyond 2^53 is a `bigint`. */
function exact(digits: string): unknown {
  const number: unknown = JSON.parse(digits);
  return Number.isSafeInteger(number) || /[.e]/i.test(digits) ? number : BigInt(digits);
}

/** Parses a text; `read` makes a value of each number, where a `number` may not hold all of them exactly. */
export function parse(text: string, read = exact): unknown {
  // What is no JSON fails here: below, a string without an end would take time that grows with the square of its length.
  const rounded: unknown = JSON.parse(text);
  // Any number of up to 15 digits is exact, and few texts hold longer ones.
  if (!/\d[\d.]{15}/.test(text)) return rounded;
  // In the place of each number its index stands while the text is parsed.
  const numbers: unknown[] = [];
  const indexed = text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : String(numbers.push(read(token)) - 1),
  );
  return JSON.parse(indexed, (_, value: unknown) => (typeof value === 'number' ? numbers[value] : value));
}

/** Sets a property; `__proto__` is one like any other. */
export function put(target: object, key: string, value: unknown): void {
  if (key !== '__proto__') (target as Record<string, unknown>)[key] = value;
  else Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
}

/** The kind of a value. */
export function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** The JSON text of a value: `bigint` and {@link Digits} by their digits, `undefined` left out. */
export function stringify(value: unknown = null): string {
  if (value instanceof Digits || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => stringify(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    // A property of a model may be called so, too.
    if ('toJSON' in value && typeof value.toJSON === 'function') return stringify((value.toJSON as () => unknown)());
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stringify(item)}`).join(',')}}`;
  }
  if (/^(?:function|symbol)$/.test(typeof value) || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new TypeError(`${String(value)} has no form in JSON`);
  }
  return JSON.stringify(value);
}
