package sdkwright.runtime;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Configures a client.
 *
 * @param <B> the type of the builder
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {
  final PackageInfo info;
  final Map<String, Credential> credentials = new LinkedHashMap<>();
  final Map<String, String> headers = new LinkedHashMap<>();
  final RetryPolicy policy = new RetryPolicy();
  final List<CallObserver> observers = new ArrayList<>();
  String baseUrl;
  String userAgentSuffix;
  HttpClient http;
  Transport transport;
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration timeout = Duration.ofSeconds(60);
  Duration deadline;
  int bodyLimit = 64 << 20;
  boolean allowPlainHttp;
  List<String> idHeaders = List.of("x-request-id", "request-id", "x-correlation-id");

  /**
   * For generated code.
   *
   * @param info facts of the package
   */
  protected ClientBuilder(PackageInfo info) {
    this.info = info;
    this.baseUrl = info.server;
  }

  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }

  /**
   * The URL of the server, without the paths of the operations. Default: the description's first
   * server.
   *
   * <p>Credentials are sent to its origin (scheme, host and port) only. Servers that the
   * description gives to single operations count only where this is not set.
   *
   * @param url the URL
   * @return this builder
   */
  public final B baseUrl(String url) {
    baseUrl = Objects.requireNonNull(url);
    return self();
  }

  /**
   * A server of the description, with values for its variables.
   *
   * @param server the server
   * @return this builder
   */
  public final B server(ServerUrl server) {
    return baseUrl(server.toString());
  }

  /**
   * Credentials for a security scheme. Default: none; operations that need some are refused.
   *
   * @param scheme the name of the scheme in the description
   * @param credential the credentials
   * @return this builder
   */
  public final B credential(String scheme, Credential credential) {
    credentials.put(scheme, Objects.requireNonNull(credential));
    return self();
  }

  /**
   * How long making a connection may take. Default: 5 s. Not used with a client or transport of
   * one's own.
   *
   * @param time the time
   * @return this builder
   */
  public final B connectTimeout(Duration time) {
    connectTimeout = Objects.requireNonNull(time);
    return self();
  }

  /**
   * How long one attempt may take; of a streamed answer, each wait for more of it. Default: 60 s.
   *
   * @param time the time
   * @return this builder
   */
  public final B timeout(Duration time) {
    timeout = Objects.requireNonNull(time);
    return self();
  }

  /**
   * How long a call may take, all attempts and the waits between them included. Default: no limit.
   *
   * @param time the time
   * @return this builder
   */
  public final B deadline(Duration time) {
    deadline = Objects.requireNonNull(time);
    return self();
  }

  /**
   * How often a request is sent at most. Default: 3; 1 is no retry.
   *
   * @param attempts the number
   * @return this builder
   */
  public final B maxAttempts(int attempts) {
    policy.maxAttempts = Math.max(1, attempts);
    return self();
  }

  /**
   * The wait before retry n is random between 0 and {@code first} × 2ⁿ, never above {@code
   * longest}. Default: 0.5 s and 8 s.
   *
   * @param first the first bound
   * @param longest the last bound
   * @return this builder
   */
  public final B backoff(Duration first, Duration longest) {
    policy.first = Objects.requireNonNull(first);
    policy.longest = Objects.requireNonNull(longest);
    return self();
  }

  /**
   * The longest {@code Retry-After} that is obeyed; where the server asks for more there is no
   * retry. Default: 120 s.
   *
   * @param limit the time
   * @return this builder
   */
  public final B retryAfterLimit(Duration limit) {
    policy.retryAfterLimit = Objects.requireNonNull(limit);
    return self();
  }

  /**
   * Text appended to {@code User-Agent}, for example {@code my-app/1.2}.
   *
   * @param suffix the text
   * @return this builder
   */
  public final B userAgentSuffix(String suffix) {
    userAgentSuffix = Objects.requireNonNull(suffix);
    return self();
  }

  /**
   * A header sent with every request.
   *
   * @param name its name
   * @param value its value
   * @return this builder
   */
  public final B defaultHeader(String name, String value) {
    headers.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
    return self();
  }

  /**
   * How many bytes a JSON or text body may have, after decompression. Default: 64 MiB. Downloads
   * have no limit.
   *
   * @param bytes the number
   * @return this builder
   */
  public final B bodyLimit(int bytes) {
    bodyLimit = bytes;
    return self();
  }

  /**
   * An HTTP client of one's own: with a proxy, certificates or the like. It must have been built
   * with {@link HttpClient.Redirect#NEVER}, as this runtime follows those redirects that are safe.
   *
   * @param client the client
   * @return this builder
   */
  public final B httpClient(HttpClient client) {
    http = Objects.requireNonNull(client);
    return self();
  }

  /**
   * Another way to send requests than the JDK's, or none at all in tests.
   *
   * @param given the transport
   * @return this builder
   */
  public final B transport(Transport given) {
    transport = Objects.requireNonNull(given);
    return self();
  }

  /**
   * Is told of every attempt of every call.
   *
   * @param observer the observer
   * @return this builder
   */
  public final B observer(CallObserver observer) {
    observers.add(Objects.requireNonNull(observer));
    return self();
  }

  /**
   * Allows credentials over plain HTTP. Default: to this machine (loopback) only.
   *
   * @param allow whether
   * @return this builder
   */
  public final B allowPlainHttp(boolean allow) {
    allowPlainHttp = allow;
    return self();
  }

  /**
   * Headers in which the server names a request; the first that is there counts, then any whose
   * name ends in {@code -request-id}. Default: {@code x-request-id}, {@code request-id}, {@code
   * x-correlation-id}.
   *
   * @param names the names
   * @return this builder
   */
  public final B requestIdHeaders(String... names) {
    idHeaders = List.of(names);
    return self();
  }

  /**
   * For generated code.
   *
   * @return what the client is made of
   */
  protected final Core core() {
    return new Core(this);
  }

  /** The names of the credentials, not what is in them. */
  @Override
  public final String toString() {
    return "ClientBuilder(" + info.name + ", credentials for " + credentials.keySet() + ")";
  }
}
