package sdk

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// An APIError is an answer with an error status.
type APIError struct {
	// Operation is the id of the operation.
	Operation string
	// StatusCode is the status.
	StatusCode int
	// Header is the header of the answer.
	Header http.Header
	// RequestID is the server's name for the request, if it gave one.
	RequestID string
	// Body is a pointer to the body as the description declares it for the status, else nil; see [BodyAs].
	Body any
	// Raw is the body as it came, cut after 1 MiB.
	Raw []byte
	// RetryAfter is how long the server asked to wait, 0 if it did not.
	RetryAfter time.Duration
	// Attempts is how often the request was sent.
	Attempts int
}

// Error returns the operation and the status. The body is left out: it may hold personal data.
func (e *APIError) Error() string {
	text := fmt.Sprintf("%s: status %d", e.Operation, e.StatusCode)
	if name := http.StatusText(e.StatusCode); name != "" {
		text += " " + name
	}
	if e.RequestID != "" {
		text += " (request " + e.RequestID + ")"
	}
	return text
}

// Format writes the text of the error, also for %+v: headers and body may hold what is not for logs.
func (e *APIError) Format(state fmt.State, verb rune) { formatError(e, state, verb) }

// BodyAs returns the typed body of an [APIError] in the chain of err, if it is a T.
func BodyAs[T any](err error) (*T, bool) {
	var api *APIError
	if !errors.As(err, &api) {
		return nil, false
	}
	body, ok := api.Body.(*T)
	return body, ok && body != nil
}

// A TransportError is a connection that failed, or broke before the answer was complete, or a call that was cancelled.
type TransportError struct {
	// Operation is the id of the operation.
	Operation string
	// Sent says whether the server may have seen the request.
	Sent bool
	// Attempts is how often the request was sent.
	Attempts int
	// Err is the reason.
	Err error
}

// Error returns the operation and the reason.
func (e *TransportError) Error() string { return fmt.Sprintf("%s: %v", e.Operation, e.Err) }

// Unwrap returns the reason.
func (e *TransportError) Unwrap() error { return e.Err }

// TimeoutKind says which time was up.
type TimeoutKind string

// The kinds of timeouts.
const (
	// TimeoutConnect is the time to make a connection.
	TimeoutConnect TimeoutKind = "connect"
	// TimeoutAttempt is the time of one attempt, or of waiting for more of a stream.
	TimeoutAttempt TimeoutKind = "attempt"
	// TimeoutDeadline is the time of the whole call.
	TimeoutDeadline TimeoutKind = "deadline"
)

// A TimeoutError is an answer that did not come in time.
type TimeoutError struct {
	// Operation is the id of the operation.
	Operation string
	// Kind says which time was up.
	Kind TimeoutKind
	// Attempts is how often the request was sent.
	Attempts int
	// Err is the reason.
	Err error
}

// Error returns the operation and the kind.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("%s: time is up (%s)", e.Operation, e.Kind)
}

// Unwrap returns the reason.
func (e *TimeoutError) Unwrap() error { return e.Err }

// Timeout reports true, as the errors of package net do.
func (e *TimeoutError) Timeout() bool { return true }

// A ResponseError is an answer that is not what the description promises.
type ResponseError struct {
	// Operation is the id of the operation.
	Operation string
	// StatusCode is the status.
	StatusCode int
	// Header is the header of the answer.
	Header http.Header
	// RequestID is the server's name for the request, if it gave one.
	RequestID string
	// Raw is the body as it came.
	Raw []byte
	// Err is a *[DecodeError], which says where in the JSON.
	Err error
}

// Error returns the operation and the reason.
func (e *ResponseError) Error() string {
	return fmt.Sprintf("%s: status %d: %v", e.Operation, e.StatusCode, e.Err)
}

// Format writes the text of the error, also for %+v: headers and body may hold what is not for logs.
func (e *ResponseError) Format(state fmt.State, verb rune) { formatError(e, state, verb) }

// Unwrap returns the reason.
func (e *ResponseError) Unwrap() error { return e.Err }

// LocalKind says why a call was refused on this side.
type LocalKind string

// Why a call is refused on this side.
const (
	// LocalPath is a path parameter that would change the path: empty, "." or "..".
	LocalPath LocalKind = "path parameter"
	// LocalHeader is a header or cookie with CR, LF or NUL.
	LocalHeader LocalKind = "header"
	// LocalValue is a value without the form that is asked for, as a number that is not finite.
	LocalValue LocalKind = "value"
	// LocalConfiguration is an option of the client.
	LocalConfiguration LocalKind = "configuration"
	// LocalCredentials are credentials that are missing, or could not be got.
	LocalCredentials LocalKind = "credentials"
	// LocalPlainHTTP are credentials that would go over plain HTTP.
	LocalPlainHTTP LocalKind = "plain HTTP"
	// LocalOrigin is a link to another origin than the configured one.
	LocalOrigin LocalKind = "origin"
	// LocalPagination are pages that do not move on.
	LocalPagination LocalKind = "pagination"
	// LocalSize is a body over the limit.
	LocalSize LocalKind = "size"
	// LocalFile is a file that cannot be read or written.
	LocalFile LocalKind = "file"
)

// A LocalError is a call that was refused on this side.
type LocalError struct {
	// Kind says why.
	Kind LocalKind
	// Message says what.
	Message string
	// Err is the reason, if there is one beneath.
	Err error
}

// Error returns the message.
func (e *LocalError) Error() string { return e.Message }

// Unwrap returns the reason beneath.
func (e *LocalError) Unwrap() error { return e.Err }

func local(kind LocalKind, format string, arguments ...any) *LocalError {
	return &LocalError{Kind: kind, Message: fmt.Sprintf(format, arguments...)}
}

// A RedirectError is a redirect that was not followed.
type RedirectError struct {
	// Operation is the id of the operation.
	Operation string
	// StatusCode is the status.
	StatusCode int
	// Origin is where the server wanted to send the call: scheme, host and port.
	Origin string
	// Reason says why it was not followed.
	Reason string
}

// Error returns the operation and the reason.
func (e *RedirectError) Error() string {
	text := fmt.Sprintf("%s: status %d: redirect refused: %s", e.Operation, e.StatusCode, e.Reason)
	if e.Origin != "" {
		text += " (" + e.Origin + ")"
	}
	return text
}

func formatError(err error, state fmt.State, verb rune) {
	if verb == 'q' {
		fmt.Fprintf(state, "%q", err.Error())
		return
	}
	fmt.Fprint(state, err.Error())
}

func statusOf(err error) int {
	var api *APIError
	var response *ResponseError
	var redirect *RedirectError
	switch {
	case errors.As(err, &api):
		return api.StatusCode
	case errors.As(err, &response):
		return response.StatusCode
	case errors.As(err, &redirect):
		return redirect.StatusCode
	default:
		return 0
	}
}
