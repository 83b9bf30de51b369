package sdk

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// unionCase is one of the types a union can be, a field of its struct. Tags of the struct's fields say how to tell them apart:
//
//	_       struct{} `union:"tag" wire:"kind"`                     by the property "kind"; or union:"kind", union:"structure"
//	Cat     *Cat     `tags:"[\"cat\",\"kitten\"]" sdk:"tag"`       the encoder adds the tag
//	Text    *string  `kinds:"string null"`
//	Dog     *Dog     `evidence:"{\"bark\":null,\"kind\":[1,2]}"`   null: it is there; else: it has one of the values
//	Unknown JSON                                                    what is of none of the types
type unionCase struct {
	index    int
	codec    *codec
	boxed    bool
	tags     []string
	addsTag  bool
	kinds    []string
	evidence map[string][]JSON
}

type union struct {
	name    string
	tagging string
	wire    string
	cases   []unionCase
	unknown int
}

func (m *maker) union(c *codec, t reflect.Type) {
	mark := t.Field(0).Tag
	u := &union{name: t.Name(), tagging: mark.Get("union"), wire: mark.Get("wire"), unknown: t.NumField() - 1}
	for i := 1; i < u.unknown; i++ {
		f := t.Field(i)
		one := unionCase{index: i, addsTag: f.Tag.Get("sdk") == "tag", kinds: strings.Fields(f.Tag.Get("kinds"))}
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			one.boxed, inner = true, inner.Elem()
		}
		one.codec = m.of(inner)
		// The tags are written by the generator, as JSON.
		_ = json.Unmarshal([]byte(f.Tag.Get("tags")), &one.tags)
		_ = json.Unmarshal([]byte(f.Tag.Get("evidence")), &one.evidence)
		u.cases = append(u.cases, one)
	}
	c.takesNull = u.takesNull()
	c.encode, c.decode = u.encode, u.decode
}

func (u *union) takesNull() bool {
	for _, one := range u.cases {
		for _, kind := range one.kinds {
			if kind == "null" {
				return true
			}
		}
	}
	return false
}

func (u *union) encode(out *writer, value reflect.Value) error {
	var found *unionCase
	set := 0
	for i := range u.cases {
		if !value.Field(u.cases[i].index).IsNil() {
			found = &u.cases[i]
			set++
		}
	}
	unknown := value.Field(u.unknown)
	if !unknown.IsNil() {
		set++
	}
	switch {
	case set == 0:
		return fmt.Errorf("one field of %s must be set, and none is", u.name)
	case set > 1:
		return fmt.Errorf("one field of %s must be set, and %d are", u.name, set)
	case found == nil:
		return jsonCodec.encode(out, unknown)
	}
	held := value.Field(found.index)
	if found.boxed {
		held = held.Elem()
	}
	start := len(out.text)
	if err := found.codec.encode(out, held); err != nil {
		return err
	}
	if found.addsTag && len(found.tags) > 0 {
		text, err := withTag(out.text[start:], u.wire, found.tags[0])
		if err != nil {
			return err
		}
		out.text = append(out.text[:start], text...)
	}
	return nil
}

// withTag adds the tag to an object, in place of one that may be there.
func withTag(text []byte, name, tag string) ([]byte, error) {
	in := reader{text: text}
	out := appendString(append(appendString([]byte{'{'}, name), ':'), tag)
	err := in.object(func(key string) error {
		value := in.raw()
		if key != name {
			out = append(append(appendString(append(out, ','), key), ':'), value...)
		}
		return nil
	})
	return append(out, '}'), err
}

func (u *union) decode(in *reader, value reflect.Value) error {
	text := in.raw()
	switch u.tagging {
	case "tag":
		tag, ok := stringAt(text, u.wire)
		for i := range u.cases {
			if ok && contains(u.cases[i].tags, tag) {
				return u.cases[i].read(text, value)
			}
		}
	case "kind":
		for i := range u.cases {
			for _, kind := range u.cases[i].kinds {
				if isOfKind(text, kind) {
					return u.cases[i].read(text, value)
				}
			}
		}
	default:
		if u.byStructure(text, value) {
			return nil
		}
	}
	value.Field(u.unknown).SetBytes(append(JSON{}, text...))
	return nil
}

// byStructure tries the cases whose evidence is found, then all.
func (u *union) byStructure(text []byte, value reflect.Value) bool {
	properties := map[string][]byte{}
	in := reader{text: text}
	if in.next() == '{' {
		_ = in.object(func(name string) error {
			properties[name] = in.raw()
			return nil
		})
	}
	for i := range u.cases {
		one := &u.cases[i]
		if len(one.evidence) > 0 && one.proven(properties) && one.read(text, value) == nil {
			return true
		}
	}
	for i := range u.cases {
		if u.cases[i].read(text, value) == nil {
			return true
		}
	}
	return false
}

func (c *unionCase) proven(properties map[string][]byte) bool {
	for name, values := range c.evidence {
		found, ok := properties[name]
		if !ok {
			return false
		}
		matches := values == nil
		for _, value := range values {
			matches = matches || SameJSON(found, value)
		}
		if !matches {
			return false
		}
	}
	return true
}

func (c *unionCase) read(text []byte, value reflect.Value) error {
	target := value.Field(c.index)
	t := target.Type()
	if c.boxed {
		t = t.Elem()
	}
	fresh := reflect.New(t)
	if err := c.codec.decode(&reader{text: text}, fresh.Elem()); err != nil {
		return err
	}
	if c.boxed {
		target.Set(fresh)
	} else {
		target.Set(fresh.Elem())
	}
	return nil
}

// stringAt returns the string under a property of an object.
func stringAt(text []byte, name string) (string, bool) {
	in := reader{text: text}
	if in.next() != '{' {
		return "", false
	}
	var result string
	found := false
	_ = in.object(func(key string) error {
		if key == name && in.next() == '"' {
			var err error
			result, err = in.string()
			found = err == nil
			return err
		}
		in.raw()
		return nil
	})
	return result, found
}

func isOfKind(text []byte, kind string) bool {
	switch kindOf(text) {
	case "an object":
		return kind == "object"
	case "an array":
		return kind == "array"
	case "a string":
		return kind == "string"
	case "a boolean":
		return kind == "boolean"
	case "null":
		return kind == "null"
	default:
		_, isWhole := whole(strings.TrimSpace(string(text)))
		return kind == "number" || kind == "integer" && isWhole
	}
}

func contains(list []string, text string) bool {
	for _, one := range list {
		if one == text {
			return true
		}
	}
	return false
}

// SameJSON reports whether two JSON texts of scalars are equal: 1 and 1.0 are.
func SameJSON(left, right []byte) bool {
	l, r := strings.TrimSpace(string(left)), strings.TrimSpace(string(right))
	if l == r {
		return true
	}
	switch kindOf(left) {
	case "a number":
		x, errX := strconv.ParseFloat(l, 64)
		y, errY := strconv.ParseFloat(r, 64)
		return errX == nil && errY == nil && x == y
	case "a string":
		var x, y string
		return json.Unmarshal(left, &x) == nil && json.Unmarshal(right, &y) == nil && x == y
	default:
		return false
	}
}
