package sdk

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"reflect"
	"strings"
	"sync/atomic"
	"time"
)

const (
	maxRedirects   = 5
	errorBodyLimit = 1 << 20
)

// exchange is what all attempts of a call have in common.
type exchange struct {
	call    *Call
	url     *url.URL
	header  http.Header
	schemes []chosen
	streams func(*reply) bool
	timeout time.Duration
}

// run makes one attempt, redirects included.
func (x *exchange) run(parent context.Context, number int) (*reply, failure, error) {
	ctx, cancel := context.WithCancelCause(parent)
	timer := time.AfterFunc(x.timeout, func() { cancel(errAttempt) })
	result, failed, err := x.answer(ctx, number)
	if err != nil || !result.streamed {
		timer.Stop()
		cancel(errFinished)
		return result, failed, err
	}
	// From here on only waits for more of the body count.
	timer.Stop()
	result.timer, result.cancel, result.timeout, result.ctx = timer, cancel, x.timeout, ctx
	return result, failed, nil
}

func (x *exchange) answer(ctx context.Context, number int) (*reply, failure, error) {
	client := x.call.client
	credentials, err := client.apply(ctx, x.schemes)
	if err != nil {
		if ctx.Err() != nil {
			return nil, failure{kind: failedUnsent}, x.silence(ctx, err, false, number)
		}
		return nil, failure{}, err
	}
	response, failed, err := x.follow(ctx, credentials, number)
	if err != nil {
		return nil, failed, err
	}
	result := &reply{
		operation: x.call.operation.ID, described: x.call.operation, status: response.StatusCode, header: response.Header,
		requestID: client.requestID(response.Header), attempts: number, body: response.Body, length: response.ContentLength,
	}
	if into := x.call.options.response; into != nil {
		*into = Response{StatusCode: result.status, Header: result.header, RequestID: result.requestID, Attempts: number}
	}
	if result.status < 200 || result.status > 299 {
		failed, err := x.apiError(result)
		return nil, failed, err
	}
	if x.streams(result) {
		result.streamed = true
		return result, failure{}, nil
	}
	defer response.Body.Close()
	limit := client.config.bodyLimit
	result.raw, err = io.ReadAll(io.LimitReader(response.Body, limit+1))
	if err != nil {
		return nil, failure{kind: failedUnanswered}, x.silence(ctx, err, true, number)
	}
	if int64(len(result.raw)) > limit {
		result.raw = nil
		return nil, failure{}, result.unreadable(nil, &DecodeError{Message: "the body is longer than the limit"})
	}
	return result, failure{}, nil
}

// follow sends the request, and again where a redirect may be followed.
func (x *exchange) follow(ctx context.Context, credentials applied, number int) (*http.Response, failure, error) {
	target := x.url
	for redirects := 0; ; redirects++ {
		response, failed, err := x.sendOnce(ctx, target, credentials, number)
		if err != nil {
			return nil, failed, err
		}
		switch response.StatusCode {
		case 301, 302, 303, 307, 308:
		default:
			return response, failure{}, nil
		}
		discard(response.Body)
		if target, err = x.redirect(target, response, redirects); err != nil {
			return nil, failure{}, err
		}
	}
}

// discard reads a little, so that the connection can be used again, and closes.
func discard(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, 4096)
	_ = body.Close()
}

func (x *exchange) redirect(from *url.URL, response *http.Response, redirects int) (*url.URL, error) {
	refuse := &RedirectError{Operation: x.call.operation.ID, StatusCode: response.StatusCode}
	location := response.Header.Get("Location")
	next, err := from.Parse(location)
	if location == "" || err != nil {
		refuse.Reason = "it says no place to go to"
		return nil, refuse
	}
	refuse.Origin = originOf(next)
	method := x.call.operation.Method
	switch {
	case !mayFollow(x.url, next):
		refuse.Reason = "it leads to another origin"
	case method != http.MethodGet && method != http.MethodHead:
		refuse.Reason = "the method is " + method
	case redirects >= maxRedirects:
		refuse.Reason = "there are too many"
	default:
		return next, nil
	}
	return nil, refuse
}

// sendOnce sends one request and waits for the head of the answer.
func (x *exchange) sendOnce(ctx context.Context, target *url.URL, credentials applied, number int) (*http.Response, failure, error) {
	var connected, sent atomic.Bool
	trace := &httptrace.ClientTrace{
		GotConn:      func(httptrace.GotConnInfo) { connected.Store(true) },
		WroteHeaders: func() { sent.Store(true) },
	}
	request, err := x.request(httptrace.WithClientTrace(ctx, trace), target, credentials)
	if err != nil {
		return nil, failure{}, err
	}
	response, err := x.call.client.http.Do(request)
	if request.Body != nil {
		// Transports may go on reading; what is read from a file or a reader must not be read twice at once.
		_ = request.Body.Close()
	}
	if err == nil {
		return response, failure{}, nil
	}
	var refused *LocalError
	if errors.As(err, &refused) {
		return nil, failure{}, refused
	}
	if isDial(err) {
		sent.Store(false)
	} else if !connected.Load() && !isOwn(x.call.client.http.Transport) {
		// A transport that does not trace may have sent it.
		sent.Store(true)
	}
	kind := failedUnanswered
	if !sent.Load() {
		kind = failedUnsent
	}
	if ctx.Err() != nil && context.Cause(ctx) != errAttempt {
		kind = failedFinally
	}
	return nil, failure{kind: kind}, x.silence(ctx, err, sent.Load(), number)
}

