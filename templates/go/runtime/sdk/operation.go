package sdk

// Package is what the runtime has to know of a generated package.
type Package struct {
	// Name is sent in User-Agent.
	Name string
	// Version is sent in User-Agent.
	Version string
	// Server is the URL of the description's first server, variables at their defaults; empty if that is relative.
	Server string
	// Schemes are the security schemes.
	Schemes []Scheme
}

// Scheme is a security scheme of the description.
type Scheme struct {
	// Name is the name in the description.
	Name string
	// Kind is what it is.
	Kind SchemeKind
	// Key is the name of the header, query parameter or cookie of an API key.
	Key string
	// TokenURL is where client credentials are exchanged for a token.
	TokenURL string
	// RefreshURL is where tokens are refreshed, if that is elsewhere.
	RefreshURL string
}

// SchemeKind is the kind of a security scheme.
type SchemeKind int

// The kinds of security schemes.
const (
	SchemeBasic SchemeKind = iota
	SchemeBearer
	SchemeHeaderKey
	SchemeQueryKey
	SchemeCookieKey
	SchemeOAuth2
)

// Operation is what the runtime has to know of an operation.
type Operation struct {
	// ID is the operationId of the description, else method and path.
	ID string
	// Method is the HTTP method.
	Method string
	// Path is the path in pieces: text, name of a parameter, text, and so on.
	Path []string
	// Accept is what is sent as Accept; empty: anything.
	Accept string
	// Security lists alternatives of schemes that are needed together.
	Security [][]string
	// Retry says when the call may be made again.
	Retry RetrySafety
	// KeyHeader is the header of the idempotency key where Retry is [RetryKeyed].
	KeyHeader string
	// Server is the URL of a server of the operation's own.
	Server string
	// Errors are the error responses that have a JSON body.
	Errors []ErrorCase
	// Notations are the notations of all values in answers, if any of them is not JSON.
	Notations []NotationCase
}

// PathTemplate returns the path as in the description.
func (o *Operation) PathTemplate() string {
	path := ""
	for i, piece := range o.Path {
		if i%2 == 1 {
			piece = "{" + piece + "}"
		}
		path += piece
	}
	return path
}

// RetrySafety says when a call may be made again.
type RetrySafety int

// The degrees of safety.
const (
	// RetryIdempotent calls may be made again after any failure that is worth it.
	RetryIdempotent RetrySafety = iota
	// RetryUnsafe calls may be made again only where the server cannot have acted.
	RetryUnsafe
	// RetryKeyed calls may be made again, because a key tells the server that it is the same call.
	RetryKeyed
	// RetryNever calls are made once.
	RetryNever
)

// ErrorCase is the body of an error response.
type ErrorCase struct {
	// Status is a status such as "404", a range such as "4XX", or "default".
	Status string
	// Body is a nil pointer to the type of the body.
	Body any
}

// matchesStatus reports whether a status is one of those of a pattern.
func matchesStatus(pattern string, status int) bool {
	if pattern == "default" {
		return true
	}
	if len(pattern) != 3 || status < 100 || status > 999 {
		return false
	}
	if pattern[1:] == "XX" {
		return int(pattern[0]-'0') == status/100
	}
	return pattern == string([]byte{'0' + byte(status/100), '0' + byte(status/10%10), '0' + byte(status%10)})
}
