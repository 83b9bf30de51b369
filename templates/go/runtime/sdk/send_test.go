package sdk

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestWhatIsAlwaysSent(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Acme-Request-Id", "r1")
		ok(w)
	})
	var response Response
	result, err := get(server.client(t, WithUserAgentSuffix("app/1"), WithHeader("X-All", "a")), WithResponse(&response), WithCallHeader("X-One", "b"))
	if err != nil || result.Name != "x" || response.StatusCode != 200 || response.RequestID != "r1" || response.Attempts != 1 {
		t.Error(result, err, response)
	}
	header := server.requests[0].Header
	if !strings.HasPrefix(header.Get("User-Agent"), "test/1.2.3 go/") || !strings.HasSuffix(header.Get("User-Agent"), " app/1") {
		t.Error(header)
	}
	if header.Get("Accept") != "application/json" || header.Get("X-All") != "a" || header.Get("X-One") != "b" || header.Get("Authorization") != "" {
		t.Error(header)
	}
}

func TestWhichStatusesAreTriedAgain(t *testing.T) {
	for status, want := range map[int][2]int{
		408: {3, 1}, 429: {3, 3}, 500: {3, 1}, 502: {3, 1}, 503: {3, 1}, 504: {3, 1}, 400: {1, 1}, 401: {1, 1}, 404: {1, 1}, 501: {1, 1},
	} {
		server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		c := server.client(t)
		_, err := get(c)
		var api *APIError
		if !errors.As(err, &api) || api.StatusCode != status || api.Attempts != want[0] || server.count() != want[0] {
			t.Error(status, err, server.count())
		}
		err = post(c)
		if !errors.As(err, &api) || server.count() != want[0]+want[1] {
			t.Error(status, err, server.count())
		}
	}
}

func TestRetryAfterThatSaysNothing(t *testing.T) {
	for _, junk := range []string{"soon", "1e1", "+1", "-1", "inf", "0x1", "1_0", "1 s", "1.2.3", ""} {
		if wait := retryAfter(http.Header{"Retry-After": {junk}}); wait >= 0 {
			t.Errorf("%q is read as %v", junk, wait)
		}
	}
	if wait := retryAfter(http.Header{"Retry-After": {"1.5"}}); wait != 1500*time.Millisecond {
		t.Errorf("1.5 is read as %v", wait)
	}
}

func TestRetryAfter(t *testing.T) {
	answer := func(status int, value string) func(int, http.ResponseWriter, *http.Request) {
		return func(number int, w http.ResponseWriter, _ *http.Request) {
			if number > 1 {
				ok(w)
				return
			}
			w.Header().Set("Retry-After", value)
			w.WriteHeader(status)
		}
	}
	past := time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat)
	for _, value := range []string{"0", "0.01", past} {
		server := serve(t, answer(503, value))
		if err := post(server.client(t)); err != nil || server.count() != 2 {
			t.Error(value, err)
		}
	}
	server := serve(t, answer(429, "121"))
	start := time.Now()
	_, err := get(server.client(t))
	var api *APIError
	if !errors.As(err, &api) || api.RetryAfter != 121*time.Second || server.count() != 1 || time.Since(start) > time.Second {
		t.Error(err, server.count())
	}
}

