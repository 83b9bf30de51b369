package sdkwright.runtime;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** The transport over {@link HttpClient}. */
final class HttpClientTransport implements Transport {
  private final HttpClient client;

  HttpClientTransport(HttpClient client) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new LocalException(
          null,
          LocalException.Kind.CONFIGURATION,
          "an HTTP client that follows redirects by itself may carry credentials to other origins:"
              + " build it with Redirect.NEVER");
    }
    this.client = client;
  }

  @Override
  public CompletableFuture<TransportResponse> send(TransportRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                request
                    .body()
                    .map(HttpClientTransport::publisher)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    if (request.uri().getScheme().equalsIgnoreCase("http")) {
      // Over plain HTTP the JDK would ask every server to change the protocol.
      builder.version(HttpClient.Version.HTTP_1_1);
    }
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    CompletableFuture<HttpResponse<InputStream>> sent =
        client.sendAsync(builder.build(), info -> new BodyStream(request.timeout()));
    CompletableFuture<TransportResponse> result = new CompletableFuture<>();
    sent.whenComplete(
        (response, error) -> {
          if (error != null) {
            result.completeExceptionally(error);
            return;
          }
          Headers headers = Headers.of(response.headers().map());
          boolean taken =
              result.complete(
                  TransportResponse.of(response.statusCode(), headers, response.body()));
          if (!taken) {
            Streams.close(response.body());
          }
        });
    result.whenComplete(
        (response, error) -> {
          if (result.isCancelled()) {
            sent.cancel(true);
          }
        });
    return result;
  }

  private static HttpRequest.BodyPublisher publisher(Body body) {
    HttpRequest.BodyPublisher stream =
        HttpRequest.BodyPublishers.ofInputStream(() -> Streams.guarded(body));
    if (body.length() < 0) {
      return stream;
    }
    return body.length() == 0
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.fromPublisher(stream, body.length());
  }
}
