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
  // Any number of up to 15 digits is exact, and few texts hold longer ones.
  if (!/\d[\d.]{15}/.test(text)) return JSON.parse(text);
  // Numbers become strings as well, and the first character of a string says which it was. Keys stay as they are.
  const marked = text.replace(
    /"([^"\\]*(?:\\[^][^"\\]*)*")(\s*:)?|-?\d[\d.eE+-]*/g,
    (token, string?: string, colon?: string) => (colon ? token : string ? `"s${string}` : `"n${token}"`),
  );
  return JSON.parse(marked, (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    return value.startsWith('n') ? read(value.slice(1)) : value.slice(1);
  });
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
