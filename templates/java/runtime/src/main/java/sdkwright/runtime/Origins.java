package sdkwright.runtime;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Origins: where credentials may go. */
final class Origins {
  private Origins() {}

  /** A base URL, without a slash at its end. */
  static URI base(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException error) {
      throw refuse("is not a URL");
    }
    if (!isHttp(uri)) {
      throw refuse("must begin with https:// or http:// and have a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw refuse("must not hold credentials: give them to the client builder");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refuse("must not have a query or a fragment");
    }
    return uri;
  }

  private static LocalException refuse(String why) {
    return new LocalException(null, LocalException.Kind.CONFIGURATION, "the base URL " + why);
  }

  static boolean isHttp(URI uri) {
    String scheme = uri.getScheme();
    boolean known = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    return known && uri.getHost() != null;
  }

  /** The origin as text (RFC 6454, section 6.2); it holds no secrets. */
  static String text(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() < 0 ? scheme.equals("https") ? 443 : 80 : uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /**
   * Whether a redirect or a link may be followed: within the origin, and without credentials of
   * somebody else's choice.
   */
  static boolean mayFollow(URI from, URI to) {
    return isHttp(to) && text(from).equals(text(to)) && to.getRawUserInfo() == null;
  }

  /** Whether the host is this machine, by its name alone: a name server is not asked. */
  static boolean isLoopback(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("[::1]")
        || host.equals("[0:0:0:0:0:0:0:1]");
  }

  static boolean isPrivate(URI uri, boolean allowPlainHttp) {
    return uri.getScheme().equalsIgnoreCase("https") || allowPlainHttp || isLoopback(uri);
  }

  /** A link, relative or absolute; empty if it is none. */
  static Optional<URI> resolve(URI current, String link) {
    try {
      URI to = new URI(escaped(link.trim()));
      // RFC 3986, section 5.2.2: a query alone keeps the path, which java.net.URI drops.
      if (to.getScheme() == null && to.getRawAuthority() == null && to.getRawPath().isEmpty()) {
        String query = to.getRawQuery() == null ? current.getRawQuery() : to.getRawQuery();
        String text = current.toString();
        int end = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
        return Optional.of(URI.create(text.substring(0, end) + (query == null ? "" : "?" + query)));
      }
      URI resolved = current.resolve(to);
      // RFC 3986, section 5.2.4: steps above the root are none, which java.net.URI keeps.
      if (resolved.getRawPath().startsWith("/..")) {
        String rest = resolved.getRawPath().replaceFirst("^(/\\.\\.)+(?=/|$)", "");
        String query = resolved.getRawQuery() == null ? "" : "?" + resolved.getRawQuery();
        resolved = resolved.resolve((rest.isEmpty() ? "/" : rest) + query);
      }
      String text = resolved.toString();
      int fragment = text.indexOf('#');
      return Optional.of(fragment < 0 ? resolved : URI.create(text.substring(0, fragment)));
    } catch (URISyntaxException | IllegalArgumentException error) {
      return Optional.empty();
    }
  }

  /** Servers send characters in links that a URI may not have; browsers encode them. */
  private static String escaped(String link) {
    StringBuilder out = new StringBuilder();
    link.codePoints()
        .forEach(
            c -> {
              if (c > 0x7e || " \"<>\\^`{|}".indexOf(c) >= 0) {
                out.append(Style.encode(new String(Character.toChars(c))));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
