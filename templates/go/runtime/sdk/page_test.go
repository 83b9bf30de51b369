package sdk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

type page struct {
	Items []thing          `json:"items"`
	Next  Nullable[string] `json:"next,omitzero"`
}

func pagingOf(kind PagingKind) *Paging[page, thing] {
	result := &Paging[page, thing]{
		Items: func(page *page) []thing { return page.Items }, Kind: kind, Parameter: "p", First: 1,
	}
	if kind == PagingLink || kind == PagingCursor {
		result.Next = func(page *page) string { return Text(page.Next) }
	}
	return result
}

func names(t *testing.T, c *Client, paging *Paging[page, thing]) (string, error) {
	t.Helper()
	items := NewPager(context.Background(), NewCall(c, &opGet, nil), paging).Items()
	found := []string{}
	for items.Next() {
		found = append(found, items.Item().Name)
	}
	return strings.Join(found, ""), items.Err()
}

func TestPages(t *testing.T) {
	answers := map[string]string{
		"":        `{"items":[{"name":"a"},{"name":"b"}],"next":"LINK"}`,
		"p=2":     `{"items":[{"name":"c"}],"next":"LINK2"}`,
		"p=3":     `{"items":[],"next":""}`,
		"p=x%20y": `{"items":[{"name":"c"}],"next":null}`,
		"next=1":  `{"items":[{"name":"c"}],"next":null}`,
	}
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, answers[r.URL.RawQuery]) })
	c := server.client(t)
	for kind, next := range map[PagingKind]string{PagingLink: "/things?next=1", PagingCursor: "x y", PagingNumber: "", PagingOffset: ""} {
		answers[""] = `{"items":[{"name":"a"},{"name":"b"}],"next":"` + next + `"}`
		if got, err := names(t, c, pagingOf(kind)); got != "abc" || err != nil {
			t.Error(kind, got, err)
		}
	}
	answers[""] = `{"items":[{"name":"a"}],"next":"` + server.URL + `/things?next=1"}`
	if got, err := names(t, c, pagingOf(PagingLink)); got != "ac" || err != nil {
		t.Error(got, err)
	}
}

func TestPagesThatDoNotMoveOn(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"items":[{"name":"a"}],"next":"/things?q=1"}`)
	})
	c := server.client(t)
	for kind, want := range map[PagingKind]string{PagingLink: "aa", PagingCursor: "aa", PagingNumber: "a", PagingOffset: "a"} {
		got, err := names(t, c, pagingOf(kind))
		var local *LocalError
		if got != want || !errors.As(err, &local) || local.Kind != LocalPagination {
			t.Error(kind, got, err)
		}
	}
}

func TestForeignLinksAreRefused(t *testing.T) {
	for _, link := range []string{"https://evil.example/x", "//evil.example/x", "http://user@127.0.0.1/x", "ftp://127.0.0.1/x"} {
		server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"items":[{"name":"a"}],"next":%q}`, link)
		})
		got, err := names(t, server.client(t), pagingOf(PagingLink))
		var local *LocalError
		if got != "a" || !errors.As(err, &local) || local.Kind != LocalOrigin || server.count() != 1 {
			t.Error(link, got, err)
		}
	}
}

func TestPagersGoOnAfterAnError(t *testing.T) {
	server := serve(t, func(number int, w http.ResponseWriter, r *http.Request) {
		switch {
		case number == 2:
			w.WriteHeader(404)
		case r.URL.RawQuery == "":
			fmt.Fprint(w, `{"items":[{"name":"a"}],"next":"?n=2"}`)
		default:
			fmt.Fprint(w, `{"items":[{"name":"b"}]}`)
		}
	})
	pager := NewPager(context.Background(), NewCall(server.client(t), &opGet, nil), pagingOf(PagingLink))
	if !pager.Next() || pager.Next() || statusOf(pager.Err()) != 404 || !pager.Next() || pager.Page().Items[0].Name != "b" || pager.Next() || pager.Err() != nil {
		t.Error(pager.Err(), pager.Page())
	}
}

