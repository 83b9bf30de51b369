package com.example.zendesk.sideconversations.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes an object of the description, property by property.
 *
 * @param <T> the type of the object
 * @param <B> the type of the builder
 */
public abstract class ModelBuilder<T extends ModelBase, B extends ModelBuilder<T, B>> {
  private final ModelCodec<T> codec;
  private final Object[] values;

  /**
   * For generated code.
   *
   * @param codec the table of properties
   */
  protected ModelBuilder(ModelCodec<T> codec) {
    this.codec = codec;
    this.values = codec.emptyRow();
  }

  /**
   * For generated code.
   *
   * @param codec the table of properties
   * @param from the object to begin with
   */
  protected ModelBuilder(ModelCodec<T> codec, T from) {
    this.codec = codec;
    this.values = from.row();
  }

  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }

  /**
   * For generated code.
   *
   * @param index the place of a property in the table
   * @param value its value
   * @return this builder
   */
  protected final B set(int index, Object value) {
    values[index] = codec.freezeField(index, Objects.requireNonNull(value, codec.name(index)));
    return self();
  }

  /**
   * For generated code.
   *
   * @param index the place of a property in the table
   * @param value its value, null, or absence
   * @return this builder
   */
  protected final B setNullable(int index, Nullable<?> value) {
    if (value.isPresent()) {
      return set(index, value.toOptional().get());
    }
    values[index] = value.isNull() ? ModelCodec.NULL : null;
    return self();
  }

  /**
   * For generated code.
   *
   * @param index the place of a property in the table
   * @param value its value; empty: null
   * @return this builder
   */
  protected final B setOrNull(int index, Optional<?> value) {
    return value.isPresent() ? set(index, value.get()) : setNullable(index, Nullable.ofNull());
  }

  /**
   * For generated code.
   *
   * @param rest the properties beyond the known ones
   * @return this builder
   */
  protected final B setRest(Map<String, ?> rest) {
    values[values.length - 1] = codec.freezeRest(rest);
    return self();
  }

  /**
   * For generated code.
   *
   * @param key the name of a property beyond the known ones
   * @param value its value
   * @return this builder
   */
  @SuppressWarnings("unchecked")
  protected final B putRest(String key, Object value) {
    Object rest = values[values.length - 1];
    Map<String, Object> more = new LinkedHashMap<>();
    if (rest != null) {
      more.putAll((Map<String, Object>) rest);
    }
    more.putAll((Map<String, Object>) codec.freezeRest(Collections.singletonMap(key, value)));
    values[values.length - 1] = Collections.unmodifiableMap(more);
    return self();
  }

  /**
   * Makes the object.
   *
   * @return the object
   * @throws IllegalStateException if a required property is missing
   */
  public final T build() {
    return codec.build(values.clone());
  }
}
