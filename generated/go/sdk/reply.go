package sdk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
	"unicode/utf8"
)

// reply is an answer with a status that means success.
type reply struct {
	operation string
	described *Operation
	status    int
	header    http.Header
	requestID string
	attempts  int
	// raw is the body, unless it is streamed.
	raw      []byte
	streamed bool
	body     io.ReadCloser
	length   int64
	// Of streamed answers: the limit of each wait, and how to end it.
	ctx     context.Context
	timer   *time.Timer
	timeout time.Duration
	cancel  context.CancelCauseFunc
	end     func()
}

func (r *reply) unreadable(raw []byte, err error) error {
	return &ResponseError{
		Operation: r.operation, StatusCode: r.status, Header: r.header, RequestID: r.requestID, Raw: raw, Err: rooted(err),
	}
}

func (r *reply) decode(target any) error {
	// encoding/json would put a replacement character for what is no UTF-8.
	if !utf8.Valid(r.raw) {
		return r.unreadable(r.raw, errors.New("the text is not UTF-8"))
	}
	text, err := r.described.json(r.status, r.header, r.raw)
	if err == nil {
		err = Unmarshal(text, target)
	}
	if err != nil {
		return r.unreadable(r.raw, err)
	}
	return nil
}

func buffered(*reply) bool { return false }

func streamed(*reply) bool { return true }

// Do makes a call whose answer is JSON.
func Do[T any](ctx context.Context, call *Call) (*T, error) {
	result, err := DoValue[T](ctx, call)
	if err != nil {
		return nil, err
	}
	return &result, nil
}

// DoValue makes a call whose answer is JSON and not a struct.
func DoValue[T any](ctx context.Context, call *Call) (T, error) {
	var result T
	err := call.into(ctx, &result)
	return result, err
}

func (c *Call) into(ctx context.Context, target any) error {
	answer, err := c.send(ctx, buffered)
	if err != nil {
		return err
	}
	return answer.decode(target)
}

// DoEmpty makes a call whose answer has no body, or one without meaning.
func DoEmpty(ctx context.Context, call *Call) error {
	_, err := call.send(ctx, buffered)
	return err
}

// DoText makes a call whose answer is text.
func DoText(ctx context.Context, call *Call) (string, error) {
	answer, err := call.send(ctx, buffered)
	if err != nil {
		return "", err
	}
	return answer.text()
}

func (r *reply) text() (string, error) {
	if !utf8.Valid(r.raw) {
		return "", r.unreadable(r.raw, &DecodeError{Message: "expected UTF-8, found other bytes"})
	}
	return string(r.raw), nil
}

// DoBinary makes a call whose answer is bytes. They are streamed; the download has to be closed.
func DoBinary(ctx context.Context, call *Call) (*Download, error) {
	answer, err := call.send(ctx, streamed)
	if err != nil {
		return nil, err
	}
	return newDownload(answer), nil
}

// DoEvents makes a call whose answer is server-sent events; the stream has to be closed.
func DoEvents[T any](ctx context.Context, call *Call) (*Events[T], error) {
	download, err := DoBinary(ctx, call)
	if err != nil {
		return nil, err
	}
	return newEvents[T](download), nil
}

// DoLines makes a call whose answer is JSON texts, one a line; the stream has to be closed.
func DoLines[T any](ctx context.Context, call *Call) (*Lines[T], error) {
	download, err := DoBinary(ctx, call)
	if err != nil {
		return nil, err
	}
	return newLines[T](download), nil
}

// Case is one of several ways in which a call can succeed.
type Case struct {
	// Status is a status such as "200", a range such as "2XX", or "default".
	Status string
	// MediaType is the media type or range of it, empty where the status alone tells.
	MediaType string
	// Streams says that the body is handed out as a stream.
	Streams bool
	// Read takes the answer.
	Read func(*Answer) error
}

// Answer is a successful answer to a call with several ways to succeed.
type Answer struct{ reply *reply }

// DoCases makes a call that can succeed in several ways.
func DoCases(ctx context.Context, call *Call, cases ...Case) error {
	answer, err := call.send(ctx, func(r *reply) bool {
		found := caseOf(r, cases)
		return found != nil && found.Streams
	})
	if err != nil {
		return err
	}
	found := caseOf(answer, cases)
	if found == nil {
		message := fmt.Sprintf("status %d with content type %q is not described", answer.status, mediaTypeOf(answer.header))
		return answer.unreadable(answer.raw, &DecodeError{Message: message})
	}
	return found.Read(&Answer{answer})
}

func caseOf(r *reply, cases []Case) *Case {
	for i := range cases {
		one := &cases[i]
		if matchesStatus(one.Status, r.status) && (one.MediaType == "" || isWithin(mediaTypeOf(r.header), one.MediaType)) {
			return one
		}
	}
	return nil
}

// ReadJSON reads the answer as JSON.
func ReadJSON[T any](into **T) func(*Answer) error {
	return func(answer *Answer) error {
		result := new(T)
		if err := answer.reply.decode(result); err != nil {
			return err
		}
		*into = result
		return nil
	}
}

// ReadText reads the answer as text.
func ReadText(into **string) func(*Answer) error {
	return func(answer *Answer) error {
		text, err := answer.reply.text()
		if err == nil {
			*into = &text
		}
		return err
	}
}

// ReadBinary hands out the answer as a stream of bytes.
func ReadBinary(into **Download) func(*Answer) error {
	return func(answer *Answer) error {
		*into = newDownload(answer.reply)
		return nil
	}
}

// ReadEvents hands out the answer as a stream of events.
func ReadEvents[T any](into **Events[T]) func(*Answer) error {
	return func(answer *Answer) error {
		*into = newEvents[T](newDownload(answer.reply))
		return nil
	}
}

// ReadLines hands out the answer as a stream of JSON texts.
func ReadLines[T any](into **Lines[T]) func(*Answer) error {
	return func(answer *Answer) error {
		*into = newLines[T](newDownload(answer.reply))
		return nil
	}
}

// ReadEmpty takes an answer without a body.
func ReadEmpty(into *bool) func(*Answer) error {
	return func(*Answer) error {
		*into = true
		return nil
	}
}
