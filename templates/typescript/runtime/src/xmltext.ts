/**
 * Documents to elements, by a parser of our own that is the same in every language: it knows no document types and no entities
 * but the five of XML itself, so that nothing can be fetched or blown up, and names count without their prefixes.
 */

import { Mismatch } from './schema.js';

/** How deep elements may be nested. */
const DEPTH = 64;

/** An element. */
export interface Element {
  /** Its name, without the prefix. */
  readonly name: string;
  readonly attributes: Attribute[];
  readonly children: Element[];
  /** The pieces of its own text. */
  readonly text: string[];
}

/** An attribute that declares no namespace. */
export interface Attribute {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

const NAME = '[A-Za-z_\\u{80}-\\u{10FFFF}][-.0-9A-Za-z_\\u{80}-\\u{10FFFF}]*';
const QUALIFIED = `(?:(${NAME}):)?(${NAME})`;
const DECLARATION =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*["']1\.[0-9]+["'](?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*["']([-._0-9A-Za-z]+)["'])?[^?<>]*\?>/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

const sticky = (pattern: string) => new RegExp(pattern, 'uy');
const START = sticky(`<${QUALIFIED}`);
const END = sticky(`</(?:(${NAME}):)?(${NAME})[ \\t\\n]*>`);
const INSTRUCTION = sticky(`<\\?${QUALIFIED}`);
const PAIR = sticky(`[ \\t\\n]+${QUALIFIED}[ \\t\\n]*=[ \\t\\n]*(?:"([^"<]*)"|'([^'<]*)')`);
const CLOSE = sticky('[ \\t\\n]*(/?)>');

/** The first character that XML 1.0 cannot carry. */
export function foreign(text: string): string | undefined {
  const found = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  return found ? `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}` : undefined;
}

/** Whether a text is the name of an element, without a prefix. */
export function isName(text: string): boolean {
  return new RegExp(`^${NAME}$`, 'u').test(text);
}

/** The root element of a document. */
export function parseXml(document: string): Element {
  const wrong = foreign(document);
  if (wrong !== undefined) throw refused(`${wrong} is no character of XML`);
  const text = document.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  return new Parser(text).document();
}

function refused(reason: string): Mismatch {
  return new Mismatch(`no XML: ${reason}`);
}

/** Replaces references to characters and to the five entities. */
function resolve(text: string): string {
  if (!text.includes('&')) return text;
  const pieces = text.split(/&(?:(lt|gt|amp|apos|quot)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));/);
  const out: string[] = [];
  for (let at = 0; at < pieces.length; at += 4) {
    const [plain = '', entity, decimal, hexadecimal] = pieces.slice(at, at + 4);
    if (plain.includes('&')) throw refused('& without an entity that XML knows by itself');
    out.push(plain);
    if (entity !== undefined) out.push(ENTITIES[entity] ?? '');
    else if (decimal !== undefined || hexadecimal !== undefined) {
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      const character = code > 0x10ffff ? '\0' : String.fromCodePoint(code);
      if (foreign(character) !== undefined) throw refused('a reference to no character of XML');
      out.push(character);
    }
  }
  return out.join('');
}

/** A document on its way to elements. */
class Parser {
  readonly #text: string;
  #at = 0;
  readonly #open: Element[] = [];
  /** The names of the open elements with their prefixes. */
  readonly #names: string[] = [];
  #root: Element | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Element {
    const declared = this.#match(DECLARATION);
    const encoding = declared?.[1] ?? 'UTF-8';
    if (!/^(?:utf-8|us-ascii)$/i.test(encoding)) throw refused(`the encoding is ${encoding}, not UTF-8`);
    while (this.#at < this.#text.length) this.#next();
    if (!this.#root || this.#open.length > 0) throw refused('the document ends before its root element does');
    return this.#root;
  }

  /** Reads text, a comment, an instruction, or the start or end of an element. */
  #next(): void {
    const begins = (mark: string) => this.#text.startsWith(mark, this.#at);
    if (!begins('<')) {
      const end = this.#text.indexOf('<', this.#at);
      this.#addText(this.#cut(end < 0 ? this.#text.length : end));
    } else if (begins('<!--')) this.#skip('<!--', '--', '-->');
    else if (begins('<?')) {
      const { 2: name = 'xml' } = this.#match(INSTRUCTION) ?? [];
      if (name.toLowerCase() === 'xml') throw refused('an instruction without a name of its own');
      this.#skip('', '?>', '?>');
    } else if (begins('<![CDATA[')) {
      const end = this.#text.indexOf(']]>', this.#at);
      const parent = this.#open.at(-1);
      if (end < 0 || !parent) throw refused('a CDATA section out of place or without an end');
      parent.text.push(this.#cut(end).slice('<![CDATA['.length));
      this.#at += 3;
    } else if (begins('<!')) throw refused('document types are refused');
    else if (begins('</')) this.#end();
    else this.#start();
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    this.#at += found?.[0].length ?? 0;
    return found;
  }

  #cut(end: number): string {
    const head = this.#text.slice(this.#at, end);
    this.#at = end;
    return head;
  }

  /** Leaves out what begins with `start`; what first looks like its end must be it. */
  #skip(start: string, mark: string, end: string): void {
    const at = this.#text.indexOf(mark, this.#at + start.length);
    if (at < 0 || !this.#text.startsWith(end, at)) throw refused(`${start} without ${end}`);
    this.#at = at + end.length;
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1);
    if (!parent) {
      if (/[^ \t\n]/.test(text)) throw refused('text outside of the root element');
      return;
    }
    if (text.includes(']]>')) throw refused(']]> in a text');
    parent.text.push(resolve(text));
  }

  #start(): void {
    const found = this.#match(START);
    if (!found) throw refused('< without the name of an element');
    const [tag, , name = ''] = found;
    if (this.#root && this.#open.length === 0) throw refused('more than one root element');
    if (this.#open.length === DEPTH) throw refused(`elements are nested more than ${String(DEPTH)} deep`);
    const element: Element = { name, attributes: this.#attributes(), children: [], text: [] };
    const closed = this.#match(CLOSE);
    if (!closed) throw refused(`the start of the element ${JSON.stringify(name)} is malformed`);
    this.#open.at(-1)?.children.push(element);
    this.#root ??= element;
    if (closed[1] === '') {
      this.#open.push(element);
      this.#names.push(tag.slice(1));
    }
  }

  /** Reads attributes; declarations of namespaces are none. */
  #attributes(): Attribute[] {
    const attributes: Attribute[] = [];
    const seen = new Set<string>();
    for (let found = this.#match(PAIR); found; found = this.#match(PAIR)) {
      const [, prefix = '', name = '', double, single = ''] = found;
      const whole = `${prefix}:${name}`;
      if (seen.has(whole)) throw refused(`the attribute ${JSON.stringify(name)} is there twice`);
      seen.add(whole);
      const value = resolve((double ?? single).replace(/[\t\n]/g, ' '));
      if (prefix !== 'xmlns' && whole !== ':xmlns') attributes.push({ prefix, name, value });
    }
    return attributes;
  }

  #end(): void {
    const found = this.#match(END);
    const [, prefix, name = ''] = found ?? [];
    if (!found || this.#names.at(-1) !== (prefix === undefined ? name : `${prefix}:${name}`)) {
      throw refused('the end of an element that is not open');
    }
    this.#open.pop();
    this.#names.pop();
  }
}
