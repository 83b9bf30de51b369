/** The header `User-Agent`. */

/** The package's own name, `typescript/<runtime>` and a suffix; nothing in browsers, which send their own and would ask the server first. */
export function userAgent(own: string, suffix = ''): Record<string, string> {
  const agent = platform();
  if (agent.startsWith('Mozilla/')) return {};
  // `Headers` leaves a space at the end away.
  return { 'User-Agent': `${own} typescript/${agent.replace(/[^\w.-]+/g, '-')} ${suffix}` };
}

/** Whether this is Node.js. */
export function isNode(): boolean {
  return platform().startsWith('Node.js');
}

/** What the platform calls itself. Node.js before 21 is the one without a navigator. */
function platform(): string {
  return (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ?? 'Node.js';
}
