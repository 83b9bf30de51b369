package com.example.zendesk.sideconversations.runtime;

/** Whether a call may be sent twice (RFC 9110, section 9.2.2). */
public enum Retry {
  /** Yes. */
  IDEMPOTENT,
  /** Only where the server cannot have acted. */
  UNSAFE,
  /** Never, not even then. */
  NEVER
}
