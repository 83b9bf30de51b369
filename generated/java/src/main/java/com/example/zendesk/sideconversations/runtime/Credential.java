package com.example.zendesk.sideconversations.runtime;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The credentials for one security scheme. */
public final class Credential {
  /** What it is made of. */
  enum Kind {
    BASIC,
    TOKEN,
    PROVIDER,
    CLIENT_CREDENTIALS,
    REFRESH
  }

  final Kind kind;
  final String name;
  final Secret secret;
  final Secret refreshToken;
  final Supplier<String> provider;
  final List<String> scopes;
  final String tokenUrl;

  private Credential(
      Kind kind,
      String name,
      String secret,
      Secret refreshToken,
      Supplier<String> provider,
      List<String> scopes,
      String tokenUrl) {
    this.kind = kind;
    this.name = name;
    this.secret = secret == null ? null : Secret.of(secret);
    this.refreshToken = refreshToken;
    this.provider = provider;
    this.scopes = scopes;
    this.tokenUrl = tokenUrl;
  }

  /**
   * User name and password (RFC 7617).
   *
   * @param username the user name
   * @param password the password
   * @return the credential
   */
  public static Credential basic(String username, String password) {
    Objects.requireNonNull(username);
    Objects.requireNonNull(password);
    return new Credential(Kind.BASIC, username, password, null, null, List.of(), null);
  }

  /**
   * A token, for schemes of bearer tokens and of OAuth 2.
   *
   * @param token the token
   * @return the credential
   */
  public static Credential bearer(String token) {
    Objects.requireNonNull(token);
    return new Credential(Kind.TOKEN, null, token, null, null, List.of(), null);
  }

  /**
   * A key, for schemes of API keys.
   *
   * @param key the key
   * @return the credential
   */
  public static Credential apiKey(String key) {
    return bearer(key);
  }

  /**
   * A token or key that is asked for before every attempt.
   *
   * @param provider gives it; it may block
   * @return the credential
   */
  public static Credential provider(Supplier<String> provider) {
    Objects.requireNonNull(provider);
    return new Credential(Kind.PROVIDER, null, null, null, provider, List.of(), null);
  }

  /**
   * OAuth 2 client credentials (RFC 6749, section 4.4): a token is fetched when one is needed, once
   * for all calls that wait.
   *
   * @param clientId the client's id
   * @param clientSecret the client's secret
   * @return the credential
   */
  public static Credential clientCredentials(String clientId, String clientSecret) {
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(clientSecret);
    return new Credential(
        Kind.CLIENT_CREDENTIALS, clientId, clientSecret, null, null, List.of(), null);
  }

  /**
   * An OAuth 2 refresh token (RFC 6749, section 6), exchanged as client credentials are.
   *
   * @param clientId the client's id
   * @param clientSecret the client's secret
   * @param refreshToken the refresh token
   * @return the credential
   */
  public static Credential refreshToken(String clientId, String clientSecret, String refreshToken) {
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(clientSecret);
    return new Credential(
        Kind.REFRESH, clientId, clientSecret, Secret.of(refreshToken), null, List.of(), null);
  }

  private Credential with(List<String> scopes, String tokenUrl) {
    return new Credential(
        kind,
        name,
        secret == null ? null : secret.reveal(),
        refreshToken,
        provider,
        scopes,
        tokenUrl);
  }

  /**
   * The same with scopes to ask for; of OAuth 2 only.
   *
   * @param scopes the scopes
   * @return the credential
   */
  public Credential withScopes(String... scopes) {
    return with(List.of(scopes), tokenUrl);
  }

  /**
   * The same with a token URL other than that of the description; of OAuth 2 only.
   *
   * @param tokenUrl the URL
   * @return the credential
   */
  public Credential withTokenUrl(String tokenUrl) {
    return with(scopes, Objects.requireNonNull(tokenUrl));
  }

  boolean isFetched() {
    return kind == Kind.CLIENT_CREDENTIALS || kind == Kind.REFRESH;
  }

  @Override
  public String toString() {
    return "Credential[redacted]";
  }
}
