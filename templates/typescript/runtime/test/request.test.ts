/** What is sent, and what is refused before anything is. */

import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as rt from '../src/index.js';
import { draft, pathOf } from '../src/draft.js';
import { connection, GET, POST, serve } from './server.js';

const COLORS = ['blue', 'black', 'brown'];
const RGB = { R: 100, G: 200, B: 150 };

/** The path and query of a parameter. */
function sent(parameter: readonly unknown[], value: unknown): string {
  const operation = { ...GET, path: ['/', 0], parameters: [parameter as never] };
  const made = draft([connection('http://localhost'), operation, [value], undefined, undefined]);
  const header = made.headers.get('X-Color') ?? made.headers.get('Cookie');
  if (header !== null) return header;
  return made.query.length > 0 ? made.query.join('&') : made.path.length > 0 ? pathOf(made).slice(1) : '';
}

test('path styles (OpenAPI 3.0.3, section 4.7.12.4)', () => {
  const rows: [string, boolean, string[]][] = [
    ['simple', false, ['blue', 'blue,black,brown', 'R,100,G,200,B,150']],
    ['simple', true, ['blue', 'blue,black,brown', 'R=100,G=200,B=150']],
    ['label', false, ['.blue', '.blue,black,brown', '.R,100,G,200,B,150']],
    ['label', true, ['.blue', '.blue.black.brown', '.R=100.G=200.B=150']],
    ['matrix', false, [';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150']],
    ['matrix', true, [';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200;B=150']],
  ];
  for (const [style, explode, texts] of rows) {
    const parameter = [rt.inPathStyled, 'color', rt.any, { style, explode }];
    assert.deepEqual(
      ['blue', COLORS, RGB].map((value) => sent(parameter, value)),
      texts,
    );
  }
  assert.equal(sent([rt.inPathStyled, 'color', rt.any, { style: 'matrix' }], ''), ';color');
  assert.equal(sent([rt.inPathStyled, 'color', rt.any, { explode: true }], RGB), 'R=100,G=200,B=150');
  assert.equal(sent([rt.inPathStyled, 'color', rt.any, { json: true }], { a: 1n }), '%7B%22a%22%3A1%7D');
});

