package sdk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	mimemultipart "mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMultipart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("from disk"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := serve(t, func(number int, w http.ResponseWriter, _ *http.Request) {
		if number == 1 {
			w.WriteHeader(429)
		}
	})
	call := NewCall(server.client(t), &opPost, nil)
	call.Multipart()
	file := OpenFile(path)
	file.Name = "a\"\r\nX-Evil: 1\x01ü.txt"
	call.FilePart("file", "image/*", file)
	call.FilePart("typed", "image/png", NewFile("b", []byte("memory")))
	call.TextPart("text", "", 7)
	call.JSONPart("json", "", thing{"n"})
	if err := DoEmpty(context.Background(), call); err != nil || server.count() != 2 {
		t.Fatal(err, server.count())
	}
	for i, request := range server.requests {
		if request.ContentLength != int64(len(server.bodies[i])) || request.ContentLength <= 0 {
			t.Error("length", request.ContentLength)
		}
		_, parameters, _ := mime.ParseMediaType(request.Header.Get("Content-Type"))
		reader := mimemultipart.NewReader(strings.NewReader(server.bodies[i]), parameters["boundary"])
		want := []string{"from disk", "memory", "7", `{"name":"n"}`}
		types := []string{"application/octet-stream", "image/png", "", "application/json"}
		for n := range want {
			part, err := reader.NextRawPart()
			if err != nil {
				t.Fatal(err)
			}
			content, _ := io.ReadAll(part)
			if string(content) != want[n] || part.Header.Get("Content-Type") != types[n] {
				t.Error(n, string(content), part.Header)
			}
			if n == 0 && part.Header.Get("Content-Disposition") != `form-data; name="file"; filename="a%22%0D%0AX-Evil: 1_ü.txt"` {
				t.Error(part.Header)
			}
		}
	}
}

func TestBodiesAreSentAgainOrNotAtAll(t *testing.T) {
	server := serve(t, func(number int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) })
	c := server.client(t)
	sent := func(body Body) []string {
		before := server.count()
		call := NewCall(c, &opPost, nil)
		call.Binary("application/octet-stream", body)
		var api *APIError
		if err := DoEmpty(context.Background(), call); !errors.As(err, &api) {
			t.Error(err)
		}
		return server.bodies[before:]
	}
	for name, body := range map[string]Body{
		"bytes": BodyBytes([]byte("abc")), "text": BodyString("abc"), "seeker": BodyReader(strings.NewReader("abc")),
	} {
		if got := strings.Join(sent(body), " "); got != "abc abc abc" {
			t.Error(name, got)
		}
	}
	if got := strings.Join(sent(BodyReader(io.MultiReader(strings.NewReader("abc")))), " "); got != "abc" {
		t.Error("a reader was sent again:", got)
	}
	half := strings.NewReader("skipped abc")
	_, _ = io.CopyN(io.Discard, half, 8)
	if got := strings.Join(sent(BodyReader(half)), " "); got != "abc abc abc" {
		t.Error("seeker", got)
	}
	before := server.count()
	call := NewCall(c, &opPost, nil)
	call.Binary("application/octet-stream", BodyFile(filepath.Join(t.TempDir(), "none")))
	var local *LocalError
	if err := DoEmpty(context.Background(), call); !errors.As(err, &local) || local.Kind != LocalFile || server.count() != before {
		t.Error(err)
	}
}

func TestLargeFilesAreStreamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Truncate(64 << 20); err != nil {
		t.Fatal(err)
	}
	_ = file.Close()
	var received int64
	transport := TransportFunc(func(request *http.Request) (*http.Response, error) {
		buffer := make([]byte, 1<<16)
		for {
			count, err := request.Body.Read(buffer)
			received += int64(count)
			if err != nil {
				break
			}
		}
		return &http.Response{StatusCode: 204, Body: http.NoBody, Header: http.Header{}}, nil
	})
	c, _ := New(&testPackage, WithBaseURL("https://example.com"), WithTransport(transport))
	upload := func() {
		call := NewCall(c, &opPost, nil)
		call.Multipart()
		call.FilePart("file", "", OpenFile(path))
		if err := DoEmpty(context.Background(), call); err != nil {
			t.Fatal(err)
		}
	}
	used := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		upload()
	}).AllocedBytesPerOp()
	if received < 64<<20 || used > 4<<20 {
		t.Error(received, used)
	}
}

