package sdkwright.runtime;

import java.util.Objects;

/** Operations that belong together. */
public abstract class ServiceBase {
  /** For generated code: what makes calls. */
  protected final Core core;

  /**
   * For generated code.
   *
   * @param core what makes calls
   */
  protected ServiceBase(Core core) {
    this.core = Objects.requireNonNull(core);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + core + ")";
  }
}
