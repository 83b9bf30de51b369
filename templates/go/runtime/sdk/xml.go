package sdk

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// XML says how JSON values are laid out in elements and attributes.
type XML struct {
	text  string
	once  sync.Once
	table xmlTable
}

// NewXML takes the tables as JSON; they are read on first use.
func NewXML(text string) *XML { return &XML{text: text} }

// Root is the notation of the documents that have this root element.
func (x *XML) Root(index int) Notation { return xmlRoot{x, index} }

type xmlTable struct {
	Roots  []xmlNode
	Shapes []xmlShape
}

// xmlNode is a place in a document; without a name it is called as its key, or as the element around it.
type xmlNode struct {
	Key, Name, Prefix, Namespace, At, Absent string
	Shape                                    int
	Each                                     bool
}

func (n *xmlNode) isElement() bool { return n.At == "" }

func (n *xmlNode) fits(name string) bool { return n.Name == "" || n.Name == name }

// xmlShape is what an element or attribute contains.
type xmlShape struct {
	Is     string
	Item   *xmlNode
	Fields []xmlNode
	Rest   *xmlNode
	Tag    *xmlNode
	Cases  map[string]int
}

type xmlRoot struct {
	xml   *XML
	index int
}

func (r xmlRoot) table() (*xmlTable, *xmlNode, error) {
	var err error
	r.xml.once.Do(func() { err = json.Unmarshal([]byte(r.xml.text), &r.xml.table) })
	if err != nil {
		return nil, nil, err
	}
	return &r.xml.table, &r.xml.table.Roots[r.index], nil
}

// Read turns a document into a JSON text.
func (r xmlRoot) Read(document []byte) ([]byte, error) {
	table, node, err := r.table()
	if err != nil {
		return nil, err
	}
	root, err := parseXML(document)
	if err != nil {
		return nil, &DecodeError{Path: "$", Message: "no XML: " + err.Error()}
	}
	if !node.fits(root.name) {
		return nil, &DecodeError{Path: "$", Message: fmt.Sprintf("expected the element %q, found %q", node.Name, root.name)}
	}
	return table.read(nil, node.Shape, root), nil
}

// read appends the JSON of an element.
func (t *xmlTable) read(out []byte, shape int, element *xmlElement) []byte {
	if element.isNull() {
		return append(out, "null"...)
	}
	switch s := &t.Shapes[shape]; s.Is {
	case "list":
		children := make([]*xmlElement, 0, len(element.children))
		for _, child := range element.children {
			if s.Item.fits(child.name) {
				children = append(children, child)
			}
		}
		return t.readList(out, s.Item.Shape, children)
	case "object":
		return t.readObject(out, s, element)
	case "choice":
		tag, found := s.tagOf(element)
		if inner, ok := s.Cases[tag]; ok {
			return t.readObject(out, &t.Shapes[inner], element)
		}
		if !found {
			return append(out, "{}"...)
		}
		return append(appendString(append(appendString(append(out, '{'), s.Tag.Key), ':'), tag), '}')
	default:
		return appendXMLScalar(out, s.Is, element.text())
	}
}

func (t *xmlTable) readList(out []byte, shape int, children []*xmlElement) []byte {
	out = append(out, '[')
	for i, child := range children {
		if i > 0 {
			out = append(out, ',')
		}
		out = t.read(out, shape, child)
	}
	return append(out, ']')
}

// readObject appends the known properties in their order, then all others.
func (t *xmlTable) readObject(out []byte, s *xmlShape, element *xmlElement) []byte {
	names, children := element.byName()
	keys := map[string]bool{}
	out = append(out, '{')
	begin := func(key string) {
		if len(keys) > 0 {
			out = append(out, ',')
		}
		keys[key] = true
		out = append(appendString(out, key), ':')
	}
	of := func(node *xmlNode, key string, found []*xmlElement) {
		begin(key)
		if node.Each {
			out = t.readList(out, node.Shape, found)
		} else {
			out = t.read(out, node.Shape, found[len(found)-1])
		}
	}
	taken := map[string]bool{}
	for i := range s.Fields {
		node := &s.Fields[i]
		if node.isElement() {
			taken[node.Name] = true
			if found := children[node.Name]; len(found) > 0 {
				of(node, node.Key, found)
				continue
			}
		} else if text, ok := element.textAt(node); ok {
			begin(node.Key)
			out = appendXMLScalar(out, t.Shapes[node.Shape].Is, text)
			continue
		}
		switch node.Absent {
		case "empty":
			begin(node.Key)
			out = append(out, "[]"...)
		case "null":
			begin(node.Key)
			out = append(out, "null"...)
		}
	}
	for _, name := range names {
		if s.Rest != nil && !taken[name] && !keys[name] {
			of(s.Rest, name, children[name])
		}
	}
	return append(out, '}')
}

// tagOf returns the text that tells which case of a choice an element is.
func (s *xmlShape) tagOf(element *xmlElement) (string, bool) {
	if !s.Tag.isElement() {
		return element.textAt(s.Tag)
	}
	tag, found := "", false
	for _, child := range element.children {
		if child.name == s.Tag.Name {
			tag, found = child.text(), true
		}
	}
	return tag, found
}

var xmlNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// appendXMLScalar appends the JSON of a text. One that is not of its kind stays a string, which the type then refuses.
func appendXMLScalar(out []byte, kind, text string) []byte {
	trimmed := strings.Trim(text, " \t\r\n")
	switch {
	case kind == "string":
		return appendString(out, text)
	case trimmed == "":
		return append(out, "null"...)
	case kind == "number" && xmlNumber.MatchString(trimmed):
		return append(out, trimmed...)
	case kind == "boolean" && (trimmed == "true" || trimmed == "1"):
		return append(out, "true"...)
	case kind == "boolean" && (trimmed == "false" || trimmed == "0"):
		return append(out, "false"...)
	default:
		return appendString(out, text)
	}
}
