package sdk

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"time"
)

var boolCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		out.text = strconv.AppendBool(out.text, value.Bool())
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		c := in.next()
		if c != 't' && c != 'f' {
			return in.expected("a boolean")
		}
		in.raw()
		value.SetBool(c == 't')
		return nil
	},
}

var intCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		out.text = strconv.AppendInt(out.text, value.Int(), 10)
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.number("an integer")
		if err != nil {
			return err
		}
		digits, ok := whole(text)
		number, err := strconv.ParseInt(digits, 10, value.Type().Bits())
		if !ok || err != nil {
			return outOfRange(text, value.Type())
		}
		value.SetInt(number)
		return nil
	},
}

var uintCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		out.text = strconv.AppendUint(out.text, value.Uint(), 10)
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.number("an integer")
		if err != nil {
			return err
		}
		digits, ok := whole(text)
		number, err := strconv.ParseUint(digits, 10, value.Type().Bits())
		if !ok || err != nil {
			return outOfRange(text, value.Type())
		}
		value.SetUint(number)
		return nil
	},
}

func outOfRange(text string, t reflect.Type) error {
	if len(text) > 40 {
		text = text[:40] + "…"
	}
	return &DecodeError{Message: fmt.Sprintf("expected an integer of %d bits, found %s", t.Bits(), text)}
}

var floatCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		number := value.Float()
		if math.IsNaN(number) || math.IsInf(number, 0) {
			return fmt.Errorf("%v is no JSON number", number)
		}
		size := math.Abs(number)
		format := byte('f')
		if size != 0 && (size < 1e-6 || size >= 1e21) {
			format = 'e'
		}
		out.text = strconv.AppendFloat(out.text, number, format, -1, value.Type().Bits())
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.number("a number")
		if err != nil {
			return err
		}
		number, err := strconv.ParseFloat(text, value.Type().Bits())
		if err != nil {
			return &DecodeError{Message: fmt.Sprintf("expected a number of %d bits", value.Type().Bits())}
		}
		value.SetFloat(number)
		return nil
	},
}

var stringCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		out.text = appendString(out.text, value.String())
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.string()
		value.SetString(text)
		return err
	},
}

var secretCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		text := redacted
		if !out.hide {
			text = value.Interface().(Secret).Expose()
		}
		out.text = appendString(out.text, text)
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.string()
		value.Set(reflect.ValueOf(NewSecret(text)))
		return err
	},
}

var timeCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		t := value.Interface().(time.Time)
		if year := t.Year(); year < 0 || year > 9999 {
			return fmt.Errorf("the year %d is outside of RFC 3339", year)
		}
		out.text = appendString(out.text, t.Format(time.RFC3339Nano))
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.string()
		if err != nil {
			return err
		}
		t, err := ParseTime(text)
		value.Set(reflect.ValueOf(t))
		return err
	},
}

var bytesCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		out.text = appendString(out.text, base64.StdEncoding.EncodeToString(value.Bytes()))
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.string()
		if err != nil {
			return err
		}
		decoded, err := DecodeBase64(text)
		value.SetBytes(decoded)
		return err
	},
}

// textCodec is for the types of this package that are written as strings.
var textCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		text, err := value.Interface().(encoding.TextMarshaler).MarshalText()
		out.text = appendString(out.text, string(text))
		return err
	},
	decode: func(in *reader, value reflect.Value) error {
		text, err := in.string()
		if err != nil {
			return err
		}
		return value.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
	},
}

// ownCodec is for named types that know their JSON form.
var ownCodec = codec{
	encode: func(out *writer, value reflect.Value) error {
		text, err := value.Interface().(json.Marshaler).MarshalJSON()
		out.text = append(out.text, text...)
		return err
	},
	decode: func(in *reader, value reflect.Value) error {
		return value.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(in.raw())
	},
}

var jsonCodec = codec{
	takesNull: true,
	encode: func(out *writer, value reflect.Value) error {
		text := value.Bytes()
		if text == nil {
			out.text = append(out.text, "null"...)
			return nil
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, text); err != nil {
			return fmt.Errorf("no JSON: %w", err)
		}
		out.text = append(out.text, compact.Bytes()...)
		return nil
	},
	decode: func(in *reader, value reflect.Value) error {
		value.SetBytes(append(JSON{}, in.raw()...))
		return nil
	},
}

var anyCodec = codec{
	takesNull: true,
	encode: func(out *writer, value reflect.Value) error {
		text, err := json.Marshal(value.Interface())
		out.text = append(out.text, text...)
		return err
	},
	decode: func(in *reader, value reflect.Value) error {
		decoder := json.NewDecoder(bytes.NewReader(in.raw()))
		decoder.UseNumber()
		return decoder.Decode(value.Addr().Interface())
	},
}

var nullCodec = codec{
	takesNull: true,
	encode: func(out *writer, _ reflect.Value) error {
		out.text = append(out.text, "null"...)
		return nil
	},
	decode: func(in *reader, _ reflect.Value) error {
		if !in.null() {
			return in.expected("null")
		}
		return nil
	},
}

var neverCodec = codec{
	encode: func(*writer, reflect.Value) error { return fmt.Errorf("there is no value that may stand here") },
	decode: func(in *reader, _ reflect.Value) error { return in.expected("no value") },
}
