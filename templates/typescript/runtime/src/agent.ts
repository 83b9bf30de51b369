/** The header `User-Agent`. */

import type { PackageInfo } from './settings.js';

/** `<package>/<version> typescript/<runtime>`; nothing in browsers, which send their own and would ask the server first. */
export function userAgent({ name, version }: PackageInfo, suffix: string | undefined): string | undefined {
  const agent = platform();
  if (agent.startsWith('Mozilla/')) return undefined;
  // The name of a package in a scope holds what no product name may.
  const product = name.replace(/^@/, '').replace(/[^\w.-]/g, '-');
  const own = `${product}/${version} typescript/${agent.replace(/[^\w.-]+/g, '-')}`;
  return suffix === undefined ? own : `${own} ${suffix}`;
}

/** Whether this is Node.js. */
export function isNode(): boolean {
  return platform().startsWith('Node.js');
}

/** What the platform calls itself. Node.js before 21 is the one without a navigator. */
function platform(): string {
  return (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ?? 'Node.js';
}
