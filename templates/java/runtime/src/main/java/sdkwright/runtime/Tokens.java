package sdkwright.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tokens of OAuth 2 (RFC 6749): fetched when needed, once for all calls that wait, and kept until
 * shortly before they expire.
 */
final class Tokens {
  /** A token is replaced this long before it expires, so that it does not expire on its way. */
  private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int RESPONSE_LIMIT = 1 << 20;

  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  private static final class Slot {
    private CompletableFuture<Token> token;

    /** The newest refresh token, where the server replaces them. */
    private Secret refresh;
  }

  private static final class Token {
    private final Secret secret;
    private final boolean expires;
    private final long untilNanos;

    Token(Secret secret, boolean expires, long untilNanos) {
      this.secret = secret;
      this.expires = expires;
      this.untilNanos = untilNanos;
    }

    boolean isFresh() {
      return !expires || System.nanoTime() - untilNanos < 0;
    }
  }

  CompletableFuture<Secret> token(Core core, Scheme scheme, Credential credential) {
    Slot slot = slots.computeIfAbsent(scheme.name, name -> new Slot());
    CompletableFuture<Token> fetch;
    synchronized (slot) {
      CompletableFuture<Token> known = slot.token;
      boolean usable =
          known != null
              && (!known.isDone() || !known.isCompletedExceptionally() && known.join().isFresh());
      if (!usable) {
        known = fetch(core, scheme, credential, slot);
        slot.token = known;
      }
      fetch = known;
    }
    // A future of its own: cancelling one call leaves the others waiting.
    return fetch.thenApply(token -> token.secret);
  }

  void forget(Scheme scheme) {
    Slot slot = slots.get(scheme.name);
    if (slot != null) {
      synchronized (slot) {
        if (slot.token != null && slot.token.isDone()) {
          slot.token = null;
        }
      }
    }
  }

  private static CompletableFuture<Token> fetch(
      Core core, Scheme scheme, Credential credential, Slot slot) {
    CompletableFuture<TransportResponse> sent;
    try {
      Secret newest = slot.refresh == null ? credential.refreshToken : slot.refresh;
      sent = core.transport.send(request(core, scheme, credential, newest));
    } catch (LocalException error) {
      return CompletableFuture.failedFuture(error);
    }
    CompletableFuture<Token> result =
        sent.handleAsync(
            (response, error) -> {
              if (error != null) {
                throw failed(scheme, "cannot be reached");
              }
              return read(scheme, response, slot);
            },
            core.executor);
    CompletableFuture<Token> limited = new CompletableFuture<>();
    result.whenComplete(
        (token, error) -> {
          if (error == null) {
            limited.complete(token);
          } else {
            limited.completeExceptionally(Exchange.unwrap(error));
          }
        });
    core.after(
        core.timeout,
        limited,
        () -> {
          limited.completeExceptionally(failed(scheme, "did not answer in time"));
          sent.cancel(true);
        });
    return limited;
  }

  private static Token read(Scheme scheme, TransportResponse response, Slot slot) {
    JsonNode answer;
    try {
      byte[] text =
          Streams.read(Streams.decoded(response.body(), response.headers()), RESPONSE_LIMIT);
      if (response.status() < 200 || response.status() > 299) {
        throw failed(scheme, "answered " + response.status());
      }
      answer = Json.parse(text);
    } catch (IOException error) {
      throw failed(scheme, "broke off");
    } catch (JsonException error) {
      throw failed(scheme, "did not answer in JSON");
    } finally {
      Streams.close(response.body());
    }
    String secret = answer.path("access_token").asText();
    if (secret.isEmpty()) {
      throw failed(scheme, "gave no access token");
    }
    String refresh = answer.path("refresh_token").asText();
    if (!refresh.isEmpty()) {
      synchronized (slot) {
        slot.refresh = Secret.of(refresh);
      }
    }
    JsonNode lasts = answer.path("expires_in");
    long seconds = Math.min(lasts.asLong(), TimeUnit.DAYS.toSeconds(365));
    long until = System.nanoTime() + Math.max(0, TimeUnit.SECONDS.toNanos(seconds) - MARGIN_NANOS);
    return new Token(Secret.of(secret), lasts.canConvertToLong(), until);
  }

  private static TransportRequest request(
      Core core, Scheme scheme, Credential credential, Secret refresh) {
    List<Style.Pair> pairs = new ArrayList<>();
    boolean refreshes = credential.kind == Credential.Kind.REFRESH;
    pairs.add(new Style.Pair("grant_type", refreshes ? "refresh_token" : "client_credentials"));
    if (refreshes) {
      pairs.add(new Style.Pair("refresh_token", Style.encode(refresh.reveal())));
    }
    if (!credential.scopes.isEmpty()) {
      pairs.add(new Style.Pair("scope", Style.encode(String.join(" ", credential.scopes))));
    }
    // RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
    String pair = Style.encode(credential.name) + ":" + Style.encode(credential.secret.reveal());
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Authorization", List.of("Basic " + basic));
    headers.put("Accept", List.of("application/json"));
    headers.put("Content-Type", List.of("application/x-www-form-urlencoded"));
    headers.put("User-Agent", List.of(core.userAgent));
    Body body = Body.of(Style.Pair.join(pairs));
    return new TransportRequest(
        "POST", url(core, scheme, credential, refreshes), headers, body, core.timeout);
  }

  private static URI url(Core core, Scheme scheme, Credential credential, boolean refreshes) {
    String described = refreshes && scheme.refreshUrl != null ? scheme.refreshUrl : scheme.tokenUrl;
    String text = credential.tokenUrl == null ? described : credential.tokenUrl;
    if (text == null) {
      throw failed(scheme, "is not known: set its URL");
    }
    URI url =
        Origins.resolve(core.base, text)
            .filter(Origins::isHttp)
            .orElseThrow(() -> failed(scheme, "has no usable URL"));
    if (!Origins.isPrivate(url, core.allowPlainHttp)) {
      throw new LocalException(
          null,
          LocalException.Kind.PLAIN_HTTP,
          "credentials for " + Json.quoted(scheme.name) + " are not sent over plain HTTP");
    }
    return url;
  }

  /** Without the server's words: they may repeat what was sent. */
  private static LocalException failed(Scheme scheme, String why) {
    return new LocalException(
        null,
        LocalException.Kind.CREDENTIALS,
        "the token endpoint of " + Json.quoted(scheme.name) + " " + why);
  }
}
