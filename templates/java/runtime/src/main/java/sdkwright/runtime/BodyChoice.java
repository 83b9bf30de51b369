package sdkwright.runtime;

import java.util.Objects;
import java.util.function.Consumer;

/** A body of one of several content types. */
public abstract class BodyChoice {
  private final Consumer<Request> put;

  /**
   * For generated code.
   *
   * @param put puts the body into a request
   */
  protected BodyChoice(Consumer<Request> put) {
    this.put = Objects.requireNonNull(put);
  }

  /**
   * For generated code.
   *
   * @param request the request to put the body into
   */
  public final void putInto(Request request) {
    put.accept(request);
  }
}
