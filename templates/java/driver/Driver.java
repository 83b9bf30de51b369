package sdkwright.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sdkwright.runtime.ApiException;
import sdkwright.runtime.CallTimeoutException;
import sdkwright.runtime.Codecs;
import sdkwright.runtime.DecodeException;
import sdkwright.runtime.Headers;
import sdkwright.runtime.JsonException;
import sdkwright.runtime.RedirectException;
import sdkwright.runtime.SdkException;
import sdkwright.runtime.TransportException;

/** Makes the calls that it reads as JSON lines, and prints a line for each. */
public final class Driver {
  private Driver() {}

  /**
   * Runs until the input ends.
   *
   * @param args not used
   * @throws IOException if the input cannot be read
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.trim().isEmpty()) {
        out.println(answer(line));
      }
    }
  }

  private static String answer(String line) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    String operation = "";
    try {
      JsonNode request = Codecs.ANY.fromJson(line);
      answer.set("id", request.path("id"));
      operation = request.path("operationId").asText();
      DriverInput input = new DriverInput(request);
      if (request.has("webhook")) {
        JsonNode payload = Operations.verify(input);
        answer.put("ok", true);
        answer.set("value", payload);
        return Codecs.ANY.toJson(answer);
      }
      JsonNode value = Operations.call(input);
      answer.put("ok", true);
      answer.put("status", input.status());
      answer.set("headers", input.headers());
      answer.set("value", value);
      if (input.pages() > 0) {
        answer.put("pages", input.pages());
      } else {
        addTyped(answer, input.operationId(), input.status(), input.rawHeaders());
      }
    } catch (Unsupported error) {
      fail(answer, "unsupported", error.getMessage());
    } catch (NotVerified error) {
      String reason = error.reason.toLowerCase(Locale.ROOT).replace('_', ' ');
      fail(answer, "webhook", error.getMessage()).put("reason", reason);
    } catch (SdkException error) {
      ObjectNode failure = fail(answer, kind(error), error.getMessage());
      if (error instanceof DecodeException) {
        failure.put("status", ((DecodeException) error).status());
      }
      if (error instanceof ApiException) {
        ApiException api = (ApiException) error;
        failure.put("status", api.status());
        failure.set(
            "value",
            api.bodyJson()
                .map(Codecs.ANY::fromJson)
                .orElseGet(() -> Codecs.STRING.toNode(api.rawBody().toUtf8())));
        addTyped(answer, operation, api.status(), api.headers());
      }
    } catch (JsonException | IllegalStateException | NullPointerException error) {
      // An argument that the typed API does not take: nothing was sent.
      fail(answer, "local", String.valueOf(error.getMessage()));
    }
    return Codecs.ANY.toJson(answer);
  }

  /** Adds the headers that the description has for an answer. */
  private static void addTyped(ObjectNode answer, String operation, int status, Headers headers) {
    try {
      for (String key : List.of(String.valueOf(status), status / 100 + "XX", "default")) {
        Optional<JsonNode> found = Operations.headers(operation + " " + key, headers);
        if (found != null) {
          found.ifPresent(typed -> answer.set("typedHeaders", typed));
          return;
        }
      }
    } catch (JsonException error) {
      answer.putObject("typedHeadersError").put("message", error.getMessage());
    }
  }

  private static ObjectNode fail(ObjectNode answer, String kind, String message) {
    answer.put("ok", false);
    ObjectNode failure = answer.putObject("error");
    failure.put("kind", kind);
    failure.put("message", message);
    return failure;
  }

  private static String kind(SdkException error) {
    if (error instanceof ApiException) {
      return "api";
    }
    if (error instanceof TransportException) {
      return "transport";
    }
    if (error instanceof CallTimeoutException) {
      return "timeout";
    }
    if (error instanceof DecodeException) {
      return "decode";
    }
    return error instanceof RedirectException ? "redirect" : "local";
  }

  /** What is not signed as it must be. */
  static final class NotVerified extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    private final String reason;

    NotVerified(String reason, String message) {
      super(message);
      this.reason = reason;
    }
  }

  /** What this SDK has no call for. */
  static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsupported(String message) {
      super(message);
    }
  }
}
