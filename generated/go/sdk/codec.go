package sdk

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// A codec writes and reads the values of one type. Codecs are made from types on first use, by the tags of their fields:
//
//	Name  string  `json:"name"`                          must be there
//	Boss  *Person `json:"boss" sdk:"required"`           must be there, behind a pointer because a Person holds itself
//	Owner *string `json:"owner" sdk:"nullable"`          must be there, may be null
//	Age   *int32  `json:"age,omitempty"`                 may be absent
//	Email Nullable[string] `json:"email,omitzero"`       may be absent, may be null
//	Odd   string  `json:"-" wire:"a,\"b"`                a name that encoding/json has no tag for
//	_     struct{} `wire:"kind" const:"\"person\""`      always the same value
//	Rest  map[string]JSON `json:"-" sdk:"rest"`          all other properties
type codec struct {
	encode func(out *writer, value reflect.Value) error
	decode func(in *reader, value reflect.Value) error
	// takesNull says that null is a value of the type.
	takesNull bool
}

var (
	codecs    sync.Map // of *codec, by reflect.Type
	codecLock sync.Mutex
)

// codecOf returns the codec of a type.
func codecOf(t reflect.Type) *codec {
	if found, ok := codecs.Load(t); ok {
		return found.(*codec)
	}
	codecLock.Lock()
	defer codecLock.Unlock()
	// Codecs are published together when all of them are complete, because types may hold each other.
	m := maker{made: map[reflect.Type]*codec{}}
	result := m.of(t)
	for made, codec := range m.made {
		codecs.Store(made, codec)
	}
	return result
}

type maker struct{ made map[reflect.Type]*codec }

func (m *maker) of(t reflect.Type) *codec {
	if found, ok := codecs.Load(t); ok {
		return found.(*codec)
	}
	if found, ok := m.made[t]; ok {
		return found
	}
	c := &codec{}
	m.made[t] = c
	m.fill(c, t)
	return c
}

var (
	typeJSON     = reflect.TypeOf(JSON(nil))
	typeBytes    = reflect.TypeOf([]byte(nil))
	typeTime     = reflect.TypeOf(time.Time{})
	typeNull     = reflect.TypeOf(NullValue{})
	typeNever    = reflect.TypeOf(Never{})
	typeSecret   = reflect.TypeOf(Secret{})
	typeTuple    = reflect.TypeOf(tuple{})
	typeAny      = reflect.TypeOf((*any)(nil)).Elem()
	typeNullable = reflect.TypeOf((*nullableReader)(nil)).Elem()
	typeText     = reflect.TypeOf((*encoding.TextUnmarshaler)(nil)).Elem()
	typeReads    = reflect.TypeOf((*json.Unmarshaler)(nil)).Elem()
	typeValid    = reflect.TypeOf((*interface{ Valid() bool })(nil)).Elem()
)

func (m *maker) fill(c *codec, t reflect.Type) {
	switch {
	case t == typeJSON:
		*c = jsonCodec
	case t == typeBytes:
		*c = bytesCodec
	case t == typeTime:
		*c = timeCodec
	case t == typeNull:
		*c = nullCodec
	case t == typeNever:
		*c = neverCodec
	case t == typeSecret:
		*c = secretCodec
	case t == typeAny:
		*c = anyCodec
	case t.Implements(typeNullable):
		m.nullable(c, t)
	case reflect.PointerTo(t).Implements(typeText):
		*c = textCodec
	case t.Kind() == reflect.Struct:
		m.structure(c, t)
	case t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(typeReads):
		*c = ownCodec
	default:
		m.kind(c, t)
	}
	if t.Implements(typeValid) && t.Kind() != reflect.Pointer {
		closed(c, t)
	}
}

func (m *maker) structure(c *codec, t reflect.Type) {
	if t.NumField() > 0 && t.Field(0).Type == typeTuple {
		m.tuple(c, t)
	} else if t.NumField() > 0 && t.Field(0).Tag.Get("union") != "" {
		m.union(c, t)
	} else {
		m.object(c, t)
	}
}

