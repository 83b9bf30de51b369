package sdk

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"
)

type mood string

func (m mood) Valid() bool { return m == "good" || m == "bad" }

type person struct {
	Name   string             `json:"name"`
	Owner  *string            `json:"owner" sdk:"nullable"`
	Age    *int32             `json:"age,omitempty"`
	Email  Nullable[string]   `json:"email,omitzero"`
	Tags   []string           `json:"tags,omitempty"`
	Marks  []int64            `json:"marks"`
	Any    JSON               `json:"any,omitempty"`
	Odd    *string            `json:"-" wire:"a,\"b" sdk:"optional"`
	Mood   *mood              `json:"mood,omitempty"`
	Boss   *person            `json:"boss,omitempty"`
	_      struct{}           `wire:"kind" const:"\"person\""`
	Secret Secret             `json:"secret"`
	Rest   map[string]float64 `json:"-" sdk:"rest"`
}

const full = `{"name":"a","owner":null,"age":7,"email":null,"tags":[],"marks":[1],"any":null,"a,\"b":"c","mood":"good","kind":"person","secret":"s","x":1.5}`

func TestPresence(t *testing.T) {
	var p person
	if err := Unmarshal([]byte(full), &p); err != nil {
		t.Fatal(err)
	}
	if p.Owner != nil || *p.Age != 7 || !p.Email.IsNull() || p.Tags == nil || len(p.Tags) != 0 || !p.Any.IsNull() || *p.Odd != "c" || p.Rest["x"] != 1.5 {
		t.Errorf("%#v", p)
	}
	text, err := Marshal(p)
	if err != nil || string(text) != full {
		t.Errorf("%s %v", text, err)
	}
	text, err = Marshal(person{})
	want := `{"name":"","owner":null,"marks":[],"kind":"person","secret":""}`
	if err != nil || string(text) != want {
		t.Errorf("%s %v", text, err)
	}
	for email, want := range map[Nullable[string]]string{{}: "", Null[string](): `"email":null`} {
		text, _ := Marshal(person{Email: email})
		if strings.Contains(string(text), "email") != (want != "") || !strings.Contains(string(text), want) {
			t.Errorf("%s", text)
		}
	}
	text, _ = Marshal(person{Email: Value("")})
	if !strings.Contains(string(text), `"email":""`) {
		t.Errorf("%s", text)
	}
}

func TestDecodeErrorsSayWhere(t *testing.T) {
	type list struct {
		Items []person          `json:"items"`
		Map   map[string]person `json:"map,omitempty"`
	}
	minimal := `"owner":null,"marks":[],"secret":""`
	for text, want := range map[string]string{
		`{}`:                                     "$.items: must be there, and is absent",
		`{"items":[{"name":1,` + minimal + `}]}`: "$.items[0].name: expected a string, found a number",
		`{"items":[{"name":null,` + minimal + `}]}`:                                 "$.items[0].name: expected a string, found null",
		`{"items":[{"name":"a","marks":[],"secret":""}]}`:                           "$.items[0].owner: must be there, and is absent",
		`{"items":[],"map":{"a b":{"name":"a","age":99999999999,` + minimal + `}}}`: `$.map["a b"].age: expected an integer of 32 bits, found 99999999999`,
		`{"items":[{"name":"a","mood":"ugly",` + minimal + `}]}`:                    "$.items[0].mood: ugly is not a value of mood",
		`{"items":`:      "$: no JSON: unexpected end of JSON input",
		``:               "$: expected JSON, found nothing",
		`{"items":[]} x`: "$: no JSON: invalid character 'x' after top-level value",
	} {
		before := list{Items: []person{{Name: "kept"}}}
		err := Unmarshal([]byte(text), &before)
		var decode *DecodeError
		if err == nil || err.Error() != want || !errors.As(err, &decode) {
			t.Errorf("%s: %v", text, err)
		}
		if len(before.Items) != 1 || before.Items[0].Name != "kept" {
			t.Errorf("%s: half filled", text)
		}
	}
}

func TestNullIsReadAsAbsent(t *testing.T) {
	var p person
	text := `{"name":"a","owner":"o","age":null,"tags":null,"boss":null,"marks":[],"secret":""}`
	if err := Unmarshal([]byte(text), &p); err != nil || p.Age != nil || p.Tags != nil || p.Boss != nil {
		t.Error(p, err)
	}
}

