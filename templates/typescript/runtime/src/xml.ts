/** XML: JSON values laid out in elements and attributes. */

import { encodeText } from './codec.js';
import { fixed } from './content.js';
import { Digits, isNumber, parse, stringify } from './json.js';
import { isStatus } from './choice.js';
import type { Notation, PutBody, StatusPattern } from './operation.js';
import { any } from './scalars.js';
import { Mismatch } from './schema.js';
import { foreign, isName, parseXml, type Element } from './xmltext.js';

/** A place in a document; without a name it is called as its key, or as the element around it. */
interface XmlNode {
  readonly key?: string;
  readonly name?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  readonly at?: 'attribute' | 'text' | 'cdata';
  readonly shape: number;
  /** The value is an array, of which each item is such an element. */
  readonly each?: boolean;
  /** What the property is where no such node is there. */
  readonly absent?: 'empty' | 'null';
}

/** What an element or attribute contains. */
type XmlShape =
  | { readonly is: 'string' | 'number' | 'boolean' }
  | { readonly is: 'list'; readonly item: XmlNode }
  | XmlObject
  | { readonly is: 'choice'; readonly tag: XmlNode; readonly cases: Readonly<Record<string, number>> };

/** An object: the properties that are known, and where all others stand. */
interface XmlObject {
  readonly is: 'object';
  readonly fields: readonly XmlNode[];
  readonly rest?: XmlNode;
}

interface XmlTables {
  readonly roots: readonly XmlNode[];
  readonly shapes: readonly XmlShape[];
}

/** The value of an answer: its status and media type, and its root element; -1: it is JSON. */
export type XmlAnswer = readonly [status: StatusPattern, mediaType: string, root: number];

/** How the values of a package are laid out in XML. */
export class XmlForms {
  readonly #lines: readonly string[];
  #tables: XmlTables | undefined;

