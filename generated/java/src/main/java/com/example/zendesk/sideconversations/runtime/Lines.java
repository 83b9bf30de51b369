package com.example.zendesk.sideconversations.runtime;

import java.io.ByteArrayOutputStream;

/** Lines of a download. */
final class Lines {
  /** A line or an event must not be longer. */
  static final int LIMIT = 64 << 20;

  private final Download download;
  private final byte[] buffer = new byte[16 * 1024];
  private final boolean endsAtReturn;
  private int start;
  private int end;
  private boolean afterReturn;

  Lines(Download download, boolean endsAtReturn) {
    this.download = download;
    this.endsAtReturn = endsAtReturn;
  }

  /** Whether the last line had its end. */
  boolean complete;

  /** The next line without its end; {@code null} after the last one. */
  byte[] next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (start == end) {
        end = download.next(buffer);
        start = 0;
        if (end < 0) {
          end = 0;
          complete = false;
          return line.size() == 0 ? null : line.toByteArray();
        }
      }
      if (takeUntilEnd(line)) {
        complete = true;
        return line.toByteArray();
      }
      if (line.size() > LIMIT) {
        throw new DecodeException(
            download.operation,
            download.head,
            Bytes.of(new byte[0]),
            "a line of more than " + LIMIT + " bytes");
      }
    }
  }

  private boolean takeUntilEnd(ByteArrayOutputStream line) {
    while (start < end) {
      byte each = buffer[start++];
      boolean skip = afterReturn && each == '\n';
      afterReturn = endsAtReturn && each == '\r';
      if (each == '\n' && !skip || afterReturn) {
        return true;
      }
      if (!skip) {
        line.write(each);
      }
    }
    return false;
  }
}
