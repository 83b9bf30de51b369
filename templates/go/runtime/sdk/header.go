package sdk

import (
	"encoding/json"
	"net/http"
	"strings"
)

// Header says how the text of a response header becomes a value.
type Header struct {
	name string
	read func(text string) []byte
}

// HeaderText says what a piece of the text of a header can be besides a string.
type HeaderText int

// The kinds of pieces.
const (
	// HeaderString is a string, whatever it looks like.
	HeaderString HeaderText = iota
	// HeaderNumber is a number where it is one.
	HeaderNumber
	// HeaderBoolean is a boolean where it is true or false.
	HeaderBoolean
	// HeaderAny is a number or a boolean where it is one.
	HeaderAny
)

// TextHeader is a header with one value.
func TextHeader(name string, text HeaderText) Header {
	return Header{name, text.json}
}

// ListHeader is a header with values that have commas between.
func ListHeader(name string, item HeaderText) Header {
	return Header{name, func(text string) []byte {
		var items []string
		for _, piece := range pieces(text) {
			items = append(items, string(item.json(piece)))
		}
		return []byte("[" + strings.Join(items, ",") + "]")
	}}
}

// ObjectHeader is a header with names and values that have commas between; if explode, a name has a "=" before its value.
func ObjectHeader(name string, explode bool, others HeaderText, properties map[string]HeaderText) Header {
	return Header{name, func(text string) []byte {
		pairs, ok := pairs(pieces(text), explode)
		if !ok {
			return HeaderString.json(text)
		}
		var members []string
		for _, pair := range pairs {
			kind, known := properties[pair[0]]
			if !known {
				kind = others
			}
			members = append(members, quoted(pair[0])+":"+string(kind.json(pair[1])))
		}
		return []byte("{" + strings.Join(members, ",") + "}")
	}}
}

// JSONHeader is a header that holds a JSON text.
func JSONHeader(name string) Header {
	return Header{name, func(text string) []byte {
		if json.Valid([]byte(text)) {
			return []byte(text)
		}
		return HeaderString.json(text)
	}}
}

// UnmarshalHeader reads the headers of an answer into what the pointer points to. It fails with a *[DecodeError], and then leaves
// it as it was.
func UnmarshalHeader(from http.Header, target any, headers ...Header) error {
	var members []string
	for _, header := range headers {
		if lines := from.Values(header.name); len(lines) > 0 {
			text := strings.Trim(strings.Join(lines, ", "), " \t")
			members = append(members, quoted(header.name)+":"+string(header.read(text)))
		}
	}
	return Unmarshal([]byte("{"+strings.Join(members, ",")+"}"), target)
}

// json is the JSON text of a piece. What is not of its kind stays a string, which the type of the value refuses.
func (t HeaderText) json(piece string) []byte {
	number := t == HeaderNumber || t == HeaderAny
	boolean := t == HeaderBoolean || t == HeaderAny
	if boolean && (piece == "true" || piece == "false") || number && isNumber(piece) {
		return []byte(piece)
	}
	return appendString(nil, piece)
}

// pieces are what has commas between, without what is empty (RFC 9110, section 5.6.1).
func pieces(text string) []string {
	var found []string
	for _, piece := range strings.Split(text, ",") {
		if piece = strings.Trim(piece, " \t"); piece != "" {
			found = append(found, piece)
		}
	}
	return found
}

// pairs are names and values; false where a name has no value.
func pairs(pieces []string, explode bool) ([][2]string, bool) {
	var found [][2]string
	if explode {
		for _, piece := range pieces {
			name, value, ok := strings.Cut(piece, "=")
			if !ok {
				return nil, false
			}
			found = append(found, [2]string{name, value})
		}
		return found, true
	}
	for i := 0; i+1 < len(pieces); i += 2 {
		found = append(found, [2]string{pieces[i], pieces[i+1]})
	}
	return found, len(pieces)%2 == 0
}
