package sdkwright.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The verification of one body. */
final class WebhookCheck {
  private static final Pattern VISIBLE = Pattern.compile("[\\t\\x20-\\x7e]+");
  private static final Pattern BLANKS = Pattern.compile("\\A[ \\t]+|[ \\t]+\\z");
  private static final Pattern BRACES = Pattern.compile("[{}]");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]*");
  private static final Pattern BASE64 =
      Pattern.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
  private static final Pattern UNIX = Pattern.compile("[0-9]{1,12}");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?"
              + "(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])");

  private final WebhookSignature signature;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  WebhookCheck(WebhookSignature signature, Map<String, List<String>> headers, byte[] body) {
    this.signature = signature;
    this.headers = headers;
    this.body = body;
  }

  void verify(Instant now, String[] secrets) {
    List<byte[]> keys = keys(secrets);
    List<String> entries = entries();
    List<byte[]> codes = new ArrayList<>();
    for (String entry : entries) {
      byte[] code = code(entry);
      if (code != null) {
        codes.add(code);
      }
    }
    if (codes.isEmpty()) {
      throw WebhookException.malformed(signature.header);
    }
    String timestamp = timestamp(entries);
    byte[] content = content(timestamp);
    // Each code is compared with each key, so that the time does not tell which one fits.
    boolean fits = false;
    for (byte[] key : keys) {
      byte[] own = sign(key, content);
      for (byte[] code : codes) {
        fits |= MessageDigest.isEqual(own, code);
      }
    }
    if (!fits) {
      throw new WebhookException(WebhookException.Reason.NO_SIGNATURE_FITS, "no signature fits");
    }
    if (!timestamp.isEmpty()) {
      checkAge(now.getEpochSecond() - seconds(timestamp));
    }
  }

  private void checkAge(long age) {
    long tolerance = signature.tolerance;
    if (age > tolerance) {
      throw new WebhookException(
          WebhookException.Reason.TOO_OLD, "the signature is older than " + tolerance + " s");
    }
    if (-age > tolerance) {
      throw new WebhookException(
          WebhookException.Reason.IN_THE_FUTURE,
          "the signature is more than " + tolerance + " s ahead");
    }
  }

  private List<byte[]> keys(String[] secrets) {
    List<byte[]> keys = new ArrayList<>();
    for (String secret : secrets) {
      byte[] key = secret.getBytes(StandardCharsets.UTF_8);
      if (signature.keyEncoding.equals("base64")) {
        String text = without(secret, signature.keyPrefix);
        if (!BASE64.matcher(text).matches()) {
          throw new WebhookException(WebhookException.Reason.SECRET, "a secret is not base64");
        }
        key = Base64.getDecoder().decode(text);
      }
      if (key.length == 0) {
        throw new WebhookException(WebhookException.Reason.SECRET, "a secret is empty");
      }
      keys.add(key);
    }
    if (keys.isEmpty()) {
      throw new WebhookException(WebhookException.Reason.SECRET, "there is no secret");
    }
    return keys;
  }

  private static String without(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  /** The entries of the header with the signature. */
  private List<String> entries() {
    String value = header(signature.header);
    if (signature.separator.isEmpty()) {
      return List.of(value);
    }
    List<String> entries = new ArrayList<>();
    for (String entry : value.split(Pattern.quote(signature.separator), -1)) {
      entries.add(trimmed(entry));
    }
    return entries;
  }

  /** The code of an entry, as it is compared; null if it is none. */
  private byte[] code(String entry) {
    if (!entry.startsWith(signature.prefix)) {
      return null;
    }
    String text = entry.substring(signature.prefix.length());
    boolean isHex = signature.encoding.equals("hex");
    int length = isHex ? 2 * size() : (size() + 2) / 3 * 4;
    if (text.length() != length || !(isHex ? HEX : BASE64).matcher(text).matches()) {
      return null;
    }
    return (isHex ? text.toLowerCase(Locale.ROOT) : text).getBytes(StandardCharsets.US_ASCII);
  }

  private int size() {
    switch (signature.algorithm) {
      case "sha1":
        return 20;
      case "sha512":
        return 64;
      default:
        return 32;
    }
  }

  private byte[] sign(byte[] key, byte[] content) {
    try {
      String name = "Hmac" + signature.algorithm.toUpperCase(Locale.ROOT);
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      byte[] code = mac.doFinal(content);
      if (!signature.encoding.equals("hex")) {
        return Base64.getEncoder().encode(code);
      }
      StringBuilder text = new StringBuilder();
      for (byte each : code) {
        text.append(Character.forDigit((each >> 4) & 15, 16))
            .append(Character.forDigit(each & 15, 16));
      }
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException error) {
      throw new IllegalStateException("this platform lacks " + signature.algorithm, error);
    }
  }

  /** The time as it is written; empty where none is signed. */
  private String timestamp(List<String> entries) {
    String name = signature.header;
    String text = "";
    if (!signature.timestampHeader.isEmpty()) {
      name = signature.timestampHeader;
      text = header(name);
    } else if (!signature.timestampPrefix.isEmpty()) {
      int found = 0;
      for (String entry : entries) {
        if (entry.startsWith(signature.timestampPrefix)) {
          text = entry.substring(signature.timestampPrefix.length());
          found++;
        }
      }
      if (found != 1) {
        throw WebhookException.malformed(name);
      }
    } else {
      return "";
    }
    Pattern form = signature.timestampFormat.equals("date-time") ? DATE_TIME : UNIX;
    if (!form.matcher(text).matches()) {
      throw WebhookException.malformed(name);
    }
    try {
      seconds(text);
    } catch (DateTimeException error) {
      throw WebhookException.malformed(name);
    }
    return text;
  }

  private long seconds(String text) {
    if (!signature.timestampFormat.equals("date-time")) {
      return Long.parseLong(text);
    }
    // Java knows offsets of up to 18 hours only: they are reckoned with here.
    int zone = text.endsWith("Z") ? text.length() - 1 : text.length() - 6;
    long local = OffsetDateTime.parse(text.substring(0, zone) + "Z").toEpochSecond();
    if (text.endsWith("Z")) {
      return local;
    }
    long hours = Long.parseLong(text.substring(zone + 1, zone + 3));
    long offset = hours * 3600 + Long.parseLong(text.substring(zone + 4)) * 60;
    return text.charAt(zone) == '-' ? local + offset : local - offset;
  }

  /** What is signed. Every other piece of the description is a name in braces. */
  private byte[] content(String timestamp) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String[] pieces = BRACES.split(signature.content, -1);
    for (int index = 0; index < pieces.length; index++) {
      String piece = pieces[index];
      if (index % 2 == 1 && piece.equals("body")) {
        content.writeBytes(body);
        continue;
      }
      String text = piece;
      if (index % 2 == 1) {
        text = piece.equals("timestamp") ? timestamp : header(without(piece, "header:"));
      }
      content.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
    return content.toByteArray();
  }

  /** The value of a header that must be there once. */
  private String header(String name) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : headers.entrySet()) {
      // The JDK gives the line of the status of a response under the name null.
      if (name.equalsIgnoreCase(entry.getKey())) {
        values.addAll(entry.getValue());
      }
    }
    if (values.isEmpty()) {
      throw WebhookException.missing(name);
    }
    String value = trimmed(values.get(0));
    if (values.size() > 1 || !VISIBLE.matcher(value).matches()) {
      throw WebhookException.malformed(name);
    }
    return value;
  }

  private static String trimmed(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }
}