test('query styles', () => {
  const rows: [object, unknown, string][] = [
    [{}, '', 'color='],
    [{}, COLORS, 'color=blue&color=black&color=brown'],
    [{ explode: false }, COLORS, 'color=blue,black,brown'],
    [{}, RGB, 'R=100&G=200&B=150'],
    [{ explode: false }, RGB, 'color=R,100,G,200,B,150'],
    [{ explode: false }, [], ''],
    [{}, [], ''],
    [{ style: 'spaceDelimited', explode: false }, COLORS, 'color=blue%20black%20brown'],
    [{ style: 'pipeDelimited', explode: false }, COLORS, 'color=blue%7Cblack%7Cbrown'],
    [{ style: 'pipeDelimited', explode: false }, RGB, 'color=R%7C100%7CG%7C200%7CB%7C150'],
    [{ style: 'deepObject' }, RGB, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
    [{ style: 'deepObject' }, { a: { b: [1, 2] } }, 'color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2'],
    [{ style: 'form', reserved: true }, '/a?b=c&d#e %+', 'color=/a?b=c%26d%23e%20%25%2B'],
    [{ json: true }, { a: 'b c' }, 'color=%7B%22a%22%3A%22b%20c%22%7D'],
    [{ explode: false }, ['a,b', 'c'], 'color=a%2Cb,c'],
    [{}, 'é\u{1F600}\0\n', 'color=%C3%A9%F0%9F%98%80%00%0A'],
    [{}, "!'()*", 'color=%21%27%28%29%2A'],
  ];
  for (const [details, value, text] of rows) {
    assert.equal(sent([rt.inQueryStyled, 'color', rt.any, details], value), text);
  }
});

test('headers and cookies', () => {
  assert.equal(sent([rt.inHeaderStyled, 'X-Color', rt.any], COLORS), 'blue,black,brown');
  assert.equal(sent([rt.inHeaderStyled, 'X-Color', rt.any, { explode: true }], RGB), 'R=100,G=200,B=150');
  assert.equal(sent([rt.inCookieStyled, 'color', rt.any, { explode: false }], ['a;b', 'c']), 'color=a%3Bb,c');
});

test('a path parameter is one segment, and none that would change the path', async () => {
  const server = await serve({ body: '{"id":1}' });
  await rt.call(connection(server.url), GET, ['a/b?c#d%e \u{e4}~'], undefined, undefined);
  assert.equal(server.seen[0]?.url, '/things/a%2Fb%3Fc%23d%25e%20%C3%A4~');
  for (const id of ['', '.', '..', undefined]) {
    const error = await rt.call(connection(server.url), GET, [id], undefined, undefined).catch((e: unknown) => e);
    assert.ok(error instanceof rt.LocalError && error.reason === 'path-parameter', String(error));
  }
  assert.equal(server.seen.length, 1);
});

test('headers with line breaks are refused', async () => {
  const server = await serve({ body: '{"id":1}' });
  const header: rt.Operation = { ...GET, parameters: [...(GET.parameters ?? []), [rt.inHeader, 'X-A', rt.string]] };
  for (const value of ['a\r\nb: c', 'a\nb', 'a\0']) {
    await assert.rejects(rt.call(connection(server.url), header, ['1', value], undefined, undefined), rt.LocalError);
    await assert.rejects(
      rt.call(connection(server.url), GET, ['1'], undefined, { headers: { 'x-b': value } }),
      rt.LocalError,
    );
  }
  await rt.call(connection(server.url), header, ['1', 'plain'], undefined, undefined);
  const [seen] = server.seen;
  assert.equal(server.seen.length, 1);
  assert.equal(seen?.headers['x-a'], 'plain');
  assert.equal(seen.headers.accept, 'application/json');
  assert.match(String(seen.headers['user-agent']), /^test-package\/1\.2\.3 typescript\/[\w.-]+$/);
});

test('bodies', async () => {
  const server = await serve({ body: '{"id":1}' });
  const post = (body: NonNullable<rt.Operation['body']>, value: unknown) =>
    rt.call(connection(server.url), { ...POST, body }, ['1'], value, undefined);
  await post([rt.jsonBody, 'application/json', { schema: [rt.object, [['at', rt.dateTime]]] }], {
    at: '2026-03-02T08:58:12Z',
  });
  await post([rt.textBody, 'text/plain'], 'té');
  await post(
    [
      rt.formBody,
      'application/x-www-form-urlencoded',
      { schema: rt.any, encodings: { at: { style: 'deepObject' }, j: { json: true } } },
    ],
    { tags: ['a b', 'c'], at: { x: 1 }, j: [1] },
  );
  await post([rt.binaryBody, 'application/octet-stream'], Uint8Array.from([65, 66]));
  await post([rt.optionalBody, '', { cases: [[rt.jsonBody, 'application/json', {}]] }], undefined);
  const cases: NonNullable<rt.Operation['body']> = [
    rt.chosenBody,
    '',
    {
      cases: [
        [rt.jsonBody, 'application/json', {}],
        [rt.binaryBody, 'image/*'],
      ],
    },
  ];
  await post(cases, { contentType: 'image/png', value: new Blob(['png']) });
  assert.deepEqual(
    server.seen.map(({ headers, body }) => [headers['content-type'], body]),
    [
      ['application/json', '{"at":"2026-03-02T08:58:12Z"}'],
      ['text/plain', 'té'],
      ['application/x-www-form-urlencoded', 'tags=a%20b&tags=c&at%5Bx%5D=1&j=%5B1%5D'],
      ['application/octet-stream', 'AB'],
      [undefined, ''],
      ['image/png', 'png'],
    ],
  );
  for (const value of [{ contentType: 'text/html', value: '' }, undefined, 'x']) {
    await assert.rejects(post(cases, value), rt.LocalError);
  }
  await assert.rejects(post(cases, { contentType: 'image/a\r\nb: c', value: 'x' }), rt.LocalError);
});

const MULTIPART: rt.Operation = {
  ...POST,
  body: [
    rt.multipartBody,
    'multipart/form-data',
    {
      parts: [
        { name: 'file', as: 'file', required: true },
        { name: 'more', as: 'file', repeated: true, contentType: 'image/png' },
        { name: 'count', as: 'text', schema: rt.int64 },
        { name: 'meta', as: 'json', schema: rt.any },
      ],
    },
  ],
};

test('multipart bodies', async () => {
  const server = await serve({ body: '{"id":1}' });
  const file = { content: 'content', fileName: 'a"b\r\n.txt', contentType: 'text/plain' };
  const body = { file, more: [new File(['x'], 'é.png'), new Blob(['y'])], count: 7, meta: { a: 1 } };
  await rt.call(connection(server.url), MULTIPART, ['1'], body, undefined);
  const [seen] = server.seen;
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(String(seen?.headers['content-type']))?.[1] ?? '';
  const part = (head: string, content: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  assert.equal(
    seen?.body,
    part('name="file"; filename="a%22b%0D%0A.txt"\r\nContent-Type: text/plain', 'content') +
      part('name="more"; filename="é.png"\r\nContent-Type: image/png', 'x') +
      part('name="more"; filename="blob"\r\nContent-Type: image/png', 'y') +
      part('name="count"', '7') +
      part('name="meta"\r\nContent-Type: application/json', '{"a":1}') +
      `--${boundary}--\r\n`,
  );
  assert.equal(seen.headers['content-length'], String(Buffer.byteLength(seen.body)));
  await assert.rejects(rt.call(connection(server.url), MULTIPART, ['1'], {}, undefined), rt.LocalError);
});

test('files are streamed, and sent again with the call', async () => {
  const path = join(tmpdir(), `sdk-${String(process.pid)}.txt`);
  fs.writeFileSync(path, 'x'.repeat(300_000));
  // Node.js 18 has no `openAsBlob`.
  const { openAsBlob } = fs as Partial<typeof fs>;
  const blob = (await openAsBlob?.(path)) ?? new Blob([fs.readFileSync(path)]);
  for (const content of [blob, () => fs.createReadStream(path)]) {
    const server = await serve({ status: 429 }, { body: '{"id":1}' });
    await rt.call(connection(server.url), MULTIPART, ['1'], { file: { content } }, undefined);
    assert.deepEqual(
      server.seen.map(({ body }) => body.length > 300_000),
      [true, true],
    );
  }
  const server = await serve({ status: 429 }, { body: '{"id":1}' });
  const once = rt.call(
    connection(server.url),
    MULTIPART,
    ['1'],
    { file: { content: fs.createReadStream(path) } },
    undefined,
  );
  await assert.rejects(once, rt.ApiError);
  assert.equal(server.seen.length, 1);
  fs.unlinkSync(path);
});

test('server variables cannot lead elsewhere', () => {
  const parts = [
    'https://',
    ['account', 'www'],
    '.example/',
    ['base', 'v1'],
    '/',
    ['region', 'eu', ['eu', 'us']],
  ] as const;
  assert.equal(rt.serverUrl(parts, { base: 'v2/x' }), 'https://www.example/v2/x/eu');
  for (const account of ['evil.test/', 'user@', 'a#', 'a?', 'a\\b', '', 'a b', 'a:1']) {
    assert.throws(() => rt.serverUrl(parts, { account }), rt.LocalError, account);
  }
  assert.throws(() => rt.serverUrl(parts, { region: 'cn' }), rt.LocalError);
});

test('a GET with a body is refused, for fetch cannot send it', async () => {
  const server = await serve({ body: '{"id":1}' });
  const search: rt.Operation = { ...GET, body: [rt.unsendableBody, 'application/json'] };
  const call = rt.call(connection(server.url), search, ['1'], { q: 1 }, undefined);
  await assert.rejects(call, (error) => error instanceof rt.LocalError && error.reason === 'value');
  assert.equal(server.seen.length, 0);
});
