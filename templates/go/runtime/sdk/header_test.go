package sdk

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

// valueOf is the JSON text of a header that came in these lines; empty if it is not there.
func valueOf(t *testing.T, header Header, lines ...string) string {
	t.Helper()
	from := http.Header{}
	for _, line := range lines {
		from.Add("x-a", line)
	}
	var found map[string]JSON
	if err := UnmarshalHeader(from, &found, header); err != nil {
		t.Fatal(err)
	}
	return string(found["X-A"])
}

func TestOneHeaderValue(t *testing.T) {
	for _, test := range []struct {
		text HeaderText
		line string
		want string
	}{
		{HeaderString, "12", `"12"`},
		{HeaderNumber, " 12 ", "12"},
		{HeaderNumber, "1.5e3", "1.5e3"},
		{HeaderNumber, "", `""`},
		{HeaderNumber, "+1", `"+1"`},
		{HeaderNumber, "01", `"01"`},
		{HeaderNumber, "1,2", `"1,2"`},
		{HeaderNumber, "NaN", `"NaN"`},
		{HeaderNumber, "true", `"true"`},
		{HeaderNumber, "null", `"null"`},
		{HeaderBoolean, "true", "true"},
		{HeaderBoolean, "True", `"True"`},
		{HeaderAny, "false", "false"},
		{HeaderAny, "7", "7"},
		{HeaderAny, "a", `"a"`},
	} {
		if got := valueOf(t, TextHeader("X-A", test.text), test.line); got != test.want {
			t.Errorf("%q is %s, not %s", test.line, got, test.want)
		}
	}
	if got := valueOf(t, TextHeader("X-A", HeaderString)); got != "" {
		t.Errorf("nothing is %s", got)
	}
}

func TestSeveralHeaderValues(t *testing.T) {
	list := ListHeader("X-A", HeaderNumber)
	known := map[string]HeaderText{"a": HeaderNumber}
	plain, exploded := ObjectHeader("X-A", false, HeaderString, known), ObjectHeader("X-A", true, HeaderString, known)
	for _, test := range []struct {
		header Header
		lines  []string
		want   string
	}{
		{list, []string{""}, "[]"},
		{list, []string{"1,\t2 ,,x"}, `[1,2,"x"]`},
		{list, []string{"1", "2, 3"}, "[1,2,3]"},
		{plain, []string{"a,1,b,2"}, `{"a":1,"b":"2"}`},
		{exploded, []string{"a=1, b=2=3"}, `{"a":1,"b":"2=3"}`},
		{plain, []string{""}, "{}"},
		{plain, []string{"a,1,b"}, `"a,1,b"`},
		{exploded, []string{"a=1,b"}, `"a=1,b"`},
		{JSONHeader("X-A"), []string{`{"a":[1]}`}, `{"a":[1]}`},
		{JSONHeader("X-A"), []string{`1}, {"b": 2`}, `"1}, {\"b\": 2"`},
	} {
		if got := valueOf(t, test.header, test.lines...); got != test.want {
			t.Errorf("%q is %s, not %s", test.lines, got, test.want)
		}
	}
}

func TestMalformedHeadersAreNamed(t *testing.T) {
	var found struct {
		Count int64 `json:"X-Count"`
	}
	count := TextHeader("X-Count", HeaderNumber)
	if err := UnmarshalHeader(http.Header{"X-Count": {"3"}}, &found, count); err != nil || found.Count != 3 {
		t.Errorf("%v %v", found, err)
	}
	for _, header := range []http.Header{{}, {"X-Count": {"many"}}} {
		err := UnmarshalHeader(header, &found, count)
		var problem *DecodeError
		if !errors.As(err, &problem) || !strings.Contains(problem.Path, "X-Count") || found.Count != 3 {
			t.Errorf("%v %v", found, err)
		}
	}
}
