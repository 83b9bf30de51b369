package sdk

import (
	"net"
	"net/url"
	"strings"
)

// baseURL checks the URL of a server.
func baseURL(text string) (*url.URL, error) {
	base, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, local(LocalConfiguration, "the base URL is not a URL")
	case base.Scheme != "http" && base.Scheme != "https" || base.Hostname() == "":
		return nil, local(LocalConfiguration, "the base URL must begin with https:// or http://")
	case base.User != nil:
		return nil, local(LocalConfiguration, "the base URL must not hold credentials: give them as options of the client")
	case base.RawQuery != "" || base.Fragment != "" || base.ForceQuery:
		return nil, local(LocalConfiguration, "the base URL must not have a query or a fragment")
	}
	return base, nil
}

// originOf is scheme, host and port (RFC 6454); it holds no secrets.
func originOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	port := u.Port()
	if port == "" || u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		return strings.ToLower(u.Scheme) + "://" + host
	}
	return strings.ToLower(u.Scheme) + "://" + net.JoinHostPort(host, port)
}

// mayFollow reports whether a link is on the origin, without credentials of somebody else's choice.
func mayFollow(from, to *url.URL) bool {
	return (to.Scheme == "http" || to.Scheme == "https") && originOf(from) == originOf(to) && to.User == nil
}

// isPrivate reports whether what is sent cannot be read on its way.
func isPrivate(u *url.URL) bool {
	if u.Scheme == "https" {
		return true
	}
	host := strings.ToLower(u.Hostname())
	if address := net.ParseIP(host); address != nil {
		return address.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// Server is a server of the description, with its variables.
type Server struct {
	parts  []ServerPart
	values map[string]string
}

// ServerPart is a piece of a server's URL: text, or a variable.
type ServerPart struct {
	// Text is the text, or the default of the variable.
	Text string
	// Variable is the name of the variable, empty for text.
	Variable string
	// Allowed are the values it may have; none: any.
	Allowed []string
}

// NewServer returns a server with all variables at their defaults.
func NewServer(parts ...ServerPart) Server { return Server{parts: parts} }

// With returns the server with another value for a variable.
func (s Server) With(name, value string) Server {
	values := map[string]string{name: value}
	for other, kept := range s.values {
		if other != name {
			values[other] = kept
		}
	}
	return Server{parts: s.parts, values: values}
}

// URL returns the URL. It fails for values that are not allowed, or would change the structure of the URL, because credentials
// could then go to another host.
func (s Server) URL() (string, error) {
	text := ""
	used := map[string]bool{}
	for _, part := range s.parts {
		value, given := s.values[part.Variable]
		if part.Variable == "" || !given {
			text += part.Text
			continue
		}
		used[part.Variable] = true
		if err := checkVariable(part, value, strings.Contains(strings.SplitN(text+"://", "://", 2)[1], "/")); err != nil {
			return "", err
		}
		text += value
	}
	if len(used) < len(s.values) {
		return "", local(LocalConfiguration, "a variable was given that is not part of the server's URL")
	}
	return text, nil
}

func checkVariable(part ServerPart, value string, inPath bool) error {
	if len(part.Allowed) > 0 {
		if contains(part.Allowed, value) {
			return nil
		}
		return local(LocalConfiguration, "%q is not an allowed value of the variable %q", value, part.Variable)
	}
	for i := 0; i < len(value); i++ {
		c := value[i]
		plain := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if !plain && !(inPath && c == '/') {
			return local(LocalConfiguration, "the value of the variable %q would change the structure of the URL", part.Variable)
		}
	}
	for _, segment := range strings.Split(value, "/") {
		if segment == "" || segment == "." || segment == ".." {
			return local(LocalConfiguration, "the value of the variable %q would change the structure of the URL", part.Variable)
		}
	}
	return nil
}
