package sdk

import (
	"context"
	"fmt"
	"io"
	"log/slog"
)

// Credential is what an operation asks for: a password, a token, a key, or how to get one. It is never shown.
type Credential struct {
	// Behind a pointer, because fmt prints what is inside of unexported fields without asking their methods.
	held *credential
}

type credential struct {
	user     string
	password Secret
	isBasic  bool
	token    Secret
	provider func(context.Context) (string, error)
	grant    *grant
}

// grant is a client that fetches tokens (RFC 6749).
type grant struct {
	clientID     string
	clientSecret Secret
	refresh      Secret
	refreshes    bool
	scopes       []string
	tokenURL     string
}

// BasicAuth is a user name with a password (RFC 7617).
func BasicAuth(user, password string) Credential {
	return Credential{&credential{user: user, password: NewSecret(password), isBasic: true}}
}

// BearerToken is a token, for schemes of bearer tokens and of OAuth 2.
func BearerToken(token string) Credential { return Credential{&credential{token: NewSecret(token)}} }

// APIKey is a key, for schemes of API keys.
func APIKey(key string) Credential { return Credential{&credential{token: NewSecret(key)}} }

// TokenProvider is asked for a token or key before every attempt.
func TokenProvider(provider func(context.Context) (string, error)) Credential {
	return Credential{&credential{provider: provider}}
}

// ClientCredentials fetches tokens by OAuth 2 client credentials (RFC 6749, section 4.4), once for all calls that wait.
func ClientCredentials(clientID, clientSecret string, scopes ...string) Credential {
	return Credential{&credential{grant: &grant{clientID: clientID, clientSecret: NewSecret(clientSecret), scopes: scopes}}}
}

// RefreshToken fetches tokens by an OAuth 2 refresh token (RFC 6749, section 6), once for all calls that wait.
func RefreshToken(clientID, clientSecret, refreshToken string, scopes ...string) Credential {
	return Credential{&credential{grant: &grant{
		clientID: clientID, clientSecret: NewSecret(clientSecret), refresh: NewSecret(refreshToken), refreshes: true, scopes: scopes,
	}}}
}

// WithTokenURL returns the credential with a token URL other than that of the description; of OAuth 2 only.
func (c Credential) WithTokenURL(url string) Credential {
	if c.held == nil || c.held.grant == nil {
		return c
	}
	changed := *c.held.grant
	changed.tokenURL = url
	return Credential{&credential{grant: &changed}}
}

// String does not return the credential.
func (c Credential) String() string { return redacted }

// GoString does not return the credential.
func (c Credential) GoString() string { return redacted }

// Format does not write the credential, whatever the verb.
func (c Credential) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redacted) }

// LogValue does not give the credential to logs.
func (c Credential) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON does not write the credential.
func (c Credential) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }
