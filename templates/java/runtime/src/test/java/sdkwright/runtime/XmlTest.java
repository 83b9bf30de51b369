package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Text, CDATA and maps of lists, for which no description of the vectors has a keyword. */
class XmlTest {
  private static final String TABLE =
      "{\"roots\":[{\"name\":\"doc\",\"shape\":3}],\"shapes\":[{\"is\":\"string\"},{\"is\":\"number\"},{\"is\":\"boolean\"},{\"is\":\"object\",\"fields\":[{\"key\":\"lang\",\"name\":\"lang\",\"at\":\"attribute\",\"shape\":0,\"absent\":\"null\"},{\"key\":\"count\",\"at\":\"text\",\"shape\":1}],\"rest\":{\"each\":true,\"shape\":4}},{\"is\":\"object\",\"fields\":[{\"key\":\"code\",\"at\":\"cdata\",\"shape\":0}]}]}";
  private static final String VALUE =
      "{\"lang\":null,\"count\":3,\"b\":[{\"code\":\"x]]>y\\r<\"},{\"code\":\"\"}],\"a\":[]}";
  private static final String BACK =
      "{\"lang\":null,\"count\":3,\"b\":[{\"code\":\"x]]>y\\r<\"},{\"code\":\"\"}]}";
  private static final String DOCUMENT =
      "<?xml version=\"1.0\""
          + " encoding=\"UTF-8\"?><doc>3<b><![CDATA[x]]]]><![CDATA[>y]]>&#13;<![CDATA[<]]></b><b/></doc>";

  private final Notation root = new XmlForms(TABLE).root(0);

  @Test
  void textAndCdata() throws IOException {
    byte[] written = root.write(Json.parse(VALUE)).open().readAllBytes();
    assertEquals(DOCUMENT, new String(written, StandardCharsets.UTF_8));
    assertEquals(Json.parse(BACK), root.read(written));
  }

  @Test
  void documentTypesAreRefused() {
    byte[] document = "<!DOCTYPE doc><doc/>".getBytes(StandardCharsets.UTF_8);
    assertThrows(JsonException.class, () -> root.read(document));
  }
}