func TestForms(t *testing.T) {
	server := serve(t, func(_ int, _ http.ResponseWriter, _ *http.Request) {})
	call := NewCall(server.client(t), &opPost, nil)
	call.Form(struct {
		Tags []string       `json:"tags"`
		At   map[string]int `json:"at"`
		JSON map[string]int `json:"json"`
		Text string         `json:"text"`
	}{[]string{"a", "b c"}, map[string]int{"x": 1}, map[string]int{"y": 2}, "&="},
		FormEncoding{Property: "at", Style: StyleDeep, Explode: true}, FormEncoding{Property: "json", Style: StyleJSON})
	if err := DoEmpty(context.Background(), call); err != nil {
		t.Fatal(err)
	}
	if server.bodies[0] != "tags=a&tags=b%20c&at%5Bx%5D=1&json=%7B%22y%22%3A2%7D&text=%26%3D" {
		t.Error(server.bodies[0])
	}
	if server.requests[0].Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		t.Error(server.requests[0].Header)
	}
}

func TestOneBody(t *testing.T) {
	c, _ := New(&testPackage, WithBaseURL("https://example.com"))
	var local *LocalError
	for _, values := range [][]any{{(*string)(nil), []string(nil)}, {Ptr("a"), []string{}}} {
		call := NewCall(c, &opPost, nil)
		call.OneBody(values...)
		if err := DoEmpty(context.Background(), call); !errors.As(err, &local) {
			t.Error(err)
		}
	}
	call := NewCall(c, &opPost, nil)
	call.Binary("image/*", BodyBytes(nil))
	if err := DoEmpty(context.Background(), call); !errors.As(err, &local) {
		t.Error(err)
	}
}

func TestParameters(t *testing.T) {
	server := serve(t, func(_ int, _ http.ResponseWriter, _ *http.Request) {})
	call := NewCall(server.client(t, WithCredential("cookie", APIKey("a b"))), &Operation{
		ID: "op", Method: "GET", Path: []string{"/a/", "p", "/b"}, Security: [][]string{{"cookie"}},
	}, nil)
	call.PathStyled("p", StyleMatrix, true, []int{1, 2})
	call.Query("absent", (*string)(nil))
	call.Query("none", []string(nil))
	call.Query("empty", []string{})
	call.Query("text", Ptr("a b"))
	call.QueryStyled("json", StyleJSON, true, false, map[string]any{"a": 1})
	call.Header("X-Ids", StyleSimple, false, []int{1, 2})
	call.Header("X-JSON", StyleJSON, false, map[string]any{"a": "b"})
	call.Cookie("c", StyleForm, true, "d e")
	if err := DoEmpty(context.Background(), call); err != nil {
		t.Fatal(err)
	}
	request := server.requests[0]
	if request.RequestURI != "/a/;p=1;p=2/b?text=a%20b&json=%7B%22a%22%3A1%7D" {
		t.Error(request.RequestURI)
	}
	header := request.Header
	if header.Get("X-Ids") != "1,2" || header.Get("X-JSON") != `{"a":"b"}` || header.Get("Cookie") != "c=d%20e; session=a%20b" {
		t.Error(header)
	}
}

func TestDownloads(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/broken" {
			w.Header().Set("Content-Length", "100")
		}
		w.Header().Set("Content-Type", "Application/PDF; x=y")
		_, _ = w.Write([]byte("content"))
		w.(http.Flusher).Flush()
		if r.URL.Path == "/slow" {
			<-r.Context().Done()
		}
	})
	c := server.client(t)
	start := func(path string, options ...CallOption) *Download {
		op := Operation{ID: "op", Method: "GET", Path: []string{path}}
		download, err := DoBinary(context.Background(), NewCall(c, &op, options))
		if err != nil {
			t.Fatal(err)
		}
		return download
	}
	download := start("/a")
	content, err := download.Bytes(100)
	if err != nil || string(content) != "content" || download.ContentType() != "application/pdf" || download.StatusCode() != 200 {
		t.Error(content, err)
	}
	var response *ResponseError
	if _, err := start("/a").Bytes(3); !errors.As(err, &response) {
		t.Error(err)
	}
	path := filepath.Join(t.TempDir(), "f")
	if count, err := start("/a").SaveTo(path); err != nil || count != 7 {
		t.Error(count, err)
	}
	var transport *TransportError
	if _, err := start("/broken").SaveTo(path); !errors.As(err, &transport) {
		t.Error(err)
	}
	if saved, _ := os.ReadFile(path); !bytes.Equal(saved, []byte("content")) {
		t.Errorf("%s", saved)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Error(files)
	}
	var timeout *TimeoutError
	if _, err := start("/slow", WithCallTimeout(50e6)).Bytes(100); !errors.As(err, &timeout) || timeout.Kind != TimeoutAttempt {
		t.Error(err)
	}
	slow := start("/slow")
	_ = slow.Close()
	if _, err := slow.Read(make([]byte, 1)); err == nil {
		t.Error("read after close")
	}
}
