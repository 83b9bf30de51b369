package sdkwright.runtime;

import java.util.concurrent.CompletableFuture;

/**
 * Sends requests: the way to another HTTP client, or to none at all in tests.
 *
 * <p>A transport must not follow redirects: that would carry credentials to other origins.
 */
@FunctionalInterface
public interface Transport {
  /**
   * Sends a request.
   *
   * @param request the request
   * @return the answer, as soon as its headers are there; cancelling it ends the exchange
   */
  CompletableFuture<TransportResponse> send(TransportRequest request);
}
