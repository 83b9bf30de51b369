// The bundle of a package in a real browser, against a server of this machine.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const [, , browser, folder] = process.argv;
const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const program = `
import { Client } from '${name}';
const client = new Client({ baseUrl: location.origin, credentials: { bearerAuth: 'token' } });
const ids = [];
for await (const one of client.sideConversations.list(1)) ids.push(one.id);
const failed = await client.sideConversations.show(1, 'gone').settle();
const refused = await client.sideConversations.show(1, '..').catch((error) => error.kind);
const file = new File(['content'], 'a.txt', { type: 'text/plain' });
const upload = await client.attachments.upload({ file });
await fetch('/result', { method: 'POST', body: JSON.stringify([ids, failed.error.status, refused, upload.id]) });
`;
const { outputFiles } = await build({
  stdin: { contents: program, resolveDir: resolve(folder) },
  bundle: true,
  minify: true,
  format: 'esm',
  write: false,
});

const home = mkdtempSync(join(tmpdir(), 'sdk-browser-'));
const seen = [];
let finish;
const result = new Promise((resolve) => (finish = resolve));
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    const send = (status, type, text) => response.writeHead(status, { 'content-type': type }).end(text);
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    if (request.url === '/') return send(200, 'text/html', '<script type="module" src="/bundle.js"></script>');
    if (request.url === '/bundle.js') return send(200, 'text/javascript', outputFiles[0].text);
    if (request.url === '/result') {
      finish(JSON.parse(body));
      return send(200, 'text/plain', '');
    }
    if (request.url.includes('gone')) return send(404, 'application/json', '{}');
    if (body.includes('filename="a.txt"')) return send(201, 'application/json', '{"id":"uploaded"}');
    if (request.url.includes('page=2')) return send(200, 'application/json', '{"side_conversations":[{"id":"b"}]}');
    send(200, 'application/json', `{"side_conversations":[{"id":"a"}],"next_page":"${request.url}?page=2"}`);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${home}`];
const process_ = spawn(browser, [...flags, url], { stdio: 'ignore' });
const timer = setTimeout(() => finish(undefined), 60_000);
const found = await result;
clearTimeout(timer);
process_.kill('SIGKILL');
server.closeAllConnections();
server.close();
await new Promise((resolve) => process_.once('exit', resolve));
rmSync(home, { recursive: true, force: true, maxRetries: 5 });
assert.deepEqual(found, [['a', 'b'], 404, 'local', 'uploaded'], seen.join('\n'));
console.log('the bundle works in a browser');
