package sdk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
)

func secured(alternatives ...[]string) *Operation {
	op := opGet
	op.Security = alternatives
	return &op
}

func TestCredentials(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	asked := 0
	c := server.client(t,
		WithCredential("basic", BasicAuth("agent@example.com/token", "p:w")),
		WithCredential("bearer", TokenProvider(func(context.Context) (string, error) {
			asked++
			return fmt.Sprint("t", asked), nil
		})),
		WithCredential("header", APIKey("h")), WithCredential("query", APIKey("q &")), WithCredential("cookie", APIKey("c")))
	for i, names := range []string{"basic", "bearer", "header", "query", "cookie", "bearer"} {
		if _, err := Do[thing](context.Background(), NewCall(c, secured([]string{names}), nil)); err != nil {
			t.Error(names, err)
		}
		request := server.requests[i]
		got := request.Header.Get("Authorization") + request.Header.Get("X-Key") + request.URL.RawQuery + request.Header.Get("Cookie")
		want := []string{"Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46cDp3", "Bearer t1", "h", "key=q%20%26", "session=c", "Bearer t2"}[i]
		if got != want {
			t.Error(names, got)
		}
	}
}

func TestWhichCredentialsAreChosen(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	c := server.client(t, WithCredential("header", APIKey("h")))
	run := func(op *Operation) error { return DoEmpty(context.Background(), NewCall(c, op, nil)) }
	var local *LocalError
	if err := run(secured([]string{"basic"}, []string{"header", "query"})); !errors.As(err, &local) || local.Kind != LocalCredentials {
		t.Error(err)
	}
	if server.count() != 0 {
		t.Error("sent")
	}
	for _, op := range []*Operation{secured([]string{}, []string{"header"}), secured([]string{"basic"}, []string{}), secured()} {
		if err := run(op); err != nil {
			t.Error(err)
		}
	}
	if server.requests[0].Header.Get("X-Key") != "h" || server.requests[1].Header.Get("X-Key") != "" || server.requests[2].Header.Get("X-Key") != "" {
		t.Error("wrong choice")
	}
	c = server.client(t, WithCredential("basic", BearerToken("t")), WithCredential("header", APIKey("a\nb")))
	for _, name := range []string{"basic", "header"} {
		if err := run(secured([]string{name})); !errors.As(err, &local) {
			t.Error(err)
		}
	}
}

func TestProvidersMayFail(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { ok(w) })
	reason := errors.New("hunter2")
	c := server.client(t, WithCredential("bearer", TokenProvider(func(context.Context) (string, error) { return "", reason })))
	err := DoEmpty(context.Background(), NewCall(c, secured([]string{"bearer"}), nil))
	if !errors.Is(err, reason) || err.Error() != `the provider of "bearer" has failed` || server.count() != 0 {
		t.Error(err)
	}
}

func TestTokensAreFetchedOnce(t *testing.T) {
	var lock sync.Mutex
	tokens, refreshes := 0, []string{}
	server := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		defer lock.Unlock()
		switch r.URL.Path {
		case "/token", "/refresh":
			tokens++
			refreshes = append(refreshes, r.Header.Get("Authorization"))
			fmt.Fprintf(w, `{"access_token":"t%d","expires_in":3600,"refresh_token":"r%d"}`, tokens, tokens)
		default:
			if r.Header.Get("Authorization") == "Bearer t1" && tokens == 1 && r.URL.RawQuery == "refuse=1" {
				w.WriteHeader(401)
				return
			}
			ok(w)
		}
	})
	c := server.client(t, WithCredential("oauth", ClientCredentials("id", "s e", "read", "write")))
	var group sync.WaitGroup
	for i := 0; i < 20; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			if err := DoEmpty(context.Background(), NewCall(c, secured([]string{"oauth"}), nil)); err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	if tokens != 1 || refreshes[0] != "Basic aWQ6cytl" {
		t.Error(tokens, refreshes)
	}
	found := false
	for _, body := range server.bodies {
		found = found || body == "grant_type=client_credentials&scope=read+write"
	}
	if !found {
		t.Error(server.bodies)
	}
	refused := NewCall(c, secured([]string{"oauth"}), nil)
	refused.Query("refuse", 1)
	if err := DoEmpty(context.Background(), refused); statusOf(err) != 401 {
		t.Error(err)
	}
	if err := DoEmpty(context.Background(), NewCall(c, secured([]string{"oauth"}), nil)); err != nil || tokens != 2 {
		t.Error(err, tokens)
	}
}

func TestRefreshTokensAreReplaced(t *testing.T) {
	server := serve(t, func(number int, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refresh" {
			fmt.Fprintf(w, `{"access_token":"t","expires_in":0.000001,"refresh_token":"r%d"}`, number)
			return
		}
		ok(w)
	})
	c := server.client(t, WithCredential("oauth", RefreshToken("id", "secret", "r0")))
	for i := 0; i < 2; i++ {
		if err := DoEmpty(context.Background(), NewCall(c, secured([]string{"oauth"}), nil)); err != nil {
			t.Fatal(err)
		}
	}
	if server.bodies[0] != "grant_type=refresh_token&refresh_token=r0" || server.bodies[2] != "grant_type=refresh_token&refresh_token=r1" {
		t.Error(server.bodies)
	}
}

func TestTokenEndpointsAreBound(t *testing.T) {
	server := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	for _, url := range []string{"http://example.com/token", "ftp://x"} {
		c := server.client(t, WithCredential("oauth", ClientCredentials("id", "hunter2").WithTokenURL(url)))
		var local *LocalError
		if err := DoEmpty(context.Background(), NewCall(c, secured([]string{"oauth"}), nil)); !errors.As(err, &local) {
			t.Error(err)
		}
	}
	if server.count() != 0 {
		t.Error("sent")
	}
}
