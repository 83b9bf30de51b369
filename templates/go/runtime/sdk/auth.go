package sdk

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
)

// chosen is a scheme with the credential for it.
type chosen struct {
	scheme     *Scheme
	credential *credential
}

// choose returns the first alternative all of whose credentials are there. Going without comes last, since whoever gives
// credentials means them to be used.
func (c *Client) choose(operation *Operation) ([]chosen, error) {
	anonymous := len(operation.Security) == 0
	var names []string
	for _, alternative := range operation.Security {
		if len(alternative) == 0 {
			anonymous = true
			continue
		}
		if found := c.credentialsOf(alternative); found != nil {
			base, err := c.baseOf(operation)
			if err != nil {
				return nil, err
			}
			if !isPrivate(base) && !c.config.allowPlainHTTP {
				return nil, local(LocalPlainHTTP, "%s: credentials are not sent over plain HTTP, unless the client is told to", operation.ID)
			}
			return found, nil
		}
		names = append(names, strings.Join(alternative, " and "))
	}
	if anonymous {
		return nil, nil
	}
	return nil, local(LocalCredentials, "%s needs credentials: %s", operation.ID, strings.Join(names, ", or "))
}

func (c *Client) credentialsOf(names []string) []chosen {
	var found []chosen
	for _, name := range names {
		held, ok := c.config.credentials[name]
		scheme := c.scheme(name)
		if !ok || held.held == nil || scheme == nil {
			return nil
		}
		found = append(found, chosen{scheme, held.held})
	}
	return found
}

func (c *Client) scheme(name string) *Scheme {
	for i := range c.pkg.Schemes {
		if c.pkg.Schemes[i].Name == name {
			return &c.pkg.Schemes[i]
		}
	}
	return nil
}

// applied is credentials as they go on a request.
type applied struct {
	header  http.Header
	query   []pair
	cookies []pair
}

// apply gets the secrets: tokens are fetched and providers asked as needed.
func (c *Client) apply(ctx context.Context, schemes []chosen) (applied, error) {
	result := applied{header: http.Header{}}
	for _, one := range schemes {
		text, err := c.secret(ctx, one)
		if err != nil {
			return result, err
		}
		if isUnsafe(text) {
			return result, unusable(one.scheme)
		}
		switch one.scheme.Kind {
		case SchemeBasic, SchemeBearer, SchemeOAuth2:
			result.header.Set("Authorization", text)
		case SchemeHeaderKey:
			result.header.Set(one.scheme.Key, text)
		case SchemeQueryKey:
			result.query = append(result.query, pair{strict(one.scheme.Key), strict(text)})
		case SchemeCookieKey:
			result.cookies = append(result.cookies, pair{strict(one.scheme.Key), strict(text)})
		}
	}
	return result, nil
}

// secret returns the value of Authorization, or the key.
func (c *Client) secret(ctx context.Context, one chosen) (string, error) {
	held := one.credential
	if (one.scheme.Kind == SchemeBasic) != held.isBasic {
		return "", unusable(one.scheme)
	}
	if held.isBasic {
		text := held.user + ":" + held.password.Expose()
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(text)), nil
	}
	token := held.token.Expose()
	var err error
	switch {
	case held.provider != nil:
		if token, err = held.provider(ctx); err != nil {
			if ctx.Err() != nil {
				return "", ctx.Err()
			}
			// The provider's own words stay behind Unwrap: they may hold what it was asked for.
			return "", &LocalError{Kind: LocalCredentials, Message: "the provider of " + quoted(one.scheme.Name) + " has failed", Err: err}
		}
	case held.grant != nil:
		if token, err = c.slot(one.scheme.Name).token(ctx, c, one.scheme, held.grant); err != nil {
			return "", err
		}
	}
	if one.scheme.Kind == SchemeBearer || one.scheme.Kind == SchemeOAuth2 {
		token = "Bearer " + token
	}
	return token, nil
}

// forget drops the tokens that a server has just refused, so that the next call fetches new ones.
func (c *Client) forget(schemes []chosen) {
	for _, one := range schemes {
		if one.credential.grant != nil {
			c.slot(one.scheme.Name).forget()
		}
	}
}

func unusable(scheme *Scheme) error {
	return local(LocalCredentials, "the credentials given for %q are of another kind, or cannot be sent", scheme.Name)
}

func quoted(text string) string { return string(appendString(nil, text)) }

// isUnsafe reports whether a text would end a header or start another one (RFC 9110, section 5.5), or could not be sent in one.
func isUnsafe(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) >= 0
}

// isName reports whether a text can be the name of a header: a token (RFC 9110, section 5.6.2).
func isName(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !letter && strings.IndexByte("!#$%&'*+-.^_`|~", c) < 0 {
			return false
		}
	}
	return text != ""
}
