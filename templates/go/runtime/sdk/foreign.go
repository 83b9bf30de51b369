package sdk

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Foreign makes values of T be read and written by encoding/json: T is of another package, which knows nothing of this one.
func Foreign[T any]() {
	t := reflect.TypeOf((*T)(nil)).Elem()
	codecs.Store(t, &codec{
		encode: func(out *writer, value reflect.Value) error {
			// Methods may have a pointer for their receiver.
			held := reflect.New(t)
			held.Elem().Set(value)
			var text bytes.Buffer
			encoder := json.NewEncoder(&text)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(held.Interface()); err != nil {
				return err
			}
			out.text = append(out.text, bytes.TrimSpace(text.Bytes())...)
			return nil
		},
		decode: func(in *reader, value reflect.Value) error {
			if in.next() == 'n' {
				// To encoding/json null says that there is nothing to do.
				return in.expected(t.String())
			}
			return json.Unmarshal(in.raw(), value.Addr().Interface())
		},
	})
}
