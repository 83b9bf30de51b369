package sdk

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

var testPackage = Package{
	Name:    "test",
	Version: "1.2.3",
	Schemes: []Scheme{
		{Name: "basic", Kind: SchemeBasic},
		{Name: "bearer", Kind: SchemeBearer},
		{Name: "header", Kind: SchemeHeaderKey, Key: "X-Key"},
		{Name: "query", Kind: SchemeQueryKey, Key: "key"},
		{Name: "cookie", Kind: SchemeCookieKey, Key: "session"},
		{Name: "oauth", Kind: SchemeOAuth2, TokenURL: "/token", RefreshURL: "/refresh"},
	},
}

var (
	opGet  = Operation{ID: "get", Method: "GET", Path: []string{"/things"}, Accept: "application/json"}
	opPost = Operation{ID: "post", Method: "POST", Path: []string{"/things"}, Retry: RetryUnsafe}
)

type thing struct {
	Name string `json:"name"`
}

// recorder is a server that keeps what it was asked.
type recorder struct {
	*httptest.Server
	lock     sync.Mutex
	requests []*http.Request
	bodies   []string
}

// serve answers the requests by number, from 1.
func serve(t *testing.T, answer func(number int, w http.ResponseWriter, r *http.Request)) *recorder {
	t.Helper()
	result := &recorder{}
	result.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		result.lock.Lock()
		result.requests = append(result.requests, r)
		result.bodies = append(result.bodies, string(body))
		number := len(result.requests)
		result.lock.Unlock()
		answer(number, w, r)
	}))
	t.Cleanup(result.Close)
	return result
}

func (r *recorder) count() int {
	r.lock.Lock()
	defer r.lock.Unlock()
	return len(r.requests)
}

// client makes a client of the server that does not wait long.
func (r *recorder) client(t *testing.T, options ...Option) *Client {
	t.Helper()
	options = append([]Option{WithBaseURL(r.URL), WithBackoff(time.Millisecond, 2*time.Millisecond)}, options...)
	c, err := New(&testPackage, options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func get(c *Client, options ...CallOption) (*thing, error) {
	return Do[thing](context.Background(), NewCall(c, &opGet, options))
}

func post(c *Client, options ...CallOption) error {
	call := NewCall(c, &opPost, options)
	call.JSON("application/json", thing{"a"})
	return DoEmpty(context.Background(), call)
}

func ok(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprint(w, `{"name":"x"}`)
}
