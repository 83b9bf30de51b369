/** JSON texts without loss: `JSON.parse` and `JSON.stringify` round numbers beyond 2^53. */

/** A number by its digits. */
export class Digits {
  /** The number as it stands in the text. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const NUMBER = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?';

/** Whether a text is a JSON number. */
export function isNumber(text: string): boolean {
  return new RegExp(`^${NUMBER}$`).test(text);
}

/** Parses a text; numbers that a `number` may not hold exactly come as {@link Digits}. */
export function parse(text: string): unknown {
  // Any number of up to 15 digits is exact, and few texts hold longer ones.
  if (!/\d[\d.]{15}/.test(text)) return JSON.parse(text);
  // Such numbers become strings that begin with a character which is in no string of the text, neither as it is nor escaped.
  const lower = text.toLowerCase();
  let code = 0xe000;
  while (text.includes(String.fromCharCode(code)) || lower.includes(`\\u${code.toString(16)}`)) code++;
  const mark = String.fromCharCode(code);
  const marked = text.replace(new RegExp(`"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|${NUMBER}`, 'g'), (token) =>
    token.startsWith('"') || token.length < 16 ? token : `"${mark}${token}"`,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? new Digits(value.slice(1)) : value,
  );
}

/** A value as users see it: {@link Digits} become `bigint` where they are beyond 2^53, else `number`. */
export function plain(value: unknown): unknown {
  if (value instanceof Digits) {
    const number = Number(value.text);
    return /^-?\d+$/.test(value.text) && !Number.isSafeInteger(number) ? BigInt(value.text) : number;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const own = plain(item);
      if (own !== item) put(value, key, own);
    }
  }
  return value;
}

/** Sets a property; `__proto__` is one like any other. */
export function put(target: object, key: string, value: unknown): void {
  if (key !== '__proto__') (target as Record<string, unknown>)[key] = value;
  else Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
}

/** The kind of a value, as JSON calls it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (value instanceof Digits) return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The JSON text of a value: `bigint` and {@link Digits} by their digits, `undefined` left out. */
export function stringify(value: unknown): string {
  if (value instanceof Digits) return value.text;
  if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    if ('toJSON' in value) return stringify((value.toJSON as () => unknown)());
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stringify(item)}`).join(',')}}`;
  }
  if (typeof value === 'bigint') return String(value);
  if (/^(?:function|symbol)$/.test(typeof value) || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new TypeError(`${String(value)} has no form in JSON`);
  }
  return JSON.stringify(value ?? null);
}
