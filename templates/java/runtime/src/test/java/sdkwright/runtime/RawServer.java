package sdkwright.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A server that answers each connection with the next of some texts, and keeps what it was sent.
 */
final class RawServer implements AutoCloseable {
  /** What is answered to a connection. */
  interface Answer {
    void give(Socket socket) throws IOException, InterruptedException;
  }

  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final ServerSocket socket;
  private final List<Answer> answers;

  private RawServer(List<Answer> answers) throws IOException {
    this.answers = answers;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  static RawServer of(Answer... answers) {
    try {
      return new RawServer(List.of(answers));
    } catch (IOException error) {
      throw new java.io.UncheckedIOException(error);
    }
  }

  static Answer text(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " X\r\nConnection: close\r\nContent-Length: "
            + bytes.length
            + "\r\n"
            + headers
            + "\r\n";
    return raw(head + body);
  }

  static Answer json(int status, String body) {
    return text(status, "Content-Type: application/json\r\n", body);
  }

  static Answer raw(String text) {
    return socket -> socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes the connection without a word. */
  static Answer hangUp() {
    return socket -> {};
  }

  static Answer silence(int millis) {
    return socket -> Thread.sleep(millis);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    for (int i = 0; !socket.isClosed(); i++) {
      try {
        Socket connection = socket.accept();
        Answer answer = answers.get(Math.min(i, answers.size() - 1));
        Thread thread = new Thread(() -> answer(connection, answer));
        thread.setDaemon(true);
        thread.start();
      } catch (IOException error) {
        return;
      }
    }
  }

  private void answer(Socket connection, Answer answer) {
    try (Socket open = connection) {
      requests.add(read(open.getInputStream()));
      answer.give(open);
      open.getOutputStream().flush();
    } catch (IOException | InterruptedException error) {
      // The client has gone, as some tests mean it to.
      return;
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String text = "";
    while (!isComplete(text)) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      out.write(next);
      text = out.toString(StandardCharsets.ISO_8859_1);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isComplete(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = text.substring(0, end).toLowerCase(Locale.ROOT);
    if (head.contains("transfer-encoding: chunked")) {
      return text.endsWith("0\r\n\r\n");
    }
    int at = head.indexOf("content-length: ");
    if (at < 0) {
      return true;
    }
    int length = Integer.parseInt(head.substring(at + 16).split("\r")[0].trim());
    return text.length() >= end + 4 + length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