func TestRetryPolicyNumbers(t *testing.T) {
	p := defaultPolicy()
	failed := failure{kind: failedStatus, status: 500, retryAfter: -1}
	if _, again := p.delay(RetryIdempotent, failed, 3); again {
		t.Error("a fourth attempt")
	}
	p.maxAttempts = 100
	for attempt, limit := range map[int]time.Duration{1: 500, 2: 1000, 3: 2000, 5: 8000, 64: 8000} {
		limit *= time.Millisecond
		low, high := false, false
		for i := 0; i < 200; i++ {
			wait, again := p.delay(RetryIdempotent, failed, attempt)
			if !again || wait > limit {
				t.Error(attempt, wait)
			}
			low, high = low || wait < limit/2, high || wait > limit/2
		}
		if !low || !high {
			t.Error("no full jitter", attempt)
		}
	}
	failed.retryAfter = 120 * time.Second
	if wait, again := p.delay(RetryUnsafe, failure{kind: failedStatus, status: 503, retryAfter: 120 * time.Second}, 1); !again || wait != 120*time.Second {
		t.Error(wait, again)
	}
	for _, safety := range []RetrySafety{RetryIdempotent, RetryUnsafe, RetryKeyed} {
		if _, again := p.delay(safety, failure{kind: failedUnsent}, 1); !again {
			t.Error("unsent", safety)
		}
	}
	if _, again := p.delay(RetryUnsafe, failure{kind: failedUnanswered}, 1); again {
		t.Error("unanswered")
	}
	if _, again := p.delay(RetryNever, failure{kind: failedUnsent}, 1); again {
		t.Error("never")
	}
}

func TestStormGuard(t *testing.T) {
	count := func(cost int64) int {
		var b budget
		for i := 0; ; i++ {
			if !b.spend(cost) {
				return i
			}
		}
	}
	if count(costRetry) != 100 || count(costTimeout) != 50 {
		t.Error(count(costRetry), count(costTimeout))
	}
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	c := server.client(t)
	for i := 0; i < 200; i++ {
		_, _ = get(c)
	}
	if server.count() != 300 {
		t.Error("200 calls of an outage became", server.count())
	}
	for i := 0; i < 6; i++ {
		c.budget.succeed()
	}
	if !c.budget.spend(costRetry) || c.budget.spend(costRetry) {
		t.Error("successes do not return tokens one by one")
	}
}

func TestIdempotencyKeys(t *testing.T) {
	keyed := opPost
	keyed.Retry, keyed.KeyHeader = RetryKeyed, "Idempotency-Key"
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	c := server.client(t)
	_ = DoEmpty(context.Background(), NewCall(c, &keyed, nil))
	keys := map[string]bool{}
	for _, request := range server.requests {
		keys[request.Header.Get("Idempotency-Key")] = true
	}
	if server.count() != 3 || len(keys) != 1 || keys[""] {
		t.Error(server.count(), keys)
	}
	_ = DoEmpty(context.Background(), NewCall(c, &keyed, []CallOption{WithIdempotencyKey("mine"), WithCallMaxAttempts(1)}))
	if server.requests[3].Header.Get("Idempotency-Key") != "mine" {
		t.Error(server.requests[3].Header)
	}
	var local *LocalError
	if err := post(c, WithIdempotencyKey("k")); !errors.As(err, &local) {
		t.Error(err)
	}
}

