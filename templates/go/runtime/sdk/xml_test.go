package sdk

import "testing"

// Text, CDATA and maps of lists, for which no description of the vectors has a keyword.
func TestXMLText(t *testing.T) {
	const (
		table = `{"roots":[{"name":"doc","shape":3}],"shapes":[{"is":"string"},{"is":"number"},{"is":"boolean"},{"is":"object","fields":[{"key":"lang","name":"lang","at":"attribute","shape":0,"absent":"null"},{"key":"count","at":"text","shape":1}],"rest":{"each":true,"shape":4}},{"is":"object","fields":[{"key":"code","at":"cdata","shape":0}]}]}`
		value = `{"lang":null,"count":3,"b":[{"code":"x]]>y\r<"},{"code":""}],"a":[]}`
		back  = `{"lang":null,"count":3,"b":[{"code":"x]]>y\r<"},{"code":""}]}`
	)
	document := `<?xml version="1.0" encoding="UTF-8"?><doc>3<b><![CDATA[x]]]]><![CDATA[>y]]>&#13;<![CDATA[<]]></b><b/></doc>`
	root := NewXML(table).Root(0)
	written, err := root.Write([]byte(value))
	if err != nil || string(written) != document {
		t.Fatalf("wrote %s, %v", written, err)
	}
	read, err := root.Read(written)
	if err != nil || string(read) != back {
		t.Fatalf("read %s, %v", read, err)
	}
	if _, err := root.Read([]byte("<!DOCTYPE doc><doc/>")); err == nil {
		t.Fatal("a document type was read")
	}
}
