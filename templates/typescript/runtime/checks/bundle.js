// A program that calls one operation, bundled: it has to stay small, because pages load it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * The most that any of the operations may take, minified and compressed, in bytes: those with pages and with uploads take most. The
 * runtime by itself takes some 4,500 of them, and the README beside says for what.
 */
const LIMIT = 6_800;
/** The most that half of them may take. */
const USUAL = 6_550;

const folder = resolve(process.argv[2] ?? '.');
const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const operations = await import(join(folder, 'dist/esm/services/index.js'));
const functions = Object.keys(operations).filter(
  (one) => !operations[one].prototype?.constructor.toString().startsWith('class'),
);
assert.ok(functions.length > 0);

const sizes = [];
for (const one of functions) {
  const contents = `import { connect } from '${name}'; import { ${one} } from '${name}/operations'; console.log(${one}, connect());`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  sizes.push([gzipSync(outputFiles[0].contents, { level: 9 }).length, one]);
}
sizes.sort(([a], [b]) => a - b);
const [usual] = sizes[Math.floor(sizes.length / 2)];
const [largest, which] = sizes[sizes.length - 1];
console.log(`one operation takes ${sizes[0][0]} to ${largest} bytes (${which}), half of them up to ${usual}`);
assert.ok(largest <= LIMIT && usual <= USUAL, `more than ${LIMIT} or ${USUAL} bytes`);
