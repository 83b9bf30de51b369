package sdk

import (
	"fmt"
	"reflect"
	"strings"
)

type presence int

const (
	required presence = iota
	requiredNullable
	optional
	optionalNullable
	constant
)

// field is a property of a struct.
type field struct {
	index    int
	name     string
	key      string // The name as it is written, with the colon.
	presence presence
	// boxed fields are behind a pointer that is not about presence.
	boxed bool
	codec *codec
	value string
}

// object is what a struct looks like on the wire.
type object struct {
	fields []field
	byName map[string]int
	// rest is the field that keeps all other properties, or -1.
	rest     int
	restItem *codec
}

func (m *maker) object(c *codec, t reflect.Type) {
	o := &object{byName: map[string]int{}, rest: -1}
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		if f.Tag.Get("sdk") == "rest" {
			o.rest, o.restItem = i, m.of(f.Type.Elem())
			continue
		}
		if made, ok := m.field(f, i); ok {
			o.byName[made.name] = len(o.fields)
			o.fields = append(o.fields, made)
		}
	}
	c.encode, c.decode = o.encode, o.decode
}

func (m *maker) field(f reflect.StructField, index int) (field, bool) {
	result := field{index: index}
	tag, tagged := f.Tag.Lookup("json")
	name, options, _ := strings.Cut(tag, ",")
	if wire, ok := f.Tag.Lookup("wire"); ok {
		name, tagged = wire, true
	} else if name == "-" {
		return result, false
	}
	if !tagged {
		if f.PkgPath != "" {
			return result, false
		}
		name = f.Name
	}
	result.name = name
	result.key = string(append(appendString(nil, name), ':'))
	if value, ok := f.Tag.Lookup("const"); ok {
		result.presence, result.value = constant, value
		return result, true
	}
	if f.PkgPath != "" {
		return result, false
	}
	option := f.Tag.Get("sdk")
	switch {
	case f.Type.Implements(typeNullable):
		result.presence = optionalNullable
	case option == "nullable":
		result.presence = requiredNullable
	case options == "omitempty" || option == "optional":
		result.presence = optional
	}
	inner := f.Type
	if inner.Kind() == reflect.Pointer {
		result.boxed = true
		inner = inner.Elem()
	}
	result.codec = m.of(inner)
	return result, true
}

func (o *object) encode(out *writer, value reflect.Value) error {
	out.text = append(out.text, '{')
	for i := range o.fields {
		f := &o.fields[i]
		if f.presence == constant {
			f.begin(out)
			out.text = append(out.text, f.value...)
			continue
		}
		if err := f.encode(out, value.Field(f.index)); err != nil {
			return within(stepOf(f.name), err)
		}
	}
	if o.rest >= 0 {
		if err := entries(out, value.Field(o.rest), o.restItem, o.byName); err != nil {
			return err
		}
	}
	out.text = append(out.text, '}')
	return nil
}

// begin writes the name.
func (f *field) begin(out *writer) {
	if out.text[len(out.text)-1] != '{' {
		out.text = append(out.text, ',')
	}
	out.text = append(out.text, f.key...)
}

func (f *field) encode(out *writer, value reflect.Value) error {
	nilable := f.boxed || value.Kind() == reflect.Slice || value.Kind() == reflect.Map || value.Kind() == reflect.Interface
	if nilable && value.IsNil() {
		switch {
		case f.presence == optional:
			return nil
		case f.presence == requiredNullable || f.codec.takesNull && !f.boxed:
			f.begin(out)
			out.text = append(out.text, "null"...)
			return nil
		case f.boxed:
			return fmt.Errorf("must be there, and is nil")
		}
	}
	if f.presence == optionalNullable && value.IsZero() {
		return nil
	}
	f.begin(out)
	if f.boxed {
		value = value.Elem()
	}
	return f.codec.encode(out, value)
}

func (o *object) decode(in *reader, value reflect.Value) error {
	var rest reflect.Value
	seen := make([]bool, len(o.fields))
	err := in.object(func(name string) error {
		at, known := o.byName[name]
		switch {
		case known:
			seen[at] = true
			return o.fields[at].decode(in, value.Field(o.fields[at].index))
		case o.rest >= 0:
			if !rest.IsValid() {
				rest = reflect.MakeMap(value.Field(o.rest).Type())
			}
			return entry(in, rest, name, o.restItem)
		default:
			in.raw()
			return nil
		}
	})
	if err != nil {
		return err
	}
	for i := range o.fields {
		if f := &o.fields[i]; !seen[i] && (f.presence == required || f.presence == requiredNullable) {
			return &DecodeError{Path: stepOf(f.name), Message: "must be there, and is absent"}
		}
	}
	if rest.IsValid() {
		value.Field(o.rest).Set(rest)
	}
	return nil
}

func (f *field) decode(in *reader, value reflect.Value) error {
	switch f.presence {
	case constant:
		in.raw()
		return nil
	case optional:
		// A null where only absence is described is read as absence. Of properties that occur twice the last one wins.
		if !f.codec.takesNull && in.null() {
			value.SetZero()
			return nil
		}
	case requiredNullable:
		if in.null() {
			value.SetZero()
			return nil
		}
	case required, optionalNullable:
	}
	if f.boxed {
		fresh := reflect.New(value.Type().Elem())
		if err := f.codec.decode(in, fresh.Elem()); err != nil {
			return err
		}
		value.Set(fresh)
		return nil
	}
	return f.codec.decode(in, value)
}