func isOwn(transport http.RoundTripper) bool {
	_, ok := transport.(*http.Transport)
	return ok
}

func isDial(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) && operation.Op == "dial"
}

// silence is the error of an answer that did not come.
func (x *exchange) silence(ctx context.Context, err error, sent bool, number int) error {
	id := x.call.operation.ID
	// The URL of a *url.Error is left out: its query may hold a key.
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var local *LocalError
	if errors.As(err, &local) {
		return local
	}
	cause := context.Cause(ctx)
	var timeout net.Error
	switch {
	case cause == errAttempt && !sent:
		return &TimeoutError{Operation: id, Kind: TimeoutConnect, Attempts: number, Err: context.DeadlineExceeded}
	case cause == errAttempt:
		return &TimeoutError{Operation: id, Kind: TimeoutAttempt, Attempts: number, Err: context.DeadlineExceeded}
	case cause == errDeadline || errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &TimeoutError{Operation: id, Kind: TimeoutDeadline, Attempts: number, Err: context.DeadlineExceeded}
	case ctx.Err() != nil && cause != errFinished:
		return &TransportError{Operation: id, Sent: sent, Attempts: number, Err: ctx.Err()}
	case errors.As(err, &timeout) && timeout.Timeout() && !sent:
		return &TimeoutError{Operation: id, Kind: TimeoutConnect, Attempts: number, Err: err}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &TimeoutError{Operation: id, Kind: TimeoutAttempt, Attempts: number, Err: err}
	default:
		return &TransportError{Operation: id, Sent: sent, Attempts: number, Err: err}
	}
}

// request is the request as it goes on the wire.
func (x *exchange) request(ctx context.Context, target *url.URL, credentials applied) (*http.Request, error) {
	copied := *target
	if len(credentials.query) > 0 {
		if copied.RawQuery != "" {
			copied.RawQuery += "&"
		}
		copied.RawQuery += joinPairs(credentials.query)
	}
	request := &http.Request{
		Method: x.call.operation.Method, URL: &copied, Host: copied.Host, Header: x.header.Clone(),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	for name, values := range credentials.header {
		request.Header[name] = values
	}
	cookies := append(append([]pair{}, x.call.cookies...), credentials.cookies...)
	if len(cookies) > 0 {
		request.Header.Set("Cookie", strings.ReplaceAll(joinPairs(cookies), "&", "; "))
	}
	if content := x.call.bodyContent(); content != nil {
		body, err := content.body.open()
		if err != nil {
			return nil, &LocalError{Kind: LocalFile, Message: "a file to be sent cannot be read", Err: err}
		}
		request.Header.Set("Content-Type", content.mediaType)
		request.Body, request.ContentLength = body, content.body.size()
		if request.ContentLength == 0 {
			_ = body.Close()
			request.Body = http.NoBody
		}
	}
	return request.WithContext(ctx), nil
}

// apiError reads the body of an answer with an error status.
func (x *exchange) apiError(result *reply) (failure, error) {
	defer result.body.Close()
	if result.status == http.StatusUnauthorized {
		x.call.client.forget(x.schemes)
	}
	wait := retryAfter(result.header)
	failed := failure{kind: failedStatus, status: result.status, retryAfter: wait}
	// A body that breaks off takes nothing from what the status says.
	raw, err := io.ReadAll(io.LimitReader(result.body, errorBodyLimit))
	api := &APIError{
		Operation: result.operation, StatusCode: result.status, Header: result.header, RequestID: result.requestID, Raw: raw,
		Attempts: result.attempts,
	}
	if wait > 0 {
		api.RetryAfter = wait
	}
	if err == nil {
		api.Body = x.call.operation.errorBody(result.status, result.header, raw)
	}
	return failed, api
}

// errorBody reads the body that the description declares for the status, if it is one.
func (o *Operation) errorBody(status int, header http.Header, raw []byte) any {
	for _, one := range o.Errors {
		if matchesStatus(one.Status, status) {
			body := reflect.New(reflect.TypeOf(one.Body).Elem())
			text, err := o.json(status, header, raw)
			if err != nil || Unmarshal(text, body.Interface()) != nil {
				return nil
			}
			return body.Interface()
		}
	}
	return nil
}

// requestID returns the server's name for the request: that of the headers which are asked for, else of any whose name ends in
// -Request-Id, as many services put their own name before it.
func (c *Client) requestID(header http.Header) string {
	for _, name := range c.config.requestIDs {
		if id := header.Get(name); id != "" {
			return id
		}
	}
	best := ""
	for name, values := range header {
		if strings.HasSuffix(strings.ToLower(name), "-request-id") && len(values) > 0 && (best == "" || name < best) {
			best = name
		}
	}
	if best == "" {
		return ""
	}
	return header.Get(best)
}
