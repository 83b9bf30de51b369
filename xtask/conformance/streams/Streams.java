import com.example.zendesk.sideconversations.ZendeskSideConversationsClient;
import com.example.zendesk.sideconversations.runtime.Download;
import com.example.zendesk.sideconversations.runtime.Upload;
import com.example.zendesk.sideconversations.services.UploadSideConversationAttachmentForm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Uploads and downloads through the SDK, see <code>streams.rs</code>. */
public final class Streams {
  private Streams() {}

  /**
   * Answers a line for each line.
   *
   * @param args the base URL
   * @throws IOException if a line cannot be read
   */
  public static void main(String[] args) throws IOException {
    try (ZendeskSideConversationsClient client =
            ZendeskSideConversationsClient.builder()
                .baseUrl(args[0])
                .bearerAuth("t")
                .timeout(Duration.ofMinutes(10))
                .build();
        BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ", 2);
        boolean isUpload = words[0].equals("upload");
        System.out.println(isUpload ? upload(client, words[1]) : download(client, words[1]));
      }
    }
  }

  private static long upload(ZendeskSideConversationsClient client, String path) {
    UploadSideConversationAttachmentForm form =
        UploadSideConversationAttachmentForm.builder().file(Upload.ofFile(Path.of(path))).build();
    client.attachments().upload(form).execute();
    return 0;
  }

  private static long download(ZendeskSideConversationsClient client, String name)
      throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (Download download = client.attachments().download(1, "c", "a", name).execute()) {
      InputStream stream = download.stream();
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        bytes += read;
      }
    }
    return bytes;
  }
}
