package sdk

import (
	"testing"
)

// The values of OpenAPI 3.0.3, section 4.7.12.4.
var styleValues = []string{`""`, `"blue"`, `["blue","black","brown"]`, `{"R":100,"G":200,"B":150}`}

func TestPathStyles(t *testing.T) {
	for _, row := range []struct {
		style   Style
		explode bool
		want    [4]string
	}{
		{StyleMatrix, false, [4]string{";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"}},
		{StyleMatrix, true, [4]string{";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"}},
		{StyleLabel, false, [4]string{".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"}},
		{StyleLabel, true, [4]string{".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"}},
		{StyleSimple, false, [4]string{"", "blue", "blue,black,brown", "R,100,G,200,B,150"}},
		{StyleSimple, true, [4]string{"", "blue", "blue,black,brown", "R=100,G=200,B=150"}},
	} {
		for i, value := range styleValues {
			if got := pathText("color", row.style, row.explode, treeOf([]byte(value))); got != row.want[i] {
				t.Errorf("%s %v %s: %s", row.style, row.explode, value, got)
			}
		}
	}
}

func TestQueryStyles(t *testing.T) {
	for _, row := range []struct {
		style   Style
		explode bool
		want    [4]string
	}{
		{StyleForm, false, [4]string{"color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"}},
		{StyleForm, true, [4]string{"color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"}},
		{StyleSpace, false, [4]string{"color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"}},
		{StylePipe, false, [4]string{"color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"}},
		{StyleDeep, true, [4]string{"color=", "color=blue", "color=blue&color=black&color=brown", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"}},
	} {
		for i, value := range styleValues {
			if got := joinPairs(queryPairs("color", row.style, row.explode, false, treeOf([]byte(value)))); got != row.want[i] {
				t.Errorf("%s %v %s: %s", row.style, row.explode, value, got)
			}
		}
	}
	nested := treeOf([]byte(`{"a":{"b":[1,2]},"c":null}`))
	if got := joinPairs(queryPairs("f", StyleDeep, true, false, nested)); got != "f%5Ba%5D%5Bb%5D=1&f%5Ba%5D%5Bb%5D=2&f%5Bc%5D=" {
		t.Error(got)
	}
	if got := joinPairs(queryPairs("f", StyleForm, false, false, treeOf([]byte(`[]`)))); got != "" {
		t.Error(got)
	}
}

func TestReservedCharacters(t *testing.T) {
	value := treeOf([]byte(`"a/b?c=d&e#f+g%20 ü"`))
	if got := joinPairs(queryPairs("q", StyleForm, true, true, value)); got != "q=a/b?c=d%26e%23f%2Bg%2520%20%C3%BC" {
		t.Error(got)
	}
	if got := joinPairs(queryPairs("q", StyleForm, true, false, value)); got != "q=a%2Fb%3Fc%3Dd%26e%23f%2Bg%2520%20%C3%BC" {
		t.Error(got)
	}
}
