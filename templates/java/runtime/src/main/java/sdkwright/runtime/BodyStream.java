package sdkwright.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A body as a stream whose reads end after a time, and when it is closed by another thread: the
 * stream of the JDK does neither.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
  private final long timeoutNanos;
  private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
  private Flow.Subscription subscription;
  private Throwable failure;
  private boolean ended;
  private boolean closed;

  BodyStream(Duration timeout) {
    this.timeoutNanos = timeout.toNanos();
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> items) {
    items.stream().filter(ByteBuffer::hasRemaining).forEach(chunks::add);
    if (chunks.isEmpty() && !closed) {
      subscription.request(1);
    }
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable error) {
    failure = error;
    notifyAll();
  }

  @Override
  public synchronized void onComplete() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    await();
    ByteBuffer chunk = chunks.peek();
    if (chunk == null) {
      return -1;
    }
    int count = Math.min(length, chunk.remaining());
    chunk.get(buffer, offset, count);
    if (!chunk.hasRemaining()) {
      chunks.remove();
      if (chunks.isEmpty() && !ended) {
        subscription.request(1);
      }
    }
    return count;
  }

  /** Waits until there is a chunk, or the end. */
  private void await() throws IOException {
    long end = System.nanoTime() + timeoutNanos;
    while (chunks.isEmpty() && !ended && failure == null && !closed) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        close();
        throw new HttpTimeoutException("no more of the body in time");
      }
      try {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException error) {
        close();
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", error);
      }
    }
    if (closed) {
      throw new IOException("the body was closed");
    }
    if (chunks.isEmpty() && failure != null) {
      throw new IOException("the body broke off", failure);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    chunks.clear();
    if (subscription != null && !ended) {
      subscription.cancel();
    }
    notifyAll();
  }
}
