package sdk

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	// tokenMargin is how long before it expires a token is replaced, so that it does not expire on its way.
	tokenMargin = 30 * time.Second
	// tokenLimit is enough: a token response is small.
	tokenLimit = 1 << 20
)

// tokenSlot holds the token of a scheme. The lock is held while one is fetched: that makes all others wait for it.
type tokenSlot struct {
	lock    chan struct{}
	value   string
	until   time.Time
	refresh Secret
}

func newTokenSlot() *tokenSlot { return &tokenSlot{lock: make(chan struct{}, 1)} }

func (s *tokenSlot) forget() {
	s.lock <- struct{}{}
	s.value = ""
	<-s.lock
}

// token returns the token in the slot, or fetches one.
func (s *tokenSlot) token(ctx context.Context, c *Client, scheme *Scheme, g *grant) (string, error) {
	select {
	case s.lock <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { <-s.lock }()
	if s.value != "" && (s.until.IsZero() || time.Now().Before(s.until)) {
		return s.value, nil
	}
	refresh := s.refresh
	if refresh.text == nil {
		refresh = g.refresh
	}
	answer, err := fetchToken(ctx, c, scheme, g, refresh)
	if err != nil {
		return "", err
	}
	s.value, s.until = answer.AccessToken, time.Time{}
	if seconds, err := answer.ExpiresIn.Float64(); err == nil && seconds > 0 {
		life := time.Duration(seconds * float64(time.Second))
		margin := tokenMargin
		if life < 2*margin {
			margin = life / 2
		}
		s.until = time.Now().Add(life - margin)
	}
	if answer.RefreshToken != "" && g.refreshes {
		s.refresh = NewSecret(answer.RefreshToken)
	}
	return s.value, nil
}

type tokenAnswer struct {
	AccessToken  string      `json:"access_token"`
	ExpiresIn    json.Number `json:"expires_in"`
	RefreshToken string      `json:"refresh_token"`
}

// fetchToken asks the token endpoint. Its words are left out of errors: they may repeat what was sent.
func fetchToken(ctx context.Context, c *Client, scheme *Scheme, g *grant, refresh Secret) (*tokenAnswer, error) {
	failed := func(why string) error {
		return local(LocalCredentials, "the token endpoint of %q %s", scheme.Name, why)
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.timeout)
	defer cancel()
	request, err := tokenRequest(ctx, c, scheme, g, refresh)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		if parent := context.Cause(ctx); parent != nil && parent != context.DeadlineExceeded {
			return nil, parent
		}
		return nil, failed("cannot be reached")
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, failed("answered " + http.StatusText(response.StatusCode))
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, tokenLimit))
	if err != nil {
		return nil, failed("broke off")
	}
	var answer tokenAnswer
	if json.Unmarshal(text, &answer) != nil || answer.AccessToken == "" {
		return nil, failed("did not answer with a token")
	}
	return &answer, nil
}

func tokenRequest(ctx context.Context, c *Client, scheme *Scheme, g *grant, refresh Secret) (*http.Request, error) {
	form := url.Values{"grant_type": {"client_credentials"}}
	described := scheme.TokenURL
	if g.refreshes {
		form = url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh.Expose()}}
		if scheme.RefreshURL != "" {
			described = scheme.RefreshURL
		}
	}
	if len(g.scopes) > 0 {
		form.Set("scope", strings.Join(g.scopes, " "))
	}
	if g.tokenURL != "" {
		described = g.tokenURL
	}
	target, err := c.base.Parse(described)
	if described == "" || err != nil || target.Hostname() == "" {
		return nil, local(LocalCredentials, "the token endpoint of %q has no usable URL", scheme.Name)
	}
	if !isPrivate(target) && !c.config.allowPlainHTTP {
		return nil, local(LocalPlainHTTP, "credentials for %q are not sent over plain HTTP", scheme.Name)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return nil, local(LocalCredentials, "the token endpoint of %q has no usable URL", scheme.Name)
	}
	// RFC 6749, section 2.3.1: both halves are form-encoded before they are joined.
	both := url.QueryEscape(g.clientID) + ":" + url.QueryEscape(g.clientSecret.Expose())
	request.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(both)))
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", c.userAgent)
	return request, nil
}
