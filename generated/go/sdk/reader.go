package sdk

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
)

// reader walks through a JSON text that is known to be well formed.
type reader struct {
	text []byte
	at   int
}

// next returns the first byte of the next token.
func (r *reader) next() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return c
		}
	}
	return 0
}

// null skips null, if that is what comes next.
func (r *reader) null() bool {
	if r.next() != 'n' {
		return false
	}
	r.at += len("null")
	return true
}

// raw returns the next value as it stands.
func (r *reader) raw() []byte {
	c := r.next()
	start := r.at
	switch c {
	case '"':
		r.skipString()
	case '{', '[':
		r.skipNested()
	default:
		r.skipWord()
	}
	return r.text[start:r.at]
}

func (r *reader) skipString() {
	for r.at++; r.text[r.at] != '"'; r.at++ {
		if r.text[r.at] == '\\' {
			r.at++
		}
	}
	r.at++
}

func (r *reader) skipNested() {
	for depth := 0; ; {
		switch r.text[r.at] {
		case '"':
			r.skipString()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		r.at++
		if depth == 0 {
			return
		}
	}
}

func (r *reader) skipWord() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ',', ']', '}', ' ', '\t', '\r', '\n', ':':
			return
		}
		r.at++
	}
}

// string reads a string.
func (r *reader) string() (string, error) {
	if r.next() != '"' {
		return "", r.expected("a string")
	}
	start := r.at
	r.skipString()
	quoted := r.text[start:r.at]
	for _, c := range quoted[1 : len(quoted)-1] {
		if c == '\\' || c >= 0x80 {
			var text string
			err := json.Unmarshal(quoted, &text)
			return text, err
		}
	}
	return string(quoted[1 : len(quoted)-1]), nil
}

// number reads the text of a number.
func (r *reader) number(what string) (string, error) {
	if c := r.next(); c != '-' && (c < '0' || c > '9') {
		return "", r.expected(what)
	}
	start := r.at
	r.skipWord()
	return string(r.text[start:r.at]), nil
}

// array calls each for the items of an array.
func (r *reader) array(each func(index int) error) error {
	if r.next() != '[' {
		return r.expected("an array")
	}
	r.at++
	for index := 0; ; index++ {
		if r.next() == ']' {
			r.at++
			return nil
		}
		if r.text[r.at] == ',' {
			r.at++
		}
		if err := each(index); err != nil {
			return within("["+strconv.Itoa(index)+"]", err)
		}
	}
}

// object calls each for the properties of an object; each has to read the value.
func (r *reader) object(each func(name string) error) error {
	if r.next() != '{' {
		return r.expected("an object")
	}
	r.at++
	for {
		if r.next() == '}' {
			r.at++
			return nil
		}
		if r.text[r.at] == ',' {
			r.at++
		}
		name, err := r.string()
		if err != nil {
			return err
		}
		r.next()
		r.at++
		if err := each(name); err != nil {
			return within(stepOf(name), err)
		}
	}
}

func (r *reader) expected(what string) error {
	return &DecodeError{Message: fmt.Sprintf("expected %s, found %s", what, kindOf(r.text[r.at:]))}
}

// kindOf names the kind of the value at the start of a text.
func kindOf(text []byte) string {
	r := reader{text: text}
	switch r.next() {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case 't', 'f':
		return "a boolean"
	case 'n':
		return "null"
	case 0:
		return "nothing"
	default:
		return "a number"
	}
}

// whole returns the digits of a number without a fraction, also of one that is written with one as in 1.0 or 1e3.
func whole(text string) (string, bool) {
	plain := true
	for i := 0; i < len(text); i++ {
		if c := text[i]; c == '.' || c == 'e' || c == 'E' {
			plain = false
		}
	}
	if plain {
		return text, true
	}
	// A huge exponent is no integer of 64 bits, and would take long to expand.
	if float, err := strconv.ParseFloat(text, 64); err != nil || float > 1e20 || float < -1e20 || len(text) > 64 {
		return "", false
	}
	number, ok := new(big.Rat).SetString(text)
	if !ok || !number.IsInt() {
		return "", false
	}
	return number.Num().String(), true
}