func TestTimeouts(t *testing.T) {
	release := make(chan struct{})
	server := serve(t, func(_ int, _ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	c := server.client(t)
	var timeout *TimeoutError
	_, err := get(c, WithCallTimeout(30*time.Millisecond))
	if !errors.As(err, &timeout) || timeout.Kind != TimeoutAttempt || timeout.Attempts != 3 || server.count() != 3 {
		t.Error(err, server.count())
	}
	err = post(c, WithCallTimeout(30*time.Millisecond))
	if !errors.As(err, &timeout) || timeout.Attempts != 1 || server.count() != 4 {
		t.Error(err, server.count())
	}
	start := time.Now()
	_, err = get(c, WithCallDeadline(50*time.Millisecond))
	if !errors.As(err, &timeout) || timeout.Kind != TimeoutDeadline || !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > time.Second {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(30*time.Millisecond, cancel)
	_, err = Do[thing](ctx, NewCall(c, &opGet, nil))
	var transport *TransportError
	if !errors.As(err, &transport) || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestDeadlineEndsTheWaitBetweenAttempts(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(503)
	})
	start := time.Now()
	_, err := get(server.client(t), WithCallDeadline(100*time.Millisecond))
	var api *APIError
	if !errors.As(err, &api) || time.Since(start) > time.Second {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(30*time.Millisecond, cancel)
	_, err = Do[thing](ctx, NewCall(server.client(t), &opGet, nil))
	if !errors.Is(err, context.Canceled) || time.Since(start) > 2*time.Second {
		t.Error(err)
	}
}

func TestBrokenConnections(t *testing.T) {
	broken := serve(t, func(number int, w http.ResponseWriter, _ *http.Request) {
		if number%3 != 0 {
			connection, _, _ := w.(http.Hijacker).Hijack()
			_ = connection.Close()
			return
		}
		ok(w)
	})
	if _, err := get(broken.client(t)); err != nil {
		t.Error(err)
	}
	before := broken.count()
	var transport *TransportError
	if err := post(broken.client(t)); !errors.As(err, &transport) || !transport.Sent || broken.count() != before+1 {
		t.Error(err, broken.count()-before)
	}
	listener, _ := net.Listen("tcp", "127.0.0.1:0")
	address := listener.Addr().String()
	_ = listener.Close()
	attempts := 0
	hook := WithBeforeAttempt(func(context.Context, Attempt) { attempts++ })
	c, _ := New(&testPackage, WithBaseURL("http://"+address), WithBackoff(time.Millisecond, time.Millisecond), hook)
	if err := post(c); !errors.As(err, &transport) || transport.Sent || attempts != 3 {
		t.Error(err, attempts)
	}
}

func TestRedirects(t *testing.T) {
	other := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/things":
			http.Redirect(w, r, "/elsewhere?x=1", http.StatusFound)
		case "/elsewhere":
			ok(w)
		case "/other":
			http.Redirect(w, r, other.URL+"/x", http.StatusFound)
		default:
			http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
		}
	})
	c := server.client(t, WithCredential("bearer", BearerToken("t")))
	secured := opGet
	secured.Security = [][]string{{"bearer"}}
	if _, err := Do[thing](context.Background(), NewCall(c, &secured, nil)); err != nil || server.requests[1].Header.Get("Authorization") != "Bearer t" {
		t.Error(err)
	}
	var redirect *RedirectError
	secured.Path = []string{"/other"}
	if _, err := Do[thing](context.Background(), NewCall(c, &secured, nil)); !errors.As(err, &redirect) || redirect.Origin != other.URL || other.count() != 0 {
		t.Error(err)
	}
	before := server.count()
	secured.Path = []string{"/loop"}
	if _, err := Do[thing](context.Background(), NewCall(c, &secured, nil)); !errors.As(err, &redirect) || server.count()-before != 6 {
		t.Error(err, server.count()-before)
	}
	if err := post(c); !errors.As(err, &redirect) {
		t.Error(err)
	}
}

func TestNothingIsSentThatIsRefused(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	c := server.client(t, WithCredential("basic", BasicAuth("u", "p")))
	op := Operation{ID: "op", Method: "GET", Path: []string{"/a/", "id", "/b"}}
	run := func(fill func(*Call)) error {
		call := NewCall(c, &op, nil)
		call.Path("id", "x")
		fill(call)
		return DoEmpty(context.Background(), call)
	}
	refused := map[LocalKind][]func(*Call){LocalPath: {}, LocalHeader: {}}
	for _, text := range []string{"", ".", ".."} {
		text := text
		refused[LocalPath] = append(refused[LocalPath], func(c *Call) { c.Path("id", text) })
	}
	refused[LocalPath] = append(refused[LocalPath],
		func(c *Call) { c.Path("id", []string{}) },
		func(c *Call) { c.Path("id", (*string)(nil)) },
		func(c *Call) { c.PathStyled("id", StyleLabel, false, "") },
		func(c *Call) { c.Path("id", []string{"..", ""}[:1]) },
	)
	for _, text := range []string{"a\r\nX: y", "a\nb", "a\x00", "a\x7f"} {
		text := text
		refused[LocalHeader] = append(refused[LocalHeader],
			func(c *Call) { c.Header("X-A", StyleSimple, false, text) },
			func(c *Call) { c.Cookie("a", StyleForm, true, text) },
		)
	}
	refused[LocalHeader] = append(refused[LocalHeader], func(c *Call) { c.Header("X A", StyleSimple, false, "a") })
	for kind, fills := range refused {
		for i, fill := range fills {
			var local *LocalError
			if err := run(fill); !errors.As(err, &local) || local.Kind != kind {
				t.Error(kind, i, err)
			}
		}
	}
	if server.count() != 0 {
		t.Error("sent", server.count())
	}
	if err := run(func(c *Call) { c.Path("id", "a/../b?c#d%2e ü") }); err != nil || server.requests[0].RequestURI != "/a/a%2F..%2Fb%3Fc%23d%252e%20%C3%BC/b" {
		t.Error(err, server.requests[0].RequestURI)
	}
}

