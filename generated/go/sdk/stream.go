package sdk

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// streamLimit is how long a line or an event may be.
const streamLimit = 64 << 20

var errTooLong = errors.New("too long")

// lineReader reads lines of any length up to the limit.
type lineReader struct {
	source *bufio.Reader
	// any says that CR alone ends a line too.
	any bool
	// afterCR says that an LF belongs to the line before.
	afterCR bool
}

// next returns a line without its end, and whether it had one.
func (l *lineReader) next() (line []byte, ended bool, err error) {
	for {
		c, err := l.source.ReadByte()
		if err != nil {
			return line, false, err
		}
		if l.afterCR {
			l.afterCR = false
			if c == '\n' {
				continue
			}
		}
		switch {
		case c == '\n':
			return line, true, nil
		case c == '\r' && l.any:
			l.afterCR = true
			return line, true, nil
		}
		if len(line) >= streamLimit {
			return nil, false, errTooLong
		}
		line = append(line, c)
	}
}

// Event is a server-sent event (WHATWG HTML, section 9.2).
type Event[T any] struct {
	// Data is its data.
	Data T
	// Type is its type, "message" if the server gave none.
	Type string
	// ID is the last id that the server gave, on this event or an earlier one. Servers take it as Last-Event-ID.
	ID string
	// Retry is how long the server asks to wait before connecting again, 0 if it does not.
	Retry time.Duration
}

// Events is server-sent events, the data of each a JSON text. The event [DONE], by which some servers end a stream, ends it. It
// has to be closed.
type Events[T any] struct {
	download *Download
	lines    lineReader
	first    bool
	id       string
	current  Event[T]
	err      error
	ended    bool
}

func newEvents[T any](download *Download) *Events[T] {
	return &Events[T]{download: download, lines: lineReader{source: bufio.NewReader(download), any: true}, first: true}
}

// Next goes to the next event; false: there is none, see Err. After an event that is not as described it can be called again.
func (e *Events[T]) Next() bool {
	e.err = nil
	if e.ended {
		return false
	}
	data, event, err := e.read()
	if err != nil {
		e.finish()
		e.err = streamError(e.download, err)
		return false
	}
	if string(data) == "[DONE]" {
		e.finish()
		return false
	}
	e.current = Event[T]{Type: event.kind, ID: e.id, Retry: event.retry}
	if err := Unmarshal(data, &e.current.Data); err != nil {
		e.err = e.download.reply.unreadable(data, err)
		return false
	}
	return true
}

// Event is the event that Next went to.
func (e *Events[T]) Event() Event[T] { return e.current }

// Err is why Next returned false; nil at the end.
func (e *Events[T]) Err() error { return e.err }

// Close ends the stream.
func (e *Events[T]) Close() error {
	e.ended = true
	return e.download.Close()
}

func (e *Events[T]) finish() {
	e.ended = true
	_ = e.download.Close()
}

// All is all events, for range: for event, err := range events.All() { … }. It closes the stream.
func (e *Events[T]) All() func(yield func(Event[T], error) bool) {
	return func(yield func(Event[T], error) bool) {
		defer e.Close()
		for !e.ended {
			if e.Next() {
				if !yield(e.current, nil) {
					return
				}
			} else if e.err != nil && !yield(Event[T]{}, e.err) {
				return
			}
		}
	}
}

type eventHead struct {
	kind  string
	retry time.Duration
}

// read reads the lines of one event. An event without its empty line is incomplete and is dropped, as the rules say.
func (e *Events[T]) read() ([]byte, eventHead, error) {
	var data []byte
	head := eventHead{}
	hasData := false
	for {
		line, ended, err := e.lines.next()
		if err != nil || !ended {
			return nil, head, err
		}
		if e.first {
			e.first = false
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if len(line) == 0 {
			if hasData {
				if head.kind == "" {
					head.kind = "message"
				}
				return data, head, nil
			}
			head = eventHead{}
			continue
		}
		name, value, _ := strings.Cut(string(line), ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "data":
			if hasData {
				data = append(data, '\n')
			}
			hasData = true
			data = append(data, value...)
		case "event":
			head.kind = value
		case "id":
			if !strings.Contains(value, "\x00") {
				e.id = value
			}
		case "retry":
			if number, err := strconv.ParseUint(value, 10, 32); err == nil {
				head.retry = time.Duration(number) * time.Millisecond
			}
		}
		if len(data) > streamLimit {
			return nil, head, errTooLong
		}
	}
}

func streamError(download *Download, err error) error {
	switch {
	case err == io.EOF:
		return nil
	case err == errTooLong:
		return download.reply.unreadable(nil, &DecodeError{Message: "a line or event is longer than the limit"})
	default:
		return err
	}
}

// Lines is JSON texts, one a line, or each after a record separator (RFC 7464). Empty lines are skipped. It has to be closed.
type Lines[T any] struct {
	download *Download
	lines    lineReader
	current  T
	err      error
	ended    bool
}

func newLines[T any](download *Download) *Lines[T] {
	return &Lines[T]{download: download, lines: lineReader{source: bufio.NewReader(download)}}
}

// Next goes to the next value; false: there is none, see Err. After a value that is not as described it can be called again.
func (l *Lines[T]) Next() bool {
	l.err = nil
	for !l.ended {
		line, ended, err := l.lines.next()
		if err != nil && err != io.EOF {
			l.finish()
			l.err = streamError(l.download, err)
			return false
		}
		if !ended {
			l.finish()
		}
		text := bytes.Trim(line, " \t\r\n\x1e")
		if len(text) == 0 {
			continue
		}
		var value T
		if err := Unmarshal(text, &value); err != nil {
			l.err = l.download.reply.unreadable(text, err)
			return false
		}
		l.current = value
		return true
	}
	return false
}

// Value is the value that Next went to.
func (l *Lines[T]) Value() T { return l.current }

// Err is why Next returned false; nil at the end.
func (l *Lines[T]) Err() error { return l.err }

// Close ends the stream.
func (l *Lines[T]) Close() error {
	l.ended = true
	return l.download.Close()
}

func (l *Lines[T]) finish() {
	l.ended = true
	_ = l.download.Close()
}

// All is all values, for range: for value, err := range lines.All() { … }. It closes the stream.
func (l *Lines[T]) All() func(yield func(T, error) bool) {
	return func(yield func(T, error) bool) {
		defer l.Close()
		for !l.ended {
			if l.Next() {
				if !yield(l.current, nil) {
					return
				}
			} else if l.err != nil {
				var zero T
				if !yield(zero, l.err) {
					return
				}
			}
		}
	}
}
