/** Credentials stay with the server they are for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as rt from '../src/index.js';
import { connection, GET, POST, serve } from './server.js';

const OK = { body: '{"id":1}' };
const SECURE: rt.Operation = { ...GET, security: [[['basicAuth', rt.basic]]] };
const basicAuth = { username: 'agent@example.com/token', password: 'c4nary' };
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => assert.fail(),
    (error: unknown) => error,
  );

test('redirects are followed on the same origin only', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const other = await serve(OK);
    const server = await serve({ status, headers: { location: `${other.url}/there` } });
    const error = await failure(
      rt.call(connection(server.url, {}, { basicAuth }), SECURE, ['1'], undefined, undefined),
    );
    assert.ok(error instanceof rt.RedirectError && error.reason === 'other-origin' && error.status === status);
    assert.equal(other.seen.length, 0);
    const same = await serve({ status, headers: { location: '/there' } }, OK);
    await rt.call(connection(same.url, {}, { basicAuth }), SECURE, ['1'], undefined, undefined);
    assert.equal(same.seen[1]?.url, '/there');
    assert.ok(same.seen[1].headers.authorization);
    const post = await serve({ status, headers: { location: '/there' } }, OK);
    assert.ok(
      (await failure(rt.call(connection(post.url), POST, ['1'], undefined, undefined))) instanceof rt.RedirectError,
    );
  }
  const upload: rt.Operation = { ...POST, body: [rt.binaryBody, 'application/octet-stream'] };
  for (const location of ['/there', 'http://localhost:1/there']) {
    const server = await serve({ status: 307, headers: { location } }, OK);
    const call = rt.call(connection(server.url), upload, ['1'], new Blob(['x']), undefined);
    assert.ok((await failure(call)) instanceof rt.RedirectError);
    assert.equal(server.seen.length, 1);
  }
  const circle = await serve({ status: 302, headers: { location: '/again' } });
  const error = await failure(rt.call(connection(circle.url), GET, ['1'], undefined, undefined));
  assert.ok(error instanceof rt.RedirectError && error.reason === 'too-many');
  assert.equal(circle.seen.length, 6);
});

test('plain HTTP is for this machine only', async () => {
  const call = (url: string, options: rt.ClientOptions = {}) =>
    rt.call(
      connection(url, { ...options, fetch: () => Promise.resolve(Response.json({ id: 1 })) }, { basicAuth }),
      SECURE,
      ['1'],
      undefined,
      undefined,
    );
  for (const url of [
    'http://example.com',
    'http://127.0.0.1.evil.test',
    'http://localhost.evil.test',
    'http://10.0.0.1',
  ]) {
    const error = await failure(call(url));
    assert.ok(error instanceof rt.LocalError && error.reason === 'plain-http', url);
  }
  for (const url of [
    'http://localhost:1',
    'http://a.localhost',
    'http://127.0.0.1',
    'http://[::1]',
    'https://example.com',
  ])
    await call(url);
  await call('http://example.com', { allowPlainHttp: true });
  for (const url of ['ftp://x', '/v1', 'https://u:p@x', 'https://x?a', 'https://x#a']) {
    assert.throws(() => connection(url), rt.LocalError);
  }
});

test('alternatives of credentials', async () => {
  const server = await serve(OK);
  const basic: rt.Scheme = ['basic', rt.basic];
  const bearer: rt.Scheme = ['bearer', rt.bearer];
  const keys: rt.Scheme[] = [
    ['header', rt.keyInHeader, 'X-Key'],
    ['query', rt.keyInQuery, 'k ey'],
    ['cookie', rt.keyInCookie, 'key'],
  ];
  const call = (security: rt.Scheme[][], credentials: object) => {
    const client = new rt.Connection({ agent: 'x/1' }, credentials, { baseUrl: server.url });
    return rt.call(client, { ...GET, security }, ['1'], undefined, undefined);
  };
  await call([[basic], [bearer]], { basic: undefined, bearer: 'b' });
  await call([keys, []], {
    header: new rt.Secret('h'),
    query: 'q&',
    cookie: () => Promise.resolve('c'),
  });
  await call([[bearer], []], {});
  await call([[basic]], { basic: basicAuth });
  const heads = server.seen.map(({ url, headers }) => [url, headers.authorization, headers['x-key'], headers.cookie]);
  assert.deepEqual(heads, [
    ['/things/1', 'Bearer b', undefined, undefined],
    ['/things/1?k%20ey=q%26', undefined, 'h', 'key=c'],
    ['/things/1', undefined, undefined, undefined],
    ['/things/1', `Basic ${Buffer.from('agent@example.com/token:c4nary').toString('base64')}`, undefined, undefined],
  ]);
  for (const credentials of [{}, { bearer: 'a\r\nb: c' }, { bearer: () => Promise.reject(new Error('c4nary')) }]) {
    const error = await failure(call([[bearer]], credentials));
    assert.ok(error instanceof rt.LocalError && error.reason === 'credentials');
    assert.ok(!inspect(error, { showHidden: true }).includes('c4nary'));
  }
  assert.equal(server.seen.length, 4);
});

test('no text form shows a secret', async () => {
  const lines: string[] = [];
  const server = await serve({ status: 401, body: '{"error":"c4nary"}' });
  const logger = { debug: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  const client = connection(server.url, { logger }, { basicAuth });
  const call = rt.call(client, SECURE, ['1'], undefined, undefined);
  const error = await failure(call);
  const broken = await failure(
    rt.call(connection('http://127.0.0.1:1/', {}, { basicAuth }), SECURE, ['1'], undefined, undefined),
  );
  for (const one of [client, call, error, broken]) {
    lines.push(inspect(one, { depth: 9 }), JSON.stringify(one), String(one));
  }
  for (const line of lines) assert.ok(!/c4nary|YWdlbnRAZ/.test(line), line);
});

test('OAuth 2: tokens are fetched once for all, refreshed, and forgotten when refused', async () => {
  const tokens = await serve(
    { body: '{"access_token":"t1","expires_in":3600,"refresh_token":"r2"}' },
    { body: '{"access_token":"t2","expires_in":1}' },
  );
  const server = await serve(OK, OK, OK, { status: 401, body: '{}' }, OK);
  const secure: rt.Operation = {
    ...GET,
    security: [[['oauth', rt.oauth2, `${tokens.url}/token`, `${tokens.url}/refresh`]]],
  };
  const oauth = rt.clientCredentials({ clientId: 'i d', clientSecret: 'c4nary', scopes: ['a', 'b'] });
  const client = new rt.Connection({ agent: 'x/1' }, { oauth }, { baseUrl: server.url, firstDelay: 1 });
  const call = () => rt.call(client, secure, ['1'], undefined, undefined);
  await Promise.all([call(), call(), call()]);
  assert.equal(tokens.seen.length, 1);
  assert.equal(tokens.seen[0]?.url, '/token');
  assert.equal(tokens.seen[0].body, 'grant_type=client_credentials&scope=a%20b');
  assert.equal(tokens.seen[0].headers.authorization, `Basic ${Buffer.from('i%20d:c4nary').toString('base64')}`);
  await failure(call());
  await call();
  assert.equal(tokens.seen[1]?.url, '/refresh');
  assert.equal(tokens.seen[1].body, 'grant_type=refresh_token&refresh_token=r2&scope=a%20b');
  assert.equal(server.seen[4]?.headers.authorization, 'Bearer t2');
  assert.ok(!inspect(client, { depth: 9, showHidden: true }).includes('c4nary'));
  const failing = await serve({ status: 400, body: 'c4nary' });
  const refused = rt.refreshToken({ clientId: 'a', clientSecret: 'b', refreshToken: 'c', tokenUrl: failing.url });
  const other = new rt.Connection({ agent: 'x/1' }, { oauth: refused }, { baseUrl: server.url });
  const error = await failure(rt.call(other, secure, ['1'], undefined, undefined));
  assert.ok(error instanceof rt.LocalError && !inspect(error).includes('c4nary'));
});
