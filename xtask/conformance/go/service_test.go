// Package conformance holds the tests of the generated Go package: what its users see, against servers of this process.
package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/zendesk/sideconversations"
	"example.com/zendesk/sideconversations/sdk"
)

// serve makes a client of a server with one handler.
func serve(t *testing.T, handler http.HandlerFunc) (*sideconversations.Client, *httptest.Server) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client, err := sideconversations.NewClient(sdk.WithBaseURL(server.URL), sideconversations.WithBasicAuth("agent@example.com/token", "hunter2"))
	if err != nil {
		t.Fatal(err)
	}
	return client, server
}

func TestCreate(t *testing.T) {
	var method, path, contentType, user string
	var body map[string]any
	client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		method, path, contentType = r.Method, r.URL.Path, r.Header.Get("Content-Type")
		user, _, _ = r.BasicAuth()
		_ = json.NewDecoder(r.Body).Decode(&body)
		w.Header().Set("X-Request-Id", "r1")
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"side_conversation":{"id":"s1","state":"frozen","new_field":{"a":1}},"event":{"id":"e1","type":"teleport"}}`)
	})
	var response sdk.Response
	created, err := client.SideConversations.Create(context.Background(), 4711, sideconversations.CreateSideConversationRequest{
		Message: sideconversations.MessageInput{Body: sdk.Ptr(""), To: []sideconversations.ParticipantInput{{Email: sdk.Ptr("a@example.com")}}},
	}, sdk.WithResponse(&response))
	if err != nil {
		t.Fatal(err)
	}
	if method != "POST" || path != "/api/v2/tickets/4711/side_conversations" || contentType != "application/json" || user != "agent@example.com/token" {
		t.Error(method, path, contentType, user)
	}
	message, _ := body["message"].(map[string]any)
	if message["body"] != "" || len(message) != 2 || len(body) != 1 {
		t.Error(body)
	}
	if response.StatusCode != 201 || response.RequestID != "r1" {
		t.Error(response)
	}
	conversation := created.SideConversation
	if conversation.ID != "s1" || *conversation.State != "frozen" || conversation.State.Known() {
		t.Error(conversation)
	}
	if shown := fmt.Sprintf("%+v", created); !strings.Contains(shown, `"state":"frozen"`) {
		t.Error(shown)
	}
}

func TestErrorsAreTyped(t *testing.T) {
	client, server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"error":"RecordNotFound","description":"Not found"}`)
	})
	_, err := client.SideConversations.Show(context.Background(), 1, "s1", nil)
	var api *sdk.APIError
	if !errors.As(err, &api) || api.StatusCode != 404 {
		t.Fatal(err)
	}
	if body, ok := sdk.BodyAs[sideconversations.ErrorResponse](err); !ok || body == nil {
		t.Error(api)
	}
	var local *sdk.LocalError
	for _, id := range []string{"", ".", ".."} {
		if _, err := client.SideConversations.Show(context.Background(), 1, id, nil); !errors.As(err, &local) {
			t.Error(id, err)
		}
	}
	server.Close()
	_, err = client.SideConversations.Show(context.Background(), 1, "s1", nil, sdk.WithCallMaxAttempts(1))
	var transport *sdk.TransportError
	if !errors.As(err, &transport) {
		t.Error(err)
	}
	if shown := fmt.Sprintf("%v %+v %#v %+v", err, err, client, client); strings.Contains(shown, "hunter2") {
		t.Error(shown)
	}
}

func TestPages(t *testing.T) {
	requests := 0
	client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		if r.URL.Query().Get("page") == "2" {
			fmt.Fprint(w, `{"side_conversations":[{"id":"c"}],"next_page":null,"count":3}`)
			return
		}
		fmt.Fprintf(w, `{"side_conversations":[{"id":"a"},{"id":"b"}],"next_page":"http://%s%s?page=2","count":3}`, r.Host, r.URL.Path)
	})
	items := client.SideConversations.ListPages(context.Background(), 1, nil).Items()
	found := ""
	for items.Next() {
		found += items.Item().ID
	}
	if items.Err() != nil || found != "abc" || requests != 2 {
		t.Error(found, items.Err(), requests)
	}
}

func TestUploadAndDownload(t *testing.T) {
	var file string
	client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			fmt.Fprint(w, "content of "+r.URL.EscapedPath())
			return
		}
		part, header, err := r.FormFile("file")
		if err != nil {
			t.Error(err)
			return
		}
		content, _ := io.ReadAll(part)
		file = header.Filename + ": " + string(content)
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"id":"s3-1","size":7,"name":"a.txt","content_type":"text/plain"}`)
	})
	uploaded, err := client.Attachments.Upload(context.Background(), sideconversations.UploadSideConversationAttachmentForm{
		File: sdk.NewFile("a.txt", []byte("content")),
	})
	if err != nil || uploaded == nil || file != "a.txt: content" {
		t.Error(err, file)
	}
	download, err := client.Attachments.Download(context.Background(), 1, "s/1", "a", "b c.txt")
	if err != nil {
		t.Fatal(err)
	}
	content, err := download.Bytes(1000)
	if err != nil || string(content) != "content of /api/v2/tickets/1/side_conversations/s%2F1/attachments/a/download/b%20c.txt" {
		t.Error(string(content), err)
	}
}

func TestFakeTransport(t *testing.T) {
	transport := sdk.TransportFunc(func(request *http.Request) (*http.Response, error) {
		body := io.NopCloser(strings.NewReader(`{"side_conversations":[{"id":1}]}`))
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: body, Request: request}, nil
	})
	client, err := sideconversations.NewClient(
		sideconversations.WithServer(sideconversations.Server{Subdomain: "acme"}), sideconversations.WithBearerAuth("t"), sdk.WithTransport(transport))
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.SideConversations.List(context.Background(), 1, nil)
	var decode *sdk.DecodeError
	if !errors.As(err, &decode) || decode.Path != "$.side_conversations[0].id" {
		t.Error(err)
	}
}