func TestNumbersAreExact(t *testing.T) {
	type numbers struct {
		Signed   int64   `json:"signed"`
		Unsigned uint64  `json:"unsigned"`
		Decimal  Decimal `json:"decimal"`
		Float    float32 `json:"float"`
	}
	text := `{"signed":-9223372036854775808,"unsigned":18446744073709551615,"decimal":0.1000000000000000000000001,"float":0.1}`
	var n numbers
	if err := Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	written, err := Marshal(n)
	if err != nil || string(written) != text {
		t.Errorf("%s %v", written, err)
	}
	for text, want := range map[string]string{"1.0": "1", "1e3": "1000", "-0": "0", "-1.50e1": "-15"} {
		var number int64
		if err := Unmarshal([]byte(text), &number); err != nil || fmt.Sprint(number) != want {
			t.Error(text, number, err)
		}
	}
	for _, text := range []string{"1.5", "1e400", "9223372036854775808", "1e-1"} {
		var number int64
		if err := Unmarshal([]byte(text), &number); err == nil {
			t.Error(text, number)
		}
	}
	for _, value := range []any{1 / zero(), Decimal("1,5"), Decimal(`"1"`), Never{}} {
		if text, err := Marshal(value); err == nil {
			t.Errorf("%s", text)
		}
	}
}

func zero() float64 { return 0 }

func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"2024-02-29T12:30:00Z":                "2024-02-29T12:30:00Z",
		"2024-02-29t12:30:00.123456789+05:30": "2024-02-29T12:30:00.123456789+05:30",
		"2024-02-29 12:30:00.5z":              "2024-02-29T12:30:00.5Z",
		"2016-12-31T23:59:60Z":                "2017-01-01T00:00:00Z",
		"2024-02-29T12:30:00.1234567891234Z":  "2024-02-29T12:30:00.123456789Z",
	} {
		var at time.Time
		if err := Unmarshal([]byte(`"`+text+`"`), &at); err != nil {
			t.Error(text, err)
			continue
		}
		if written, _ := Marshal(at); string(written) != `"`+want+`"` {
			t.Errorf("%s became %s", text, written)
		}
	}
	for _, text := range []string{`"2024-02-30T00:00:00Z"`, `"2024-02-29T00:00:00"`, `1`, `""`} {
		var at time.Time
		if Unmarshal([]byte(text), &at) == nil {
			t.Error(text)
		}
	}
	if date, err := ParseDate("2024-02-29"); err != nil || date.String() != "2024-02-29" || date.Month != time.February {
		t.Error(date, err)
	}
	for _, text := range []string{"12:30:00Z", "12:30:00.5+01:00", "23:59:60Z", "12:30:00"} {
		if at, err := ParseTimeOfDay(text); err != nil || at.String() != text {
			t.Error(text, at, err)
		}
	}
}

func TestBytes(t *testing.T) {
	type blobs struct {
		Standard []byte    `json:"standard"`
		URL      Base64URL `json:"url"`
		Optional []byte    `json:"optional,omitempty"`
	}
	var b blobs
	if err := Unmarshal([]byte(`{"standard":"+/8=","url":"-_8","optional":""}`), &b); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(b.Standard, []byte{0xfb, 0xff}) || !reflect.DeepEqual(b.URL, Base64URL{0xfb, 0xff}) || b.Optional == nil {
		t.Error(b)
	}
	text, err := Marshal(b)
	if err != nil || string(text) != `{"standard":"+/8=","url":"-_8","optional":""}` {
		t.Errorf("%s %v", text, err)
	}
	if Unmarshal([]byte(`{"standard":"?","url":""}`), &b) == nil {
		t.Error("no base64")
	}
}

type cat struct {
	Kind  string `json:"kind"`
	Meows bool   `json:"meows"`
}

type dog struct {
	Barks bool `json:"barks"`
}

type byTag struct {
	_       struct{} `union:"tag" wire:"kind"`
	Cat     *cat     `tags:"[\"cat\",\"kitten\"]"`
	Dog     *dog     `tags:"[\"dog\"]" sdk:"tag"`
	Unknown JSON
}

type byKind struct {
	_       struct{} `union:"kind"`
	Text    *string  `kinds:"string"`
	Count   *int64   `kinds:"integer"`
	List    []string `kinds:"array"`
	Unknown JSON
}

type byStructure struct {
	_       struct{} `union:"structure"`
	Dog     *dog     `evidence:"{\"barks\":null}"`
	Cat     *cat     `evidence:"{\"kind\":[\"cat\",1]}"`
	Unknown JSON
}

