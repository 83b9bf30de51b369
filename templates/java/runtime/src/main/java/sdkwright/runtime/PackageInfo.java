package sdkwright.runtime;

import java.util.List;

/** For generated code: facts of a package. */
public final class PackageInfo {
  final String name;
  final String version;
  final String server;
  final List<Scheme> schemes;

  /**
   * Facts of a package.
   *
   * @param name its name
   * @param version its version
   * @param server the URL of its server; {@code null}: there is none
   * @param schemes its security schemes
   */
  public PackageInfo(String name, String version, String server, Scheme... schemes) {
    this.name = name;
    this.version = version;
    this.server = server;
    this.schemes = List.of(schemes);
  }
}
