/** The header `User-Agent`. */

/** The package's own name, `typescript/<runtime>` and a suffix; nothing in browsers, which send their own and would ask the server first. */
export function userAgent(own: string, suffix = ''): Record<string, string> {
  const agent = (globalThis as Platform).navigator?.userAgent ?? 'Node.js';
  if (agent.startsWith('Mozilla/')) return {};
  // `Headers` leaves a space at the end away.
  return { 'User-Agent': `${own} typescript/${agent.replace(/[^\w.-]+/g, '-')} ${suffix}` };
}

/** Whether this is Node.js, which has no navigator before 21. */
export function isNode(): boolean {
  return ((globalThis as Platform).navigator?.userAgent ?? 'Node.js').startsWith('Node.js');
}

interface Platform {
  readonly navigator?: { readonly userAgent?: string };
}
