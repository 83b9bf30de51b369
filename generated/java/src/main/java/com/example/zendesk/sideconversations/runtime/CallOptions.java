package com.example.zendesk.sideconversations.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a user can set for a single call. */
final class CallOptions {
  final Map<String, String> headers = new LinkedHashMap<>();
  Duration timeout;
  Duration deadline;
  int maxAttempts;
  String idempotencyKey;
}
