package sdk

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Client sends the calls of a generated package. It is safe for use by several goroutines, and meant to be kept.
type Client struct {
	pkg       *Package
	config    config
	http      *http.Client
	base      *url.URL
	userAgent string
	budget    budget
	slots     map[string]*tokenSlot
	slotLock  sync.Mutex
}

// config is what options set.
type config struct {
	baseURL         string
	httpClient      *http.Client
	transport       http.RoundTripper
	connectTimeout  time.Duration
	timeout         time.Duration
	deadline        time.Duration
	policy          policy
	credentials     map[string]Credential
	allowPlainHTTP  bool
	userAgentSuffix string
	header          http.Header
	bodyLimit       int64
	requestIDs      []string
	before, after   []Hook
	logger          *slog.Logger
}

// New makes a client of a package.
func New(pkg *Package, options ...Option) (*Client, error) {
	c := &Client{pkg: pkg, slots: map[string]*tokenSlot{}}
	c.config = config{
		baseURL:        pkg.Server,
		connectTimeout: 5 * time.Second,
		timeout:        60 * time.Second,
		policy:         defaultPolicy(),
		credentials:    map[string]Credential{},
		header:         http.Header{},
		bodyLimit:      64 << 20,
		requestIDs:     []string{"X-Request-Id", "Request-Id", "X-Correlation-Id"},
	}
	for _, option := range options {
		if err := option(&c.config); err != nil {
			return nil, err
		}
	}
	for name := range c.config.credentials {
		if c.scheme(name) == nil {
			return nil, local(LocalConfiguration, "the description has no security scheme %q", name)
		}
	}
	if c.config.baseURL == "" {
		return nil, local(LocalConfiguration, "the description names no server: give the option WithBaseURL")
	}
	base, err := baseURL(c.config.baseURL)
	if err != nil {
		return nil, err
	}
	c.base = base
	c.http = c.config.newHTTPClient()
	c.userAgent = fmt.Sprintf("%s/%s go/%s", pkg.Name, pkg.Version, strings.TrimPrefix(runtime.Version(), "go"))
	if c.config.userAgentSuffix != "" {
		c.userAgent += " " + c.config.userAgentSuffix
	}
	if isUnsafe(c.userAgent) {
		return nil, local(LocalHeader, "User-Agent must not contain CR, LF or NUL")
	}
	return c, nil
}

// newHTTPClient follows no redirects by itself: the runtime follows those that are safe.
func (c *config) newHTTPClient() *http.Client {
	client := &http.Client{}
	if c.httpClient != nil {
		*client = *c.httpClient
	}
	if c.transport != nil {
		client.Transport = c.transport
	} else if client.Transport == nil {
		transport := http.DefaultTransport
		if standard, ok := transport.(*http.Transport); ok {
			own := standard.Clone()
			dialer := &net.Dialer{Timeout: c.connectTimeout, KeepAlive: 30 * time.Second}
			own.DialContext = dialer.DialContext
			own.TLSHandshakeTimeout = c.connectTimeout
			own.MaxIdleConnsPerHost = 16
			transport = own
		}
		client.Transport = transport
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return client
}

// baseOf returns the base URL of an operation. Servers of single operations count only where the user has not chosen one.
func (c *Client) baseOf(operation *Operation) (*url.URL, error) {
	if operation.Server != "" && c.config.baseURL == c.pkg.Server {
		return baseURL(operation.Server)
	}
	return c.base, nil
}

func (c *Client) slot(scheme string) *tokenSlot {
	c.slotLock.Lock()
	defer c.slotLock.Unlock()
	slot, ok := c.slots[scheme]
	if !ok {
		slot = newTokenSlot()
		c.slots[scheme] = slot
	}
	return slot
}

// CloseIdleConnections closes the connections that no call uses.
func (c *Client) CloseIdleConnections() { c.http.CloseIdleConnections() }

// String returns the name of the package and the origin of the server.
func (c *Client) String() string { return c.pkg.Name + " at " + originOf(c.base) }

// Format writes the same as String, whatever the verb: nothing of the credentials.
func (c *Client) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, c.String()) }
