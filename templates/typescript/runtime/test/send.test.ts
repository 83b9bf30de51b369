/** What servers and networks do wrong, and what comes of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import * as rt from '../src/index.js';
import { closed, connection, GET, POST, serve, until, type Answer } from './server.js';

const OK: Answer = { body: '{"id":1}' };
const status = (code: number, headers: Record<string, string> = {}): Answer => ({ status: code, headers, body: '{}' });

async function attempts(
  operation: rt.Operation,
  answers: Answer[],
  options: rt.ClientOptions = {},
): Promise<[number, unknown]> {
  const server = await serve(...answers);
  const result = await rt
    .call(connection(server.url, options), operation, ['1'], undefined, undefined)
    .catch((e: unknown) => e);
  return [server.seen.length, result];
}

test('a GET is sent again after each status that may pass', async () => {
  for (const code of [408, 429, 500, 502, 503, 504]) {
    assert.deepEqual(await attempts(GET, [status(code), status(code), OK]), [3, { id: 1 }]);
  }
  for (const code of [400, 401, 404, 422, 501]) assert.equal((await attempts(GET, [status(code), OK]))[0], 1);
  const [count, error] = await attempts(GET, [status(500, { 'x-own-request-id': 'r-9' })]);
  assert.equal(count, 3);
  assert.ok(error instanceof rt.ApiError && error.attempts === 3 && error.requestId === 'r-9');
  assert.equal((await attempts(GET, [status(500), OK], { maxAttempts: 1 }))[0], 1);
});

test('a POST is sent again only where the server cannot have acted', async () => {
  const rows: [Answer, number][] = [
    [status(500), 1],
    [status(503), 1],
    ['reset', 1],
    [status(429), 2],
    [status(503, { 'retry-after': '0' }), 2],
  ];
  for (const [answer, count] of rows) assert.equal((await attempts(POST, [answer, OK]))[0], count);
  assert.equal((await attempts({ ...POST, retry: 'never' }, [status(429), OK]))[0], 1);
  const server = await serve(status(500), OK);
  await rt.call(
    connection(server.url),
    { ...POST, retry: 'idempotent', key: ['Idempotency-Key', rt.uuid] },
    ['1'],
    undefined,
    undefined,
  );
  const [first, second] = server.seen.map(({ headers }) => headers['idempotency-key']);
  assert.ok(first !== undefined && first === second);
});

test('no connection is made: any call may be tried again', async () => {
  const started: number[] = [];
  const options = { beforeAttempt: ({ number }: rt.Attempt) => started.push(number) };
  const error = await rt
    .call(connection(await closed(), options), POST, ['1'], undefined, undefined)
    .catch((e: unknown) => e);
  assert.ok(error instanceof rt.TransportError && !error.sent, inspect(error));
  assert.deepEqual(started, [1, 2, 3]);
});

test('Retry-After is obeyed, but not for too long', async () => {
  const start = Date.now();
  await attempts(GET, [status(429, { 'retry-after': '0.2' }), OK]);
  assert.ok(Date.now() - start >= 190);
  // Both dates are cut to seconds, one of which may pass in between.
  const date = new Date(Date.now() + 125_000).toUTCString();
  for (const after of ['121', date]) {
    const [count, error] = await attempts(GET, [status(503, { 'retry-after': after }), OK]);
    assert.ok(count === 1 && error instanceof rt.ApiError && Number(error.retryAfter) > 119_000);
  }
});

test('a Retry-After that is neither a number nor a date says nothing', async () => {
  for (const junk of ['soon', '1e1', '+1', '-1', 'inf', '0x1', '1 s', '1.2.3']) {
    const [count] = await attempts(POST, [status(503, { 'retry-after': junk }), OK]);
    assert.equal(count, 1, junk);
  }
});

test('under an outage the extra load stays bounded', async () => {
  const server = await serve(status(500));
  const client = connection(server.url);
  for (let n = 0; n < 150; n++) await rt.call(client, GET, ['1'], undefined, undefined).catch(() => undefined);
  assert.equal(server.seen.length, 250);
});

test('broken connections', async () => {
  assert.deepEqual(await attempts(GET, ['reset', 'reset', OK]), [3, { id: 1 }]);
  assert.ok((await attempts(GET, ['reset']))[1] instanceof rt.TransportError);
  assert.deepEqual(await attempts(GET, [{ body: '{"id":1}', cut: true }, OK]), [2, { id: 1 }]);
});

test('limits of time', async () => {
  const server = await serve('stall');
  const client = connection(server.url);
  const start = Date.now();
  const error = await rt.call(client, GET, ['1'], undefined, { timeout: 300 }).catch((e: unknown) => e);
  assert.ok(error instanceof rt.TimeoutError && error.limit === 'attempt');
  assert.equal(server.seen.length, 3);
  const late = await rt.call(client, GET, ['1'], undefined, { deadline: 50 }).catch((e: unknown) => e);
  assert.ok(late instanceof rt.TimeoutError && late.limit === 'deadline');
  assert.ok(Date.now() - start < 5_000);
  // A wait that would end behind the deadline is not begun.
  const [count] = await attempts(GET, [status(429, { 'retry-after': '60' }), OK], { deadline: 1_000 });
  assert.equal(count, 1);
});

test('cancellation leaves no attempt and no connection', async () => {
  const server = await serve('stall');
  const controller = new AbortController();
  const call = rt.call(connection(server.url), GET, ['1'], undefined, { signal: controller.signal });
  const reason = new Error('enough');
  void until(() => server.seen.length === 1).then(() => {
    controller.abort(reason);
  });
  await assert.rejects(call, reason);
  await sleep(50);
  assert.equal(server.seen.length, 1);
  await until(() => server.ended() === 1);
  await assert.rejects(
    rt.call(connection(server.url), GET, ['1'], undefined, { signal: AbortSignal.abort(reason) }),
    reason,
  );
  const waiting = new AbortController();
  const busy = await serve(status(429, { 'retry-after': '60' }));
  const retried = rt.call(connection(busy.url), GET, ['1'], undefined, { signal: waiting.signal });
  void until(() => busy.seen.length === 1).then(() => {
    waiting.abort(reason);
  });
  await assert.rejects(retried, reason);
});

test('answers that do not fit', async () => {
  for (const body of ['{}', '{', '', '[1]', '\ufffd', '{"id":"x"}']) {
    const [count, error] = await attempts(GET, [{ body }]);
    assert.ok(count === 1 && error instanceof rt.DecodeError, body);
    assert.equal(error.status, 200);
    assert.equal(new TextDecoder().decode(error.rawBody), body);
  }
  const [, error] = await attempts(GET, [{ body: '{"id":"x"}' }]);
  assert.equal((error as rt.DecodeError).path, '$.id');
  const invalid = await attempts(GET, [{ body: Uint8Array.from([0x22, 0xff, 0x22]) }]);
  assert.ok(invalid[1] instanceof rt.DecodeError);
});

test('the limit counts what is unpacked', async () => {
  const body = gzipSync(JSON.stringify({ id: 1, pad: 'x'.repeat(100_000) }));
  assert.ok(body.length < 10_000);
  const [, error] = await attempts(GET, [{ body, headers: { 'content-encoding': 'gzip' } }], { bodyLimit: 50_000 });
  assert.ok(error instanceof rt.DecodeError, String(error));
  const answers: Answer[] = [{ body, headers: { 'content-encoding': 'gzip' } }];
  assert.deepEqual((await attempts(GET, answers))[1], { id: 1 });
});

test('errors have bodies by status', async () => {
  const operation: rt.Operation = {
    ...GET,
    errors: { 404: [rt.object, [['code', rt.int64, 1]]], 4: rt.any },
  };
  const error = async (code: number, body: string) => {
    const server = await serve({ status: code, body });
    const settled = await rt.call(connection(server.url), operation, ['1'], undefined, undefined).settle();
    assert.ok(!settled.ok);
    return settled.error;
  };
  assert.deepEqual((await error(404, '{"code":7}')).body, { code: 7 });
  assert.equal((await error(404, '{"code":"x"}')).body, undefined);
  assert.equal((await error(404, 'no such host')).text, 'no such host');
  assert.deepEqual((await error(422, '[1]')).body, [1]);
  const server = await serve(OK);
  assert.deepEqual(await rt.call(connection(server.url), operation, ['1'], undefined, undefined).settle(), {
    ok: true,
    value: { id: 1 },
  });
});

test('a call also gives the head of its answer', async () => {
  const server = await serve({ ...(OK as object), headers: { 'x-id': 'own', 'x-total': '7' } });
  const call = rt.call(connection(server.url, { requestIdHeaders: ['x-id'] }), GET, ['1'], undefined, undefined);
  const answer = await call.withResponse();
  assert.deepEqual(
    [answer.status, answer.requestId, answer.headers.get('x-total'), answer.value],
    [200, 'own', '7', { id: 1 }],
  );
  assert.equal(server.seen.length, 1);
  assert.equal(await call.then(() => 'then').finally(() => undefined), 'then');
});

test('several answers', async () => {
  const operation: rt.Operation = {
    ...GET,
    read: [
      rt.chosen,
      [
        [200, 'application/json', rt.json, rt.any],
        [200, 'text/*', rt.text],
        [202, '', rt.empty],
        [2, 'x/y', rt.text],
      ],
    ],
  };
  const rows: [Answer, unknown][] = [
    [
      { body: '[1]', headers: { 'content-type': 'Application/JSON; charset=utf-8' } },
      { status: 200, contentType: 'application/json', value: [1] },
    ],
    [
      { body: 'a', headers: { 'content-type': 'text/csv' } },
      { status: 200, contentType: 'text/*', value: 'a' },
    ],
    [{ status: 202, body: 'later' }, { status: 202 }],
    [
      { status: 203, body: 'b' },
      { status: 203, contentType: 'x/y', value: 'b' },
    ],
  ];
  for (const [answer, value] of rows) assert.deepEqual((await attempts(operation, [answer]))[1], value);
  assert.ok((await attempts(operation, [{ status: 304 }]))[1] instanceof rt.ApiError);
  const one = {
    ...operation,
    read: [
      rt.chosen,
      [
        [200, 'a/b', rt.text],
        [200, 'c/d', rt.text],
      ],
    ],
  } as const;
  assert.ok((await attempts(one, [{ body: 'x' }]))[1] instanceof rt.DecodeError);
});

test('hooks and loggers see every attempt', async () => {
  const seen: unknown[] = [];
  const lines: string[] = [];
  const logger = { debug: (line: string) => lines.push(line), warn: (line: string) => lines.push(line) };
  await attempts(GET, [status(500), OK], {
    logger,
    beforeAttempt: ({ operation, number }) => seen.push([operation, number]),
    afterAttempt: (_, outcome) => seen.push([outcome.status, outcome.retryIn !== undefined]),
  });
  assert.deepEqual(seen, [
    ['GetThing', 1],
    [500, true],
    ['GetThing', 2],
    [200, false],
  ]);
  assert.equal(lines.length, 3);
});

test('a transport of the user', async () => {
  const client = connection('https://api.example/v1/', {
    fetch: (url, init) => Promise.resolve(Response.json({ id: 1, url, method: init.method })),
  });
  const read = { ...GET, read: [rt.json, rt.any] } as const;
  assert.deepEqual(await rt.call(client, read, ['7'], undefined, undefined), {
    id: 1,
    url: 'https://api.example/v1/things/7',
    method: 'GET',
  });
});

test('streams of events', async () => {
  const body = '\ufeffid: 1\ndata: {"a":\r\ndata: 1}\r\n\r\n: comment\nevent: x\rretry: 5\rdata:[2]\r\rdata: 3';
  const operation: rt.Operation = { ...GET, read: [rt.eventStream, rt.any] };
  const [, stream] = await attempts(operation, [{ body, headers: { 'content-type': 'text/event-stream' } }]);
  const events: unknown[] = [];
  for await (const event of stream as rt.Stream<rt.ServerEvent<unknown>>) events.push(event);
  assert.deepEqual(events, [
    { data: { a: 1 }, event: 'message', id: '1', retry: undefined },
    { data: [2], event: 'x', id: '1', retry: 5 },
  ]);
  const [, done] = await attempts(operation, [{ body: 'data: 1\n\ndata: [DONE]\n\ndata: 2\n\n' }]);
  const rest: unknown[] = [];
  for await (const event of done as rt.Stream<rt.ServerEvent<unknown>>) rest.push(event.data);
  assert.deepEqual(rest, [1]);
});

test('streams of JSON texts', async () => {
  const operation: rt.Operation = { ...GET, read: [rt.jsonLines, rt.any] };
  const [, stream] = await attempts(operation, [{ body: '{"a":1}\r\n\n\x1e[2]\n"3"' }]);
  const values: unknown[] = [];
  for await (const value of stream as rt.Stream<unknown>) values.push(value);
  assert.deepEqual(values, [{ a: 1 }, [2], '3']);
  const [, bad] = await attempts(operation, [{ body: '1\n{\n' }]);
  await assert.rejects(async () => {
    for await (const value of bad as rt.Stream<unknown>) assert.equal(value, 1);
  }, rt.DecodeError);
});

test('downloads are streamed, and a cut one is an error', async () => {
  const operation: rt.Operation = { ...GET, read: [rt.binary] };
  const body = new Uint8Array(300_000).fill(7);
  const [, whole] = await attempts(operation, [{ body, headers: { 'content-type': 'x/y' } }], {
    timeout: 200,
    bodyLimit: 10,
  });
  const download = whole as rt.Download;
  assert.deepEqual([download.contentLength, download.contentType], [300_000, 'x/y']);
  assert.equal((await download.bytes(300_000)).length, 300_000);
  const [, large] = await attempts(operation, [{ body }]);
  await assert.rejects((large as rt.Download).bytes(1000), RangeError);
  const [, piped] = await attempts(operation, [{ body }]);
  assert.equal((await new Response((piped as rt.Download).stream()).arrayBuffer()).byteLength, 300_000);
  const [, cut] = await attempts(operation, [{ body, cut: true }]);
  await assert.rejects((cut as rt.Download).bytes(1 << 20), rt.TransportError);
  const server = await serve({ body: new Uint8Array(50_000_000) });
  const stopped = await rt.call<rt.Download>(connection(server.url), operation, ['1'], undefined, undefined);
  for await (const chunk of stopped) if (chunk.length > 0) break;
  await sleep(50);
  await until(() => server.ended() === 1);
});