func TestUnions(t *testing.T) {
	roundTrip := func(target any, text, want string, set func() bool) {
		t.Helper()
		if err := Unmarshal([]byte(text), target); err != nil || !set() {
			t.Errorf("%s: %+v %v", text, target, err)
			return
		}
		written, err := Marshal(reflect.ValueOf(target).Elem().Interface())
		if err != nil || string(written) != want {
			t.Errorf("%s became %s, %v", text, written, err)
		}
	}
	var tag byTag
	roundTrip(&tag, `{"kind":"kitten","meows":true}`, `{"kind":"kitten","meows":true}`, func() bool { return tag.Cat != nil })
	roundTrip(&tag, `{"barks":true,"kind":"dog"}`, `{"kind":"dog","barks":true}`, func() bool { return tag.Dog != nil && tag.Cat == nil })
	roundTrip(&tag, `{"kind":"fish", "fins":2}`, `{"kind":"fish","fins":2}`, func() bool { return tag.Unknown != nil })
	if err := Unmarshal([]byte(`{"kind":"cat","meows":1}`), &tag); err == nil || err.Error() != "$.meows: expected a boolean, found a number" {
		t.Error(err)
	}
	var kind byKind
	roundTrip(&kind, `"a"`, `"a"`, func() bool { return *kind.Text == "a" })
	roundTrip(&kind, `2.0`, `2`, func() bool { return *kind.Count == 2 })
	roundTrip(&kind, `[]`, `[]`, func() bool { return kind.List != nil })
	roundTrip(&kind, `2.5`, `2.5`, func() bool { return kind.Unknown != nil })
	var structure byStructure
	roundTrip(&structure, `{"kind":"cat","meows":true}`, `{"kind":"cat","meows":true}`, func() bool { return structure.Cat != nil })
	roundTrip(&structure, `{"barks":true}`, `{"barks":true}`, func() bool { return structure.Dog != nil })
	roundTrip(&structure, `{"a":1}`, `{"a":1}`, func() bool { return structure.Unknown != nil })
	for _, wrong := range []any{byTag{}, byTag{Cat: &cat{}, Dog: &dog{}}} {
		if text, err := Marshal(wrong); err == nil {
			t.Errorf("%s", text)
		}
	}
}

func TestTuplesAndMaps(t *testing.T) {
	type holder struct {
		Pair  Tuple2[string, int64]          `json:"pair"`
		More  WithRest[Tuple1[string], bool] `json:"more"`
		Map   map[string]*string             `json:"map"`
		Null  *NullValue                     `json:"null,omitempty"`
		Never *Never                         `json:"never,omitempty"`
	}
	text := `{"pair":["a",1],"more":["a",true,false],"map":{"a":null,"b":"c"},"null":null}`
	var h holder
	if err := Unmarshal([]byte(text), &h); err != nil {
		t.Fatal(err)
	}
	if written, err := Marshal(h); err != nil || string(written) != text {
		t.Errorf("%s %v", written, err)
	}
	h.More.Rest = nil
	if written, err := Marshal(h.More); err != nil || string(written) != `["a"]` {
		t.Errorf("%s %v", written, err)
	}
	for _, wrong := range []string{
		`{"pair":["a"],"more":["a"],"map":{}}`,
		`{"pair":["a",1],"more":[],"map":{}}`,
		`{"pair":["a",1],"more":["a"],"map":{},"never":1}`,
		`{"pair":["a",1],"more":["a"],"map":{},"null":1}`,
	} {
		if Unmarshal([]byte(wrong), &h) == nil {
			t.Error(wrong)
		}
	}
}

func TestAByteOrderMarkIsIgnored(t *testing.T) {
	var read int
	if err := Unmarshal([]byte("\ufeff 1"), &read); err != nil || read != 1 {
		t.Errorf("%d, %v", read, err)
	}
}

func TestTextSurvives(t *testing.T) {
	for _, text := range []string{"", "a\"\\\n\x00\u2028", "😀名前", "</script>"} {
		written, err := Marshal(text)
		var read string
		if err != nil || !json.Valid(written) || Unmarshal(written, &read) != nil || read != text {
			t.Errorf("%q became %s", text, written)
		}
	}
	if written, _ := Marshal("\xff"); string(written) != "\"\uFFFD\"" {
		t.Errorf("%q", written)
	}
	var read string
	if err := Unmarshal([]byte(`"\ud83d\ude00\u0041"`), &read); err != nil || read != "😀A" {
		t.Error(read, err)
	}
}

func TestSecretsAreNeverShown(t *testing.T) {
	p := person{Secret: NewSecret("hunter2")}
	credential := BasicAuth("user", "hunter2")
	hidden := struct{ s Secret }{NewSecret("hunter2")}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", p.Secret, "credential", credential, "model", LogValue(p))
	shown := log.String()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		shown += fmt.Sprintf(verb+verb+verb+verb+verb, p, &p, credential, &credential, hidden)
	}
	encoded, _ := json.Marshal(credential)
	shown += string(encoded) + String(p)
	for _, secret := range []string{"hunter2", "68756e74657232", "aHVudGVyMg"} {
		if strings.Contains(shown, secret) {
			t.Error(shown)
		}
	}
	if p.Secret.Expose() != "hunter2" || !p.Secret.Equal(NewSecret("hunter2")) {
		t.Error("lost")
	}
}
