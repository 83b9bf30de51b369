/** Uploads and downloads through the SDK, see `streams.rs`. */

import { openAsBlob } from 'node:fs';
import { createInterface } from 'node:readline';

import { Client } from 'zendesk-side-conversations';

const client = new Client({ baseUrl: process.argv[2], credentials: { bearerAuth: 't' }, timeout: 600_000 });

async function upload(path: string): Promise<number> {
  await client.attachments.upload({ file: { fileName: 'large', content: await openAsBlob(path) } });
  return 0;
}

async function download(name: string): Promise<number> {
  let bytes = 0;
  for await (const piece of await client.attachments.download(1, 'c', 'a', name)) bytes += piece.length;
  return bytes;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [what, name = ''] = line.split(' ');
  console.log(await (what === 'upload' ? upload(name) : download(name)));
}
