package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class HeaderReaderTest {
  /** The headers of an answer. */
  private static final class Some extends ModelBase {
    private static final ModelCodec<Some> CODEC =
        ModelCodec.of(Some::new, fields -> fields.required("X-A", Codecs.ANY));

    Some(Object[] values) {
      super(CODEC, values);
    }
  }

  private static String read(Function<HeaderReader, HeaderReader> form, String... lines) {
    Headers headers = Headers.of(Map.of("x-a", List.of(lines)));
    return form.apply(new HeaderReader(headers)).read(Some.CODEC).toJson();
  }

  private static void expect(
      String value, Function<HeaderReader, HeaderReader> form, String... lines) {
    assertEquals("{\"X-A\":" + value + "}", read(form, lines));
  }

  @Test
  void oneValue() {
    expect("\"12\"", headers -> headers.text("X-A", HeaderText.STRING), "12");
    Function<HeaderReader, HeaderReader> number = in -> in.text("X-A", HeaderText.NUMBER);
    expect("12", number, " 12 ");
    expect("1.5", number, "1.5");
    for (String malformed : List.of("", "+1", "01", "1,2", "NaN", "true", "null")) {
      expect("\"" + malformed + "\"", number, malformed);
    }
    expect("true", in -> in.text("X-A", HeaderText.BOOLEAN), "true");
    expect("\"True\"", in -> in.text("X-A", HeaderText.BOOLEAN), "True");
    expect("false", in -> in.text("X-A", HeaderText.ANY), "false");
    expect("7", in -> in.text("X-A", HeaderText.ANY), "7");
    expect("\"a\"", in -> in.text("X-A", HeaderText.ANY), "a");
  }

  @Test
  void severalValues() {
    Function<HeaderReader, HeaderReader> list = in -> in.list("X-A", HeaderText.NUMBER);
    expect("[]", list, "");
    expect("[1,2,\"x\"]", list, "1,\t2 ,,x");
    expect("[1,2,3]", list, "1", "2, 3");
  }

  @Test
  void namesAndValues() {
    Map<String, HeaderText> known = Map.of("a", HeaderText.NUMBER);
    Function<HeaderReader, HeaderReader> plain =
        in -> in.object("X-A", false, HeaderText.STRING, known);
    Function<HeaderReader, HeaderReader> exploded =
        in -> in.object("X-A", true, HeaderText.STRING, known);
    expect("{\"a\":1,\"b\":\"2\"}", plain, "a,1,b,2");
    expect("{\"a\":1,\"b\":\"2=3\"}", exploded, "a=1, b=2=3");
    expect("{}", plain, "");
    expect("\"a,1,b\"", plain, "a,1,b");
    expect("\"a=1,b\"", exploded, "a=1,b");
  }

  @Test
  void documents() {
    expect("{\"a\":[1]}", in -> in.json("X-A"), "{\"a\": [1]}");
    expect("\"1}, {2\"", in -> in.json("X-A"), "1}, {2");
  }

  @Test
  void whatIsMissingIsNamed() {
    HeaderReader reader = new HeaderReader(Headers.of(Map.of()));
    JsonException error =
        assertThrows(JsonException.class, () -> reader.json("X-A").read(Some.CODEC));
    assertTrue(error.path().contains("X-A"), error.path());
  }
}
