package sdk

import (
	"reflect"
	"sort"
	"strconv"
)

// pointer is for values that may be null.
func pointer(c *codec, inner *codec) {
	c.takesNull = true
	c.encode = func(out *writer, value reflect.Value) error {
		if value.IsNil() {
			out.text = append(out.text, "null"...)
			return nil
		}
		return inner.encode(out, value.Elem())
	}
	c.decode = func(in *reader, value reflect.Value) error {
		if !inner.takesNull && in.null() {
			value.SetZero()
			return nil
		}
		fresh := reflect.New(value.Type().Elem())
		if err := inner.decode(in, fresh.Elem()); err != nil {
			return err
		}
		value.Set(fresh)
		return nil
	}
}

func slice(c *codec, item *codec) {
	c.encode = func(out *writer, value reflect.Value) error {
		out.text = append(out.text, '[')
		for i := 0; i < value.Len(); i++ {
			if i > 0 {
				out.text = append(out.text, ',')
			}
			if err := item.encode(out, value.Index(i)); err != nil {
				return within("["+strconv.Itoa(i)+"]", err)
			}
		}
		out.text = append(out.text, ']')
		return nil
	}
	c.decode = func(in *reader, value reflect.Value) error {
		items := reflect.MakeSlice(value.Type(), 0, 0)
		zero := reflect.Zero(value.Type().Elem())
		err := in.array(func(index int) error {
			items = reflect.Append(items, zero)
			return item.decode(in, items.Index(index))
		})
		value.Set(items)
		return err
	}
}

func mapping(c *codec, t reflect.Type, item *codec) {
	c.encode = func(out *writer, value reflect.Value) error {
		out.text = append(out.text, '{')
		if err := entries(out, value, item, nil); err != nil {
			return err
		}
		out.text = append(out.text, '}')
		return nil
	}
	c.decode = func(in *reader, value reflect.Value) error {
		result := reflect.MakeMap(t)
		err := in.object(func(name string) error { return entry(in, result, name, item) })
		value.Set(result)
		return err
	}
}

// entry reads the value of one key.
func entry(in *reader, into reflect.Value, name string, item *codec) error {
	value := reflect.New(into.Type().Elem()).Elem()
	if err := item.decode(in, value); err != nil {
		return err
	}
	into.SetMapIndex(reflect.ValueOf(name).Convert(into.Type().Key()), value)
	return nil
}

// entries writes the entries of a map by the order of their keys, without those that are known.
func entries(out *writer, value reflect.Value, item *codec, known map[string]int) error {
	keys := make([]string, 0, value.Len())
	for _, key := range value.MapKeys() {
		if _, ok := known[key.String()]; !ok {
			keys = append(keys, key.String())
		}
	}
	sort.Strings(keys)
	for _, key := range keys {
		if last := out.text[len(out.text)-1]; last != '{' {
			out.text = append(out.text, ',')
		}
		out.text = append(appendString(out.text, key), ':')
		at := reflect.ValueOf(key).Convert(value.Type().Key())
		if err := item.encode(out, value.MapIndex(at)); err != nil {
			return within(stepOf(key), err)
		}
	}
	return nil
}

func (m *maker) nullable(c *codec, t reflect.Type) {
	setter := reflect.New(t).Interface().(nullableSetter)
	inner := m.of(reflect.TypeOf(setter.sdkSet(false)).Elem())
	c.takesNull = true
	c.encode = func(out *writer, value reflect.Value) error {
		held, null := value.Interface().(nullableReader).sdkNullable()
		if null || held == nil {
			out.text = append(out.text, "null"...)
			return nil
		}
		return inner.encode(out, reflect.ValueOf(held).Elem())
	}
	c.decode = func(in *reader, value reflect.Value) error {
		setter := value.Addr().Interface().(nullableSetter)
		if in.null() {
			setter.sdkSet(true)
			return nil
		}
		return inner.decode(in, reflect.ValueOf(setter.sdkSet(false)).Elem())
	}
}

// tuple is for structs that are arrays on the wire: the fields behind the mark are the items, or a tuple and the rest.
func (m *maker) tuple(c *codec, t reflect.Type) {
	var items []*codec
	for i := 1; i < t.NumField(); i++ {
		items = append(items, m.of(t.Field(i).Type))
	}
	if t.Field(t.NumField()-1).Name == "Rest" {
		withRest(c, items[0], items[1])
		return
	}
	c.encode = func(out *writer, value reflect.Value) error {
		out.text = append(out.text, '[')
		for i, item := range items {
			if i > 0 {
				out.text = append(out.text, ',')
			}
			if err := item.encode(out, value.Field(i+1)); err != nil {
				return within("["+strconv.Itoa(i)+"]", err)
			}
		}
		out.text = append(out.text, ']')
		return nil
	}
	c.decode = func(in *reader, value reflect.Value) error {
		count := 0
		err := in.array(func(index int) error {
			count++
			if index >= len(items) {
				in.raw()
				return nil
			}
			return items[index].decode(in, value.Field(index+1))
		})
		if err == nil && count != len(items) {
			err = &DecodeError{Message: "expected an array of " + strconv.Itoa(len(items)) + ", found " + strconv.Itoa(count)}
		}
		return err
	}
}

func withRest(c *codec, head, rest *codec) {
	c.encode = func(out *writer, value reflect.Value) error {
		if err := head.encode(out, value.Field(1)); err != nil {
			return err
		}
		out.text = out.text[:len(out.text)-1]
		start := len(out.text)
		if err := rest.encode(out, value.Field(2)); err != nil {
			return err
		}
		if len(out.text) > start+2 {
			out.text[start] = ','
		} else {
			out.text = append(out.text[:start], ']')
		}
		return nil
	}
	c.decode = func(in *reader, value reflect.Value) error {
		first := value.Field(1).NumField() - 1
		var items [][]byte
		if err := in.array(func(int) error { items = append(items, in.raw()); return nil }); err != nil {
			return err
		}
		cut := first
		if len(items) < cut {
			cut = len(items)
		}
		if err := head.decode(&reader{text: joinItems(items[:cut])}, value.Field(1)); err != nil {
			return err
		}
		return rest.decode(&reader{text: joinItems(items[cut:])}, value.Field(2))
	}
}

func joinItems(items [][]byte) []byte {
	text := []byte{'['}
	for i, item := range items {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, item...)
	}
	return append(text, ']')
}
