package sdk

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Write turns a JSON text into a document.
func (r xmlRoot) Write(text []byte) ([]byte, error) {
	table, node, err := r.table()
	if err != nil {
		return nil, err
	}
	out := xmlWriter{table: table}
	out.text.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	err = out.element(node, node.Name, text, xmlScope{})
	return []byte(out.text.String()), err
}

// xmlScope is what namespaces are declared around a place: a prefix stands for one namespace in all documents.
type xmlScope struct {
	namespace string
	prefixes  string
}

type xmlWriter struct {
	table *xmlTable
	text  strings.Builder
}

var xmlWholeName = regexp.MustCompile(`^[A-Za-z_\x{80}-\x{10FFFF}][-.0-9A-Za-z_\x{80}-\x{10FFFF}]*$`)

// element writes a value as an element, with all that its namespace needs.
func (w *xmlWriter) element(node *xmlNode, name string, value []byte, scope xmlScope) error {
	if !xmlWholeName.MatchString(name) {
		return &DecodeError{Message: fmt.Sprintf("%q is no name of an element", name)}
	}
	tag := name
	if node.Prefix != "" {
		tag = node.Prefix + ":" + name
	}
	w.text.WriteString("<" + tag)
	if err := w.declare(node, &scope); err != nil {
		return err
	}
	if string(value) == "null" {
		w.text.WriteString(` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`)
		return nil
	}
	inner := xmlWriter{table: w.table}
	if err := w.content(&inner, node.Shape, name, value, scope); err != nil {
		return err
	}
	if content := inner.text.String(); content != "" {
		w.text.WriteString(">" + content + "</" + tag + ">")
	} else {
		w.text.WriteString("/>")
	}
	return nil
}

// declare writes the declaration of a namespace that is not in scope.
func (w *xmlWriter) declare(node *xmlNode, scope *xmlScope) error {
	attribute := ""
	switch {
	case node.Namespace == "":
		return nil
	case node.Prefix == "":
		if scope.namespace == node.Namespace {
			return nil
		}
		scope.namespace = node.Namespace
	default:
		if strings.Contains(scope.prefixes, " "+node.Prefix+" ") {
			return nil
		}
		scope.prefixes += " " + node.Prefix + " "
		attribute = ":" + node.Prefix
	}
	return w.attribute("xmlns"+attribute, node.Namespace)
}

// content writes attributes to w, and what stands between start and end to inner.
func (w *xmlWriter) content(inner *xmlWriter, shape int, name string, value []byte, scope xmlScope) error {
	switch s := &w.table.Shapes[shape]; s.Is {
	case "list":
		return inner.each(s.Item, name, value, scope)
	case "object":
		return w.object(inner, s, value, scope)
	case "choice":
		tag := ""
		_ = json.Unmarshal(xmlProperties(value).values[s.Tag.Key], &tag)
		found, ok := s.Cases[tag]
		if !ok {
			return &DecodeError{Message: fmt.Sprintf("%q is no case that XML has a form for", tag)}
		}
		return w.object(inner, &w.table.Shapes[found], value, scope)
	default:
		text, err := escapeXML(xmlText(value), xmlInText)
		inner.text.WriteString(text)
		return err
	}
}

// each writes the items of an array.
func (w *xmlWriter) each(node *xmlNode, name string, value []byte, scope xmlScope) error {
	if node.Name != "" {
		name = node.Name
	}
	in := reader{text: value}
	if in.next() != '[' {
		return nil
	}
	return in.array(func(int) error { return w.element(node, name, in.raw(), scope) })
}

func (w *xmlWriter) object(inner *xmlWriter, s *xmlShape, value []byte, scope xmlScope) error {
	given := xmlProperties(value)
	known := map[string]bool{}
	for i := range s.Fields {
		node := &s.Fields[i]
		known[node.Key] = true
		value, ok := given.values[node.Key]
		if !ok || node.At != "attribute" || string(value) == "null" {
			continue
		}
		if err := w.declare(node, &scope); err != nil {
			return err
		}
		name := node.Name
		if node.Prefix != "" {
			name = node.Prefix + ":" + name
		}
		if err := w.attribute(name, xmlText(value)); err != nil {
			return within(stepOf(node.Key), err)
		}
	}
	for i := range s.Fields {
		node := &s.Fields[i]
		if value, ok := given.values[node.Key]; ok && node.At != "attribute" {
			if err := inner.field(node, node.Name, value, scope); err != nil {
				return within(stepOf(node.Key), err)
			}
		}
	}
	for _, key := range given.names {
		if s.Rest != nil && !known[key] {
			if err := inner.field(s.Rest, key, given.values[key], scope); err != nil {
				return within(stepOf(key), err)
			}
		}
	}
	return nil
}

// field writes a property that is no attribute.
func (w *xmlWriter) field(node *xmlNode, name string, value []byte, scope xmlScope) error {
	switch {
	case node.isElement() && node.Each:
		return w.each(node, name, value, scope)
	case node.isElement():
		return w.element(node, name, value, scope)
	case string(value) == "null":
		return nil
	}
	place := xmlInText
	if node.At == "cdata" {
		place = xmlInCDATA
	}
	text, err := escapeXML(xmlText(value), place)
	if place == xmlInCDATA && text != "" {
		text = "<![CDATA[" + text + "]]>"
	}
	w.text.WriteString(text)
	return err
}

func (w *xmlWriter) attribute(name, value string) error {
	text, err := escapeXML(value, xmlInAttribute)
	w.text.WriteString(" " + name + `="` + text + `"`)
	return err
}

var (
	xmlInText      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	xmlInAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;")
	xmlInCDATA     = strings.NewReplacer("]]>", "]]]]><![CDATA[>", "\r", "]]>&#13;<![CDATA[")
)

func escapeXML(text string, place *strings.Replacer) (string, error) {
	for _, c := range text {
		if !isXMLChar(c) || !utf8.ValidRune(c) {
			return "", &DecodeError{Message: fmt.Sprintf("XML cannot carry the character U+%04X", c)}
		}
	}
	return place.Replace(text), nil
}

// xmlText is the text of a scalar.
func xmlText(value []byte) string {
	text := ""
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	return string(value)
}

type xmlObject struct {
	names  []string
	values map[string][]byte
}

func xmlProperties(value []byte) xmlObject {
	found := xmlObject{values: map[string][]byte{}}
	in := reader{text: value}
	if in.next() != '{' {
		return found
	}
	_ = in.object(func(name string) error {
		found.names = append(found.names, name)
		found.values[name] = in.raw()
		return nil
	})
	return found
}
