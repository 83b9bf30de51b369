package sdk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Body is bytes to be sent, from memory, a file or a reader.
type Body struct {
	open func() (io.ReadCloser, error)
	// size is -1 if it is not known.
	size func() int64
	// once says that the bytes can be read only once, so that the call cannot be made again.
	once bool
}

// BodyBytes sends bytes from memory.
func BodyBytes(content []byte) Body {
	return Body{
		open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		size: func() int64 { return int64(len(content)) },
	}
}

// BodyString sends text from memory.
func BodyString(content string) Body { return BodyBytes([]byte(content)) }

// BodyFile sends a file, which is read while it is sent, and read again if the call is made again.
func BodyFile(path string) Body {
	return Body{
		open: func() (io.ReadCloser, error) { return os.Open(path) },
		size: func() int64 {
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				return info.Size()
			}
			return -1
		},
	}
}

// BodyReader sends what a reader gives. Only if it is an [io.Seeker] the call can be made again.
func BodyReader(source io.Reader) Body {
	if seeker, ok := source.(io.ReadSeeker); ok {
		if start, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			return seekable(seeker, start)
		}
	}
	used := false
	return Body{
		open: func() (io.ReadCloser, error) {
			if used {
				return nil, errors.New("the reader was read before")
			}
			used = true
			return &guarded{source: source}, nil
		},
		size: func() int64 { return -1 },
		once: true,
	}
}

func seekable(source io.ReadSeeker, start int64) Body {
	size := int64(-1)
	if end, err := source.Seek(0, io.SeekEnd); err == nil {
		size = end - start
	}
	return Body{
		open: func() (io.ReadCloser, error) {
			_, err := source.Seek(start, io.SeekStart)
			return &guarded{source: source}, err
		},
		size: func() int64 { return size },
	}
}

// guarded ends reading when it is closed, because transports may go on reading after they have given up.
type guarded struct {
	lock   sync.Mutex
	source io.Reader
}

// Read reads unless it is closed.
func (g *guarded) Read(into []byte) (int, error) {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.source == nil {
		return 0, errors.New("closed")
	}
	return g.source.Read(into)
}

// Close ends reading.
func (g *guarded) Close() error {
	g.lock.Lock()
	defer g.lock.Unlock()
	g.source = nil
	return nil
}

func (b Body) orEmpty() Body {
	if b.open == nil {
		return BodyBytes(nil)
	}
	return b
}

// File is a file in a multipart body.
type File struct {
	// Name is the name that is sent with it.
	Name string
	// ContentType is its media type; empty: that of the description, else application/octet-stream.
	ContentType string
	// Content is what is in it.
	Content Body
}

// OpenFile sends a file of the disk under the last part of its path.
func OpenFile(path string) File { return File{Name: filepath.Base(path), Content: BodyFile(path)} }

// NewFile sends bytes from memory as a file.
func NewFile(name string, content []byte) File { return File{Name: name, Content: BodyBytes(content)} }

// joined is several bodies, one after the other.
func joined(parts []Body) Body {
	result := Body{
		open: func() (io.ReadCloser, error) { return &joinedReader{rest: parts}, nil },
		size: func() int64 {
			var sum int64
			for _, part := range parts {
				size := part.size()
				if size < 0 {
					return -1
				}
				sum += size
			}
			return sum
		},
	}
	for _, part := range parts {
		result.once = result.once || part.once
	}
	return result
}

// joinedReader opens each part when the one before it has ended.
type joinedReader struct {
	lock    sync.Mutex
	rest    []Body
	current io.ReadCloser
}

// Read reads the current part.
func (j *joinedReader) Read(into []byte) (int, error) {
	j.lock.Lock()
	defer j.lock.Unlock()
	for {
		if j.current == nil {
			if len(j.rest) == 0 {
				return 0, io.EOF
			}
			opened, err := j.rest[0].open()
			if err != nil {
				return 0, &LocalError{Kind: LocalFile, Message: "a file to be sent cannot be read", Err: err}
			}
			j.current, j.rest = opened, j.rest[1:]
		}
		count, err := j.current.Read(into)
		if err == nil || count > 0 {
			return count, nil
		}
		if err != io.EOF {
			return 0, err
		}
		_ = j.current.Close()
		j.current = nil
	}
}

// Close closes the current part.
func (j *joinedReader) Close() error {
	j.lock.Lock()
	defer j.lock.Unlock()
	j.rest = nil
	if j.current != nil {
		_ = j.current.Close()
		j.current = io.NopCloser(strings.NewReader(""))
	}
	return nil
}

// multipart is a body in the making (RFC 7578).
type multipart struct {
	boundary string
	parts    []Body
}

func newMultipart() *multipart { return &multipart{boundary: "sdk-" + randomToken()} }

func (m *multipart) add(name, fileName string, isFile bool, contentType string, content Body) {
	head := fmt.Sprintf("--%s\r\nContent-Disposition: form-data; name=\"%s\"", m.boundary, quote(name))
	if isFile {
		head += fmt.Sprintf("; filename=\"%s\"", quote(fileName))
	}
	if contentType != "" {
		head += "\r\nContent-Type: " + contentType
	}
	m.parts = append(m.parts, BodyString(head+"\r\n\r\n"), content.orEmpty(), BodyString("\r\n"))
}

func (m *multipart) body() Body {
	parts := append(append([]Body{}, m.parts...), BodyString("--"+m.boundary+"--\r\n"))
	return joined(parts)
}

// quote quotes as browsers do (WHATWG HTML, multipart/form-data): the characters that could end the parameter are
// percent-encoded; other control characters, which no server needs to see, become "_".
func quote(text string) string {
	var out strings.Builder
	for _, c := range text {
		switch {
		case c == '"':
			out.WriteString("%22")
		case c == '\r':
			out.WriteString("%0D")
		case c == '\n':
			out.WriteString("%0A")
		case c < ' ' || c >= 0x7f && c < 0xa0:
			out.WriteByte('_')
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}
