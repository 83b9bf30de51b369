package sdkwright.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Headers of an answer; the case of their names does not matter. */
public final class Headers {
  private final Map<String, List<String>> values;

  private Headers(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Headers by name.
   *
   * @param values the values of each
   * @return the headers
   */
  public static Headers of(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach(
        (name, list) -> {
          // What HTTP/2 says of the answer itself is not among its headers.
          if (!name.startsWith(":")) {
            copy.merge(name, List.copyOf(list), Headers::joined);
          }
        });
    return new Headers(Collections.unmodifiableMap(copy));
  }

  private static List<String> joined(List<String> left, List<String> right) {
    List<String> all = new java.util.ArrayList<>(left);
    all.addAll(right);
    return Collections.unmodifiableList(all);
  }

  /**
   * The first value of a header.
   *
   * @param name its name
   * @return the value, if the header is there
   */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /**
   * All values of a header.
   *
   * @param name its name
   * @return the values
   */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The names of all headers.
   *
   * @return the names, sorted
   */
  public Set<String> names() {
    return values.keySet();
  }

  /** Names only: values may be secrets (cookies, signed links). */
  @Override
  public String toString() {
    return names().toString();
  }
}
