package sdk

import (
	"encoding/json"
	"strings"
)

// Style is how the value of a parameter is written (OpenAPI 3.0.3, section 4.7.12.3).
type Style string

// The styles.
const (
	StyleSimple Style = "simple"
	StyleLabel  Style = "label"
	StyleMatrix Style = "matrix"
	StyleForm   Style = "form"
	StyleSpace  Style = "spaceDelimited"
	StylePipe   Style = "pipeDelimited"
	StyleDeep   Style = "deepObject"
	// StyleJSON writes a JSON text.
	StyleJSON Style = "json"
)

const (
	unreservedMarks = "-._~"
	// reservedMarks is reserved of RFC 3986, less what would end or split the value. "%" is encoded: values come unencoded.
	reservedMarks = unreservedMarks + ":/?[]@!$'()*,;="
)

// escape percent-encodes every byte that is neither a letter, a digit, nor one of the marks.
func escape(text, marks string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(marks, c) >= 0:
			out.WriteByte(c)
		default:
			out.WriteByte('%')
			out.WriteByte(hex[c>>4])
			out.WriteByte(hex[c&15])
		}
	}
	return out.String()
}

func strict(text string) string { return escape(text, unreservedMarks) }

// pair is an encoded name with its encoded value.
type pair struct{ name, value string }

func joinPairs(pairs []pair) string {
	texts := make([]string, len(pairs))
	for i, one := range pairs {
		texts[i] = one.name + "=" + one.value
	}
	return strings.Join(texts, "&")
}

// tree is a value of a parameter: items of an array, or entries of an object in their order, or neither.
type tree struct {
	text    []byte // The JSON text.
	items   []tree
	keys    []string
	isArray bool
	isMap   bool
}

// treeOf reads a JSON text.
func treeOf(text []byte) tree {
	in := reader{text: text}
	result := tree{text: text}
	// The text was written by this package, so that reading it cannot fail.
	switch in.next() {
	case '[':
		result.isArray = true
		_ = in.array(func(int) error {
			result.items = append(result.items, treeOf(in.raw()))
			return nil
		})
	case '{':
		result.isMap = true
		_ = in.object(func(key string) error {
			result.keys = append(result.keys, key)
			result.items = append(result.items, treeOf(in.raw()))
			return nil
		})
	}
	return result
}

// plain is a value that stands on its own: strings without quotes, null as nothing, arrays and objects as JSON.
func (t tree) plain() string {
	switch kindOf(t.text) {
	case "a string":
		var text string
		_ = json.Unmarshal(t.text, &text)
		return text
	case "null":
		return ""
	default:
		return string(t.text)
	}
}

// flat joins items, or keys and values.
func (t tree) flat(between, inner string, encode func(string) string) string {
	switch {
	case t.isArray, t.isMap:
		parts := make([]string, len(t.items))
		for i, item := range t.items {
			parts[i] = encode(item.plain())
			if t.isMap {
				parts[i] = encode(t.keys[i]) + inner + parts[i]
			}
		}
		return strings.Join(parts, between)
	default:
		return encode(t.plain())
	}
}

// pathText writes a path parameter.
func pathText(name string, style Style, explode bool, value tree) string {
	switch {
	case style == StyleLabel && explode:
		return "." + value.flat(".", "=", strict)
	case style == StyleLabel:
		return "." + value.flat(",", ",", strict)
	case style == StyleMatrix && explode && (value.isArray || value.isMap):
		text := ""
		for i, item := range value.items {
			key := name
			if value.isMap {
				key = value.keys[i]
			}
			text += matrix(key, strict(item.plain()))
		}
		return text
	case style == StyleMatrix:
		return matrix(name, value.flat(",", ",", strict))
	case explode:
		return value.flat(",", "=", strict)
	default:
		return value.flat(",", ",", strict)
	}
}

func matrix(name, value string) string {
	if value == "" {
		return ";" + strict(name)
	}
	return ";" + strict(name) + "=" + value
}

// queryPairs writes a query parameter or a property of a form; an empty list has no form but that of deepObject, which is none.
func queryPairs(name string, style Style, explode, reserved bool, value tree) []pair {
	encode := strict
	if reserved {
		encode = func(text string) string { return escape(text, reservedMarks) }
	}
	var pairs []pair
	switch {
	case style == StyleDeep && (value.isArray || value.isMap):
		deepPairs(name, value, func(path string, value tree) {
			pairs = append(pairs, pair{strict(path), encode(value.plain())})
		})
	case value.isArray && explode, value.isMap && explode && style == StyleForm:
		for i, item := range value.items {
			key := name
			if value.isMap {
				key = value.keys[i]
			}
			pairs = append(pairs, pair{strict(key), encode(item.plain())})
		}
	case value.isArray || value.isMap:
		between := map[Style]string{StyleSpace: "%20", StylePipe: "%7C"}[style]
		if between == "" {
			between = ","
		}
		if len(value.items) > 0 {
			pairs = append(pairs, pair{strict(name), value.flat(between, between, encode)})
		}
	default:
		pairs = append(pairs, pair{strict(name), encode(value.plain())})
	}
	return pairs
}

// deepPairs writes name[a][b]=value to any depth: OpenAPI leaves nesting open, this is what servers read.
func deepPairs(path string, value tree, each func(path string, value tree)) {
	switch {
	case value.isMap:
		for i, item := range value.items {
			deepPairs(path+"["+value.keys[i]+"]", item, each)
		}
	case value.isArray:
		for _, item := range value.items {
			deepPairs(path, item, each)
		}
	default:
		each(path, value)
	}
}

// headerText writes a header or cookie in style simple, not encoded.
func headerText(explode bool, value tree) string {
	same := func(text string) string { return text }
	if explode {
		return value.flat(",", "=", same)
	}
	return value.flat(",", ",", same)
}
