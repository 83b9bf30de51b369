package sdk

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
)

// Download is a body that is received as a stream of bytes and never held as a whole. Each wait for more is limited by the
// timeout of the attempt. It has to be closed; reading it to its end closes it too.
type Download struct {
	reply *reply
	once  sync.Once
	err   error
}

func newDownload(answer *reply) *Download { return &Download{reply: answer} }

// StatusCode is the status.
func (d *Download) StatusCode() int { return d.reply.status }

// Header is the header.
func (d *Download) Header() http.Header { return d.reply.header }

// ContentType is the media type, without parameters; empty if the server gave none.
func (d *Download) ContentType() string { return mediaTypeOf(d.reply.header) }

// ContentLength is how many bytes there will be, or -1 if that is not known.
func (d *Download) ContentLength() int64 { return d.reply.length }

// Read reads some bytes, as an [io.Reader] does.
func (d *Download) Read(into []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	r := d.reply
	r.timer.Reset(r.timeout)
	count, err := r.body.Read(into)
	r.timer.Stop()
	if err != nil && err != io.EOF {
		x := exchange{call: &Call{operation: &Operation{ID: r.operation}}}
		err = x.silence(r.ctx, err, true, r.attempts)
	}
	if err != nil {
		d.err = err
		d.close()
	}
	return count, err
}

// Close ends the download; what was not read is given up.
func (d *Download) Close() error {
	if d.err == nil {
		d.err = errors.New("the download is closed")
	}
	d.close()
	return nil
}

func (d *Download) close() {
	d.once.Do(func() {
		d.reply.timer.Stop()
		_ = d.reply.body.Close()
		d.reply.cancel(errFinished)
		if d.reply.end != nil {
			d.reply.end()
		}
	})
}

// Bytes reads the whole body into memory, but not more than limit bytes of it, and closes.
func (d *Download) Bytes(limit int64) ([]byte, error) {
	defer d.Close()
	content, err := io.ReadAll(io.LimitReader(d, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, d.reply.unreadable(nil, &DecodeError{Message: fmt.Sprintf("the body is longer than %d bytes", limit)})
	}
	return content, nil
}

// SaveTo writes the body to a file, closes, and returns how many bytes it had. It is written under a temporary name beside the
// path and renamed when it is complete: at the path there is never half a file. A file that is there already is replaced.
func (d *Download) SaveTo(path string) (int64, error) {
	defer d.Close()
	failed := func(err error) error {
		return &LocalError{Kind: LocalFile, Message: "the file cannot be written", Err: err}
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".download-*")
	if err != nil {
		return 0, failed(err)
	}
	defer os.Remove(file.Name())
	count, err := io.Copy(writerOnly{file}, d)
	if err != nil {
		_ = file.Close()
		if d.err != nil && d.err != io.EOF {
			return 0, d.err
		}
		return 0, failed(err)
	}
	if err := file.Close(); err != nil {
		return 0, failed(err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return 0, failed(err)
	}
	return count, nil
}

// writerOnly hides the other methods of a file, which would take the stream out of our hands.
type writerOnly struct{ io.Writer }