  /** The tables as the lines of a JSON text, which is read on first use. */
  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** A body with this root element. */
  body(root: number): PutBody {
    return (draft, [, type, { schema = any } = {}], value) => {
      const json = parse(encodeText(value, schema), (digits) => new Digits(digits));
      fixed(draft, type, new Writer(this.#get()).document(root, json));
    };
  }

  /** Reads the values of answers that are XML as a JSON text: which they are, their status and media type say. */
  answers(answers: readonly XmlAnswer[]): Notation {
    return ({ status, headers }, text) => {
      const root = rootOf(answers, status, headers.get('content-type') ?? '');
      return root < 0 ? text : read(this.#get(), root, text);
    };
  }

  #get(): XmlTables {
    this.#tables ??= JSON.parse(this.#lines.join('')) as XmlTables;
    return this.#tables;
  }
}

/** Of the answers of a status the one of the media type, else one that is XML if the answer is, else the first. */
function rootOf(answers: readonly XmlAnswer[], status: number, contentType: string): number {
  const bare = (text: string) => (text.split(';', 1)[0] ?? '').trim().toLowerCase();
  const type = bare(contentType);
  const pattern = answers.find(([own]) => isStatus(own, status))?.[0];
  const own = answers.filter(([other]) => other === pattern);
  const isXml = /[/+]xml$/.test(type);
  const found =
    own.find(([, mediaType]) => bare(mediaType) === type) ?? own.find(([, , root]) => root >= 0 === isXml) ?? own[0];
  return found?.[2] ?? -1;
}

/** The JSON text of a document. */
function read({ roots, shapes }: XmlTables, root: number, text: string): string {
  const element = parseXml(text);
  const node = roots[root];
  if (!node || !fits(node, element)) {
    throw new Mismatch(`expected the element ${JSON.stringify(node?.name)}, found ${JSON.stringify(element.name)}`);
  }
  return readValue(shapes, node.shape, element);
}

function fits({ name }: XmlNode, element: Element): boolean {
  return name === undefined || name === element.name;
}

function readValue(shapes: readonly XmlShape[], index: number, element: Element): string {
  const isNull = ({ prefix, name, value }: Element['attributes'][number]) =>
    name === 'nil' && prefix !== '' && (value === 'true' || value === '1');
  if (element.attributes.some(isNull)) return 'null';
  const shape = shapes[index];
  switch (shape?.is) {
    case 'list': {
      const items = element.children.filter((child) => fits(shape.item, child));
      return `[${items.map((child) => readValue(shapes, shape.item.shape, child)).join(',')}]`;
    }
    case 'object':
      return readObject(shapes, shape, element);
    case 'choice': {
      const tag = tagOf(shape.tag, element);
      const found = tag !== undefined && Object.hasOwn(shape.cases, tag) ? shapes[shape.cases[tag] ?? -1] : undefined;
      if (found?.is === 'object') return readObject(shapes, found, element);
      return tag === undefined ? '{}' : `{${JSON.stringify(shape.tag.key)}:${JSON.stringify(tag)}}`;
    }
    default:
      return readScalar(shape?.is, element.text.join(''));
  }
}

/** The known properties in their order, then all others. */
function readObject(shapes: readonly XmlShape[], { fields, rest }: XmlObject, element: Element): string {
  const children = new Map<string, Element[]>();
  for (const child of element.children) {
    const known = children.get(child.name);
    if (known) known.push(child);
    else children.set(child.name, [child]);
  }
  const pairs = new Map<string, string>();
  const put = ({ each, shape }: XmlNode, key: string, found: readonly Element[]) => {
    const value = (child: Element) => readValue(shapes, shape, child);
    pairs.set(key, each ? `[${found.map(value).join(',')}]` : found.slice(-1).map(value).join(''));
  };
  for (const node of fields) {
    const { key = '', name = '', at, shape, absent } = node;
    const found = at === undefined ? children.get(name) : undefined;
    if (at === undefined) children.delete(name);
    const text = at === undefined ? undefined : textAt(node, element);
    if (found) put(node, key, found);
    else if (text !== undefined) pairs.set(key, readScalar(shapes[shape]?.is, text));
    else if (absent) pairs.set(key, absent === 'empty' ? '[]' : 'null');
  }
  for (const [name, found] of children) if (rest && !pairs.has(name)) put(rest, name, found);
  return `{${[...pairs].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

/** The text of an attribute, or that of the element itself. */
function textAt({ at, name }: XmlNode, element: Element): string | undefined {
  if (at !== 'attribute') return element.text.join('');
  return element.attributes.find((attribute) => attribute.name === name)?.value;
}

/** The text that tells which case of a choice an element is. */
function tagOf(tag: XmlNode, element: Element): string | undefined {
  if (tag.at) return textAt(tag, element);
  return element.children
    .filter(({ name }) => name === tag.name)
    .at(-1)
    ?.text.join('');
}

/** The JSON of a text. One that is not of its kind stays a string, which the schema then refuses. */
function readScalar(kind: XmlShape['is'] | undefined, text: string): string {
  const trimmed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (kind === 'string') return JSON.stringify(text);
  if (trimmed === '') return 'null';
  if (kind === 'number' && isNumber(trimmed)) return trimmed;
  if (kind === 'boolean' && /^(?:true|1)$/.test(trimmed)) return 'true';
  if (kind === 'boolean' && /^(?:false|0)$/.test(trimmed)) return 'false';
  return JSON.stringify(text);
}

/** What namespaces are declared around a place: a prefix stands for one namespace in all documents. */
interface Scope {
  readonly namespace?: string;
  readonly prefixes: readonly string[];
}

/** Writes documents. */
class Writer {
  readonly #tables: XmlTables;

  constructor(tables: XmlTables) {
    this.#tables = tables;
  }

  document(root: number, value: unknown): string {
    const node = this.#tables.roots[root];
    const text = node ? this.#element(node, node.name ?? '', value, { prefixes: [] }, []) : '';
    return `<?xml version="1.0" encoding="UTF-8"?>${text}`;
  }

  /** A value as an element, with all that its namespace needs. */
  #element(node: XmlNode, name: string, value: unknown, around: Scope, path: readonly (string | number)[]): string {
    if (!isName(name)) throw new Mismatch(`${JSON.stringify(name)} is no name of an element`, [...path]);
    const tag = qualified(node, name);
    const [declared, scope] = declare(node, around);
    if (value === null) {
      return `<${tag}${declared} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`;
    }
    const [attributes, content] = this.#content(node.shape, name, value, scope, path);
    const start = `<${tag}${declared}${attributes}`;
    return content === '' ? `${start}/>` : `${start}>${content}</${tag}>`;
  }

  /** The attributes of an element, and what stands between its start and its end. */
  #content(
    index: number,
    name: string,
    value: unknown,
    scope: Scope,
    path: readonly (string | number)[],
  ): [attributes: string, content: string] {
    const shape = this.#tables.shapes[index];
    switch (shape?.is) {
      case 'list':
        return ['', this.#each(shape.item, name, value, scope, path)];
      case 'object':
        return this.#object(shape, value, scope, path);
      case 'choice': {
        const tag = (value as Record<string, unknown>)[shape.tag.key ?? ''];
        const known = typeof tag === 'string' && Object.hasOwn(shape.cases, tag) ? shape.cases[tag] : undefined;
        const found = this.#tables.shapes[known ?? -1];
        if (found?.is === 'object') return this.#object(found, value, scope, path);
        throw new Mismatch(`${JSON.stringify(tag)} is no case that XML has a form for`, [...path]);
      }
      default:
        return ['', escaped(value, IN_TEXT, path)];
    }
  }

  /** The items of an array. */
  #each(node: XmlNode, name: string, value: unknown, scope: Scope, path: readonly (string | number)[]): string {
    if (!Array.isArray(value)) return '';
    return value.map((item, index) => this.#element(node, node.name ?? name, item, scope, [...path, index])).join('');
  }

  #object(
    { fields, rest }: XmlObject,
    value: unknown,
    around: Scope,
    path: readonly (string | number)[],
  ): [attributes: string, content: string] {
    const given = new Map(Object.entries(value as object) as [string, unknown][]);
    const attributes: string[] = [];
    let scope = around;
    const isAttribute = ({ at, key = '' }: XmlNode) => at === 'attribute' && given.get(key) != null;
    for (const node of fields.filter(isAttribute)) {
      const [declared, inner] = declare(node, scope);
      const { key = '', name = '' } = node;
      attributes.push(declared, attribute(qualified(node, name), given.get(key), [...path, key]));
      scope = inner;
    }
    const content: string[] = [];
    for (const node of fields) {
      const { key = '', name = '', at } = node;
      if (given.has(key) && at !== 'attribute') {
        content.push(this.#field(node, name, given.get(key), scope, [...path, key]));
      }
      given.delete(key);
    }
    for (const [key, item] of given) if (rest) content.push(this.#field(rest, key, item, scope, [...path, key]));
    return [attributes.join(''), content.join('')];
  }

  /** A property that is no attribute. */
  #field(node: XmlNode, name: string, value: unknown, scope: Scope, path: readonly (string | number)[]): string {
    if (!node.at)
      return node.each ? this.#each(node, name, value, scope, path) : this.#element(node, name, value, scope, path);
    if (value === null) return '';
    if (node.at === 'text') return escaped(value, IN_TEXT, path);
    const text = escaped(value, IN_CDATA, path);
    return text === '' ? '' : `<![CDATA[${text}]]>`;
  }
}

function qualified({ prefix }: XmlNode, name: string): string {
  return prefix === undefined ? name : `${prefix}:${name}`;
}

/** The declaration of a namespace that is not in scope, and the scope with it. */
function declare({ prefix, namespace }: XmlNode, scope: Scope): [text: string, scope: Scope] {
  if (namespace === undefined) return ['', scope];
  if (prefix === undefined) {
    if (scope.namespace === namespace) return ['', scope];
    return [attribute('xmlns', namespace, []), { ...scope, namespace }];
  }
  if (scope.prefixes.includes(prefix)) return ['', scope];
  return [attribute(`xmlns:${prefix}`, namespace, []), { ...scope, prefixes: [...scope.prefixes, prefix] }];
}

function attribute(name: string, value: unknown, path: readonly (string | number)[]): string {
  return ` ${name}="${escaped(value, IN_ATTRIBUTE, path)}"`;
}

type Escapes = readonly [pattern: RegExp, escapes: Readonly<Record<string, string>>];

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;' };
const IN_TEXT: Escapes = [/[&<>\r]/g, ESCAPES];
const IN_ATTRIBUTE: Escapes = [/[&<>\r"\t\n]/g, ESCAPES];
const IN_CDATA: Escapes = [/\]\]>|\r/g, { ']]>': ']]]]><![CDATA[>', '\r': ']]>&#13;<![CDATA[' }];

/** A scalar as text that stands in a document. */
function escaped(value: unknown, [pattern, escapes]: Escapes, path: readonly (string | number)[]): string {
  const text = typeof value === 'string' ? value : stringify(value);
  const wrong = foreign(text);
  if (wrong !== undefined) throw new Mismatch(`XML cannot carry the character ${wrong}`, [...path]);
  return text.replace(pattern, (found) => escapes[found] ?? '');
}