func TestPlainHTTPIsRefusedWithCredentials(t *testing.T) {
	sent := 0
	transport := WithTransport(TransportFunc(func(*http.Request) (*http.Response, error) {
		sent++
		return nil, errors.New("no")
	}))
	secured := opGet
	secured.Security = [][]string{{"bearer"}}
	call := func(url string, options ...Option) error {
		options = append(options, WithBaseURL(url), transport, WithCredential("bearer", BearerToken("t")), WithMaxAttempts(1))
		c, err := New(&testPackage, options...)
		if err != nil {
			t.Fatal(err)
		}
		return DoEmpty(context.Background(), NewCall(c, &secured, nil))
	}
	var local *LocalError
	for _, url := range []string{"http://example.com", "http://127.0.0.1.example.com", "http://10.0.0.1"} {
		if err := call(url); !errors.As(err, &local) || local.Kind != LocalPlainHTTP || sent != 0 {
			t.Error(url, err)
		}
	}
	for _, url := range []string{"https://example.com", "http://127.0.0.1:1", "http://[::1]:1", "http://localhost"} {
		before := sent
		if _ = call(url); sent != before+1 {
			t.Error(url)
		}
	}
	if _ = call("http://example.com", WithPlainHTTP()); sent != 5 {
		t.Error(sent)
	}
}

func TestAnswersThatAreNotAsDescribed(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/wrong":
			fmt.Fprint(w, `{"name":[1]}`)
		case "/long":
			fmt.Fprintf(w, `{"name":%q}`, strings.Repeat("x", 2000))
		case "/zipped":
			var body bytes.Buffer
			zipper := gzip.NewWriter(&body)
			fmt.Fprintf(zipper, `{"name":%q}`, strings.Repeat("x", 2000))
			_ = zipper.Close()
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(body.Bytes())
		}
	})
	c := server.client(t, WithBodyLimit(1000))
	for path, want := range map[string]string{
		"/wrong": "$.name: expected a string, found an array", "/long": "$: the body is longer than the limit",
		"/zipped": "$: the body is longer than the limit", "/empty": "$: expected JSON, found nothing",
	} {
		op := Operation{ID: "op", Method: "GET", Path: []string{path}}
		result, err := Do[thing](context.Background(), NewCall(c, &op, nil))
		var response *ResponseError
		var decode *DecodeError
		if !errors.As(err, &response) || !errors.As(err, &decode) || decode.Error() != want || response.StatusCode != 200 || result != nil {
			t.Error(path, err)
		}
		if path == "/wrong" && string(response.Raw) != `{"name":[1]}` {
			t.Errorf("%s", response.Raw)
		}
	}
}

