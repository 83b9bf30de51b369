package sdkwright.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Verifies the signatures of a webhook's payloads, and reads them.
 *
 * @param <T> the type of the payload
 */
public final class WebhookVerifier<T> {
  private final Codec<T> codec;
  private final WebhookSignature signature;

  /**
   * Made by this package only.
   *
   * @param codec reads the payload
   * @param signature how it is signed
   * @hidden
   */
  public WebhookVerifier(Codec<T> codec, WebhookSignature signature) {
    this.codec = codec;
    this.signature = signature;
  }

  /**
   * Verifies that the server sent a body, and reads it. The bytes must be as they came: a text that
   * was read and written again has another signature.
   *
   * @param headers the headers of the request, in any case
   * @param body the bytes as they came
   * @param secrets the secret; several for the time in which the old one and the new one are used
   * @return the payload
   * @throws WebhookException if the server did not send it, or not as described
   */
  public T verify(Map<String, List<String>> headers, byte[] body, String... secrets) {
    return verifyAt(Instant.now(), headers, body, secrets);
  }

  /**
   * The same at another time, for tests.
   *
   * @param now the time
   * @param headers the headers of the request, in any case
   * @param body the bytes as they came
   * @param secrets the secret, or several
   * @return the payload
   * @throws WebhookException if the server did not send it, or not as described
   */
  public T verifyAt(
      Instant now, Map<String, List<String>> headers, byte[] body, String... secrets) {
    new WebhookCheck(signature, headers, body).verify(now, secrets);
    try {
      return codec.fromJson(text(body));
    } catch (JsonException error) {
      throw WebhookException.body(error);
    }
  }

  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      // Some servers begin with a byte order mark, which may be ignored (RFC 8259, section 8.1).
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException error) {
      throw new JsonException(JsonPath.ROOT, "the text is not UTF-8");
    }
  }
}
