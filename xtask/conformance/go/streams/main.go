// Command streams uploads and downloads through the SDK, see streams.rs.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"example.com/zendesk/sideconversations"
	"example.com/zendesk/sideconversations/sdk"
)

func main() {
	client, err := sideconversations.NewClient(
		sdk.WithBaseURL(os.Args[1]), sideconversations.WithBearerAuth("t"), sdk.WithTimeout(10*time.Minute))
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		what, name, _ := strings.Cut(lines.Text(), " ")
		call := download
		if what == "upload" {
			call = upload
		}
		received, err := call(client, name)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(received)
	}
}

func upload(client *sideconversations.Client, path string) (int64, error) {
	form := sideconversations.UploadSideConversationAttachmentForm{File: sdk.OpenFile(path)}
	_, err := client.Attachments.Upload(context.Background(), form)
	return 0, err
}

func download(client *sideconversations.Client, name string) (int64, error) {
	content, err := client.Attachments.Download(context.Background(), 1, "c", "a", name)
	if err != nil {
		return 0, err
	}
	defer content.Close()
	return io.Copy(io.Discard, content)
}