func TestTypedErrors(t *testing.T) {
	op := opGet
	op.Errors = []ErrorCase{{"404", (*thing)(nil)}, {"4XX", (*cat)(nil)}, {"default", (*dog)(nil)}}
	server := serve(t, func(number int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "r")
		w.WriteHeader([]int{404, 410, 555, 404}[number-1])
		fmt.Fprint(w, []string{`{"name":"n"}`, `{"kind":"k","meows":true}`, `{"barks":true}`, `<html>`}[number-1])
	})
	c := server.client(t)
	errs := []error{}
	for i := 0; i < 4; i++ {
		_, err := Do[thing](context.Background(), NewCall(c, &op, nil))
		errs = append(errs, err)
	}
	if body, ok := BodyAs[thing](errs[0]); !ok || body.Name != "n" {
		t.Error(errs[0])
	}
	if body, ok := BodyAs[cat](errs[1]); !ok || !body.Meows {
		t.Error(errs[1])
	}
	if body, ok := BodyAs[dog](errs[2]); !ok || !body.Barks {
		t.Error(errs[2])
	}
	var api *APIError
	if _, ok := BodyAs[thing](errs[3]); ok || !errors.As(errs[3], &api) || string(api.Raw) != "<html>" || api.RequestID != "r" || api.Operation != "get" {
		t.Error(errs[3])
	}
}

func TestHooksAndLogsHoldNoSecrets(t *testing.T) {
	var log bytes.Buffer
	var seen []Attempt
	server := serve(t, func(number int, w http.ResponseWriter, _ *http.Request) {
		if number == 1 {
			w.WriteHeader(503)
			return
		}
		ok(w)
	})
	c := server.client(t,
		WithCredential("query", APIKey("hunter2")), WithCredential("header", APIKey("hunter2")),
		WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		WithBeforeAttempt(func(_ context.Context, attempt Attempt) { seen = append(seen, attempt) }),
		WithAfterAttempt(func(_ context.Context, attempt Attempt) { seen = append(seen, attempt) }))
	secured := opGet
	secured.Security = [][]string{{"query", "header"}}
	if _, err := Do[thing](context.Background(), NewCall(c, &secured, nil)); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 4 || seen[1].StatusCode != 503 || seen[1].RetryIn < 0 || seen[2].Number != 2 || seen[3].Err != nil || seen[3].StatusCode != 200 {
		t.Errorf("%+v", seen)
	}
	if server.requests[0].URL.Query().Get("key") != "hunter2" || server.requests[0].Header.Get("X-Key") != "hunter2" {
		t.Error("not sent")
	}
	server.CloseClientConnections()
	server.Close()
	_, err := Do[thing](context.Background(), NewCall(c, &secured, nil))
	shown := log.String() + fmt.Sprintf("%v %+v %#v %+v %+v %v", c, c, c, seen, struct{ c *Client }{c}, err)
	if strings.Contains(shown, "hunter2") || !strings.Contains(shown, "attempt finished") || err == nil {
		t.Error(shown)
	}
}

func TestConfigurationIsChecked(t *testing.T) {
	for name, options := range map[string][]Option{
		"none":      {},
		"no scheme": {WithBaseURL("example.com")},
		"user":      {WithBaseURL("https://a:b@example.com")},
		"query":     {WithBaseURL("https://example.com?a")},
		"scheme":    {WithBaseURL("https://example.com"), WithCredential("other", APIKey("k"))},
		"attempts":  {WithBaseURL("https://example.com"), WithMaxAttempts(0)},
		"header":    {WithBaseURL("https://example.com"), WithHeader("a", "b\n")},
		"variable":  {WithServer(NewServer(ServerPart{Text: "https://"}, ServerPart{Text: "a", Variable: "v"}, ServerPart{Text: ".example.com"}).With("v", "evil.com/"))},
		"allowed":   {WithServer(NewServer(ServerPart{Text: "https://"}, ServerPart{Text: "a", Variable: "v", Allowed: []string{"a"}}).With("v", "b"))},
		"unknown":   {WithServer(NewServer(ServerPart{Text: "https://example.com"}).With("v", "b"))},
	} {
		_, err := New(&testPackage, options...)
		var local *LocalError
		if !errors.As(err, &local) {
			t.Error(name, err)
		}
	}
	server := NewServer(ServerPart{Text: "https://"}, ServerPart{Text: "a", Variable: "v"}, ServerPart{Text: ".example.com"})
	if url, err := server.With("v", "b").URL(); err != nil || url != "https://b.example.com" {
		t.Error(url, err)
	}
}