func TestRepeatedItemsAreDropped(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, map[string]string{
			"": `{"items":[{"name":"a"},{"name":"b"}]}`, "p=2": `{"items":[{"name":"b"},{"name":"c"}]}`, "p=3": `{"items":[]}`,
		}[r.URL.RawQuery])
	})
	paging := pagingOf(PagingNumber)
	paging.Key = func(item *thing) string { return Text(item.Name) }
	if got, err := names(t, server.client(t), paging); got != "abc" || err != nil {
		t.Error(got, err)
	}
}

func TestRangeFunctions(t *testing.T) {
	server := serve(t, func(number int, w http.ResponseWriter, _ *http.Request) {
		if number > 1 {
			w.WriteHeader(404)
			return
		}
		fmt.Fprint(w, `{"items":[{"name":"a"},{"name":"b"}],"next":"?n=2"}`)
	})
	seen := ""
	var last error
	NewPager(context.Background(), NewCall(server.client(t), &opGet, nil), pagingOf(PagingLink)).Items().All()(func(item thing, err error) bool {
		seen, last = seen+item.Name, err
		return true
	})
	if seen != "ab" || statusOf(last) != 404 {
		t.Error(seen, last)
	}
}

func TestEvents(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "\uFEFF: comment\ndata: {\"name\":\ndata: \"a\"}\nid: 1\nretry: 20\n\nevent: e\r\ndata: {\"name\":1}\r\n\r\ndata: {\"name\":\"c\"}\r\rdata:[DONE]\n\ndata: {}\n\n")
	})
	events, err := DoEvents[thing](context.Background(), NewCall(server.client(t), &opGet, nil))
	if err != nil {
		t.Fatal(err)
	}
	if !events.Next() || events.Event().Data.Name != "a" || events.Event().Type != "message" || events.Event().ID != "1" || events.Event().Retry != 20*time.Millisecond {
		t.Error(events.Event(), events.Err())
	}
	var response *ResponseError
	if events.Next() || !errors.As(events.Err(), &response) {
		t.Error(events.Err())
	}
	if !events.Next() || events.Event().Data.Name != "c" || events.Event().ID != "1" || events.Next() || events.Err() != nil {
		t.Error(events.Event(), events.Err())
	}
	_ = events.Close()
}

func TestLines(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "{\"name\":\"a\"}\n\n\x1e{\"name\":\"b\"}\r\n{}\n{\"name\":\"c\"}")
	})
	lines, err := DoLines[thing](context.Background(), NewCall(server.client(t), &opGet, nil))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	lines.All()(func(value thing, err error) bool {
		if err != nil {
			got += "!"
		}
		got += value.Name
		return true
	})
	if got != "ab!c" {
		t.Error(got)
	}
}

func TestSeveralWaysToSucceed(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/json":
			ok(w)
		case "/text":
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			fmt.Fprint(w, "hello")
		case "/later":
			w.WriteHeader(202)
		case "/file":
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "bytes")
		default:
			w.Header().Set("Content-Type", "text/html")
		}
	})
	type outcome struct {
		JSON  *thing
		Text  *string
		Image *Download
		Later bool
	}
	run := func(path string) (*outcome, error) {
		result := new(outcome)
		op := Operation{ID: "op", Method: "GET", Path: []string{path}}
		err := DoCases(context.Background(), NewCall(server.client(t), &op, nil),
			Case{Status: "200", MediaType: "application/json", Read: ReadJSON(&result.JSON)},
			Case{Status: "200", MediaType: "text/plain", Read: ReadText(&result.Text)},
			Case{Status: "200", MediaType: "image/*", Streams: true, Read: ReadBinary(&result.Image)},
			Case{Status: "202", Read: ReadEmpty(&result.Later)},
		)
		return result, err
	}
	if result, err := run("/json"); err != nil || result.JSON.Name != "x" {
		t.Error(result, err)
	}
	if result, err := run("/text"); err != nil || *result.Text != "hello" {
		t.Error(result, err)
	}
	if result, err := run("/later"); err != nil || !result.Later {
		t.Error(result, err)
	}
	if result, err := run("/file"); err != nil {
		t.Error(err)
	} else if content, err := result.Image.Bytes(10); err != nil || string(content) != "bytes" {
		t.Error(content, err)
	}
	var response *ResponseError
	if _, err := run("/html"); !errors.As(err, &response) {
		t.Error(err)
	}
}