func (m *maker) kind(c *codec, t reflect.Type) {
	switch t.Kind() {
	case reflect.Bool:
		*c = boolCodec
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		*c = intCodec
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		*c = uintCodec
	case reflect.Float32, reflect.Float64:
		*c = floatCodec
	case reflect.String:
		*c = stringCodec
	case reflect.Pointer:
		pointer(c, m.of(t.Elem()))
	case reflect.Slice:
		slice(c, m.of(t.Elem()))
	case reflect.Map:
		mapping(c, t, m.of(t.Elem()))
	default:
		*c = codec{
			encode: func(*writer, reflect.Value) error { return fmt.Errorf("%s has no JSON form", t) },
			decode: func(*reader, reflect.Value) error { return fmt.Errorf("%s has no JSON form", t) },
		}
	}
}

// closed refuses values that are not in the list of an enum.
func closed(c *codec, t reflect.Type) {
	inner := *c
	check := func(value reflect.Value) error {
		if value.Interface().(interface{ Valid() bool }).Valid() {
			return nil
		}
		return &DecodeError{Message: fmt.Sprintf("%v is not a value of %s", value.Interface(), t.Name())}
	}
	c.encode = func(out *writer, value reflect.Value) error {
		if err := check(value); err != nil {
			return err
		}
		return inner.encode(out, value)
	}
	c.decode = func(in *reader, value reflect.Value) error {
		if err := inner.decode(in, value); err != nil {
			return err
		}
		return check(value)
	}
}

// Marshal returns the JSON text of a value of a generated type.
func Marshal(value any) ([]byte, error) { return marshal(value, false) }

func marshal(value any, hide bool) ([]byte, error) {
	if value == nil {
		return []byte("null"), nil
	}
	out := writer{hide: hide}
	v := reflect.ValueOf(value)
	if err := codecOf(v.Type()).encode(&out, v); err != nil {
		return nil, err
	}
	return out.text, nil
}

// Unmarshal reads a JSON text into what the pointer points to. It fails with a *[DecodeError], and then leaves it as it was.
func Unmarshal(data []byte, target any) error {
	pointer := reflect.ValueOf(target)
	if pointer.Kind() != reflect.Pointer || pointer.IsNil() {
		return fmt.Errorf("sdk: Unmarshal needs a pointer, not %T", target)
	}
	// Some servers begin with a byte order mark, which may be ignored (RFC 8259, section 8.1).
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !json.Valid(data) {
		var raw json.RawMessage
		err := json.Unmarshal(data, &raw)
		if len(bytes.TrimSpace(data)) == 0 {
			return &DecodeError{Path: "$", Message: "expected JSON, found nothing"}
		}
		return &DecodeError{Path: "$", Message: fmt.Sprintf("no JSON: %v", err)}
	}
	in := reader{text: data}
	fresh := reflect.New(pointer.Type().Elem()).Elem()
	if err := codecOf(fresh.Type()).decode(&in, fresh); err != nil {
		return rooted(err)
	}
	pointer.Elem().Set(fresh)
	return nil
}

// A DecodeError says where a JSON text is not of the type that was expected.
type DecodeError struct {
	// Path is the place, as in "$.items[0].name".
	Path string
	// Message is what is wrong there.
	Message string
}

// Error returns place and message.
func (e *DecodeError) Error() string {
	if e.Path == "" {
		return e.Message
	}
	return e.Path + ": " + e.Message
}

// within puts a step before the path of an error.
func within(step string, err error) error {
	inner := asDecodeError(err)
	return &DecodeError{Path: step + inner.Path, Message: inner.Message}
}

func rooted(err error) error {
	inner := asDecodeError(err)
	if len(inner.Path) > 0 && inner.Path[0] == '$' {
		return inner
	}
	return &DecodeError{Path: "$" + inner.Path, Message: inner.Message}
}

func asDecodeError(err error) *DecodeError {
	if inner, ok := err.(*DecodeError); ok {
		if len(inner.Path) > 0 && inner.Path[0] == '$' {
			return &DecodeError{Path: inner.Path[1:], Message: inner.Message}
		}
		return inner
	}
	return &DecodeError{Message: err.Error()}
}

// stepOf is the step to a property.
func stepOf(name string) string {
	for i, c := range name {
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return "[" + string(appendString(nil, name)) + "]"
		}
	}
	if name == "" {
		return `[""]`
	}
	return "." + name
}
