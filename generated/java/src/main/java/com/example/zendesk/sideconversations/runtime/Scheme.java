package com.example.zendesk.sideconversations.runtime;

/** A security scheme of the description. */
public final class Scheme {
  /** What it is. */
  enum Kind {
    BASIC,
    BEARER,
    HEADER_KEY,
    QUERY_KEY,
    COOKIE_KEY,
    OAUTH2
  }

  final String name;
  final Kind kind;
  final String key;
  final String tokenUrl;
  final String refreshUrl;

  private Scheme(String name, Kind kind, String key, String tokenUrl, String refreshUrl) {
    this.name = name;
    this.kind = kind;
    this.key = key;
    this.tokenUrl = tokenUrl;
    this.refreshUrl = refreshUrl;
  }

  /**
   * User name and password.
   *
   * @param name the scheme's name
   * @return the scheme
   */
  public static Scheme basic(String name) {
    return new Scheme(name, Kind.BASIC, null, null, null);
  }

  /**
   * A bearer token.
   *
   * @param name the scheme's name
   * @return the scheme
   */
  public static Scheme bearer(String name) {
    return new Scheme(name, Kind.BEARER, null, null, null);
  }

  /**
   * A key in a header.
   *
   * @param name the scheme's name
   * @param key the header
   * @return the scheme
   */
  public static Scheme headerKey(String name, String key) {
    return new Scheme(name, Kind.HEADER_KEY, key, null, null);
  }

  /**
   * A key in the query.
   *
   * @param name the scheme's name
   * @param key the parameter
   * @return the scheme
   */
  public static Scheme queryKey(String name, String key) {
    return new Scheme(name, Kind.QUERY_KEY, key, null, null);
  }

  /**
   * A key in a cookie.
   *
   * @param name the scheme's name
   * @param key the cookie
   * @return the scheme
   */
  public static Scheme cookieKey(String name, String key) {
    return new Scheme(name, Kind.COOKIE_KEY, key, null, null);
  }

  /**
   * OAuth 2.
   *
   * @param name the scheme's name
   * @param tokenUrl where tokens are fetched; {@code null}: not known
   * @param refreshUrl where tokens are refreshed; {@code null}: where they are fetched
   * @return the scheme
   */
  public static Scheme oauth2(String name, String tokenUrl, String refreshUrl) {
    return new Scheme(name, Kind.OAUTH2, null, tokenUrl, refreshUrl);
  }
}
