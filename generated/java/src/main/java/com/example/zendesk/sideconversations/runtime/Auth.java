package com.example.zendesk.sideconversations.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Which credentials a call gets, and how they are put on it. */
final class Auth {
  private Auth() {}

  /** Credentials as they go on a request. */
  static final class Applied {
    final Map<String, String> headers = new java.util.LinkedHashMap<>();
    final List<Style.Pair> query = new ArrayList<>();
    final List<Style.Pair> cookies = new ArrayList<>();
  }

  /**
   * The schemes to use: the first alternative all of whose credentials are there. Going without
   * comes last, since whoever gives credentials means them to be used.
   */
  static List<Scheme> choose(Core core, Request request) {
    for (List<String> alternative : request.security) {
      if (!alternative.isEmpty() && core.credentials.keySet().containsAll(alternative)) {
        if (!Origins.isPrivate(core.baseOf(request), core.allowPlainHttp)) {
          throw new LocalException(
              request.id,
              LocalException.Kind.PLAIN_HTTP,
              "credentials are not sent over plain HTTP, unless the client builder allows it");
        }
        List<Scheme> schemes = new ArrayList<>();
        alternative.forEach(name -> schemes.add(core.schemes.get(name)));
        return schemes;
      }
    }
    if (request.security.isEmpty() || request.security.stream().anyMatch(List::isEmpty)) {
      return List.of();
    }
    List<String> alternatives = new ArrayList<>();
    request.security.forEach(names -> alternatives.add(String.join(" and ", names)));
    throw new LocalException(
        request.id,
        LocalException.Kind.CREDENTIALS,
        "needs credentials: " + String.join(", or ", alternatives));
  }

  /** Puts credentials on a request; tokens are fetched and providers asked as needed. */
  static CompletableFuture<Applied> apply(Core core, List<Scheme> schemes) {
    CompletableFuture<Applied> result = CompletableFuture.completedFuture(new Applied());
    for (Scheme scheme : schemes) {
      Credential credential = core.credentials.get(scheme.name);
      result =
          result.thenCombine(
              secret(core, scheme, credential),
              (applied, secret) -> {
                put(applied, scheme, credential, secret);
                return applied;
              });
    }
    return result;
  }

  private static CompletableFuture<Secret> secret(Core core, Scheme scheme, Credential credential) {
    switch (credential.kind) {
      case PROVIDER:
        return CompletableFuture.supplyAsync(() -> ask(scheme, credential), core.executor);
      case CLIENT_CREDENTIALS:
      case REFRESH:
        return core.tokens.token(core, scheme, credential);
      default:
        return CompletableFuture.completedFuture(credential.secret);
    }
  }

  private static Secret ask(Scheme scheme, Credential credential) {
    String given = null;
    try {
      given = credential.provider.get();
    } catch (RuntimeException error) {
      // Its own words may hold what it was asked for; that it failed is all that is passed on.
      given = null;
    }
    if (given == null) {
      throw new LocalException(
          null,
          LocalException.Kind.CREDENTIALS,
          "the provider of " + Json.quoted(scheme.name) + " has failed");
    }
    return Secret.of(given);
  }

  private static void put(Applied applied, Scheme scheme, Credential credential, Secret secret) {
    boolean isBasic = credential.kind == Credential.Kind.BASIC;
    if (isBasic != (scheme.kind == Scheme.Kind.BASIC)) {
      throw unusable(scheme);
    }
    String text = secret.reveal();
    switch (scheme.kind) {
      case BASIC:
        byte[] pair = (credential.name + ":" + text).getBytes(StandardCharsets.UTF_8);
        applied.headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        break;
      case HEADER_KEY:
        applied.headers.put(scheme.key, checked(scheme, text));
        break;
      case QUERY_KEY:
        applied.query.add(new Style.Pair(Style.encode(scheme.key), Style.encode(text)));
        break;
      case COOKIE_KEY:
        applied.cookies.add(new Style.Pair(Style.encode(scheme.key), Style.encode(text)));
        break;
      default:
        applied.headers.put("Authorization", "Bearer " + checked(scheme, text));
        break;
    }
  }

  private static String checked(Scheme scheme, String text) {
    if (!Request.isSafe(text)) {
      throw unusable(scheme);
    }
    return text;
  }

  private static LocalException unusable(Scheme scheme) {
    return new LocalException(
        null,
        LocalException.Kind.CREDENTIALS,
        "the credentials given for "
            + Json.quoted(scheme.name)
            + " are of another kind, or cannot be sent");
  }
}
