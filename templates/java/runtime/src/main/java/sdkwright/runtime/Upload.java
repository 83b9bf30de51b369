package sdkwright.runtime;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A file of a multipart body. */
public final class Upload {
  private final String fileName;
  private final Body content;
  private final String contentType;

  private Upload(String fileName, Body content, String contentType) {
    this.fileName = Objects.requireNonNull(fileName);
    this.content = Objects.requireNonNull(content);
    this.contentType = contentType;
  }

  /**
   * Content under a name.
   *
   * @param fileName the name
   * @param content the content
   * @return the upload
   */
  public static Upload of(String fileName, Body content) {
    return new Upload(fileName, content, null);
  }

  /**
   * A file, read while it is sent.
   *
   * @param file the file
   * @return the upload
   * @throws LocalException if the file cannot be read
   */
  public static Upload ofFile(Path file) {
    Path name = file.getFileName();
    return of(name == null ? "file" : name.toString(), Body.ofFile(file));
  }

  /**
   * The same with a content type.
   *
   * @param contentType the content type
   * @return the upload
   */
  public Upload withContentType(String contentType) {
    return new Upload(fileName, content, Objects.requireNonNull(contentType));
  }

  /**
   * The name.
   *
   * @return the file name
   */
  public String fileName() {
    return fileName;
  }

  /**
   * The content.
   *
   * @return the content
   */
  public Body content() {
    return content;
  }

  /**
   * The content type.
   *
   * @return the content type, if one was given
   */
  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  @Override
  public String toString() {
    return "Upload(" + fileName + ", " + content + ")";
  }
}
