package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestDriver gives the driver, which is built by the step that runs these tests, one line after the other.
func TestDriver(t *testing.T) {
	program := os.Getenv("SDK_DRIVER")
	if program == "" {
		t.Fatal("SDK_DRIVER does not name the driver: run `cargo xtask test go`")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.Contains(r.URL.Path, "/download/"):
			fmt.Fprint(w, "bytes")
		case r.URL.Path == "/api/v2/tickets/404/side_conversations":
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"error":"RecordNotFound","description":"gone"}`)
		case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/attachments"):
			file, header, err := r.FormFile("file")
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			content, _ := io.ReadAll(file)
			fmt.Fprintf(w, `{"id":%q,"name":%q}`, content, header.Filename)
		case r.Method == http.MethodPost:
			body, _ := io.ReadAll(r.Body)
			user, password, _ := r.BasicAuth()
			fmt.Fprintf(w, `{"side_conversation":{"id":"s","subject":%q,"preview_text":%q},"event":{"id":"e"}}`, body, user+":"+password)
		case r.URL.Query().Get("page") == "2":
			fmt.Fprint(w, `{"side_conversations":[{"id":"b"}],"next_page":null}`)
		default:
			fmt.Fprint(w, `{"side_conversations":[{"id":"a"}],"next_page":"?page=2"}`)
		}
	}))
	defer server.Close()
	rest := fmt.Sprintf(`"baseUrl":%q,"auth":{"basicAuth":{"username":"u","password":"p"}}`, server.URL)
	lines := []string{
		`{"id":1,"operationId":"ListSideConversations","args":{"path":{"ticket_id":1}},"options":{"collectPages":true},` + rest + `}`,
		`{"id":2,"operationId":"CreateSideConversation","args":{"path":{"ticket_id":1}},"body":{"contentType":"application/json","json":{"message":{"body":"x","to":[]}}},` + rest + `}`,
		`{"id":3,"operationId":"ListSideConversations","args":{"path":{"ticket_id":404}},` + rest + `}`,
		`{"id":4,"operationId":"ShowSideConversation","args":{"path":{"ticket_id":1,"side_conversation_id":".."}},` + rest + `}`,
		`{"id":5,"operationId":"NoSuch",` + rest + `}`,
		`{"id":6,"operationId":"DownloadSideConversationAttachment","args":{"path":{"ticket_id":1,"side_conversation_id":"s","attachment_id":"a","file_name":"f"}},` + rest + `}`,
		`{"id":7,"operationId":"UploadSideConversationAttachment","body":{"contentType":"multipart/form-data","parts":[{"name":"file","base64":"YWJj","fileName":"f.txt"}]},` + rest + `}`,
		`{"id":8,"operationId":"CreateSideConversation","args":{"path":{"ticket_id":1}},"body":{"contentType":"text/plain","text":"x"},` + rest + `}`,
		`{"id":9,"operationId":"ListSideConversations","args":{"path":{"ticket_id":1}},"baseUrl":"http://127.0.0.1:1","auth":{"basicAuth":{"username":"u","password":"p"}},"options":{"maxAttempts":1}}`,
		`{"id":10,"operationId":"ListSideConversations","args":{"path":{"ticket_id":1}},"baseUrl":"http://127.0.0.1:1","auth":{}}`,
	}
	command := exec.Command(program)
	command.Stdin = strings.NewReader(strings.Join(lines, "\n"))
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`"pages":2,"status":200,"value":[{"id":"a"},{"id":"b"}]`,
		`"status":200,"typedHeaders":{},"value":{"side_conversation":{"id":"s","subject":"{\"message\":{\"body\":\"x\",\"to\":[]}}","preview_text":"u:p"}`,
		`"error":{"kind":"api","status":404,"value":{"error":"RecordNotFound","description":"gone"}`,
		`"kind":"local"`, `"kind":"unsupported"`, `"value":{"base64":"Ynl0ZXM="}`, `"value":{"id":"abc","name":"f.txt"`,
		`"kind":"unsupported"`, `"kind":"transport"`, `"kind":"local"`,
	}
	answers := strings.Split(strings.TrimSpace(string(output)), "\n")
	if len(answers) != len(lines) {
		t.Fatalf("%d answers:\n%s", len(answers), output)
	}
	for i, answer := range answers {
		var read struct{ ID int }
		if json.Unmarshal([]byte(answer), &read) != nil || read.ID != i+1 || !strings.Contains(answer, want[i]) {
			t.Errorf("%s\nhas not\n%s", answer, want[i])
		}
	}
}
