package sdkwright.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {
  /** A type as generated code has it. */
  static final class Person extends ModelBase {
    static final ModelCodec<Person> CODEC = ModelCodec.of(Person::new, Person::fields);

    private Person(Object[] values) {
      super(CODEC, values);
    }

    private static void fields(ModelCodec.Fields fields) {
      fields
          .required("id", Codecs.INT64)
          .constant("kind", "\"person\"")
          .requiredNullable("owner", Codecs.STRING)
          .optional("password", Codecs.PASSWORD)
          .optionalNullable("manager", Person.CODEC)
          .rest(Codecs.STRING);
    }

    static Builder builder() {
      return new Builder();
    }

    Nullable<Person> manager() {
      return nullable(4);
    }

    Map<String, String> more() {
      return rest();
    }

    static final class Builder extends ModelBuilder<Person, Builder> {
      Builder() {
        super(CODEC);
      }

      Builder id(long value) {
        return set(0, value);
      }

      Builder owner(Optional<String> value) {
        return setOrNull(2, value);
      }

      Builder password(Secret value) {
        return set(3, value);
      }

      Builder manager(Nullable<Person> value) {
        return setNullable(4, value);
      }

      Builder more(String key, String value) {
        return putRest(key, value);
      }
    }
  }

  @Test
  void absentAndNullAreTwoThings() {
    Person.Builder builder = Person.builder().id(1).owner(Optional.empty());
    assertEquals("{\"id\":1,\"kind\":\"person\",\"owner\":null}", builder.build().toJson());
    Person cleared = builder.manager(Nullable.ofNull()).build();
    assertTrue(cleared.toJson().endsWith("\"manager\":null}"), cleared.toJson());
    assertTrue(cleared.manager().isNull());
    Person set = builder.manager(Nullable.of(cleared)).build();
    assertEquals(set, Person.CODEC.fromJson(set.toJson()));
    assertTrue(builder.manager(Nullable.absent()).build().manager().isAbsent());
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThrows(IllegalStateException.class, Person.builder()::build);
    assertThrows(NullPointerException.class, () -> Person.builder().password(null));
    JsonException error =
        assertThrows(
            JsonException.class,
            () -> Person.CODEC.fromJson("{\"id\":1,\"owner\":null,\"manager\":{\"owner\":null}}"));
    assertEquals("$.manager.id", error.path());
    error =
        assertThrows(
            JsonException.class, () -> Person.CODEC.fromJson("{\"id\":\"x\",\"owner\":null}"));
    assertEquals("$.id", error.path());
    assertFalse(error.getMessage().contains("x\""));
  }

  @Test
  void nullIsReadAsAbsentWhereOnlyThatIsDeclared() {
    Person person =
        Person.CODEC.fromJson("{\"id\":1,\"owner\":\"a\",\"password\":null,\"x y\":\"z\"}");
    assertEquals(Map.of("x y", "z"), person.more());
    assertTrue(person.toJson().contains("\"x y\":\"z\""));
    assertFalse(person.toJson().contains("password"));
  }

  @Test
  void passwordsAreNotShown() {
    Person person =
        Person.builder().id(1).owner(Optional.of("a")).password(Secret.of("hush")).build();
    assertFalse(person.toString().contains("hush"), person.toString());
    assertTrue(person.toJson().contains("hush"));
  }

  @Test
  void numbersAreExact() {
    assertEquals(Long.MAX_VALUE, Codecs.INT64.fromJson("9223372036854775807"));
    assertThrows(JsonException.class, () -> Codecs.INT64.fromJson("9223372036854775808"));
    assertEquals(
        new BigInteger("18446744073709551615"), Codecs.UINT64.fromJson("18446744073709551615"));
    assertEquals(
        "18446744073709551615", Codecs.UINT64.toJson(new BigInteger("18446744073709551615")));
    assertEquals(1000, Codecs.INT32.fromJson("1e3"));
    assertEquals(1, Codecs.INT32.fromJson("1.0"));
    assertThrows(JsonException.class, () -> Codecs.INT32.fromJson("1.5"));
    assertThrows(JsonException.class, () -> Codecs.INT64.fromJson("1e999999999"));
    assertThrows(JsonException.class, () -> Codecs.UINT32.fromJson("-1"));
    String decimal = "1234567890.123456789012345678901234567890";
    assertEquals(decimal, Codecs.DECIMAL.toJson(Codecs.DECIMAL.fromJson(decimal)));
    assertEquals("1.10", Codecs.DECIMAL.toJson(Codecs.DECIMAL.fromJson("1.10")));
    assertEquals("0.1", Codecs.FLOAT.toJson(0.1f));
    assertThrows(JsonException.class, () -> Codecs.DOUBLE.toJson(Double.POSITIVE_INFINITY));
  }

  private static String again(Codec<?> codec, String text) {
    return rewritten(codec, "\"" + text + "\"");
  }

  private static <T> String rewritten(Codec<T> codec, String json) {
    String written = codec.toJson(codec.fromJson(json));
    return written.substring(1, written.length() - 1);
  }

  @Test
  void datesAndTimes() {
    for (String text :
        List.of(
            "2024-02-29T12:00:00Z", "2024-01-01T00:00:00.5+05:30", "0001-01-01T23:59:59-12:00")) {
      assertEquals(
          java.time.OffsetDateTime.parse(text),
          java.time.OffsetDateTime.parse(again(Codecs.DATE_TIME, text)));
    }
    assertEquals(
        "2024-01-01T00:00:00.123456789Z",
        again(Codecs.DATE_TIME, "2024-01-01t00:00:00.1234567891234z"));
    assertEquals("2017-01-01T00:00:00Z", again(Codecs.DATE_TIME, "2016-12-31T23:59:60Z"));
    for (String text : List.of("2024-01-01", "2024-01-01T00:00:00", "x", "2024-13-01T00:00:00Z")) {
      assertThrows(JsonException.class, () -> again(Codecs.DATE_TIME, text), text);
    }
    assertEquals("2024-02-29", again(Codecs.DATE, "2024-02-29"));
    assertThrows(JsonException.class, () -> again(Codecs.DATE, "2023-02-29"));
    assertEquals("12:30:00Z", again(Codecs.TIME, "12:30:00Z"));
    assertEquals("12:30:00.5", again(Codecs.TIME, "12:30:00.5"));
  }

  @Test
  void bytes() {
    assertEquals("+/8=", again(Codecs.BASE64, "+/8="));
    assertEquals("-_8", again(Codecs.BASE64_URL, "-_8="));
    assertThrows(JsonException.class, () -> again(Codecs.BASE64, "?"));
  }

  /** A class of others, as Jackson knows them. */
  static final class Money {
    public int cents;
  }

  @Test
  void classesOfOthers() {
    Codec<List<java.util.UUID>> ids = Codecs.list(ForeignCodec.of(java.util.UUID.class));
    String text = "[\"0f8fad5b-d9cb-469f-a165-70867728950e\"]";
    assertEquals(text, ids.toJson(ids.fromJson(text)));
    for (String other : List.of("[\"c4nary\"]", "[7]", "[null]")) {
      JsonException error = assertThrows(JsonException.class, () -> ids.fromJson(other));
      assertEquals("$[0]", error.path());
      assertTrue(error.getMessage().startsWith("$[0]: expected java.util.UUID, found "));
      assertFalse(error.getMessage().contains("c4nary"));
    }
    Codec<Money> money = ForeignCodec.of(Money.class);
    assertEquals("{\"cents\":7}", money.toJson(money.fromJson("{\"cents\":7,\"new\":true}")));
  }

  @Test
  void tuples() {
    Codec<Tuple> codec = Codecs.tuple(Codecs.BOOLEAN, Codecs.STRING, Codecs.INT64);
    Tuple tuple = codec.fromJson("[\"a\",1,true]");
    assertEquals("a", tuple.get(0, String.class));
    assertEquals("[\"a\",1,true]", codec.toJson(tuple));
    assertEquals("[\"b\",2]", codec.toJson(Tuple.of("b", 2L)));
    assertThrows(JsonException.class, () -> codec.fromJson("[\"a\"]"));
    assertThrows(
        JsonException.class, () -> Codecs.tuple(null, Codecs.STRING).fromJson("[\"a\",1]"));
    assertThrows(JsonException.class, () -> codec.toJson(Tuple.of(1, 2)));
  }

  /** An enum as generated code has it. */
  static final class State extends OpenEnum<String> {
    static final State OPEN = new State(0, "open");
    static final EnumCodec<String, State> CODEC =
        EnumCodec.open(Codecs.STRING, value -> new State(-1, value), OPEN);

    private State(int index, String value) {
      super(index, value);
    }
  }

  @Test
  void unknownValuesOfEnumsAreKept() {
    assertSame(State.OPEN, State.CODEC.fromJson("\"open\""));
    State other = State.CODEC.fromJson("\"later\"");
    assertFalse(other.isKnown());
    assertEquals("\"later\"", State.CODEC.toJson(other));
    assertEquals(other, State.CODEC.of("later"));
  }

  /** A union as generated code has it. */
  static final class Either extends UnionBase {
    static final UnionCodec<Either> BY_TAG =
        UnionCodec.of(
            (index, value) -> new Either(JsonTest.Either.BY_TAG, index, value),
            cases -> cases.by("kind").tagged(Codecs.map(Codecs.ANY), true, "a", "b"));
    static final UnionCodec<Either> BY_KIND =
        UnionCodec.of(
            (index, value) -> new Either(JsonTest.Either.BY_KIND, index, value),
            cases -> cases.kind(Codecs.STRING, "string").kind(Codecs.INT64, "integer"));
    static final UnionCodec<Either> BY_STRUCTURE =
        UnionCodec.of(
            (index, value) -> new Either(JsonTest.Either.BY_STRUCTURE, index, value),
            cases ->
                cases
                    .structure(Codecs.map(Codecs.STRING))
                    .structure(Codecs.map(Codecs.ANY))
                    .evidence("v", "1"));

    private Either(UnionCodec<?> codec, int index, Object value) {
      super(codec, index, value);
    }

    int at() {
      return index();
    }
  }

  @Test
  void unions() {
    assertEquals(0, Either.BY_TAG.fromJson("{\"kind\":\"b\"}").at());
    Either unknown = Either.BY_TAG.fromJson("{\"kind\":\"c\",\"x\":1}");
    assertEquals(-1, unknown.at());
    assertEquals("{\"kind\":\"c\",\"x\":1}", unknown.toJson());
    assertEquals("{\"kind\":\"a\"}", Either.BY_TAG.fromJson("{\"kind\":\"b\"}").toJson());
    assertEquals(1, Either.BY_KIND.fromJson("1.0").at());
    assertEquals(-1, Either.BY_KIND.fromJson("[]").at());
    assertEquals(1, Either.BY_STRUCTURE.fromJson("{\"v\":1.0}").at());
    assertEquals(0, Either.BY_STRUCTURE.fromJson("{\"v\":\"x\"}").at());
    assertEquals(-1, Either.BY_STRUCTURE.fromJson("[]").at());
  }

  @Test
  void anyValueIsCopied() {
    JsonNode node = Codecs.ANY.fromJson("{}");
    assertFalse(node == Codecs.ANY.freeze(node));
  }
}
