package sdk

import (
	"log/slog"
	"net/http"
	"time"
)

// Option is an option of a client.
type Option func(*config) error

// WithBaseURL sets the URL of the server, without the paths of the operations. Credentials go to its origin only.
func WithBaseURL(url string) Option {
	return func(c *config) error {
		c.baseURL = url
		return nil
	}
}

// WithServer sets a server of the description, with values for its variables.
func WithServer(server Server) Option {
	return func(c *config) (err error) {
		c.baseURL, err = server.URL()
		return err
	}
}

// WithCredential sets the credential for the security scheme with this name.
func WithCredential(scheme string, credential Credential) Option {
	return func(c *config) error {
		c.credentials[scheme] = credential
		return nil
	}
}

// WithHTTPClient sets the HTTP client. A copy of it is used, which follows no redirects by itself.
func WithHTTPClient(client *http.Client) Option {
	return func(c *config) error {
		c.httpClient = client
		return nil
	}
}

// WithTransport sets the transport, for example one that answers by itself in tests.
func WithTransport(transport http.RoundTripper) Option {
	return func(c *config) error {
		c.transport = transport
		return nil
	}
}

// TransportFunc is a function as a transport.
type TransportFunc func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f TransportFunc) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }

// WithConnectTimeout sets how long making a connection may take. Default: 5 s. Not used with a client or transport of one's own.
func WithConnectTimeout(timeout time.Duration) Option {
	return func(c *config) error {
		c.connectTimeout = timeout
		return positive("the connect timeout", timeout)
	}
}

// WithTimeout sets how long one attempt may take; of a streamed answer, each wait for more of it. Default: 60 s.
func WithTimeout(timeout time.Duration) Option {
	return func(c *config) error {
		c.timeout = timeout
		return positive("the timeout", timeout)
	}
}

// WithDeadline sets how long a call may take, all attempts and the waits between them included. Default: no limit but that of
// the context.
func WithDeadline(deadline time.Duration) Option {
	return func(c *config) error {
		c.deadline = deadline
		return positive("the deadline", deadline)
	}
}

func positive(what string, value time.Duration) error {
	if value <= 0 {
		return local(LocalConfiguration, "%s must be more than 0", what)
	}
	return nil
}

// WithMaxAttempts sets how often a request is sent at most. Default: 3; 1 is no retry.
func WithMaxAttempts(attempts int) Option {
	return func(c *config) error {
		c.policy.maxAttempts = attempts
		if attempts < 1 {
			return local(LocalConfiguration, "there must be at least 1 attempt")
		}
		return nil
	}
}

// WithBackoff sets the waits: before retry n it is random between 0 and first * 2^n, never above longest. Default: 0.5 s and 8 s.
func WithBackoff(first, longest time.Duration) Option {
	return func(c *config) error {
		c.policy.first, c.policy.longest = first, longest
		return nil
	}
}

// WithRetryAfterLimit sets the longest Retry-After that is obeyed; where the server asks for more there is no retry. Default: 120 s.
func WithRetryAfterLimit(limit time.Duration) Option {
	return func(c *config) error {
		c.policy.retryAfterLimit = limit
		return nil
	}
}

// WithPlainHTTP allows credentials to be sent over plain HTTP, where others can read them.
func WithPlainHTTP() Option {
	return func(c *config) error {
		c.allowPlainHTTP = true
		return nil
	}
}

// WithUserAgentSuffix appends to User-Agent, for example "my-app/1.2".
func WithUserAgentSuffix(suffix string) Option {
	return func(c *config) error {
		c.userAgentSuffix = suffix
		return nil
	}
}

// WithHeader sends a header with every request.
func WithHeader(name, value string) Option {
	return func(c *config) error {
		if !isName(name) || isUnsafe(value) {
			return local(LocalHeader, "header %q must not contain CR, LF or NUL", name)
		}
		c.header.Set(name, value)
		return nil
	}
}

// WithBodyLimit sets how many bytes a JSON or text body may have, after decompression. Default: 64 MiB. Downloads have no limit.
func WithBodyLimit(limit int64) Option {
	return func(c *config) error {
		c.bodyLimit = limit
		return nil
	}
}

// WithRequestIDHeaders sets where the server's name for the request may stand; the first present one counts.
func WithRequestIDHeaders(names ...string) Option {
	return func(c *config) error {
		c.requestIDs = names
		return nil
	}
}

// WithBeforeAttempt calls a hook before every attempt.
func WithBeforeAttempt(hook Hook) Option {
	return func(c *config) error {
		c.before = append(c.before, hook)
		return nil
	}
}

// WithAfterAttempt calls a hook after every attempt.
func WithAfterAttempt(hook Hook) Option {
	return func(c *config) error {
		c.after = append(c.after, hook)
		return nil
	}
}

// WithLogger logs every attempt: at level debug, at level warn if it is going to be repeated. No values and no credentials.
func WithLogger(logger *slog.Logger) Option {
	return func(c *config) error {
		c.logger = logger
		return nil
	}
}

// CallOption is an option of a single call.
type CallOption func(*callConfig)

type callConfig struct {
	timeout        time.Duration
	deadline       time.Duration
	maxAttempts    int
	header         [][2]string
	idempotencyKey string
	response       *Response
}

// Response is what came with the value of a call.
type Response struct {
	// StatusCode is the status.
	StatusCode int
	// Header is the header.
	Header http.Header
	// RequestID is the server's name for the request, if it gave one.
	RequestID string
	// Attempts is how often the request was sent.
	Attempts int
}

// WithResponse stores status, header and request id of the answer, also of one with an error status.
func WithResponse(into *Response) CallOption { return func(c *callConfig) { c.response = into } }

// WithCallTimeout sets how long each attempt of this call may take.
func WithCallTimeout(timeout time.Duration) CallOption {
	return func(c *callConfig) { c.timeout = timeout }
}

// WithCallDeadline sets how long this call may take, all attempts and the waits between them included.
func WithCallDeadline(deadline time.Duration) CallOption {
	return func(c *callConfig) { c.deadline = deadline }
}

// WithCallMaxAttempts sets how often this call is sent at most; 1 is no retry.
func WithCallMaxAttempts(attempts int) CallOption {
	return func(c *callConfig) { c.maxAttempts = attempts }
}

// WithCallHeader sends a header with this call.
func WithCallHeader(name, value string) CallOption {
	return func(c *callConfig) { c.header = append(c.header, [2]string{name, value}) }
}

// WithIdempotencyKey sets the key by which the server knows that retries of this call are the same call. Without it, operations
// for which the description declares such a key get a random one.
func WithIdempotencyKey(key string) CallOption {
	return func(c *callConfig) { c.idempotencyKey = key }
}
